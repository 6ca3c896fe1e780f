"""Sets one PDF with typst; it runs as a process of its own, so that what typst keeps in memory goes with it.

    python -m services.reports.typesetting FOLDER      reads FOLDER/data.json, writes FOLDER/report.pdf

PDF/UA-1: typst tags the document and refuses to write one that is not accessible. No font and no package comes from
the machine, and the only date is the document's, so that the same data give the same bytes.
"""

import json
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

DATA: Final = "data.json"
REPORT: Final = "report.pdf"
_LAYOUT: Final = "paper.typ"
_STANDARD: Final = "ua-1"
_PPI: Final = 80


def main(folder: Path, form: str = "pdf") -> int:
    """Set the paper; exit 0 when it is written. `form` may be `png`, to look at its pages."""
    import typst  # noqa: PLC0415 large: only this process needs it

    fonts = typst.Fonts(include_system_fonts=False)
    layout = files("services.reports").joinpath(_LAYOUT).read_bytes()
    (folder / _LAYOUT).write_bytes(layout)
    compiler = typst.Compiler(str(folder / _LAYOUT), root=str(folder), font_paths=fonts, ignore_system_fonts=True)
    try:
        if form == "png":
            pages = compiler.compile(format="png", ppi=_PPI)
            for number, page in enumerate(pages if isinstance(pages, list) else [pages], 1):
                (folder / f"page-{number}.png").write_bytes(page or b"")
        else:
            made = compiler.compile(format="pdf", pdf_standards=_STANDARD, timestamp=_stamp(folder))
            (folder / REPORT).write_bytes(made if isinstance(made, bytes) else b"")
    except RuntimeError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _stamp(folder: Path) -> int:
    seconds: Any = json.loads((folder / DATA).read_bytes()).get("seconds") or 0
    return int(seconds)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:3]))
