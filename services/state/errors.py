"""What can go wrong with the state database.

StateError
├── StateClosed         the store was closed
├── StateBusy           another process holds the write lock
├── StateFull           no room on the disk: nothing of the transaction was kept
├── DiskFailed          the disk refuses to read or write
├── ReadOnly            a write where only reading is allowed
├── RefusedRow          a constraint or a trigger refused a row
├── StateCorrupt        the file is damaged
├── UnsafeDirectory     others could replace the file
├── NewerSchema         a newer version of Sealdesk wrote the file
├── NotEncrypted        the file, or the library, has no encryption
└── KeyProblem
    ├── MissingKey      no key was given
    └── WrongKey        the key does not open the file
"""

from services.kernel.errors import SealdeskError


class StateError(SealdeskError):
    """The state database could not do what was asked; nothing of the transaction was kept."""


class StateClosed(StateError):
    """The store was closed before the work ran."""

    def __init__(self) -> None:
        super().__init__("The state database is closed.", "Start the service again.")


class StateBusy(StateError):
    """Another process held the write lock for too long."""

    def __init__(self) -> None:
        super().__init__(
            "Another process holds the write lock of the state database.",
            "Find a hanging `sealdesk` command and end it, then try again.",
        )


class StateFull(StateError):
    """The disk, or the quota, has no room left."""

    def __init__(self) -> None:
        super().__init__(
            "The disk of the state database is full; nothing of this transaction was kept.",
            "Free some space. The service goes on by itself after that.",
        )


class DiskFailed(StateError):
    """The operating system refused to read or write the file."""

    def __init__(self) -> None:
        super().__init__(
            "The disk refuses to read or write the state database; nothing of this transaction was kept.",
            "Look at `dmesg` and the file's owner, mode and quota.",
        )


class ReadOnly(StateError):
    """A write was tried where only reading is allowed."""

    def __init__(self) -> None:
        super().__init__(
            "The state database can only be read here.", "Check the owner and mode of the file; in code, use `write`."
        )


class RefusedRow(StateError):
    """A constraint refused a row: the same id twice, or a change to the audit trail."""

    def __init__(self) -> None:
        super().__init__("The state database refused a row.", "Run `sealdesk doctor` and report its output.")


class StateCorrupt(StateError):
    """The file does not hold what was written to it."""

    def __init__(self) -> None:
        super().__init__(
            "The state database is damaged.",
            "Stop the service, keep the file for analysis and restore the latest backup.",
        )


class UnsafeDirectory(StateError):
    """The directory lets other users replace the file."""

    def __init__(self, path: object) -> None:
        super().__init__(f"Other users can write to {path}.", f"Run `chmod go-w {path}`.")


class NewerSchema(StateError):
    """The file was written by a newer version."""

    def __init__(self) -> None:
        super().__init__(
            "The state database was written by a newer version of Sealdesk.",
            "Install that version, or restore the backup made before the upgrade.",
        )


class NotEncrypted(StateError):
    """Encryption is not there; PHI is never written without it."""


class KeyProblem(StateError):
    """The key does not serve."""


class MissingKey(KeyProblem):
    """No key was given."""

    def __init__(self) -> None:
        super().__init__(
            "The state database has no key.",
            "Put 32 random bytes into the secret `state.key` (`sealdesk up` makes one).",
        )


class WrongKey(KeyProblem):
    """The key is not the one the file was written with."""

    def __init__(self, what: str = "The key does not open the state database, or its first page is damaged.") -> None:
        super().__init__(what, "Restore the secret `state.key` that belongs to this file, or the backup of the file.")
