"""The automaton is kept beside Python's own compiled files, so that only the first start compiles it (about a second).

Like those it is a derived file: its name carries a hash of everything it was made from, whoever may write there may
change the program as well, and where nothing can be written it is compiled at each start.
"""

import hashlib
import os
from collections.abc import Sequence
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Final

import hyperscan

_FOLDER: Final = Path(__file__).parent / "__pycache__"
_DIGEST: Final = 32


def database(
    expressions: Sequence[bytes], ids: Sequence[int], flags: int, folder: Path = _FOLDER
) -> "tuple[hyperscan.Database, hyperscan.Scratch]":
    """Return the automaton of some expressions and its working memory.

    Args:
        expressions: The expressions.
        ids: What is reported for each of them.
        flags: Hyperscan's flags, for all of them.
        folder: Where it is kept.
    """
    made_from = repr((version("hyperscan"), list(expressions), list(ids), flags)).encode()
    file = folder / f"triggers.{hashlib.sha256(made_from).hexdigest()[:_DIGEST]}.hsdb"
    return _kept(file) or _compiled(expressions, ids, flags, file)


def _kept(file: Path) -> "tuple[hyperscan.Database, hyperscan.Scratch] | None":
    """Return what is kept in a file; None when there is none, it is damaged, or made for another kind of processor."""
    try:
        content = file.read_bytes()
        if hashlib.sha256(content[_DIGEST:]).digest() != content[:_DIGEST]:
            return None
        loaded = hyperscan.loadb(content[_DIGEST:], hyperscan.HS_MODE_BLOCK)
        return loaded, hyperscan.Scratch(loaded)
    except (OSError, hyperscan.HyperscanError):
        return None


def _compiled(
    expressions: Sequence[bytes], ids: Sequence[int], flags: int, file: Path
) -> "tuple[hyperscan.Database, hyperscan.Scratch]":
    """Return the automaton after compiling it and keeping it."""
    made = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    made.compile(expressions=list(expressions), ids=list(ids), flags=[flags] * len(expressions))
    _keep(hyperscan.dumpb(made), file)
    return made, hyperscan.Scratch(made)


def _keep(content: bytes, file: Path) -> None:
    """Write the file whole or not at all, and drop those it takes the place of."""
    aside = file.with_suffix(f".{os.getpid()}")
    try:
        file.parent.mkdir(exist_ok=True)
        aside.write_bytes(hashlib.sha256(content).digest() + content)
        aside.replace(file)
        for old in file.parent.glob("triggers.*.hsdb"):
            if old != file:
                old.unlink(missing_ok=True)
    except OSError:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
