"""Acknowledgements (HL7 v2.8.2, 2.9.2 and 2.9.3): what the other side says became of a message, and what we say.

In original mode one answer says all (AA, AE, AR). In enhanced mode the first says only that the message is kept (CA) or
not (CE, CR): **CA is no success**, and the answer of the application follows as a message of its own.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from services.bridge.hl7v2.er7.building import Builder, Written
from services.bridge.hl7v2.er7.message import Message, parse
from services.bridge.hl7v2.er7.segment import Segment
from services.bridge.hl7v2.errors import NotHl7


class Code(StrEnum):
    """Table 0008."""

    AA = "AA"
    AE = "AE"
    AR = "AR"
    CA = "CA"
    CE = "CE"
    CR = "CR"


class Condition(StrEnum):
    """Table 0357, what is wrong with a message."""

    SEQUENCE = "100"
    REQUIRED_FIELD = "101"
    DATA_TYPE = "102"
    TABLE_VALUE = "103"
    MESSAGE_TYPE = "200"
    EVENT = "201"
    PROCESSING_ID = "202"
    VERSION = "203"
    UNKNOWN_KEY = "204"
    DUPLICATE_KEY = "205"
    RECORD_LOCKED = "206"
    APPLICATION = "207"


class Outcome(StrEnum):
    """What follows from an answer."""

    DONE = "done"
    """The other application did it."""
    KEPT = "kept"
    """The other side keeps the message; what becomes of it is still to come."""
    AGAIN = "again"
    """Not now: the same message is sent again, later."""
    PARKED = "parked"
    """The link is set up wrong: a person must look before anything more is sent."""
    REFUSED = "refused"
    """The other application will not do it."""
    UNREADABLE = "unreadable"
    """What came is no answer."""


_LATER: Final = frozenset({Condition.RECORD_LOCKED, Condition.APPLICATION})
_SET_UP: Final = frozenset({Condition.MESSAGE_TYPE, Condition.EVENT, Condition.PROCESSING_ID, Condition.VERSION})
_CODES: Final = {each.value: each for each in Code}
_GOOD: Final = {Code.AA: Outcome.DONE, Code.CA: Outcome.KEPT}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a message: a code of table 0357 (or the sender's own) and the place, `PID-3`."""

    condition: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """An answer. `code` is None where it has none that we know."""

    code: Code | None
    control_id: str
    faults: tuple[Fault, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """What follows from it."""
        if self.code is None:
            return Outcome.UNREADABLE
        if self.code in _GOOD:
            return _GOOD[self.code]
        conditions = {each.condition for each in self.faults}
        if conditions & _SET_UP:
            return Outcome.PARKED
        return Outcome.AGAIN if conditions & _LATER else Outcome.REFUSED


def control_id_named(raw: bytes) -> str:
    """Return the control id that an answer names (MSA-2); empty where there is none to be read."""
    try:
        return parse(raw).value("MSA-2")
    except NotHl7:
        return ""


def read_acknowledgement(message: Message) -> Acknowledgement:
    """Return what an ACK, or an answer such as SRR with its MSA, says."""
    code = message.value("MSA-1").upper()
    faults = [_fault(each) for each in message.all("ERR")]
    own = message.value("MSA-6")
    if own and not faults:
        faults = [Fault(own)]
    return Acknowledgement(_CODES.get(code), message.value("MSA-2"), tuple(faults))


def _fault(error: Segment) -> Fault:
    """Read an ERR segment: place and code are ERR-2 and ERR-3 from version 2.5 on, and components of ERR-1 before."""
    if error.value(3):
        return Fault(error.value(3), _place(error.value(2, 1), error.value(2, 3)))
    return Fault(error.value(1, 4), _place(error.value(1, 1), error.value(1, 3)))


def _place(segment: str, field: str) -> str:
    return f"{segment}-{field}" if segment and field else segment


_OLDEST: Final = (2, 3)
_WITH_ERR_FIELDS: Final = (2, 5)


def acknowledge(message: Message, code: Code, now: datetime, control_id: str, faults: tuple[Fault, ...] = ()) -> bytes:
    """Return the answer to a message, in its own delimiters, character set and version, from us to its sender.

    Args:
        message: what is answered.
        code: what became of it.
        now: when, with its zone.
        control_id: of the answer itself.
        faults: what is wrong with it; their texts are the table's, never the message's.
    """
    header = message.header
    builder = Builder(message.delimiters, message.codec)
    version = message.version or _OLDEST
    event = header.value(9, 2)
    fields: dict[int, Written] = {
        3: Written(header.raw(5)),
        4: Written(header.raw(6)),
        5: Written(header.raw(3)),
        6: Written(header.raw(4)),
        7: builder.value(now.strftime("%Y%m%d%H%M%S%z")),
        9: builder.components("ACK", event, "ACK" if version >= _OLDEST and event else ""),
        10: builder.value(control_id),
        11: Written(header.raw(11)),
        12: builder.value(header.value(12) or "2.3"),
        18: Written(header.raw(18)),
    }
    answer = builder.segment("MSA", {1: builder.value(code), 2: Written(header.raw(10))})
    return builder.message(
        [builder.segment("MSH", fields), answer, *[_error(builder, version, each) for each in faults]]
    )


def refuse_unreadable(now: datetime, control_id: str) -> bytes:
    """Return the answer to what is no message: AR, naming none."""
    builder = Builder()
    header = {
        7: builder.value(now.strftime("%Y%m%d%H%M%S%z")),
        9: builder.value("ACK"),
        10: builder.value(control_id),
        11: builder.value("P"),
        12: builder.value("2.5.1"),
    }
    fault = _error(builder, _WITH_ERR_FIELDS, Fault(Condition.SEQUENCE, "MSH"))
    return builder.message([builder.segment("MSH", header), builder.segment("MSA", {1: builder.value(Code.AR)}), fault])


def _error(builder: Builder, version: tuple[int, ...], fault: Fault) -> Segment:
    segment, _, field = fault.place.partition("-")
    if version < _WITH_ERR_FIELDS:
        return builder.segment("ERR", {1: builder.components(segment, "1", field, [fault.condition])})
    code = builder.components(fault.condition, _MEANINGS.get(fault.condition, ""), "HL70357")
    return builder.segment("ERR", {2: builder.components(segment, "1", field), 3: code, 4: builder.value("E")})


_MEANINGS: Final[dict[str, str]] = {
    Condition.SEQUENCE: "Segment sequence error",
    Condition.REQUIRED_FIELD: "Required field missing",
    Condition.DATA_TYPE: "Data type error",
    Condition.TABLE_VALUE: "Table value not found",
    Condition.MESSAGE_TYPE: "Unsupported message type",
    Condition.EVENT: "Unsupported event code",
    Condition.PROCESSING_ID: "Unsupported processing id",
    Condition.VERSION: "Unsupported version id",
    Condition.UNKNOWN_KEY: "Unknown key identifier",
    Condition.DUPLICATE_KEY: "Duplicate key identifier",
    Condition.RECORD_LOCKED: "Application record locked",
    Condition.APPLICATION: "Application internal error",
}
