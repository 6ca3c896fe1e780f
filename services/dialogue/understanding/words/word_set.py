"""Sets of words written as running text."""


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(text.split())


def phrase_set(text: str) -> frozenset[str]:
    """Return the phrases of a text, told apart by bars, as a set."""
    return frozenset(text.split("|"))
