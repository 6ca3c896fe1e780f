"""What fails in this room.

Hl7Error
└── NotHl7: what came is no HL7 v2 message
    ├── NoHeader: it does not begin with MSH, FHS or BHS
    └── WrongDelimiters: MSH-1 and MSH-2 do not say how it is split

Messages hold PHI: no error quotes them.
"""

from services.kernel.errors import SealdeskError


class Hl7Error(SealdeskError):
    """Something failed with HL7 v2."""


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
