"""The staff console: an application of its own, on a listener of its own, for named people with two factors."""
