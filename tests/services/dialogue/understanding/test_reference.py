"""The reference of `sealdesk understand` names every command and every field of a wish."""

import dataclasses
import re
from pathlib import Path

from services.dialogue import commands

_PAGE = (Path(__file__).parents[4] / "docs/reference/understanding.md").read_text(encoding="utf-8")


def test_every_command_is_described() -> None:
    kinds = {each.type for each in vars(commands).values() if isinstance(each, type) and hasattr(each, "type")}
    assert kinds <= set(re.findall(r"`([a-z_]+)`", _PAGE))


def test_every_field_of_a_wish_is_described() -> None:
    row = next(line for line in _PAGE.splitlines() if line.startswith("| `constrain`"))
    fields = {field.name for field in dataclasses.fields(commands.Constrain)}
    assert fields == set(re.findall(r"`([a-z_]+)`", row)) - {"constrain", "other"}
