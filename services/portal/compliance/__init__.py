"""The compliance pages of the staff console: search the audit ledger, prove an event, export, review, hold."""
