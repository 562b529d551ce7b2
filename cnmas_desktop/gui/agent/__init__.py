"""The agent's window: it renders the views of `services.views` and sends back actions; it decides nothing."""
