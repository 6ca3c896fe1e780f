"""Maple Street Clinic: an invented clinic with providers, visit types, slots, patients and their appointments.

Everything follows from the start date and the seed, so two runs with the same arguments give the same clinic.
"""

import random
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from appliance.demo.bookings import LINKED, SERIES, Book, after, on
from appliance.demo.people import Person, cast, crowd
from appliance.demo.timetable import fixed_resources, schedules, slots
from services.kernel.clock import SystemClock

Resource = dict[str, Any]
CROWD = 41
FEWEST_DAYS = 14
_BLOCKED_PERCENT = 3
_CROWD_KINDS = ("cleaning", "checkup", "follow-up", "vaccination", "video", "cleaning", "checkup")


@dataclass(frozen=True, slots=True)
class Clinic:
    """The clinic's resources in an order in which each refers only to earlier ones, and its people."""

    resources: list[Resource]
    people: list[Person]

    def person(self, story: str) -> Person:
        """Return the named person of a story, such as "a video visit".

        Raises:
            LookupError: when nobody has that story.
        """
        found = next((person for person in self.people if person.story == story), None)
        if found is None:
            raise LookupError(f"no invented patient has the story {story!r}")
        return found

    def of_type(self, resource_type: str) -> list[Resource]:
        """Return the resources of one type."""
        return [resource for resource in self.resources if resource["resourceType"] == resource_type]

    def appointments_of(self, person: Person) -> list[Resource]:
        """Return a person's appointments in order of time."""
        mine = [
            appointment
            for appointment in self.of_type("Appointment")
            if appointment["participant"][0]["actor"]["reference"] == person.reference
        ]
        return sorted(mine, key=lambda appointment: str(appointment["start"]))


def build_clinic(start_date: str, zone: ZoneInfo, seed: int = 1, days: int = 30) -> Clinic:
    """Build the clinic with its first slots on `start_date` (YYYY-MM-DD, a day in the clinic's zone).

    Raises:
        ValueError: when the date is not a date, or the days are too few for everybody's story.
    """
    if days < FEWEST_DAYS:
        raise ValueError(f"the clinic needs slots for at least {FEWEST_DAYS} days")
    start = date.fromisoformat(start_date)
    people = cast(start) + crowd(CROWD, start, seed)
    book = Book(start, zone, slots(start, days, zone))
    _book_cast(book, {person.story: person for person in people if person.story})
    chance = random.Random(seed)  # noqa: S311 a repeatable demonstration, not a secret
    _book_crowd(book, [person for person in people if not person.story], chance, days)
    _block(book, chance)
    resources = fixed_resources()
    resources += [person.resource for person in people]
    resources += schedules(start, days, zone) + book.slots + book.appointments
    return Clinic(resources, people)


def _book_cast(book: Book, who: dict[str, Person]) -> None:
    """Give each named person the appointments of their story."""
    tuesday, tomorrow = book.tuesday(), book.start + timedelta(days=1)
    book.book(who["one cleaning next week"], "cleaning", on(tuesday, 10))
    book.book(who["two visits on one Tuesday"], "cleaning", on(tuesday, 9))
    book.book(who["two visits on one Tuesday"], "checkup", on(tuesday, 14))
    book.book(who["a visit inside the notice window"], "checkup", after(tomorrow, 8))
    for twin in ("twin of Marta", "twin of Rosa"):
        book.book(who[f"{twin}: same family name and birth date"], "checkup", after(tuesday, 11))
    for week in range(4):
        series = on(tuesday + timedelta(weeks=week, days=1), 9)
        if week * 7 + (tuesday - book.start).days + 1 < _last_day(book):
            book.book(who["a series of weekly follow-ups"], "follow-up", series, (SERIES, "series-1"))
    _book_linked(book, who["imaging and a follow-up that belong together"])
    book.book(who["a minor"], "vaccination", after(tuesday))
    book.past(who["only a past visit"], "checkup", "brooks-main", 1)
    book.cancel(book.book(who["a cancelled visit"], "cleaning", after(tuesday, 13)))
    singles = {
        "a group class": "class",
        "a laser procedure: room and approval": "laser",
        "imaging that needs an authorisation": "imaging",
        "a new patient": "new-patient",
        "a video visit": "video",
        "another James Carter, one check-up": "checkup",
        "no telephone on file": "cleaning",
    }
    for story, kind in singles.items():
        book.book(who[story], kind, after(tuesday))


def _last_day(book: Book) -> int:
    """Return how many days the book covers."""
    return (date.fromisoformat(book.slots[-1]["start"][:10]) - book.start).days + 1


def _book_linked(book: Book, person: Person) -> None:
    """Book imaging and, on a later day, the follow-up that discusses it; each refers to the other."""
    first = book.book(person, "imaging", after(book.tuesday()), (LINKED, "linked-1"))
    day = date.fromisoformat(first["start"][:10]) + timedelta(days=1)
    second = book.book(person, "follow-up", after(day), (LINKED, "linked-1"))
    for one, other in ((first, second), (second, first)):
        one["supportingInformation"] = [{"reference": f"Appointment/{other['id']}"}]


def _book_crowd(book: Book, people: Iterable[Person], chance: random.Random, days: int) -> None:
    """Give everybody else nought to three appointments somewhere in the coming weeks."""
    for person in people:
        for _ in range(chance.randint(0, 3)):
            day = book.start + timedelta(days=chance.randint(1, max(1, days - 6)))
            try:
                book.book(person, chance.choice(_CROWD_KINDS), after(day, chance.randint(8, 15)))
            except LookupError:
                continue


def _block(book: Book, chance: random.Random) -> None:
    """Close a few free slots, as meetings and holidays do."""
    for slot in book.slots:
        if slot["status"] == "free" and "extension" not in slot and chance.randint(1, 100) <= _BLOCKED_PERCENT:
            slot["status"] = "busy-unavailable"


def patients_for_tutorial(clinic: Clinic, count: int = 4) -> list[str]:
    """Return lines such as "Maria Santos, born 1985-03-14 (one cleaning next week)" for the README."""
    named = [person for person in clinic.people if person.story][:count]
    return [f"{p.given} {p.family}, born {p.birth_date} ({p.story})" for p in named]


def main() -> None:
    """Print a few people to try the demo with."""
    zone = ZoneInfo("America/New_York")
    today = SystemClock().now().astimezone(zone).date()
    sys.stdout.write("\n".join(patients_for_tutorial(build_clinic(today.isoformat(), zone))) + "\n")


if __name__ == "__main__":
    main()
