"""The audit trail: what is recorded, the port that records it, and the hash chain that shows tampering."""
