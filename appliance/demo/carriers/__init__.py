"""Strict stand-ins of the carriers on loopback, for the demo and the tests; they also misbehave on demand."""
