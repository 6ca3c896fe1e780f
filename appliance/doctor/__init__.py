"""The doctor: checks that send real traffic; each says what, on what evidence, and which command mends it."""
