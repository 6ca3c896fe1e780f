"""The evidence pack: how each control stands today, and everything that shows it, in one folder for an auditor."""
