"""The folder holds whole messages, once, for nobody but its group."""

import email
import email.policy
import hashlib
import os
from pathlib import Path

import pytest

from services.summaries.errors import InboxRefused, InboxUnreachable
from services.summaries.folder_inbox import FolderInbox
from tests.contract.inbox import MESSAGE

NAME = hashlib.sha256(MESSAGE.id.encode()).hexdigest()


async def test_a_mail_program_reads_it(tmp_path: Path) -> None:
    await FolderInbox(tmp_path).leave(MESSAGE)
    mail = email.message_from_bytes((tmp_path / "team-a/new" / NAME).read_bytes(), policy=email.policy.default)
    assert mail["Subject"] == MESSAGE.subject
    assert mail.get_content() == MESSAGE.text
    assert list((tmp_path / "team-a/tmp").iterdir()) == []


async def test_only_its_group_may_read_it(tmp_path: Path) -> None:
    await FolderInbox(tmp_path).leave(MESSAGE)
    assert (tmp_path / "team-a/new" / NAME).stat().st_mode & 0o007 == 0


async def test_one_that_was_read_is_not_left_again(tmp_path: Path) -> None:
    inbox = FolderInbox(tmp_path)
    await inbox.leave(MESSAGE)
    (tmp_path / "team-a/new" / NAME).rename(tmp_path / "team-a/cur" / f"{NAME}:2,S")
    await inbox.leave(MESSAGE)
    assert list((tmp_path / "team-a/new").iterdir()) == []


async def test_half_a_message_of_a_crash_is_written_anew(tmp_path: Path) -> None:
    (tmp_path / "team-a/tmp").mkdir(parents=True)
    (tmp_path / "team-a/tmp" / NAME).write_text("half")
    await FolderInbox(tmp_path).leave(MESSAGE)
    assert b"Cancelled" in (tmp_path / "team-a/new" / NAME).read_bytes()


async def test_a_folder_that_cannot_be_written_is_tried_again_later(tmp_path: Path) -> None:
    (tmp_path / "team-a").write_text("no folder")
    with pytest.raises(InboxUnreachable, match="mounted"):
        await FolderInbox(tmp_path).leave(MESSAGE)


@pytest.mark.parametrize("name", ["", "..", ".hidden", "a b", "a\n", "x" * 65, "-r"])
async def test_only_plain_names_are_inboxes(tmp_path: Path, name: str) -> None:
    message = type(MESSAGE)(MESSAGE.id, name, MESSAGE.subject, MESSAGE.text, MESSAGE.at)
    with pytest.raises(InboxRefused):
        await FolderInbox(tmp_path).leave(message)
    assert not any(entry.name for entry in os.scandir(tmp_path))
