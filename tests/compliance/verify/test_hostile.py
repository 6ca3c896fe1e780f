"""What an insider and whoever handles the files later can try; each ends with the right status and a sentence."""

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from compliance.verify import sealdesk_verify as verifier
from services.audit import export as layout
from services.audit.notes import Note, sign
from services.audit.statement import CERTIFICATE, certificate
from tests.compliance.verify.verifying import KEY, TRUSTED, WITNESS, Files, kept, resigned, run
from tests.doubles.exports import Ledger, a_filing, log_key, signed_manifest, witness_key, write

FORGER = log_key(99)
Change = Callable[[bytes], bytes]


@pytest.fixture
def ledger() -> Ledger:
    return Ledger(11).grow(300)


@pytest.fixture
def files(ledger: Ledger) -> Files:
    return ledger.contents(ledger.checkpoint(None, WITNESS))


def archive(path: Path, files: Files, prefix: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(prefix + name, content)
    return path


def certify(ledger: Ledger, named: str, by: Note) -> None:
    """Record a certificate, whoever signed it."""
    filing = a_filing(ledger.chance, ledger.size + 1, ledger.now)
    ledger.record(replace(filing, action=named, patient=None, body={CERTIFICATE: by.encode()}))


# ------------------------------------------------------------------ keys and certificates


def test_a_log_made_with_a_strangers_key_does_not_become_yours_by_certifying_your_key_at_its_end(
    ledger: Ledger, tmp_path: Path
) -> None:
    forged = ledger.rebuilt(ledger.events, FORGER)
    certify(forged, "ledger.key_certified", certificate(FORGER.key, FORGER))
    certify(forged, "ledger.key_certified", certificate(KEY.key, FORGER))
    export = forged.export(tmp_path / "export", forged.checkpoint(None, WITNESS))
    for trusted in (TRUSTED[:2], TRUSTED):
        report = run(export, *trusted)
        assert report.status() == verifier.INVALID
        assert any("no certificate leads from yours" in one for one in report.wrong), report.wrong


def test_of_two_certificates_by_one_key_the_second_is_named(ledger: Ledger, tmp_path: Path) -> None:
    certify(ledger, "ledger.key_certified", certificate(log_key(1).key, KEY))
    certify(ledger, "ledger.key_certified", certificate(log_key(2).key, KEY))
    for number in (1, 2):
        ledger.signer = log_key(number)
        report = run(ledger.export(tmp_path / str(number), ledger.checkpoint(None, WITNESS)), *TRUSTED)
        assert "The new key in entry 302 is not certified by the one before." in report.wrong


def test_a_certificate_for_another_log_is_named(ledger: Ledger, tmp_path: Path) -> None:
    other = log_key(0, "sealdesk.invalid/back")
    certify(ledger, "ledger.key_certified", certificate(log_key(1, "sealdesk.invalid/back").key, other))
    report = run(ledger.export(tmp_path / "export", ledger.checkpoint(None, WITNESS)), *TRUSTED)
    assert "The certificate in entry 301 does not have the form of one." in report.wrong


def test_a_key_swapped_together_with_every_note_is_another_key(ledger: Ledger, tmp_path: Path) -> None:
    ledger.signer = FORGER
    report = run(ledger.export(tmp_path / "export", ledger.checkpoint(None, WITNESS)), *TRUSTED)
    assert "The log is signed by another key than yours, and no certificate leads from yours to it." in report.wrong


def test_another_appliances_log_in_its_place_is_named(tmp_path: Path) -> None:
    back = Ledger(5, log_key(4, "sealdesk.invalid/back")).grow(40)
    note = back.checkpoint(None, WITNESS)
    export = back.export(tmp_path / "export", note)
    assert "The log is signed by another key than yours" in run(export, *TRUSTED).wrong[0]
    mine = kept(tmp_path, Ledger(11).grow(20).checkpoint())
    report = run(export, "--vkey", back.signer.key.vkey, "--checkpoint", mine)
    assert report.status() == verifier.DIVERGED
    assert "is of the log sealdesk.invalid/front; this is sealdesk.invalid/back" in report.diverged[0]


def test_hundreds_of_signature_lines_are_no_note(ledger: Ledger, tmp_path: Path) -> None:
    note = ledger.checkpoint(None, WITNESS)
    many = replace(note, signatures=note.signatures * 80)
    report = run(ledger.export(tmp_path / "export", many), *TRUSTED)
    assert report.wrong == ["The checkpoint is no signed note."]


# ------------------------------------------------------------------ witnesses


def test_a_cosignature_of_a_witness_you_did_not_name_counts_for_nothing(ledger: Ledger, tmp_path: Path) -> None:
    export = ledger.export(tmp_path / "export", ledger.checkpoint(None, witness_key(3)))
    assert run(export, *TRUSTED).status() == verifier.UNANCHORED


def test_the_ledgers_own_key_is_no_witness(ledger: Ledger, tmp_path: Path) -> None:
    export = ledger.export(tmp_path / "export", ledger.checkpoint(None, WITNESS))
    with pytest.raises(verifier.Usage, match="cannot be its own witness"):
        run(export, "--vkey", KEY.key.vkey, "--witness", KEY.key.vkey)


def test_a_witness_that_saw_only_the_beginning_vouches_for_the_beginning(ledger: Ledger, tmp_path: Path) -> None:
    seen = ledger.checkpoint(10, WITNESS)
    report = run(ledger.export(tmp_path / "export", witnessed=seen), *TRUSTED)
    assert report.text().startswith(
        "VALID: nothing that was checked was changed, and somebody else vouches for entries 1 to 10 of 300."
    )
    assert any("cosigned by witness.invalid/w0 on 2026-11-" in one for one in report.checked)
    empty = run(ledger.export(tmp_path / "empty", witnessed=ledger.checkpoint(0, WITNESS)), *TRUSTED)
    assert empty.status() == verifier.UNANCHORED
    later = run(ledger.export(tmp_path / "later", witnessed=seen, part=[40, 50]), *TRUSTED)
    assert later.status() == verifier.UNANCHORED
    assert "none that reaches what is exported" in later.unanchored[0]


def test_a_checkpoint_out_of_the_export_itself_is_refused(ledger: Ledger, tmp_path: Path) -> None:
    export = ledger.export(tmp_path / "export")
    with pytest.raises(verifier.Usage, match="Give a checkpoint that you kept"):
        run(export, "--vkey", KEY.key.vkey, "--checkpoint", str(export / "log/checkpoint"))


def test_one_witness_under_two_names_is_one(ledger: Ledger, tmp_path: Path) -> None:
    export = ledger.export(tmp_path / "export", ledger.checkpoint(None, WITNESS))
    assert run(export, *TRUSTED, *TRUSTED).status() == verifier.VALID
    policy = tmp_path / "policy"
    head = f"log {KEY.key.vkey}\nwitness a {WITNESS.key.vkey}\n"
    for line in (
        f"witness b {WITNESS.key.vkey}", f"witness a {witness_key(2).key.vkey}", "group g 0 a", "group g 2 a",
        "group g 2 a a", "group g -1 a", "group a 1 a", "group none any a", "quorum a\nquorum none",
        f"witness l {KEY.key.vkey}",
    ):  # fmt: skip
        policy.write_text(f"{head}{line}\n")
        with pytest.raises(verifier.Usage, match="not understood"):
            run(export, "--policy", str(policy))


# ------------------------------------------------------------------ events that mean two things


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"actor_id":"', b'"actor_id":"alex","actor_id":"'), (b'"number":8', b'"number":8.0'),
        (b'"number":8', b'"number":NaN'), (b'"number":8', b'"number":1e999'),
        (b'"number":8', b'"number":' + b"9" * 5000),
        (b'"number":8', b'"number":true'), (b'"sequence":8', b'"sequence":8.0'), (b'"recorded":1', b'"recorded":-1'),
        (b'"at":1', b'"at":9999999999999999991'), (b'"at":1', b'"at":-1'), (b'"v":1', b'"v":2'),
        (b'"note":"', b'"note":["a"],"n2":"'), (b'"node":"front"', b'"node":7'), (b'"node":"front"', b'"node":"\xff"'),
        (b'"node":"front"', b'"node":"front","index":3'), (b'"accountable":', b'"accountable":"x","y":'),
        (b'"body":{', b'"body":' + b'{"a":' * 3000),
    ],
)  # fmt: skip
def test_a_line_that_could_be_read_two_ways_is_no_event(
    ledger: Ledger, files: Files, tmp_path: Path, old: bytes, new: bytes
) -> None:
    lines = files[layout.EVENTS].splitlines(keepends=True)
    assert old in lines[7]
    lines[7] = lines[7].replace(old, new, 1)
    parts = {path: one for path, one in files.items() if "manifest" not in path} | {layout.EVENTS: b"".join(lines)}
    manifest = ledger.manifest(Note.parse(files[layout.CHECKPOINT]), ledger.events, parts, whole=True)
    report = run(write(tmp_path / "export", parts | signed_manifest(manifest, KEY)), *TRUSTED)
    assert report.wrong[0].startswith("Behind entry 7: "), report.wrong


@pytest.mark.parametrize("more", [{"actor_id": "alex"}, {"patient": 4}, {"epoch": "2020Q1"}, {"shredded": 1}])
def test_the_line_of_a_destroyed_event_says_nothing_more(
    ledger: Ledger, tmp_path: Path, more: dict[str, object]
) -> None:
    ledger.shred(ledger.events[3].filing.patient)
    files = ledger.contents(ledger.checkpoint(None, WITNESS))
    lines = files[layout.EVENTS].splitlines(keepends=True)
    place = next(place for place, line in enumerate(lines) if b'"shredded":true' in line)
    lines[place] = json.dumps(json.loads(lines[place]) | more, separators=(",", ":")).encode() + b"\n"
    changed = {**files, layout.EVENTS: b"".join(lines)}
    report = run(write(tmp_path / "export", resigned(ledger, changed)), *TRUSTED)
    assert "A line is neither an event nor the entry of a destroyed one." in report.wrong[0]


def test_an_entry_from_the_future_is_said(tmp_path: Path) -> None:
    ledger = Ledger(2).grow(3)
    ledger.now *= 3
    report = run(ledger.grow(2).export(tmp_path / "export", ledger.checkpoint(None, WITNESS)), *TRUSTED)
    assert any("When 2 entries were recorded: later than now" in one for one in report.unproven)


def test_a_million_wrong_lines_are_told_in_a_thousand_sentences(files: Files, tmp_path: Path) -> None:
    report = run(write(tmp_path / "export", files | {layout.EVENTS: b"{}\n" * 20_000}), *TRUSTED)
    assert len(report.wrong) == 1000
    assert "and many more" in report.text()


# ------------------------------------------------------------------ the manifest and the files


@pytest.mark.parametrize("length", [-2, -1, 1 << 70, 1.5, True, "7", None])
def test_a_manifest_with_an_impossible_length_is_none(files: Files, tmp_path: Path, length: object) -> None:
    manifest = json.loads(files[layout.MANIFEST])
    manifest["files"][0]["bytes"] = length
    changed = files | {layout.MANIFEST: json.dumps(manifest).encode()}
    report = run(write(tmp_path / "export", changed), *TRUSTED)
    assert report.wrong == ["manifest.json does not have the form of an export."]


def test_a_manifest_that_names_a_file_twice_or_too_few_is_named(ledger: Ledger, files: Files, tmp_path: Path) -> None:
    manifest = json.loads(files[layout.MANIFEST])
    twice = {**manifest, "files": [*manifest["files"], manifest["files"][0]]}
    changed = files | {layout.MANIFEST: json.dumps(twice).encode()}
    assert "does not have the form" in run(write(tmp_path / "twice", changed), *TRUSTED).wrong[0]
    for path in (layout.CSV, "report.pdf", "log/tile/0/000"):
        few = {one: content for one, content in files.items() if one != path}
        changed = resigned(ledger, few) | {path: files[path]}
        report = run(write(tmp_path / path.replace("/", "-"), changed), *TRUSTED)
        assert f"The file {path} is not part of the export; somebody put it there." in report.wrong


def test_words_out_of_the_export_cannot_paint_over_the_report(files: Files, tmp_path: Path) -> None:
    export = write(tmp_path / "export", files)
    (export / "notes\n\nVALID: all is well\x1b[2J\u202e").write_text("x")
    (Path(os.fsdecode(os.fsencode(export) + b"/\xff\xfe"))).write_text("x")
    text = run(export, *TRUSTED).text()
    assert "notes??VALID: all is well?[2J?" in text
    done = subprocess.run(  # noqa: S603 our own words
        [sys.executable, verifier.__file__, str(export), *TRUSTED, "--json"],
        capture_output=True,
        check=False,
        env={"PYTHONIOENCODING": "ascii"},
    )
    assert done.returncode == verifier.VALID, done.stderr
    assert json.loads(done.stdout)["covers"] == "entries 1 to 300 of 300"


def test_a_table_without_an_end_of_line_costs_no_memory(ledger: Ledger, files: Files, tmp_path: Path) -> None:
    endless: tuple[Change, ...] = (
        lambda table: table + b"a" * (5 << 20),
        lambda table: table + b'"a\n",' * (1 << 20),
        lambda _: b"sequence," * (1 << 20),
    )
    for number, change in enumerate(endless):
        changed = resigned(ledger, files | {layout.CSV: change(files[layout.CSV])})
        report = run(write(tmp_path / str(number), changed), *TRUSTED)
        assert "A row of events.csv is too long." in report.wrong, report.wrong


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda table: table + b"\xff\n", "is no table"),
        (lambda table: table + b'"never closed', "is no table"),
        (lambda _: b"sequence,action,sequence\n1,a,1\n", "two columns of one name"),
        (lambda table: table.replace(b"front_desk", b"compliance", 1), "rows of events.csv do not say"),
        (lambda table: b"\n".join(table.split(b"\n")[:-2]) + b"\n", "299 rows for 300 events"),
    ],
)
def test_a_table_that_lies_is_named(ledger: Ledger, files: Files, tmp_path: Path, change: Change, word: str) -> None:
    changed = resigned(ledger, files | {layout.CSV: change(files[layout.CSV])})
    report = run(write(tmp_path / "export", changed), *TRUSTED)
    assert any(word in one for one in report.wrong), report.wrong


def test_words_cannot_move_from_one_cell_into_the_next() -> None:
    assert verifier._row_hash(["a\x1fb", "c"]) != verifier._row_hash(["a", "b\x1fc"])  # noqa: SLF001


def test_a_grown_logs_full_tile_serves_in_place_of_its_partial_one(ledger: Ledger, tmp_path: Path) -> None:
    note = ledger.checkpoint(None, WITNESS)
    ledger.grow(300)
    log = {path.removeprefix("log/"): content for path, content in ledger.contents().items() if "log/" in path}
    live = write(tmp_path / "log", log | {"checkpoint": note.encode().encode()})
    assert run(live, *TRUSTED).status() == verifier.INVALID, "the tile above is of the grown log"
    (live / "tile/1/000.p/1").write_bytes((live / "tile/1/000.p/2").read_bytes()[:32])
    assert run(live, *TRUSTED).status() == verifier.VALID


# ------------------------------------------------------------------ archives


def test_two_exports_in_one_archive_are_refused(files: Files, tmp_path: Path) -> None:
    both = {f"a/{path}": content for path, content in files.items()}
    both |= {f"another/{path}": content for path, content in files.items()}
    report = run(archive(tmp_path / "export.zip", both), *TRUSTED)
    assert report.wrong == ["The archive holds more than one export: check each by itself."]


def test_a_file_beside_the_exports_folder_is_said(files: Files, tmp_path: Path) -> None:
    within = {f"export/{path}": content for path, content in files.items()}
    report = run(archive(tmp_path / "export.zip", within | {"report.pdf": b"another"}), *TRUSTED)
    assert report.status() == verifier.VALID
    assert any("Anything about ../report.pdf: it is not part" in one for one in report.unproven)


def test_paths_that_lead_out_are_opened_nowhere(files: Files, tmp_path: Path) -> None:
    report = run(archive(tmp_path / "a.zip", files | {"../../etc/passwd": b"x", "/etc/passwd": b"x"}), *TRUSTED)
    assert report.status() == verifier.VALID
    assert sum("passwd: it is not part" in one for one in report.unproven) == 2


def test_an_archive_that_other_programs_unpack_otherwise_is_refused(files: Files, tmp_path: Path) -> None:
    genuine = archive(tmp_path / "genuine.zip", files).read_bytes()
    forged = archive(tmp_path / "forged.zip", files | {"report.pdf": b"another"}).read_bytes()
    (tmp_path / "both.zip").write_bytes(forged + genuine)
    assert "hides something" in run(tmp_path / "both.zip", *TRUSTED).wrong[0]
    (tmp_path / "cut.zip").write_bytes(genuine[:-200])
    assert "neither the folder of an export nor a whole zip" in run(tmp_path / "cut.zip", *TRUSTED).wrong[0]


def test_an_archive_that_swells_is_not_unpacked(files: Files, tmp_path: Path) -> None:
    bomb = archive(tmp_path / "bomb.zip", files | {"bomb": bytes(200 << 20)})
    assert "two hundred times" in run(bomb, *TRUSTED).wrong[0]


def test_an_archive_streamed_by_another_program_is_read(files: Files, tmp_path: Path) -> None:
    class Pipe(io.RawIOBase):
        """A file that cannot go back, as a pipe."""

        def __init__(self, path: Path) -> None:
            self._file = path.open("wb")

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            return self._file.write(data)  # type: ignore[arg-type]

        def close(self) -> None:
            self._file.close()
            super().close()

    with Pipe(tmp_path / "export.zip") as pipe, zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as made:
        for path, content in files.items():
            made.writestr(path, content)
    assert run(tmp_path / "export.zip", *TRUSTED).status() == verifier.VALID


def test_a_locked_archive_is_no_accusation(tmp_path: Path) -> None:
    path = archive(tmp_path / "export.zip", {"manifest.json": b"{}"})
    raw = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(mark) + offset] |= 1
    path.write_bytes(raw)
    with pytest.raises(verifier.Usage, match="locked with a password"):
        run(path, *TRUSTED)


# ------------------------------------------------------------------ the auditor's own computer


def test_no_room_for_a_temporary_file_is_no_accusation(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    export = write(tmp_path / "export", files)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("tempfile.TemporaryFile", full)
        assert verifier.main([str(export), *TRUSTED]) == verifier.USAGE
        assert "no room for a temporary file (No space left on device)" in capsys.readouterr().err
    with Path("/dev/full").open("r+b", buffering=0) as disk:
        monkeypatch.setattr("tempfile.TemporaryFile", lambda: disk)
        assert verifier.main([str(export), *TRUSTED]) == verifier.USAGE
    assert "Set TMPDIR" in capsys.readouterr().err


def test_a_file_you_may_not_read_is_no_accusation(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export = write(tmp_path / "export", files)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(verifier.Usage, match="no right to read"):
        verifier.verify(export, verifier.Trust())


def test_a_stopped_check_says_so(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(verifier, "verify", stop)
    assert verifier.main([str(write(tmp_path / "export", files))]) == verifier.USAGE
    assert capsys.readouterr().err == "Stopped before the end: nothing was found out.\n"


@pytest.mark.parametrize("argument", ["w" * 300 + "+00000000+AQ==", "a\0b", "x+" + "A" * 300])
def test_an_argument_that_no_file_can_have_is_said(
    files: Files, tmp_path: Path, argument: str, capsys: pytest.CaptureFixture[str]
) -> None:
    export = str(write(tmp_path / "export", files))
    assert verifier.main([export, "--vkey", argument]) == verifier.USAGE
    assert verifier.main([export, "--checkpoint", argument]) == verifier.USAGE
    assert "cannot be read" in capsys.readouterr().err


def test_without_cryptography_it_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "cryptography.py").write_text("raise ImportError\n")
    done = subprocess.run(  # noqa: S603 our own words
        [sys.executable, verifier.__file__, "--help"],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(tmp_path)},
    )
    assert (done.returncode, done.stdout) == (verifier.USAGE, "")
    assert done.stderr.startswith("sealdesk_verify.py needs the package `cryptography`")


def test_a_signature_over_another_manifest_is_named(files: Files, tmp_path: Path) -> None:
    text = layout.manifest_text("sealdesk.invalid/back", files[layout.MANIFEST])
    changed = files | {layout.MANIFEST_NOTE: sign(text, [KEY]).encode().encode()}
    report = run(write(tmp_path / "export", changed), *TRUSTED)
    assert report.wrong == ["The manifest is not the one that was signed."]
