"""The keys that sign and check notes: Ed25519 and ML-DSA-44, behind the protocols of `services.audit`."""
