"""The words of a PDF, as a screen reader finds them: page by page, by each font's own table of characters."""

import re
from collections.abc import Iterator

import pikepdf

_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_CHARS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)


def pages_of(pdf: pikepdf.Pdf) -> list[str]:
    """Return the words of each page, headers of repeated tables included."""
    return ["".join(_words(page)) for page in pdf.pages]


def fonts_of(pdf: pikepdf.Pdf) -> dict[str, bool]:
    """Return each font's name, and whether its program is in the file."""
    found = {}
    for page in pdf.pages:
        for font in page.Resources.get("/Font", {}).values():
            below = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            embedded = {"/FontFile", "/FontFile2", "/FontFile3"} & set(below.FontDescriptor.keys())
            found[str(font.BaseFont)] = bool(embedded) and "/ToUnicode" in font
    return found


def _words(page: pikepdf.Page) -> Iterator[str]:
    tables = {name: _table(font) for name, font in page.Resources.get("/Font", {}).items()}
    table: dict[int, str] = {}
    for step in pikepdf.parse_content_stream(page):
        operands, name = step.operands, str(step.operator)
        if name == "Tf":
            table = tables[str(operands[0])]
        elif name == "Tj":
            yield _decoded(bytes(operands[0]), table)
        elif name == "TJ":
            yield "".join(_decoded(bytes(each), table) for each in operands[0] if isinstance(each, pikepdf.String))
        elif name == "ET":
            yield "\n"


def _table(font: pikepdf.Object) -> dict[int, str]:
    content = font.ToUnicode.read_bytes()
    table = {}
    for part in _CHARS.findall(content):
        table.update({int(code, 16): _text(word) for code, word in _PAIR.findall(part)})
    for part in _RANGES.findall(content):
        for first, last, word in _RANGE.findall(part):
            start = int(word, 16)
            table.update({code: chr(start + at) for at, code in enumerate(range(int(first, 16), int(last, 16) + 1))})
    return table


def _text(word: bytes) -> str:
    return bytes.fromhex(word.decode()).decode("utf-16-be")


def _decoded(content: bytes, table: dict[int, str]) -> str:
    return "".join(table.get(int.from_bytes(content[at : at + 2]), "") for at in range(0, len(content), 2))
