"""The one room that opens SQLCipher files; the rooms that use it each say in their own words what failed."""
