"""An event as the ledger would show it, without a ledger."""

from services.audit.filing import new_filing
from services.audit.leaf import entry_of, plaintext
from services.audit.model import AuditEvent
from services.audit.reading import Found

_SALT = bytes(16)


def found_of(event: AuditEvent, sequence: int) -> Found:
    """Return the event under a number of the log, recorded when it happened."""
    filing = new_filing(event, "state", sequence, "front")
    entry = entry_of(_SALT, plaintext(filing, sequence, filing.at), sequence, filing.at)
    return Found(sequence, filing.at, filing, entry, _SALT)
