"""Write each generated page; a test of its own fails when one is not current."""

from appliance.settings.schema import SCHEMA_FILE, reference_text, schema_text
from scripts.lint.base import ROOT


def main() -> None:
    """Write the settings' schema and the reference pages."""
    pages = {SCHEMA_FILE: schema_text(), ROOT / "docs/reference/settings.md": reference_text()}
    for path, text in pages.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(f"wrote {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
