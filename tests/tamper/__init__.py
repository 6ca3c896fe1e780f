"""Eighteen ways to tamper with the audit ledger, tried at seeded random places; every one must show."""
