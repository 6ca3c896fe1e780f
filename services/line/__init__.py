"""The line to the egress process: errands over its Unix socket, for every room that needs something from outside."""
