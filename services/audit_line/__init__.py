"""The line to the audit process: hands events over and asks the ledger, over its Unix socket."""
