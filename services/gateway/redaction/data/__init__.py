"""Lists the layers read: where each comes from is in its README."""
