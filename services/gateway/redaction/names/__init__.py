"""Names of people and employers: what is said around them, and the lexicons of names."""
