"""`services.gateway.ports.PatientSource` from a file of JSON lines, which something else writes anew now and then."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from services.gateway.errors import RosterUnavailable
from services.gateway.redaction.roster.patient import RosterPatient
from services.gateway.redaction.roster.records import patients_from_lines
from services.kernel.roster import RosterEvent

_PAGE: Final = 500


class FileRoster:
    """Reads the file from its first line at each list."""

    def __init__(self, path: Path) -> None:
        self._path = path

    async def pages(self) -> AsyncGenerator[Sequence[RosterPatient], None]:
        """Yield every patient, a page at a time.

        Raises:
            RosterUnavailable: the file cannot be read.
            RosterUnreadable: a line is no patient.
        """
        try:
            with self._path.open(encoding="utf-8") as lines:
                patients = patients_from_lines(lines)
                while page := await asyncio.to_thread(lambda: list(islice(patients, _PAGE))):
                    yield page
        except (OSError, UnicodeDecodeError):
            raise RosterUnavailable("down") from None

    async def changes(self) -> Sequence[RosterEvent] | None:
        """Wait until cancelled: a file tells of no changes; it is read anew when its time has come."""
        await asyncio.Event().wait()
        return None

    async def aclose(self) -> None:
        """Do nothing: no file is open between two lists."""
