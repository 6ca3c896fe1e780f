"""The witness: a small program elsewhere that remembers the ledger's last checkpoint, and what asks it to cosign."""
