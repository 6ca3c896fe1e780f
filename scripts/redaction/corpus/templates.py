"""The hand-written templates: read, cut into pieces and slots, and shared out between training and test."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from scripts.redaction.corpus.lexicons import Part, part_of

_ROOM: Final = Path(__file__).parent / "templates"
_SECTION: Final = re.compile(r"\[(?P<name>[^|\]]+)\|(?P<styles>[^|\]]+)(?:\|\s*asked=(?P<asked>\w+))?\s*\]")
SLOT: Final = re.compile(r"\{([a-z][a-z0-9_]*)\}")


@dataclass(frozen=True, slots=True)
class Template:
    """One way of saying something.

    Attributes:
        text: The words, with slots in braces.
        lang: en or es; `systems` templates serve both.
        styles: The styles it may be written in.
        asked: The label that the question before asked for, if any.
        clean: It holds nothing that identifies anybody.
    """

    text: str
    lang: str
    styles: tuple[str, ...]
    asked: str | None
    clean: bool

    @property
    def part(self) -> Part:
        """Training or test, by the words themselves."""
        return part_of(self.text)

    @property
    def slots(self) -> list[str]:
        """The slots' names, in order."""
        return SLOT.findall(self.text)


@cache
def templates(lang: str) -> tuple[Template, ...]:
    """Return all templates of a language, those of systems included."""
    own = _folder(lang, lang)
    return (*own, *_folder("systems", lang))


def _folder(folder: str, lang: str) -> tuple[Template, ...]:
    found: list[Template] = []
    for file in sorted((_ROOM / folder).glob("*.txt")):
        found += _read(file, lang)
    return tuple(found)


def _read(file: Path, lang: str) -> list[Template]:
    """Read one file; a heading in brackets holds for the lines after it.

    Raises:
        ValueError: A line stands before the first heading; give it one.
    """
    found: list[Template] = []
    heading: re.Match[str] | None = None
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        section = _SECTION.fullmatch(line)
        if section:
            heading = section
        elif heading is None:
            raise ValueError(f"{file.name}: a template stands before the first heading. Write a heading above it.")
        else:
            clean = file.name == "clean.txt" or heading["name"].startswith("clean")
            styles = tuple(heading["styles"].split())
            found.append(Template(line.replace("\\n", "\n"), lang, styles, heading["asked"], clean))
    return found


@cache
def pool(lang: str, style: str, part: Part, *, clean: bool) -> tuple[Template, ...]:
    """Return the templates that fit; a dictated line may also be a voicemail's."""
    wanted = {style, "voicemail"} if style == "dictated" else {style}
    return tuple(
        each for each in templates(lang) if each.clean == clean and each.part == part and wanted & set(each.styles)
    )
