"""The clinic's own mail relay: confirmations with an invitation for the patient's calendar, over TLS alone."""
