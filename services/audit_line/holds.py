"""Legal holds over the audit process's socket: placed, lifted and listed, each time by a named person.

Refusals come as `LedgerRefused` with the words to show; its `name` is one of the errors of `services.audit.errors`:
`HoldUnclear`, `NoSuchHold`, `HoldOfAnother`. They are on record in the ledger already.
"""

from pathlib import Path
from typing import Final
from urllib.parse import quote

from pydantic import TypeAdapter

from services.audit.holding import Hold
from services.audit.model import Actor
from services.audit_line.asking import LineAsker, read
from services.audit_line.wire import HOLD_ASKED, HoldAsked

HOLD: Final = TypeAdapter(Hold)
HOLDS: Final = TypeAdapter(list[Hold])


class HoldLine:
    """The holds, as those see them who may change them. Close it with `aclose`."""

    def __init__(self, socket_path: Path) -> None:
        self._line = LineAsker(socket_path)

    async def place(self, actor: Actor, reason: str, patient: str | None = None) -> Hold:
        """Place a hold on a patient's records (by keyed hash), or on all records where none is named.

        Raises:
            LedgerRefused: it says why not.
            AuditLineError: nobody answered; look at the list before trying again.
        """
        return await self._changed("/v1/holds", HoldAsked(actor, reason, patient))

    async def lift(self, actor: Actor, hold_id: str, reason: str) -> Hold:
        """Lift a hold.

        Raises:
            LedgerRefused: it says why not.
            AuditLineError: nobody answered; look at the list before trying again.
        """
        return await self._changed(f"/v1/holds/{quote(hold_id, safe='')}/lift", HoldAsked(actor, reason))

    async def list(self, actor: Actor) -> list[Hold]:
        """Return every hold, the lifted ones too, in the order they were placed; the look is on record.

        Raises:
            AuditLineError: it was not answered.
        """
        content = await self._line.ask("POST", "/v1/holds/list", HOLD_ASKED.dump_json(HoldAsked(actor)))
        return read(HOLDS.validate_json, content)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._line.aclose()

    async def _changed(self, path: str, asked: HoldAsked) -> Hold:
        return read(HOLD.validate_json, await self._line.ask("POST", path, HOLD_ASKED.dump_json(asked)))
