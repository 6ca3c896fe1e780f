"""What patients say of days and hours, as the waitlist keeps it."""

from datetime import date, time, timedelta

import pytest

from services.dialogue.commands import Constrain, When
from services.dialogue.state import Wishes
from services.dialogue.understanding.embedded import EmbeddedUnderstander
from services.dialogue.understanding.model import Asked, TurnContext
from services.dialogue.wished_entry import wished_entry
from services.dialogue.wishing import wished
from services.scheduling.waitlist.model import EVERY_DAY, Entry, Hours
from tests.dialogues.clinic import ZONE
from tests.doubles.builders import a_slot, an_appointment, at
from tests.doubles.clock import MONDAY_MORNING

VISIT = an_appointment(slot=a_slot(start=at(17, 10)))
MORNING = Hours(time(6), time(12))


def entry_of(*sentences: str) -> Entry:
    wishes = Wishes()
    context = TurnContext(now=MONDAY_MORNING.astimezone(ZONE), zone=ZONE, asked=Asked.WHEN)
    for words in sentences:
        for each in EmbeddedUnderstander().understand(words, context).commands:
            assert isinstance(each, Constrain)
            wishes = wished(wishes, each)
    return wished_entry(wishes, VISIT, ZONE)


@pytest.mark.parametrize(
    ("words", "weekdays", "hours", "days"),
    [
        ("only mornings", EVERY_DAY, (MORNING,), (None, None)),
        ("tuesdays and thursdays", {1, 3}, (), (None, None)),
        ("before march 12", EVERY_DAY, (), (date(2027, 3, 1), date(2027, 3, 11))),
        ("mornings before march 12", EVERY_DAY, (MORNING,), (date(2027, 3, 1), date(2027, 3, 11))),
        ("next week in the morning", EVERY_DAY, (MORNING,), (date(2027, 3, 8), date(2027, 3, 14))),
        ("on march 9", {1}, (), (date(2027, 3, 9), date(2027, 3, 9))),
    ],
)
def test_words_become_days_and_hours(
    words: str, weekdays: set[int], hours: tuple[Hours, ...], days: tuple[date | None, date | None]
) -> None:
    entry = entry_of(words)
    assert entry.weekdays == weekdays
    assert entry.hours == hours
    assert (entry.earliest, entry.latest) == days


def test_nothing_said_is_anything_before_the_visit() -> None:
    entry = wished_entry(Wishes(), VISIT, ZONE)
    assert (entry.weekdays, entry.hours, entry.sooner, entry.expires_at) == (EVERY_DAY, (), True, at(17, 10))


def test_a_wish_for_later_than_the_visit_may_be_offered_later_times() -> None:
    assert not entry_of("on march 24").sooner
    assert entry_of("on march 9").sooner
    later = wished_entry(Wishes(after=at(17, 10)), VISIT, ZONE)
    assert (later.sooner, later.earliest) == (False, date(2027, 3, 18))


def test_earlier_than_a_day_ends_on_it() -> None:
    assert wished_entry(Wishes(before=at(8, 10)), VISIT, ZONE).latest == at(8, 10).astimezone(ZONE).date()


def test_a_span_that_crosses_midnight_is_whole_days() -> None:
    start = at(8, 10)
    entry = wished_entry(Wishes(when=(When(start, start + timedelta(days=2)),)), VISIT, ZONE)
    assert entry.hours == ()
