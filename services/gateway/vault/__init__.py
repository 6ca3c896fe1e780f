"""The pseudonym vault: which placeholder stands for which value, per conversation, in memory only."""
