"""What can be wrong with the ledger's tree, its notes and its files.

AuditError
├── NoteUnreadable      the text is no signed note, no checkpoint or no key of a note
├── NoteUntrusted       no known key signed the note, or a known key's signature does not fit
├── TreeUnreadable      a hash of the tree is missing, or a proof was asked for that cannot exist
├── OutboxChanged       a record was changed before the ledger took it
├── ExportUnreadable    a folder or archive is no export of the ledger
├── HoldRefused         a legal hold cannot be placed or lifted like that; the try is on record
│   ├── HoldUnclear     who, whom or why is missing or unreadable
│   ├── NoSuchHold      no hold of that id stands
│   └── HoldOfAnother   somebody else placed it
└── LedgerUnavailable   the ledger does not take events now, so what needs auditing does not happen
    ├── LedgerDown      it was refused before anything was written
    └── NotAcknowledged it was recorded, and the ledger has not acknowledged it in time
"""

from services.kernel.errors import SealdeskError


class AuditError(SealdeskError):
    """The ledger's tree, its notes or its files are not as they should be."""

    code = "audit_error"


class NoteUnreadable(AuditError):
    """The text is no signed note, or does not say what was expected of it."""

    code = "audit_note_unreadable"

    def __init__(self, what: str) -> None:
        super().__init__(what, "Take the file again from where it was written; it was changed or cut on its way.")


class NoteUntrusted(AuditError):
    """No known key signed the note, or a known key's signature does not fit."""

    code = "audit_note_untrusted"

    def __init__(self, what: str) -> None:
        super().__init__(what, "Do not rely on this file. Ask its sender for it again, and compare the key's name.")


class TreeUnreadable(AuditError):
    """A hash that the tree should have is missing, or what was asked for cannot exist."""

    code = "audit_tree_unreadable"

    def __init__(self, what: str) -> None:
        super().__init__(
            what, "Run `sealdesk audit verify --as NAME`; the ledger makes its hash files again when it starts."
        )


class OutboxChanged(AuditError):
    """A record is not as it was when it was recorded: it was changed before the ledger took it."""

    code = "audit_outbox_changed"

    def __init__(self, source: str, number: int) -> None:
        super().__init__(
            f"Record {number} of `{source}` was changed since it was recorded, and is not handed to the audit ledger.",
            "Leave every file as it is, run `sealdesk audit verify --as NAME`, and tell the security officer.",
        )


class ExportUnreadable(AuditError):
    """A folder or archive is no export of the ledger."""

    code = "audit_export_unreadable"

    def __init__(self, what: str) -> None:
        super().__init__(what, "Make the export again with `sealdesk audit export`.")


class LedgerUnavailable(AuditError):
    """The ledger does not take events; nothing that needs auditing becomes visible."""

    code = "ledger_unavailable"


_DO = "Run `sealdesk status` and `sealdesk doctor`; see docs/runbooks/ledger-down.md."


class LedgerDown(LedgerUnavailable):
    """Nothing was written: what cannot be audited does not happen."""

    code = "ledger_down"

    def __init__(self, why: str = "it does not answer") -> None:
        super().__init__(f"The audit ledger takes no events ({why}), so nothing was changed.", _DO)


class NotAcknowledged(LedgerUnavailable):
    """It is recorded durably, and goes on by itself once the ledger answers; nobody was told that it is done."""

    code = "ledger_not_acknowledged"

    def __init__(self) -> None:
        super().__init__("The audit ledger has not acknowledged this in time; it is kept, and goes on by itself.", _DO)


class HoldRefused(AuditError):
    """A hold cannot be placed or lifted like that; the try is on record."""

    code = "hold_refused"


class HoldUnclear(HoldRefused):
    """Who, whom or why is missing or unreadable."""

    code = "hold_unclear"


class NoSuchHold(HoldRefused):
    """No hold of that id stands."""

    code = "hold_not_there"

    def __init__(self) -> None:
        super().__init__("No legal hold of that id stands.", "`sealdesk keys hold list` shows which do.")


class HoldOfAnother(HoldRefused):
    """Somebody else placed it."""

    code = "hold_of_another"

    def __init__(self) -> None:
        super().__init__(
            "Somebody else placed this legal hold.",
            "Who placed it can lift it, or a security officer; ask one of them.",
        )
