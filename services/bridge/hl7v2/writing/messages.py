"""SRM and SIU of our own (HL7 v2.5.1, 10.3 and 10.4).

Every message passes hl7apy's strict validation in the tests, for each version that a receiver may want.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from services.bridge.hl7v2.er7.building import Builder, Written
from services.bridge.hl7v2.er7.segment import Segment
from services.bridge.hl7v2.instants import write_time
from services.bridge.hl7v2.reading.identifiers import Identifier, Named
from services.bridge.hl7v2.writing.request import Asking, Change, Receiver, Way

_EVENTS: Final = {
    Way.SRM: {Asking.BOOK: "S01", Asking.MOVE: "S02", Asking.MODIFY: "S03", Asking.CANCEL: "S04"},
    Way.SIU: {Asking.BOOK: "S12", Asking.MOVE: "S13", Asking.MODIFY: "S14", Asking.CANCEL: "S15"},
}
_STRUCTURES: Final = {Way.SRM: "SRM_S01", Way.SIU: "SIU_S12"}
_ACTIONS: Final = {Asking.BOOK: "A", Asking.MOVE: "U", Asking.MODIFY: "U", Asking.CANCEL: "D"}
_STATUSES: Final = {Asking.CANCEL: "Cancelled"}
_MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class _Writing:
    """One message on its way to the paper."""

    receiver: Receiver
    change: Change
    builder: Builder

    def time(self, moment: datetime) -> str:
        """Write an instant as the receiver's clocks show it, with its offset."""
        return write_time(moment, self.receiver.zone)

    def minutes(self) -> Written:
        """Write how long the appointment takes."""
        interval = self.change.interval
        length = (interval.end - interval.start) // _MINUTE if interval else 0
        return self.builder.value(str(length) if length else "")

    def named(self, named: Named | None) -> Written:
        """Write a CE or CWE."""
        return self.builder.components(named.code, named.name) if named else self.builder.value("")

    def entity(self, identifier: Identifier | None) -> Written:
        """Write an EI."""
        return self.builder.components(identifier.value, identifier.authority) if identifier else self.builder.value("")

    def person(self, named: Named) -> Written:
        """Write an XCN."""
        given, _, family = named.name.rpartition(" ")
        return self.builder.components(named.code, family, given)


def write_change(change: Change, receiver: Receiver, control_id: str, now: datetime) -> bytes:
    """Return the message that asks for a change.

    Args:
        change: what is asked.
        receiver: how the site wants to be asked.
        control_id: MSH-10; the same when the message is sent again.
        now: when it is written, with its zone.
    """
    writing = _Writing(receiver, change, Builder(codec=receiver.codec))
    own = _request(writing) if receiver.way is Way.SRM else _schedule(writing)
    segments = [_header(writing, control_id, now), own, _patient(writing), *_resources(writing)]
    return writing.builder.message(segments)


def _header(writing: _Writing, control_id: str, now: datetime) -> Segment:
    receiver, builder = writing.receiver, writing.builder
    kind = receiver.way.value.upper()
    event = _EVENTS[receiver.way][writing.change.asking]
    return builder.segment(
        "MSH",
        {
            3: builder.value(receiver.sending[0]),
            4: builder.value(receiver.sending[1]),
            5: builder.value(receiver.receiving[0]),
            6: builder.value(receiver.receiving[1]),
            7: builder.value(writing.time(now)),
            9: builder.components(kind, event, _STRUCTURES[receiver.way] if receiver.version != "2.3" else ""),
            10: builder.value(control_id),
            11: builder.value(receiver.processing),
            12: builder.value(receiver.version),
            15: builder.value(receiver.accept),
            16: builder.value(receiver.application),
            18: builder.value(receiver.charset),
        },
    )


def _about(writing: _Writing) -> dict[int, Written]:
    """Write what ARQ and SCH say in the same places: ids, why, of what type, how long."""
    change, builder = writing.change, writing.builder
    return {
        1: writing.entity(change.placer),
        2: writing.entity(change.filler),
        6: builder.value(writing.receiver.event_reason),
        7: writing.named(change.reason),
        8: writing.named(change.visit_type),
        9: writing.minutes(),
        10: builder.value("min" if change.interval else ""),
    }


def _request(writing: _Writing) -> Segment:
    """Write ARQ: a moved or cancelled appointment is named by both ids, and the wanted start is a range of one."""
    interval = writing.change.interval
    wanted = (writing.time(interval.start), writing.time(interval.end)) if interval else ()
    contact = writing.person(writing.receiver.contact)
    own = {11: writing.builder.components(*wanted), 15: contact, 19: contact}
    return writing.builder.segment("ARQ", _about(writing) | own)


def _schedule(writing: _Writing) -> Segment:
    interval = writing.change.interval
    times = ("", "", "", writing.time(interval.start), writing.time(interval.end)) if interval else ()
    contact = writing.person(writing.receiver.contact)
    status = writing.builder.value(_STATUSES.get(writing.change.asking, "Booked"))
    own = {11: writing.builder.components(*times), 16: contact, 20: contact, 25: status}
    return writing.builder.segment("SCH", _about(writing) | own)


def _patient(writing: _Writing) -> Segment:
    change, builder = writing.change, writing.builder
    number = builder.components(change.patient.value, "", "", change.patient.authority, change.patient.type)
    return builder.segment(
        "PID", {1: builder.value("1"), 3: number, 5: builder.components(change.family, change.given)}
    )


def _resources(writing: _Writing) -> list[Segment]:
    """Write RGS and what is used: the service, the provider, the place (a clinic, table 0305); each with the time."""
    change, builder = writing.change, writing.builder
    action = builder.value(_ACTIONS[change.asking])
    start = builder.value(writing.time(change.interval.start) if change.interval else "")
    unit = builder.value("min" if change.interval else "")
    one, role, kind = builder.value("1"), builder.value("PROVIDER"), builder.value("C")
    segments = [builder.segment("RGS", {1: one, 2: action})]
    if change.service:
        fields = {1: one, 2: action, 3: writing.named(change.service), 4: start, 7: writing.minutes(), 8: unit}
        segments.append(builder.segment("AIS", fields))
    if change.place:
        fields = {
            1: one,
            2: action,
            3: builder.components(*change.place),
            4: kind,
            6: start,
            9: writing.minutes(),
            10: unit,
        }
        segments.append(builder.segment("AIL", fields))
    if change.provider:
        fields = {
            1: one,
            2: action,
            3: writing.person(change.provider),
            4: role,
            6: start,
            9: writing.minutes(),
            10: unit,
        }
        segments.append(builder.segment("AIP", fields))
    return segments
