"""How the tagger is trained, on our own invented lines alone."""
