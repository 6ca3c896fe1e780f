"""Write the names of HL7 v2 segments, fields and components for `sealdesk hl7 explain`, out of hl7apy's tables.

hl7apy (CRS4, MIT) has a table for each version; a name is taken from the one most in use, else from the next.
Run: python -m scripts.hl7_dictionary
"""

import importlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

_OUT: Final = Path(__file__).parents[1] / "services" / "bridge" / "hl7v2" / "explain" / "names.json"
_VERSIONS: Final = ("v2_5_1", "v2_6", "v2_8", "v2_7", "v2_5", "v2_4", "v2_3_1", "v2_3", "v2_2", "v2_1")
_Names = dict[str, dict[int, tuple[str, str]]]


def _fields(segments: Mapping[str, Any]) -> Iterator[tuple[str, int, str, str]]:
    """Give segment, number, name and data type of every field."""
    for reference in segments.values():
        for child in reference[1] if len(reference) > 1 and reference[0] == "sequence" else ():
            segment, number = child[0].rsplit("_", 1)
            yield segment, int(number), child[1][3], child[1][2]


def _components(types: Mapping[str, Any]) -> Iterator[tuple[str, int, str, str]]:
    """Give data type, number, name and data type of every component."""
    for name, reference in types.items():
        kind, _, number = name.rpartition("_")
        if kind and number.isdecimal() and len(reference) > 3:  # noqa: PLR2004 a name stands fourth
            yield kind, int(number), reference[3], reference[2]


def _collect() -> tuple[_Names, _Names]:
    segments: _Names = {}
    types: _Names = {}
    for version in _VERSIONS:
        fields = importlib.import_module(f"hl7apy.{version}.segments").SEGMENTS
        datatypes = importlib.import_module(f"hl7apy.{version}.datatypes").DATATYPES
        for found, into in ((_fields(fields), segments), (_components(datatypes), types)):
            for owner, number, name, kind in found:
                into.setdefault(owner, {}).setdefault(number, (_words(name or ""), kind or ""))
    return segments, types


def _words(name: str) -> str:
    """Return a name as people write it: `ASSIGNING_AUTHORITY` is `Assigning authority`."""
    return name.replace("_", " ").capitalize()


def _listed(names: _Names) -> dict[str, list[tuple[str, str]]]:
    return {
        owner: [numbers.get(number, ("", "")) for number in range(1, max(numbers) + 1)]
        for owner, numbers in sorted(names.items())
    }


def main() -> None:
    """Write the file."""
    segments, types = _collect()
    text = json.dumps({"segments": _listed(segments), "types": _listed(types)}, separators=(",", ":"))
    _OUT.write_text(text + "\n", encoding="utf-8")
    print(f"{len(segments)} segments, {len(types)} data types, {len(text):,} bytes")


if __name__ == "__main__":
    main()
