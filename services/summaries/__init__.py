"""Summaries for providers and teams: one for each cancellation and a digest a day, inside the LAN only."""
