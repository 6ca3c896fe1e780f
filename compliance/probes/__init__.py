"""Probes: each really looks at the running appliance or its files, and says what it saw, when, and how to repeat it."""
