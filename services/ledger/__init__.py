"""The audit ledger's store: takes events over exactly once, seals them, keeps the tree's leaves, answers searches."""
