"""The waitlist: who wants an earlier time, and how a freed slot finds its new patient."""
