"""A pack is the appliance's own: signed by its log's key, the same bytes for the same evidence, ids that stay."""

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from compliance.evidence.check import check_pack
from compliance.evidence.errors import NotSealed
from compliance.evidence.pack import NOTE, SUMS, pack_files, write_files
from compliance.evidence.seal import sealed, sealed_by
from services.audit.notes import sign
from services.signing.signers import LogSigner
from tests.doubles.evidence import NOW
from tests.doubles.packs import a_pack

SIGNER = LogSigner("sealdesk.invalid/desk-1", bytes(32))
VKEY = SIGNER.key.vkey
STRANGER = LogSigner("sealdesk.invalid/desk-1", bytes(31) + b"x")
DIGESTS = (
    "import hashlib, json, sys\n"
    "from compliance.evidence.pack import pack_files\n"
    "from compliance.evidence.seal import sealed\n"
    "from services.signing.signers import LogSigner\n"
    "from tests.doubles.packs import a_pack\n"
    "files = pack_files(a_pack())\n"
    "files['note'] = sealed(files['SHA256SUMS'], LogSigner('sealdesk.invalid/desk-1', bytes(32)))\n"
    "json.dump({name: hashlib.sha256(content).hexdigest() for name, content in files.items()}, sys.stdout)\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = pack_files(a_pack())
    files[NOTE] = sealed(files[SUMS], SIGNER)
    write_files(tmp_path / "pack", files)
    return tmp_path / "pack"


def test_the_logs_key_signs_a_pack(folder: Path) -> None:
    assert sealed_by(folder, [VKEY]) == "sealdesk.invalid/desk-1"
    assert sealed_by(folder, [STRANGER.key.vkey, VKEY]) == "sealdesk.invalid/desk-1"
    assert check_pack(folder, NOW).differing == ()
    assert (folder / NOTE).stat().st_mode & 0o777 == 0o600


def test_a_strangers_pack_is_none_of_ours(folder: Path) -> None:
    (folder / NOTE).write_bytes(sealed((folder / SUMS).read_bytes(), STRANGER))
    with pytest.raises(NotSealed, match="none of the keys"):
        sealed_by(folder, [VKEY])


def test_other_hashes_under_the_old_signature_are_found(folder: Path) -> None:
    page = folder / "index.html"
    page.write_text(page.read_text().replace("not certain", "certain") + " ")
    sums = (folder / SUMS).read_text().splitlines()
    digest = hashlib.sha256(page.read_bytes()).hexdigest()
    again = [f"{digest}  index.html" if line.endswith("  index.html") else line for line in sums]
    (folder / SUMS).write_text("\n".join(again) + "\n")
    assert check_pack(folder, NOW).differing == ()  # whoever edits a page edits the list too
    with pytest.raises(NotSealed, match="over other hashes"):
        sealed_by(folder, [VKEY])


@pytest.mark.parametrize("first", ["sealdesk-export/v1", "sealdesk.invalid/desk-1"])
def test_what_the_key_signed_as_something_else_seals_no_pack(folder: Path, first: str) -> None:
    digest = hashlib.sha256((folder / SUMS).read_bytes()).hexdigest()
    other = sign(f"{first}\n{SIGNER.key.name}\n{digest}\n", [SIGNER])
    (folder / NOTE).write_text(other.encode())
    with pytest.raises(NotSealed, match="over other hashes"):
        sealed_by(folder, [VKEY])


def test_no_signature_and_a_broken_one_are_told(folder: Path) -> None:
    (folder / NOTE).write_text("nothing")
    with pytest.raises(NotSealed):
        sealed_by(folder, [VKEY])
    (folder / NOTE).unlink()
    with pytest.raises(NotSealed, match="cannot be read"):
        sealed_by(folder, [VKEY])


def test_the_same_evidence_gives_the_same_bytes_in_another_process() -> None:
    made = [
        subprocess.run(  # noqa: S603 our own words
            [sys.executable, "-c", DIGESTS],
            capture_output=True,
            check=True,
            env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONHASHSEED": seed, "TZ": zone},
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    ]
    first, second = (json.loads(each) for each in made)
    assert first == second
    assert len(first) > 60


def ids(value: Any) -> set[str]:  # noqa: ANN401 any JSON
    """Every uuid below a value."""
    if isinstance(value, dict):
        own = {value["uuid"]} if "uuid" in value else set()
        return own.union(*map(ids, value.values()))
    return set().union(*map(ids, value)) if isinstance(value, list) else set()


def test_what_a_later_pack_says_of_the_same_thing_has_the_same_id() -> None:
    pack = a_pack()
    later = replace(pack, made=replace(pack.made, at=NOW + timedelta(days=30)))
    first, second = pack_files(pack), pack_files(later)
    for name in ("oscal/catalog.json", "oscal/component-definition.json"):
        assert ids(json.loads(first[name])) == ids(json.loads(second[name])) != set()
    found = ids(json.loads(first["oscal/assessment-results.json"]))
    assert not found & ids(json.loads(second["oscal/assessment-results.json"])) - found_plan(first)


def found_plan(files: dict[str, bytes]) -> set[str]:
    """The ids of what the assessment refers to and does not find itself: the plan."""
    results = json.loads(files["oscal/assessment-results.json"])["assessment-results"]
    return ids(results["back-matter"])
