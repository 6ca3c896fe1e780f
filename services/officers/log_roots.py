"""The audit log's signed notes, asked of the audit process."""

from collections.abc import Callable, Sequence

from services.audit_line.errors import LedgerRefused
from services.audit_line.reading import LineReader

_WITNESSED = "witnessed"


class LogRoots:
    """`services.officers.ports.Roots` over the audit process's socket."""

    def __init__(self, connect: Callable[[], LineReader]) -> None:
        """Ask over a line of its own each time: it is once a day."""
        self._connect = connect

    async def notes(self) -> Sequence[str]:
        """Return a checkpoint over everything that was taken, and the newest one that a witness cosigned, if any.

        Raises:
            AuditLineError: the log does not answer.
        """
        reader = self._connect()
        try:
            return await _asked(reader)
        finally:
            await reader.aclose()


async def _asked(reader: LineReader) -> Sequence[str]:
    newest = await reader.checkpoint()
    try:
        return newest, (await reader.log_file(_WITNESSED)).decode()
    except LedgerRefused:  # no witness has cosigned yet
        return (newest,)
