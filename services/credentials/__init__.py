"""How members of staff prove who they are by other people's means: security keys, and the clinic's directory."""
