"""The supervisor's window."""
