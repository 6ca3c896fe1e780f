"""The command `sealdesk`: one module for each group of verbs."""
