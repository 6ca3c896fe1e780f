"""What fails in this room.

Hl7Error
├── WrongTime: a time that is none, or more than one
├── NotHl7: what came is no HL7 v2 message
│   ├── NoHeader: it does not begin with MSH, FHS or BHS
│   └── WrongDelimiters: MSH-1 and MSH-2 do not say how it is split
└── LinkFault: a connection to the interface engine
    ├── FrameTooLong, NotFramed: what came on it cannot be taken
    ├── CutOff: a message could not be dealt with, and its sender must send it again
    ├── Unreachable: it could not be made
    ├── NotSent: it ended before the message was on its way
    └── NoAnswer: the message was sent and no acknowledgement came; what became of it is unknown

Messages hold PHI: no error quotes them.
"""

from services.kernel.errors import SealdeskError


class Hl7Error(SealdeskError):
    """Something failed with HL7 v2."""


class WrongTime(Hl7Error):
    """A time cannot be read, or is not one instant."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"A time in the message cannot be used: {why}.",
            "Ask the sender to write YYYYMMDDHHMM with its offset, as in 202611240900-0600.",
        )


class NotHl7(Hl7Error):
    """What came is no HL7 v2 message."""


class NoHeader(NotHl7):
    """It does not begin with a header segment."""

    def __init__(self) -> None:
        super().__init__(
            "The message does not begin with an MSH, FHS or BHS segment.",
            "See whether the sender speaks HL7 v2 in ER7 (vertical bars) on this connection, and not XML or FHIR.",
        )


class WrongDelimiters(NotHl7):
    """MSH-1 and MSH-2 do not say how the message is split."""

    def __init__(self) -> None:
        super().__init__(
            "The header does not say by which characters the message is split.",
            "MSH-1 is one character, often |, and MSH-2 has one to five others, often ^~\\&; none is a letter, a digit"
            " or a blank.",
        )


class LinkFault(Hl7Error):
    """A connection to the interface engine failed."""


class FrameTooLong(LinkFault):
    """A message is longer than is taken."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"A message of more than {limit:,} bytes came.",
            "See whether the sender puts documents into it (OBX-5); if it must, raise `limits.message_bytes`.",
        )


class NotFramed(LinkFault):
    """The peer sends something else than MLLP frames."""

    def __init__(self) -> None:
        super().__init__(
            "What came on the connection is not framed as MLLP (0x0B, message, 0x1C 0x0D).",
            "See whether the sender is set to MLLP, and whether both sides use TLS or neither does.",
        )


class CutOff(LinkFault):
    """A message could not be dealt with: its sender gets no acknowledgement and must send it again."""

    def __init__(self) -> None:
        super().__init__(
            "A message was not acknowledged, because it could not be kept.",
            "Its sender sends it again; see what the log says of the disk and the audit ledger.",
        )


class Unreachable(LinkFault):
    """No connection could be made."""

    def __init__(self, cause: str) -> None:
        super().__init__(
            f"The interface engine could not be reached ({cause}).",
            "See whether it listens at the host and port of the settings, and whether the firewall lets us there.",
        )


class NotSent(LinkFault):
    """The connection ended before the message was on its way: it may be sent again."""

    def __init__(self) -> None:
        super().__init__(
            "The connection to the interface engine ended before the message was sent.", "It is tried again."
        )


class NoAnswer(LinkFault):
    """The message was sent and no acknowledgement came."""

    def __init__(self) -> None:
        super().__init__(
            "The interface engine did not acknowledge a message that was sent to it.",
            "Whether it was taken is not known: look at the engine before anything is sent again by hand.",
        )
