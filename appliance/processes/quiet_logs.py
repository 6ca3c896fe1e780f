"""Log lines that cannot tell of a patient: exceptions by type and place, other libraries' messages by their first line.

The words of an exception, and the values that libraries put behind their first line (asyncio does), may hold PHI.
"""

import logging
import sys
import traceback
from types import TracebackType

_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"
_OURS = ("appliance", "compliance", "services")
_LONGEST = 200
ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class QuietFormatter(logging.Formatter):
    """Formats a record without what it should not tell."""

    def __init__(self) -> None:
        super().__init__(_FORMAT)

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; the record itself stays as it is, for whoever else looks at it."""
        quiet = logging.makeLogRecord({**record.__dict__, "exc_text": None, "stack_info": None})
        if record.name.partition(".")[0] not in _OURS:
            quiet.msg = (record.getMessage().splitlines() or [""])[0][:_LONGEST]
            quiet.args = ()
        return super().format(quiet)

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802 the base class's name
        """Return the exception's type and where it was raised, without its words."""
        kind, _, trace = ei
        if kind is None:
            return ""
        places = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(trace)]
        return f"  {kind.__name__} at {places[-1] if places else 'an unknown place'}"


def start_logging() -> None:
    """Log to standard error, where systemd and the supervisor collect it; other libraries only from warnings up."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(QuietFormatter())
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    for room in _OURS:
        logging.getLogger(room).setLevel(logging.INFO)
