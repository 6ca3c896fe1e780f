"""Staff accounts: named people, their roles, their password and second factor, their sessions."""
