"""Recovery cards: the KEK as five cards of 33 words, any three of which give it back (SLIP-39, Shamir).

Fewer than three say nothing about the key. A machine that is gone, or a TPM that was changed, takes nothing with it as
long as three people still have their cards.
"""

from collections.abc import Sequence
from itertools import combinations
from typing import Final

from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics

from services.keys.errors import CardsRefused
from services.keys.kek import KEY_BYTES

CARDS: Final = 5
NEEDED: Final = 3
WORDS: Final = 33


def split(key: bytes) -> list[str]:
    """Return five cards for a key of 32 bytes; each call makes others, and cards of two calls never mix."""
    (cards,) = generate_mnemonics(1, [(NEEDED, CARDS)], key)
    return list(cards)


def join(cards: Sequence[str]) -> bytes:
    """Return the key of three cards or more; blanks and capitals do not matter.

    Raises:
        CardsRefused: a word is no word of the list, a card does not fit the others, or they are too few.
    """
    written = list(dict.fromkeys(" ".join(each.lower().split()) for each in cards if each.strip()))
    if len(written) < NEEDED:
        raise CardsRefused(f"{len(written)} different cards were given")
    for three in combinations(written, NEEDED):
        try:
            key: bytes = combine_mnemonics(three)
        except MnemonicError:
            continue
        if len(key) == KEY_BYTES:
            return key
    raise CardsRefused("a word is misread, or a card belongs to another set")
