"""Exports and reports of the audit ledger: files that an auditor checks without us, and answers to set questions."""
