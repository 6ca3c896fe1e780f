"""What can go wrong with witnesses.

WitnessError
├── WitnessFolder       the witness's folder cannot be used, or holds something else
├── WitnessAway         nobody answers at a witness's address
├── WitnessAddress      the address is none of the LAN, of this machine, or of a socket
└── WitnessRefused      the witness did not cosign; `status` says why
"""

from services.audit.witness import Status
from services.kernel.errors import SealdeskError


class WitnessError(SealdeskError):
    """A checkpoint was not cosigned."""

    code = "witness_error"


class WitnessFolder(WitnessError):
    """The witness's folder cannot be used."""

    code = "witness_folder"

    def __init__(self, path: object, why: str) -> None:
        super().__init__(f"{path}: {why}.", "Look at the folder's owner, mode and free space; restore it from a copy.")


class WitnessAway(WitnessError):
    """Nobody answers at a witness's address."""

    code = "witness_away"

    def __init__(self, address: str) -> None:
        super().__init__(
            f"No witness answers at {address}.", "Start it with `sealdesk witness serve`; look at the cable."
        )


class WitnessAddress(WitnessError):
    """The address is none that a ledger may ask."""

    code = "witness_address"

    def __init__(self, address: str) -> None:
        super().__init__(
            f"{address} is no address of a witness.",
            "Write http://IP:PORT with a private IP address of this network, or unix:/path/of/socket.",
        )


_WHY = {
    Status.MALFORMED: ("It does not understand what was sent.", "Run the same version on both machines."),
    Status.UNSIGNED: (
        "It knows this log, but not the key that signed.",
        "After a key was changed run `sealdesk witness add-key` there with the new one.",
    ),
    Status.UNKNOWN_LOG: ("It does not know this log.", "Run `sealdesk witness add-key` there."),
    Status.CONFLICT: (
        "It saw another log under this name, or a longer one.",
        "If the ledger was restored from an older copy, this is what it looks like; else it was changed. "
        "Tell the compliance officer.",
    ),
    Status.UNPROVEN: (
        "The log it saw last is not the beginning of this one.",
        "Entries were changed. Tell the compliance officer, and keep the ledger's folder as it is.",
    ),
}


class WitnessRefused(WitnessError):
    """The witness did not cosign."""

    code = "witness_refused"

    def __init__(self, name: str, status: int) -> None:
        self.status = status
        what, do = _WHY.get(Status(status) if status in set(Status) else Status.MALFORMED, ("", ""))
        super().__init__(f"The witness {name} refused ({status}). {what}", do)
