"""CNMAS Desktop: the call-agent workstation of an outbound call centre."""
