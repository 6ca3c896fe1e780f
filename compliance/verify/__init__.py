"""The program that checks an export of the ledger on any machine, without trust in the rest of this project."""
