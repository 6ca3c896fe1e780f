"""What patients get: their phones and inboxes, the stand-ins that bring it there, and a switch that makes them fail."""
