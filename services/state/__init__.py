"""The state database: SQLCipher through SQLAlchemy, one function one transaction, audit in the same commit."""
