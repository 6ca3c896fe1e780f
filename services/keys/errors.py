"""What can go wrong with the keys.

KeysError
├── NoKeyring          there is no keyring yet
├── KeyringThere       there is one already, or keys that one would hide
├── KeyringDamaged     the keyring's file is not what was written
├── NoSuchKey          the keyring holds no key of that name
├── KekUnavailable     what opens the keyring cannot be had here
├── WrongKek           another key than the keyring was sealed with
├── CardsRefused       recovery cards do not fit together, or are too few
├── DataKeysFault      the database of data keys cannot be used
├── DataKeyLost        a data key that was made is not there, and nobody destroyed it
├── NotYet             a key may not be destroyed before its retention is over
├── Held               a legal hold forbids it
└── NeedsTwo           one person may not do this alone
"""

from datetime import date
from pathlib import Path

from services.kernel.errors import SealdeskError


class KeysError(SealdeskError):
    """A key could not be made, opened, changed or destroyed; nothing was changed."""


class NoKeyring(KeysError):
    """There is no keyring."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"There is no keyring at {path}.", "Run `sealdesk keys init`, or restore it from the backup.")


class KeyringThere(KeysError):
    """Something would be hidden or overwritten."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is there already.", "Nothing was changed. `sealdesk keys status` says what it holds.")


class KeyringDamaged(KeysError):
    """The file is not what was written."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The keyring {path} is damaged, or was changed by somebody without its key.",
            "Restore it from the backup; the data stay as they are meanwhile.",
        )


class NoSuchKey(KeysError):
    """The keyring does not hold it."""

    def __init__(self, name: str) -> None:
        super().__init__(f"The keyring holds no key `{name}`.", "`sealdesk keys status` lists them.")


class KekUnavailable(KeysError):
    """What opens the keyring is not at hand."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"The keyring cannot be opened: {what}.", remedy)


class WrongKek(KeysError):
    """Another key than the keyring was sealed with."""

    def __init__(self) -> None:
        super().__init__(
            "The key at hand is not the one that the keyring was sealed with. Nothing was opened or made.",
            "On another machine, or after its TPM was changed: `sealdesk keys recover` with three of the five cards.",
        )


class CardsRefused(KeysError):
    """The recovery cards do not open anything."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"The recovery cards were not accepted: {why}.", "Read them again, word by word; three are needed."
        )


class DataKeysFault(KeysError):
    """The database of data keys cannot be used."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"The data keys in {path} cannot be used ({why}). No audit event is sealed without its key.",
            "Look at the disk, the file's owner and the keyring (`sealdesk keys status`), or put the newest copy back: "
            "docs/runbooks/wrong-key.md.",
        )


class DataKeyLost(KeysError):
    """An event's key is not in the file, and nobody destroyed it: an older file is in its place."""

    def __init__(self, path: Path, epoch: str) -> None:
        super().__init__(
            f"A key that audit events of {epoch} were sealed with is not in {path}: an older copy is in its place.",
            "Run `sealdesk down`, put the newest copy of that file back, and start again (docs/runbooks/wrong-key.md).",
        )


class NotYet(KeysError):
    """The retention is not over."""

    def __init__(self, epoch: str, until: date) -> None:
        super().__init__(
            f"Events of {epoch} are kept until {until.isoformat()} at least (45 CFR 164.316(b)(2)(i): six years).",
            "Ask again after that day.",
        )


class Held(KeysError):
    """A legal hold covers it."""

    def __init__(self, epoch: str) -> None:
        super().__init__(
            f"A legal hold covers events of {epoch}.", "Only who placed it, or the security officer, can lift it."
        )


class NeedsTwo(KeysError):
    """One person may not do this alone."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what} needs two different people, each with a key that is trusted here.", "Ask a second one."
        )
