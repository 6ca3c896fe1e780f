"""Kernel: clock, ids, time intervals, errors, PHI-marked values, languages. Imports nothing of ours."""
