"""Published test vectors, with their sources."""
