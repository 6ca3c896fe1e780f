"""From what a message holds to commands."""
