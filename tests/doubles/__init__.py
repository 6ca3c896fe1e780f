"""Fakes of the ports, each in memory and each held to the same contract as the real adapters."""
