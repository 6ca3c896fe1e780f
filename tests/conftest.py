"""For every test: examples have no time limit; a busy machine is no fault of the code."""

from hypothesis import settings

settings.register_profile("untimed", parent=settings.default, deadline=None)
settings.load_profile("untimed")
