"""The few widgets of our own, each drawn from the theme's tokens and usable from a form."""
