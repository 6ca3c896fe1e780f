"""The only door out of the building: what may leave, to whom, by whose hand."""
