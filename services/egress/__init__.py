"""The door out: the only room that may open a connection beyond the clinic's own network."""
