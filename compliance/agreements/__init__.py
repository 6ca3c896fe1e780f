"""Business associate agreements: a template with every clause that the rules ask for, and the register's expiry."""
