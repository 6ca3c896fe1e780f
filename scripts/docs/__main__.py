"""Write each generated page; tests/docs fails when one is not current."""

import re
from pathlib import Path

from appliance.settings.schema import SCHEMA_FILE, schema_text
from appliance.settings.schema import reference_text as settings_text
from scripts.docs.carriers import carriers_text
from scripts.docs.cli import readme_help
from scripts.docs.cli import reference_text as cli_text
from scripts.docs.codes import errors_text, events_text
from scripts.docs.controls import controls_text
from scripts.lint.base import ROOT

_HELP = re.compile(r"(<!-- help -->\n```\n).*?(\n```\n<!-- /help -->)", re.DOTALL)


def pages() -> dict[Path, str]:
    """Return every generated page and its text."""
    reference = ROOT / "docs/reference"
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    return {
        SCHEMA_FILE: schema_text(),
        reference / "settings.md": settings_text(),
        reference / "cli.md": cli_text(),
        reference / "errors.md": errors_text(),
        reference / "audit-events.md": events_text(),
        reference / "carrier-answers.md": carriers_text(),
        reference / "controls.md": controls_text(),
        ROOT / "README.md": _HELP.sub(lambda found: f"{found[1]}{readme_help()}{found[2]}", readme),
    }


def main() -> None:
    """Write the pages that are not current."""
    for path, text in pages().items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(f"wrote {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
