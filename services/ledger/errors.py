"""What can go wrong with the ledger.

LedgerError
├── LedgerClosed         the ledger was closed
├── LedgerBusy           another process has the ledger open
├── LedgerFull           no room on the disk: nothing of this group was kept
├── LedgerDisk           the disk refuses to read or write
├── UnsafeFolder         others could replace the files
├── NotEncrypted         a file, or the library, has no encryption
├── WrongKey             the key is missing, or does not open the file
├── WrongSigner          the signing key belongs to another log
├── KeysBehind           the file of data keys is older than the ledger
├── DataKeyGone          the key that events of now would be sealed with was destroyed
├── ClockBehind          the clock stands before the last entry
├── NoSource             a filing does not name its source, or its number is no number
├── Gap                  a number was left out
├── Conflict             another event under a number that was taken before
├── TooLarge             an event is larger than the ledger takes
├── Unrecordable         a field of an event cannot be written down
├── NoSuchEvent          there is no event with that sequence number
├── QuestionStopped      a question took too long, or nobody waits for its answer any more
├── UnknownPlace         a page is asked for behind a place that is not there
├── Retained             six years are not over
├── Held                 a legal hold forbids it
└── Damaged              the ledger does not hold what was written to it
    ├── DamagedEvent     one event does not fit its entry in the tree
    ├── RolledBack       events that were there are gone: an older file was put in its place
    └── MissingSegment   a segment is not there
"""

from datetime import datetime

from services.kernel.errors import SealdeskError


class LedgerError(SealdeskError):
    """The ledger could not do what was asked; nothing was acknowledged."""


class LedgerClosed(LedgerError):
    """The ledger was closed before the work ran."""

    def __init__(self) -> None:
        super().__init__("The audit ledger is closed.", "Start the service again.")


class LedgerBusy(LedgerError):
    """Another process writes this ledger."""

    def __init__(self) -> None:
        super().__init__(
            "Another process has the audit ledger open; only one may write it.",
            "Find the second `sealdesk` that uses this folder and stop it.",
        )


class LedgerFull(LedgerError):
    """The disk, or the quota, has no room left."""

    def __init__(self) -> None:
        super().__init__(
            "The disk of the audit ledger is full; nothing of this was recorded, so nothing of it happens.",
            "Free some space. The ledger goes on by itself after that.",
        )


class LedgerDisk(LedgerError):
    """The operating system refused to read or write."""

    def __init__(self) -> None:
        super().__init__(
            "The disk refuses to read or write the audit ledger; nothing of this was acknowledged.",
            "Look at `dmesg` and the folder's owner, mode and quota.",
        )


class UnsafeFolder(LedgerError):
    """The folder lets other users replace the files."""

    def __init__(self, path: object) -> None:
        super().__init__(f"Other users can write to {path}.", f"Run `chmod go-w {path}`.")


class NotEncrypted(LedgerError):
    """Encryption is not there; events are never written without it."""

    def __init__(self, path: object) -> None:
        super().__init__(
            f"{path} is not encrypted, or the SQLite library cannot encrypt.",
            "Move the file away and report this; install the locked sqlcipher3 package.",
        )


class WrongKey(LedgerError):
    """The key is missing, or not the one that the file was written with."""

    def __init__(self, path: object) -> None:
        super().__init__(
            f"The key of the audit ledger is missing or does not open {path}, or the file's first page is damaged.",
            "Restore the key that belongs to this ledger, or the backup of the file.",
        )


class WrongSigner(LedgerError):
    """The signing key belongs to another log."""

    def __init__(self, name: str, origin: str) -> None:
        super().__init__(
            f"The signing key is the one of `{name}`, but this audit ledger is `{origin}`.",
            "Set `node` back to what it was, or restore the signing key of this ledger.",
        )


class KeysBehind(LedgerError):
    """Keys that events are sealed with are not there: an older file of data keys stands in its place."""

    def __init__(self, count: int) -> None:
        super().__init__(
            f"The file of data keys is older than the audit ledger: {count} keys that its events are sealed with "
            "are not in it. None was made in their place.",
            "Put the newest copy of data-keys.db back (folder `...-audit-keys`); see docs/runbooks/wrong-key.md.",
        )


class DataKeyGone(LedgerError):
    """The key that events of this quarter are to be sealed with was destroyed."""

    def __init__(self, quarter: str) -> None:
        super().__init__(
            f"A data key of {quarter} was destroyed while the quarter is still written to.",
            "Run `sealdesk keys status`; a key may go only after its retention.",
        )


class ClockBehind(LedgerError):
    """The clock stands before the last entry."""

    def __init__(self, last: datetime, now: datetime) -> None:
        super().__init__(
            f"The clock says {now.isoformat()}, but the last entry of the audit ledger is from {last.isoformat()}.",
            "Set the clock (`chronyc tracking`); the ledger goes on by itself then. See docs/runbooks/clock-ahead.md.",
        )


class ClockFine(LedgerError):
    """There is nothing to accept."""

    def __init__(self) -> None:
        super().__init__(
            "The clock does not stand before the ledger's last entry, so there is nothing to accept.",
            "Run `sealdesk doctor`: something else is wrong.",
        )


class NoSource(LedgerError):
    """A filing does not say where it comes from."""

    def __init__(self) -> None:
        super().__init__(
            "An event came without the name of its source, or without a number from 1 on.",
            "Number the outbox's events 1, 2, 3 and so on, and name the outbox.",
        )


class Gap(LedgerError):
    """A number was left out."""

    def __init__(self, source: str, expected: int, came: int) -> None:
        self.source = source
        self.expected = expected
        super().__init__(
            f"Event {came} of `{source}` came, but {expected} has not been taken over yet.",
            f"Send the events of `{source}` again, from {expected} on.",
        )


class Conflict(LedgerError):
    """Another event under a number that was taken before."""

    def __init__(self, source: str, number: int, sequence: int) -> None:
        super().__init__(
            f"Event {number} of `{source}` was taken over before, as entry {sequence}, and says something else now.",
            "The outbox was put back to an older state, or changed. See docs/runbooks/state-restored.md.",
        )


class TooLarge(LedgerError):
    """An event is larger than the ledger takes."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"An event is larger than {limit} bytes.", "Record short values; documents have no place in the ledger."
        )


class Unrecordable(LedgerError):
    """A field of an event cannot be written as JSON: a number beyond 64 bits, a broken character."""

    def __init__(self) -> None:
        super().__init__(
            "An event has a field that cannot be recorded.", "Give text in valid UTF-8 and numbers below 2**63."
        )


class NoSuchEvent(LedgerError):
    """There is no event with that sequence number."""

    def __init__(self, sequence: int) -> None:
        super().__init__(f"The audit ledger has no entry {sequence}.", "Search for the event and use its number.")


class UnknownPlace(LedgerError):
    """A page is asked for behind a place that is not there."""

    def __init__(self) -> None:
        super().__init__("The place to go on from is not known.", "Search again from the first page.")


class QuestionStopped(LedgerError):
    """A question took longer than one may, or nobody waits for its answer any more."""

    def __init__(self) -> None:
        super().__init__(
            "This question to the audit log takes too long, so it was stopped.",
            "Ask for a shorter period, or for one person, one patient or one kind of event. An export takes its time.",
        )


class Retained(LedgerError):
    """Six years are not over (45 CFR 164.316(b)(2)(i)), or an older segment goes first."""

    def __init__(self, quarter: str, until: datetime) -> None:
        super().__init__(
            f"The segment of {quarter} must be kept until {until.date().isoformat()}, and until none is older.",
            "Try again after that day, with the oldest segment first.",
        )


class Held(LedgerError):
    """A legal hold forbids it."""

    def __init__(self, quarter: str) -> None:
        super().__init__(
            f"A legal hold covers the segment of {quarter}.", "The compliance officer has to end the hold first."
        )


class Damaged(LedgerError):
    """The ledger does not hold what was written to it."""

    def __init__(self, what: str = "The audit ledger is damaged.") -> None:
        super().__init__(
            what, "Stop the service, keep the folder for analysis, and restore the latest backup beside it."
        )


class DamagedEvent(Damaged):
    """One event does not fit its entry in the tree."""

    def __init__(self, sequence: int) -> None:
        self.sequence = sequence
        super().__init__(
            f"Entry {sequence} of the audit ledger is not what was recorded: it was changed or is damaged."
        )


class RolledBack(Damaged):
    """Events that were there are gone."""

    def __init__(self, shown: int, there: int) -> None:
        super().__init__(
            f"A signed checkpoint covers {shown} entries but the ledger holds {there}: an older file stands there."
        )


class MissingSegment(Damaged):
    """A segment is not there."""

    def __init__(self, what: str) -> None:
        super().__init__(f"A segment of the audit ledger is missing {what}.")
