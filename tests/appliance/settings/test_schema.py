import json
import re

from appliance.settings.model import Settings
from appliance.settings.schema import SCHEMA_FILE, reference_text, schema_text
from scripts.lint.base import ROOT


def test_the_schema_beside_the_code_is_current() -> None:
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text(), "Run `make docs`."


def test_the_reference_page_is_current() -> None:
    page = ROOT / "docs/reference/settings.md"
    assert page.read_text(encoding="utf-8") == reference_text(), "Run `make docs`."


def test_every_setting_says_what_it_means() -> None:
    rows = re.findall(r"^\| `([^`]+)` \|.*\| ([^|]+) \|$", reference_text(), re.MULTILINE)
    assert len(rows) > 80
    assert all(meaning.strip() not in ("", "None") for _, meaning in rows)


def test_the_schema_refuses_unknown_keys() -> None:
    schema = json.loads(schema_text())
    assert schema["additionalProperties"] is False
    assert all(part.get("additionalProperties") is False for part in schema["$defs"].values() if "properties" in part)
    assert set(schema["properties"]) == set(Settings.model_fields)
