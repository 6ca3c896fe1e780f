"""An inbox that is a folder in Maildir's form, on this machine or on a share of the clinic's network.

A message is written whole under `tmp` and then named into `new`, so that no reader sees half of it; the name is made
from its id, so that the same one is there once. Source: Maildir (D. J. Bernstein).
"""

import asyncio
import hashlib
import os
import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from services.summaries.errors import InboxRefused, InboxUnreachable
from services.summaries.ports import InboxMessage

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_SENDER = "sealdesk@localhost"
_FRESH = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW


@dataclass(frozen=True, slots=True)
class FolderInbox:
    """Leaves messages under `root/<inbox>/new`; files are readable by their group and by nobody else."""

    root: Path

    async def leave(self, message: InboxMessage) -> None:
        """Leave the message; the same id left again is there once, also when it was read and moved to `cur`.

        Raises:
            InboxUnreachable: the folder cannot be written.
            InboxRefused: the inbox's name is no plain name.
        """
        if not _NAME.fullmatch(message.inbox):
            raise InboxRefused("A provider's inbox has no plain name.", "Use letters, digits, dots and dashes.")
        try:
            await asyncio.to_thread(self._leave, message)
        except OSError:
            raise InboxUnreachable(
                "A provider's inbox cannot be written.", "Check that its folder is mounted and writable."
            ) from None

    def _leave(self, message: InboxMessage) -> None:
        box = self.root / message.inbox
        for part in ("tmp", "new", "cur"):
            (box / part).mkdir(mode=0o2770, parents=True, exist_ok=True)
        name = hashlib.sha256(message.id.encode()).hexdigest()
        if (box / "new" / name).exists() or any((box / "cur").glob(f"{name}*")):
            return
        draft = box / "tmp" / name
        with os.fdopen(os.open(draft, _FRESH, 0o640), "wb") as file:
            file.write(_mail(message))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(box / "new" / name)
        _settle(box / "new")


def _settle(folder: Path) -> None:
    """Make the new name durable."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _mail(message: InboxMessage) -> bytes:
    mail = EmailMessage()
    mail["From"] = _SENDER
    mail["To"] = f"{message.inbox}@localhost"
    mail["Subject"] = message.subject
    mail["Date"] = format_datetime(message.at)
    mail["Message-ID"] = f"<{hashlib.sha256(message.id.encode()).hexdigest()}@localhost>"
    mail.set_content(message.text)
    return mail.as_bytes()
