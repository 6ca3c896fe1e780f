"""Values of the identity check, read from the words: never a wish, never guessed."""
