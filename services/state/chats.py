"""Conversations in the database: `services.dialogue.ports.Chats`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from services.dialogue.model import Chat, Line
from services.kernel.language import Language
from services.state.codec import LINE
from services.state.instants import from_micros, to_micros
from services.state.tables import chat_forms, chat_lines, chats

_GET = sa.select(chats).where(chats.c.id == sa.bindparam("wanted"))
_SAVE = sa.update(chats).where(chats.c.id == sa.bindparam("wanted"), chats.c.version == sa.bindparam("stored"))
_LINES = (
    sa.select(chat_lines.c.payload)
    .where(chat_lines.c.chat_id == sa.bindparam("of"), chat_lines.c.number > sa.bindparam("after"))
    .order_by(chat_lines.c.number)
)


def _columns(chat: Chat) -> dict[str, Any]:
    return {
        "version": chat.version,
        "language": chat.language.value,
        "opened_at": to_micros(chat.opened_at),
        "last_at": to_micros(chat.last_at),
        "ended": chat.ended,
        "state": chat.state,
    }


class SealedChats:
    """The conversations of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, chat: Chat) -> None:
        """Keep a new conversation."""
        self._connection.execute(sa.insert(chats), {"id": chat.id, **_columns(chat)})

    def get(self, chat_id: str) -> Chat | None:
        """Return the conversation, or None when unknown or expired."""
        row = self._connection.execute(_GET, {"wanted": chat_id}).first()
        if row is None:
            return None
        return Chat(
            id=row.id,
            version=row.version,
            language=Language(row.language),
            opened_at=from_micros(row.opened_at),
            last_at=from_micros(row.last_at),
            state=row.state,
            ended=bool(row.ended),
        )

    def save(self, chat: Chat, lines: Sequence[Line]) -> bool:
        """Replace the conversation whose stored version is `chat.version - 1` and append `lines`.

        Returns False, and changes nothing, when another turn was saved meanwhile (two tabs).
        """
        guard = {"wanted": chat.id, "stored": chat.version - 1}
        if self._connection.execute(_SAVE, {**guard, **_columns(chat)}).rowcount == 0:
            return False
        if lines:
            rows = [{"chat_id": chat.id, "number": line.number, "payload": LINE.dump(line)} for line in lines]
            self._connection.execute(sa.insert(chat_lines), rows)
        return True

    def lines(self, chat_id: str, after: int = 0) -> list[Line]:
        """Return the transcript's lines with a number above `after`."""
        found = self._connection.execute(_LINES, {"of": chat_id, "after": after})
        return [LINE.load(payload) for payload in found.scalars()]

    def turn_of(self, chat_id: str, form_id: str) -> bool:
        """Remember that the form `form_id` was taken; False when it was taken before (a replayed form)."""
        taking = sa.insert(chat_forms).prefix_with("OR IGNORE")
        return self._connection.execute(taking, {"chat_id": chat_id, "form_id": form_id}).rowcount == 1

    def delete(self, chat_id: str) -> None:
        """Delete the conversation with its transcript; an unknown one is no error."""
        self._connection.execute(sa.delete(chats).where(chats.c.id == chat_id))
        self._connection.execute(sa.delete(chat_forms).where(chat_forms.c.chat_id == chat_id))

    def expire(self, before: datetime) -> list[str]:
        """Delete conversations last used before `before` with their transcripts; return their ids."""
        gone = sa.delete(chats).where(chats.c.last_at < to_micros(before)).returning(chats.c.id)
        ids = list(self._connection.execute(gone).scalars())
        if ids:
            forget = sa.delete(chat_forms).where(chat_forms.c.chat_id == sa.bindparam("of"))
            self._connection.execute(forget, [{"of": chat_id} for chat_id in ids])
        return ids

    def count_open(self) -> int:
        """Return how many conversations are kept."""
        return self._connection.execute(sa.select(sa.func.count()).select_from(chats)).scalar_one()
