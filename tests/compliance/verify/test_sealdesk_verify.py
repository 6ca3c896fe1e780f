import ast
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from compliance.verify import sealdesk_verify as verifier
from services.audit import export as layout
from services.audit.notes import sign
from services.audit.tree import leaf_hash
from services.reports.fhir import fhir_line
from services.signing.signers import MlDsaSigner
from tests.compliance.verify.verifying import KEY, TRUSTED, WITNESS, kept, resigned, run
from tests.doubles.exports import ORIGIN, Ledger, log_key, witness_key, write
from tests.vectors import cosigned, merkle
from tests.vectors import notes as go

FILE = Path(verifier.__file__)


@pytest.fixture
def ledger() -> Ledger:
    return Ledger(11).grow(300)


@pytest.fixture
def export(ledger: Ledger, tmp_path: Path) -> Path:
    return ledger.export(tmp_path / "export", ledger.checkpoint(None, WITNESS))


def test_the_file_imports_only_the_standard_library_and_cryptography() -> None:
    roots = set()
    for node in ast.walk(ast.parse(FILE.read_text())):
        if isinstance(node, ast.Import):
            roots |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            roots.add((node.module or "").split(".")[0])
    assert roots - set(sys.stdlib_module_names) == {"cryptography"}


def test_it_runs_alone_in_an_empty_folder(export: Path, tmp_path: Path) -> None:
    alone = tmp_path / "laptop"
    alone.mkdir()
    shutil.copy(FILE, alone)
    command = [sys.executable, "-I", FILE.name]
    result = subprocess.run([*command, str(export), *TRUSTED], cwd=alone, capture_output=True, text=True, check=False)  # noqa: S603
    assert result.returncode == verifier.VALID, result.stdout + result.stderr
    assert result.stdout.startswith("VALID: ")
    assert "That everything which happened was recorded." in result.stdout
    nothing = subprocess.run([*command, "nowhere"], cwd=alone, capture_output=True, text=True, check=False)  # noqa: S603
    assert nothing.returncode == verifier.USAGE
    assert nothing.stderr == "There is no nowhere.\n"


def test_without_a_witness_it_is_unanchored(export: Path) -> None:
    report = run(export, "--vkey", KEY.key.vkey)
    assert report.status() == verifier.UNANCHORED
    assert "No witness" in report.unanchored[0]


def test_without_a_key_it_is_unanchored_even_with_a_witness(export: Path) -> None:
    report = run(export, "--witness", WITNESS.key.vkey)
    assert report.status() == verifier.UNANCHORED
    assert "--vkey" in report.unanchored[0]


def test_a_kept_checkpoint_anchors_what_it_covers(ledger: Ledger, tmp_path: Path) -> None:
    note = ledger.checkpoint()
    ledger.grow(40)
    report = run(ledger.export(tmp_path / "export"), "--vkey", KEY.key.vkey, "--checkpoint", kept(tmp_path, note))
    assert report.status() == verifier.VALID
    assert any("Entries 301 to 340" in one for one in report.unproven)


def test_a_kept_checkpoint_of_every_earlier_size_fits(ledger: Ledger, tmp_path: Path) -> None:
    export = ledger.export(tmp_path / "export")
    for size in (1, 2, 255, 256, 257, 299, 300):
        path = kept(tmp_path, ledger.checkpoint(size))
        assert run(export, "--vkey", KEY.key.vkey, "--checkpoint", path).status() == verifier.VALID, size


@pytest.mark.parametrize("size", [1, 100, 256, 300])
def test_another_root_at_a_kept_size_is_a_fork(export: Path, tmp_path: Path, size: int) -> None:
    other = Ledger(12).grow(300).checkpoint(size)
    report = run(export, *TRUSTED, "--checkpoint", kept(tmp_path, other))
    assert report.status() == verifier.DIVERGED
    assert "entries before that were changed" in report.diverged[0]


def test_a_newer_kept_checkpoint_shows_that_entries_are_gone(ledger: Ledger, export: Path, tmp_path: Path) -> None:
    newer = ledger.grow(1).checkpoint()
    report = run(export, *TRUSTED, "--checkpoint", kept(tmp_path, newer))
    assert report.status() == verifier.DIVERGED
    assert "301 entries, this export 300" in report.diverged[0]


def test_a_kept_checkpoint_of_another_log_is_no_anchor(export: Path, tmp_path: Path) -> None:
    other = Ledger(1, log_key(0, "sealdesk.invalid/back")).grow(9).checkpoint()
    assert run(export, *TRUSTED, "--checkpoint", kept(tmp_path, other)).status() == verifier.DIVERGED


def test_a_kept_checkpoint_that_was_damaged_is_no_sign_of_a_fork(ledger: Ledger, export: Path, tmp_path: Path) -> None:
    for signers in ((), (WITNESS,)):
        note = ledger.checkpoint(200, *signers)
        path = kept(tmp_path, replace(note, text=note.text.replace("\n200\n", "\n199\n")))
        with pytest.raises(verifier.Usage, match="was damaged"):
            run(export, *TRUSTED, "--checkpoint", path)


def test_an_older_cosigned_checkpoint_in_the_export_anchors_it(ledger: Ledger, tmp_path: Path) -> None:
    older = ledger.checkpoint(None, WITNESS)
    ledger.grow(30)
    export = ledger.export(tmp_path / "export", witnessed=older)
    report = run(export, *TRUSTED)
    assert report.status() == verifier.VALID
    assert any("begins with its 300 entries" in one for one in report.checked)
    assert run(export, "--vkey", KEY.key.vkey).status() == verifier.UNANCHORED


def test_an_older_cosigned_checkpoint_of_a_fork_shows_it(tmp_path: Path) -> None:
    older = Ledger(12).grow(200).checkpoint(None, WITNESS)
    report = run(Ledger(11).grow(300).export(tmp_path / "export", witnessed=older), *TRUSTED)
    assert report.status() == verifier.DIVERGED


def test_a_part_is_checked_by_its_proofs(ledger: Ledger, tmp_path: Path) -> None:
    ledger.rotate(log_key(1)).shred().grow(5)
    older = ledger.checkpoint(None, WITNESS)
    ledger.grow(3)
    export = ledger.export(tmp_path / "export", witnessed=older, part=[0, 7, 255, 256, ledger.size - 1])
    report = run(export, *TRUSTED)
    assert report.status() == verifier.VALID, report.text()
    assert any("this is a part" in one for one in report.unproven)


def test_a_part_with_an_older_cosigned_checkpoint_of_a_fork_shows_it(ledger: Ledger, tmp_path: Path) -> None:
    files = ledger.contents(witnessed=ledger.checkpoint(100, WITNESS), part=[4])
    other = Ledger(12).grow(200).checkpoint(100, WITNESS)
    report = run(
        write(tmp_path / "export", resigned(ledger, files | {layout.WITNESSED: other.encode().encode()})), *TRUSTED
    )
    assert report.status() == verifier.DIVERGED


def test_a_part_cannot_be_compared_with_any_kept_checkpoint(ledger: Ledger, tmp_path: Path) -> None:
    export = ledger.export(tmp_path / "export", part=[4])
    same, older = ledger.checkpoint(), ledger.checkpoint(100)
    assert run(export, "--vkey", KEY.key.vkey, "--checkpoint", kept(tmp_path, same)).status() == verifier.VALID
    with pytest.raises(verifier.Usage, match="part without the log's tiles"):
        run(export, *TRUSTED, "--checkpoint", kept(tmp_path, older))


def test_an_empty_part_and_an_empty_log_are_valid(ledger: Ledger, tmp_path: Path) -> None:
    assert (
        run(ledger.export(tmp_path / "a", ledger.checkpoint(None, WITNESS), part=[]), *TRUSTED).status()
        == verifier.VALID
    )
    empty = Ledger(1)
    assert run(empty.export(tmp_path / "b", empty.checkpoint(None, WITNESS)), *TRUSTED).status() == verifier.VALID


def test_a_zip_is_read_like_a_folder_with_or_without_a_folder_in_it(export: Path, tmp_path: Path) -> None:
    for prefix in ("", "export-2026/"):
        path = tmp_path / f"{len(prefix)}.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(export.rglob("*")):
                archive.write(file, prefix + str(file.relative_to(export)))
        assert run(path, *TRUSTED).status() == verifier.VALID


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_under_one_name_are_refused(export: Path, tmp_path: Path) -> None:
    path = tmp_path / "twice.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in [*sorted(export.rglob("*")), export / "manifest.json"]:
            archive.write(file, str(file.relative_to(export)))
    assert run(path, *TRUSTED).status() == verifier.INVALID


def test_what_is_no_export_is_invalid(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no zip")
    (tmp_path / "empty").mkdir()
    for name in ("text", "empty"):
        assert run(tmp_path / name, *TRUSTED).status() == verifier.INVALID


def test_the_logs_folder_alone_can_be_checked(export: Path) -> None:
    report = run(export / "log", *TRUSTED)
    assert report.status() == verifier.VALID
    assert report.checked[0] == "every hash of 300 entries, up to the signed root"
    tile = export / "log/tile/0/000"
    tile.write_bytes(tile.read_bytes()[::-1])
    assert run(export / "log", *TRUSTED).status() == verifier.INVALID


def remove(path: str) -> Callable[[Path], object]:
    return lambda folder: (folder / path).unlink()


def put(path: str, content: bytes) -> Callable[[Path], object]:
    return lambda folder: (folder / path).write_bytes(content)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (remove("log/tile/0/000"), "log/tile/0/000 is missing"),
        (remove("log/tile/1/000.p/1"), "log/tile/1/000.p/1 is missing"),
        (remove("report.pdf"), "report.pdf is missing"),
        (remove("events.csv"), "events.csv is missing"),
        (remove("manifest.json.note"), "manifest.json.note is missing"),
        (remove("log/vkey"), "log/vkey is missing"),
        (put("log/vkey", log_key(5).key.vkey.encode()), "not signed by the ledger's key"),
        (put("log/tile/0/001", b"x"), "log/tile/0/001 is not part"),
        (put("log/tile/1/000.p/1", bytes(32)), "does not follow from the level below"),
        (put("log/tile/0/000", b"short"), "another length"),
        (put("log/tile/0/000", bytes(9000)), "too long"),
        (put("manifest.json", b"[]"), "does not have the form"),
        (put("manifest.json", b'{"files":[{"path":"../etc/passwd","bytes":1,"sha256":""}]}'), "does not have the form"),
        (put("manifest.json.note", b"no note\n"), "no signed note"),
        (put("log/checkpoint", b"no note\n"), "no signed note"),
        (put("events.ndjson", b'{"index":0}\n'), "neither an event"),
        (put("events.ndjson", b'{"index":0,"salt":"00",nonsense\n'), "does not have the form"),
        (put("events.ndjson", b"no line"), "cut off"),
        (put("report.pdf", b"x" * 90_000), "report.pdf is not the one"),
        (put("events.csv", b"a,b\n1,2\n"), "no column"),
    ],
)
def test_what_is_wrong_is_named(export: Path, change: Callable[[Path], object], word: str) -> None:
    change(export)
    report = run(export, *TRUSTED)
    assert report.status() == verifier.INVALID
    assert any(word in one for one in report.wrong), report.wrong


def test_a_stray_file_is_no_fault_but_said(export: Path) -> None:
    (export / "my notes.txt").write_text("call them")
    report = run(export, *TRUSTED)
    assert report.status() == verifier.VALID
    assert any("my notes.txt" in one for one in report.unproven)


def test_a_manifest_that_counts_wrongly_is_named(ledger: Ledger, tmp_path: Path) -> None:
    for said in ({"count": 299}, {"first": 2}, {"last": 9}, {"size": 299}):
        files = resigned(ledger, ledger.contents(ledger.checkpoint(None, WITNESS)), **said)
        assert run(write(tmp_path / str(said), files), *TRUSTED).status() == verifier.INVALID


def test_a_key_that_was_rotated_is_followed(tmp_path: Path) -> None:
    ledger = Ledger(3).grow(9).rotate(log_key(1)).grow(9).rotate(log_key(2)).grow(2)
    export = ledger.export(tmp_path / "export", ledger.checkpoint(None, WITNESS))
    for number in range(3):
        trusted = ("--vkey", log_key(number).key.vkey, "--witness", WITNESS.key.vkey)
        assert run(export, *trusted).status() == verifier.VALID, number
    other = ("--vkey", log_key(7).key.vkey, "--witness", WITNESS.key.vkey)
    assert "another key than yours" in run(export, *other).wrong[0]


def test_right_behind_a_certificate_either_key_may_sign(tmp_path: Path) -> None:
    ledger = Ledger(3).grow(9)
    ledger.rotate(log_key(1))
    for number in (0, 1):
        ledger.signer = log_key(number)
        export = ledger.export(tmp_path / str(number), ledger.checkpoint(None, WITNESS))
        assert run(export, *TRUSTED).status() == verifier.VALID, number


def test_a_retired_key_signs_nothing_any_more(tmp_path: Path) -> None:
    ledger = Ledger(3).grow(9).rotate(log_key(1)).grow(9)
    ledger.signer = log_key(0)
    report = run(ledger.export(tmp_path / "export", ledger.checkpoint(None, WITNESS)), *TRUSTED)
    assert report.status() == verifier.INVALID


def test_a_certificate_by_another_key_is_named(tmp_path: Path) -> None:
    ledger = Ledger(3).grow(9).rotate(log_key(1))
    ledger.signer = log_key(4)
    ledger.rotate(log_key(2))
    report = run(ledger.export(tmp_path / "export", ledger.checkpoint(None, WITNESS)), *TRUSTED)
    assert "not certified by the one before" in report.wrong[0]


def test_a_policys_quorum_counts(ledger: Ledger, tmp_path: Path) -> None:
    witnesses = [witness_key(number) for number in range(3)]
    lines = [f"log {KEY.key.vkey}", *(f"witness w{n} {one.key.vkey}" for n, one in enumerate(witnesses))]
    policy = tmp_path / "policy"
    policy.write_text("\n".join([*lines, "group two 2 w0 w1 w2  # any two", "group all all two w0", "quorum two"]))
    one = ledger.export(tmp_path / "one", ledger.checkpoint(None, witnesses[0]))
    two = ledger.export(tmp_path / "two", ledger.checkpoint(None, *witnesses[1:]))
    both = ledger.export(tmp_path / "both", ledger.checkpoint(None, *witnesses[:2]))
    statuses = [run(each, "--policy", str(policy)).status() for each in (one, two, both)]
    assert statuses == [verifier.UNANCHORED, verifier.VALID, verifier.VALID]
    policy.write_text(policy.read_text().replace("quorum two", "quorum all"))
    statuses = [run(each, "--policy", str(policy)).status() for each in (one, two, both)]
    assert statuses == [verifier.UNANCHORED, verifier.UNANCHORED, verifier.VALID]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--vkey", "nonsense"], ["--vkey", "a+00000000+AQ=="], ["--vkey", "nowhere+a+b"], ["--checkpoint", "nowhere"],
        ["--policy", "nowhere"], ["--nonsense"], [], ["--witness", "/"],
    ],
)  # fmt: skip
def test_wrong_usage_is_said(export: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert verifier.main([str(export), *arguments] if arguments else []) == verifier.USAGE
    assert capsys.readouterr().err


@pytest.mark.parametrize("line", ["quorum nobody", "group g 2", "group g two w", "log x", "witness w", "what is this"])
def test_a_policy_that_is_not_understood_is_said(export: Path, tmp_path: Path, line: str) -> None:
    (tmp_path / "policy").write_text(f"# a policy\n\n{line}\n")
    with pytest.raises(verifier.Usage, match="not understood"):
        run(export, "--policy", str(tmp_path / "policy"))


def test_help_is_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert verifier.main(["--help"]) == verifier.VALID
    assert "--checkpoint" in capsys.readouterr().out


def test_findings_for_a_machine(export: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verifier.main([str(export), "--json"]) == verifier.UNANCHORED
    found = json.loads(capsys.readouterr().out)
    assert (found["status"], found["exit"]) == ("unanchored", 2)
    assert found["checked"]


def test_keys_may_stand_in_files(export: Path, tmp_path: Path) -> None:
    (tmp_path / "keys").write_text(f"# ours\n{KEY.key.vkey}\n")
    (tmp_path / "witnesses").write_text(f"{WITNESS.key.vkey}\n{witness_key(4).key.vkey}\n")
    report = run(export, "--vkey", str(tmp_path / "keys"), "--witness", str(tmp_path / "witnesses"))
    assert report.status() == verifier.VALID


def test_a_post_quantum_signature_beside_is_checked(ledger: Ledger, tmp_path: Path) -> None:
    quantum = MlDsaSigner(ORIGIN, bytes(32))
    note = ledger.checkpoint(None, WITNESS, quantum)
    export = ledger.export(tmp_path / "export", note)
    trusted = (*TRUSTED, "--vkey", quantum.key.vkey)
    assert run(export, *trusted).status() == verifier.VALID
    wrong = replace(note, signatures=(*note.signatures[:2], replace(note.signatures[2], data=bytes(2428))))
    report = run(ledger.export(tmp_path / "wrong", wrong), *trusted)
    assert "does not fit" in report.wrong[0]
    assert run(tmp_path / "wrong", *TRUSTED).status() == verifier.VALID, "unknown keys are passed over"


def test_a_cosignature_that_does_not_fit_is_named(ledger: Ledger, tmp_path: Path) -> None:
    note = ledger.checkpoint(None, WITNESS)
    wrong = replace(note, signatures=(note.signatures[0], replace(note.signatures[1], data=bytes(72))))
    report = run(ledger.export(tmp_path / "export", wrong), *TRUSTED)
    assert "does not fit" in report.wrong[0]


def test_published_notes_open() -> None:
    assert verifier.Note.parse(go.NOTE.encode(), "it").by(verifier.Key.parse(go.VKEY))
    note = verifier.Note.parse(cosigned.NOTE.encode(), "it")
    assert all(note.by(verifier.Key.parse(vkey)) for vkey in (cosigned.LOG, *cosigned.WITNESSES))


def test_published_merkle_vectors_give_what_they_want() -> None:
    assert merkle.main([str(Path(merkle.__file__).parent / "data"), "--with", "verifier"]) == merkle.PASSED


def test_it_knows_every_column_that_an_export_writes(ledger: Ledger) -> None:
    for found in ledger.shred(ledger.events[3].filing.patient).events[:40]:
        fields = verifier.Event.read(layout.event_line(found)).fields
        cells = [verifier.cell(verifier._COLUMNS[name](fields)) for name in layout.CSV_COLUMNS]  # noqa: SLF001
        assert tuple(cells) == layout.csv_cells(found)


def test_it_computes_the_leaf_that_the_ledger_computed(ledger: Ledger) -> None:
    for found in ledger.events[:20]:
        event = verifier.Event.read(layout.event_line(found))
        assert event.leaf == found.entry.hash == leaf_hash(found.entry.encode())


def with_fhir(ledger: Ledger, lines: list[bytes]) -> dict[str, bytes]:
    files = ledger.contents(ledger.checkpoint(None, WITNESS))
    return resigned(ledger, files | {"fhir.ndjson": b"".join(lines)})


def test_fhir_lines_are_compared_with_the_events(ledger: Ledger, tmp_path: Path) -> None:
    ledger.shred(ledger.events[3].filing.patient)
    report = run(write(tmp_path / "export", with_fhir(ledger, [fhir_line(one) for one in ledger.events])), *TRUSTED)
    assert report.status() == verifier.VALID, report.text()
    assert any("301 lines of fhir.ndjson" in one for one in report.checked)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"id":"8"', b'"id":"9"'), (b'"outcomeDesc":"', b'"outcomeDesc":"not '), (b'"recorded":"2', b'"recorded":"1'),
        (b'"start":"2', b'"start":"1'), (b'"valueString":"8"', b'"valueString":"9"'),
        (b'"value":"staff-', b'"value":"st-'),
        (b'"value":"00', b'"value":"01'), (b'"subtype":[', b'"subtypes":['),
    ],
)  # fmt: skip
def test_a_fhir_line_that_says_something_else_is_named(ledger: Ledger, tmp_path: Path, old: bytes, new: bytes) -> None:
    lines = [fhir_line(one) for one in ledger.events]
    place = 7 if old in lines[7] else next(place for place, line in enumerate(lines) if old in line)
    lines[place] = lines[place].replace(old, new)
    report = run(write(tmp_path / "export", with_fhir(ledger, lines)), *TRUSTED)
    assert report.wrong == [f"1 lines of fhir.ndjson do not say what the events say (sequence {place + 1})."]


def test_fhir_lines_too_many_or_too_few_are_named(ledger: Ledger, tmp_path: Path) -> None:
    lines = [fhir_line(one) for one in ledger.events]
    more = run(write(tmp_path / "more", with_fhir(ledger, [*lines, lines[0]])), *TRUSTED)
    assert more.wrong == ["fhir.ndjson has more lines than there are events."]
    assert run(write(tmp_path / "less", with_fhir(ledger, lines[:-1])), *TRUSTED).status() == verifier.INVALID


def test_columns_nobody_knows_are_said(ledger: Ledger, tmp_path: Path) -> None:
    files = ledger.contents(ledger.checkpoint(None, WITNESS))
    rows = files[layout.CSV].decode().splitlines()
    files[layout.CSV] = "\n".join(f"{row},{'remark' if not place else 'x'}" for place, row in enumerate(rows)).encode()
    files = resigned(ledger, files)
    report = run(write(tmp_path / "export", files), *TRUSTED)
    assert any("remark" in one for one in report.unproven)


def test_a_note_signed_by_nobody_known_is_no_manifest(ledger: Ledger, tmp_path: Path) -> None:
    files = ledger.contents(ledger.checkpoint(None, WITNESS))
    text = layout.manifest_text(ORIGIN, files[layout.MANIFEST])
    files[layout.MANIFEST_NOTE] = sign(text, [log_key(8)]).encode().encode()
    report = run(write(tmp_path / "export", files), *TRUSTED)
    assert "The manifest is not signed by the ledger's key." in report.wrong
