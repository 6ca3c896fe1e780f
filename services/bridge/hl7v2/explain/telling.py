"""Tells a message line by line: the place, its name, and what stands there."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from services.bridge.hl7v2.er7.delimiters import HEADERS
from services.bridge.hl7v2.er7.message import Message
from services.bridge.hl7v2.er7.segment import NULL, Segment
from services.bridge.hl7v2.explain.names import Named, component_named, field_named


@dataclass(frozen=True, slots=True)
class Line:
    """One value. `place` is like `PID-3[2].4.1`; the first repetition, component and subcomponent are left out."""

    segment: int
    place: str
    names: tuple[str, ...]
    value: str = field(repr=False)
    deletes: bool = False


def tell(message: Message) -> Iterator[Line]:
    """Give every value of a message that is not empty, in order, unescaped; `segment` counts from 1."""
    for at, segment in enumerate(message, 1):
        for number in range(1, len(segment.fields)):
            yield from _field(at, segment, number)


def _field(at: int, segment: Segment, number: int) -> Iterator[Line]:
    named = field_named(segment.name, number)
    place = f"{segment.name}-{number}"
    if segment.name in HEADERS and number in {1, 2}:
        yield Line(at, place, (named.name,), segment.raw(number))
        return
    for repetition in range(1, len(segment.repetitions(number)) + 1):
        which = f"{place}[{repetition}]" if repetition > 1 else place
        yield from _components(at, segment, (number, repetition), which, named)


def _components(at: int, segment: Segment, where: tuple[int, int], place: str, named: Named) -> Iterator[Line]:
    components = segment.components(*where)
    for number, component in enumerate(components, 1):
        own = component_named(named.type, number) if len(components) > 1 else Named()
        which = f"{place}.{number}" if number > 1 else place
        parts = segment.subcomponents(component)
        for order, part in enumerate(parts, 1):
            if part:
                inner = component_named(own.type or named.type, order) if len(parts) > 1 else Named()
                spot = which if order == 1 else f"{place}.{number}.{order}"
                names = tuple(each for each in (named.name, own.name, inner.name) if each)
                yield Line(at, spot, names, segment.meaning(part), deletes=part == NULL)
