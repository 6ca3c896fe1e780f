"""A message told field by field, with the names that the standard gives them."""
