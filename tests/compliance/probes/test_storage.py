import secrets
from dataclasses import replace
from pathlib import Path

import pytest

from compliance.probes.model import Verdict
from compliance.probes.storage import ENCRYPTED, KEY_NEEDED, PAGES, PRIVATE
from compliance.probes.subject import Subject
from services.audit.courier import NoLedger
from services.audit.model import Action
from services.state.errors import StateCorrupt
from services.state.store import open_state
from tests.compliance.probes.looking import look
from tests.doubles.evidence import KEY, a_subject, recorded


async def test_sealed_databases_pass_with_their_logs(subject: Subject) -> None:
    await recorded(subject, Action.STAFF_SIGNED_IN)
    verdict, figure = await look(subject, ENCRYPTED)
    assert verdict is Verdict.PASS
    assert "state.db, state.db-wal" in figure


async def test_a_plain_database_anywhere_below_is_found(subject: Subject) -> None:
    below = subject.stored.state_file.parent / "deeper"
    below.mkdir()
    (below / "copy.db").write_bytes(b"SQLite format 3\0" + bytes(100))
    assert await look(subject, ENCRYPTED) == (Verdict.FAIL, "copy.db can be read without a key")


async def test_a_plain_write_ahead_log_is_found_behind_its_header(subject: Subject) -> None:
    header = (0x377F0682).to_bytes(4) + bytes(52)
    (subject.stored.state_file.parent / "other.db-wal").write_bytes(header + b"SQLite format 3\0")
    assert await look(subject, ENCRYPTED) == (Verdict.FAIL, "other.db-wal can be read without a key")


async def test_a_database_without_a_header_and_yet_in_words_is_found(subject: Subject) -> None:
    words = b"salt".ljust(16, b"!") + b'{"name": "Zebulon Quackenbush", "born": "1980-04-12"}\n' * 300
    for name, content in (("odd.db", words), ("late.db", secrets.token_bytes(9000) + words)):
        (subject.stored.state_file.parent / name).write_bytes(content)
    verdict, figure = await look(subject, ENCRYPTED)
    assert verdict is Verdict.FAIL
    assert figure == "late.db, odd.db is no plain database, and yet its pages are not noise"


async def test_a_plain_database_under_any_name_is_found(subject: Subject) -> None:
    (subject.stored.state_file.parent / "notes.txt").write_bytes(b"SQLite format 3\0" + bytes(100))
    assert await look(subject, ENCRYPTED) == (Verdict.FAIL, "notes.txt can be read without a key")


async def test_without_a_database_nobody_can_tell(subject: Subject, tmp_path: Path) -> None:
    stored = replace(subject.stored, folders=(tmp_path / "none",), state_file=tmp_path / "x.db")
    empty = replace(subject, stored=stored)
    assert (await look(empty, ENCRYPTED))[0] is Verdict.CANNOT_TELL
    assert (await look(empty, KEY_NEEDED))[0] is Verdict.CANNOT_TELL


async def test_a_random_key_does_not_open_the_state_and_changes_nothing(subject: Subject) -> None:
    before = subject.stored.state_file.read_bytes()
    assert (await look(subject, KEY_NEEDED))[0] is Verdict.PASS
    assert subject.stored.state_file.read_bytes() == before


async def test_a_state_that_opens_with_another_key_is_found(subject: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.probes.storage.secrets.token_bytes", lambda _: KEY)
    assert await look(subject, KEY_NEEDED) == (Verdict.FAIL, "state.db opened with a random key")


async def test_a_changed_page_is_found(tmp_path: Path) -> None:
    subject = a_subject(tmp_path)
    for _ in range(50):
        await recorded(subject, Action.STAFF_SIGNED_IN)
    assert (await look(subject, PAGES))[0] is Verdict.PASS
    await subject.store.close()
    content = bytearray(subject.stored.state_file.read_bytes())
    content[-1000] ^= 1
    subject.stored.state_file.write_bytes(content)
    again = replace(subject, store=open_state(subject.stored.state_file, KEY, node="desk-1", courier=NoLedger()))
    found = await look(again, PAGES)
    await again.store.close()
    assert found == (Verdict.FAIL, StateCorrupt().what)


async def test_files_that_others_may_read_are_named_with_their_modes(subject: Subject) -> None:
    assert (await look(subject, PRIVATE))[0] is Verdict.PASS
    key = subject.stored.secrets / "state.key"
    key.chmod(0o640)
    assert (await look(subject, PRIVATE))[1].endswith("are open to others: state.key 0640")
    key.chmod(0o600)
    subject.stored.secrets.chmod(0o770)
    verdict, figure = await look(subject, PRIVATE)
    assert verdict is Verdict.FAIL
    assert "secrets 0770" in figure
