"""Mails to the clinic's officers: the day's root of the audit log, and each use of emergency access."""
