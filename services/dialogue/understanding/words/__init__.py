"""Words: cutting, spelling, numbers, lexicon look-up and language of a message."""
