"""The committed word lists, and which rare values belong to the training and which to the test part."""

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Final, Literal

Part = Literal["train", "test"]

_ROOM: Final = Path(__file__).parent
_TEST_SHARE: Final = 40


def part_of(value: str) -> Part:
    """Return the part a template or a rare value belongs to; it never changes for the same text."""
    digest = hashlib.sha256(re.sub(r"\s+", " ", value).casefold().encode()).digest()
    return "test" if int.from_bytes(digest[:4]) % 100 < _TEST_SHARE else "train"


@cache
def words(name: str) -> tuple[str, ...]:
    """Return the words of a list, one or several a line; lines with # are comments."""
    text = (_ROOM / "lexicons" / f"{name}.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return tuple(word for line in lines for word in line.split())


@cache
def rare(name: str, part: Part) -> tuple[str, ...]:
    """Return the words of a list that belong to a part."""
    return tuple(word for word in words(name) if part_of(word) == part)


@cache
def tables(name: str) -> dict[str, tuple[str, ...]]:
    """Return the tables of a file of lines like `city: Austin; Dallas`."""
    text = (_ROOM / "lexicons" / f"{name}.txt").read_text(encoding="utf-8")
    rows = [line.split(":", 1) for line in text.splitlines() if line and not line.startswith("#")]
    return {key.strip(): tuple(each.strip() for each in rest.split(";")) for key, rest in rows}


@cache
def ambiguous(key: str) -> tuple[str, ...]:
    """Return the names that are also words: `given` or `family`."""
    return tuple(" ".join(tables("ambiguous")[key]).split())
