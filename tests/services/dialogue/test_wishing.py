from datetime import datetime, timedelta

from services.dialogue.commands import Constrain, When
from services.dialogue.state import FlowState, Proposal, Wishes
from services.dialogue.wishing import anchored, overlap, points_at_one, relaxed, wished
from services.kernel.language import Language
from services.scheduling.operation import ChangeKind
from tests.dialogues.clinic import ZONE
from tests.doubles.builders import a_slot, an_appointment, at


def on(day: int, hour: int = 0, hours: int = 24) -> When:
    start = datetime(2027, 3, day, hour, tzinfo=ZONE)
    return When(start, start + timedelta(hours=hours))


def test_newer_days_narrow_older_ones_where_they_meet() -> None:
    afternoons = wished(Wishes(), Constrain(when=(on(9, 12, 12), on(10, 12, 12))))
    both = wished(afternoons, Constrain(when=(on(10),)))
    assert both.when == (on(10, 12, 12),)
    assert both.latest == (on(10),)


def test_newer_days_replace_older_ones_where_they_do_not_meet() -> None:
    assert wished(Wishes(when=(on(9),)), Constrain(when=(on(12),))).when == (on(12),)


def test_any_provider_forgets_the_named_one() -> None:
    named = wished(Wishes(), Constrain(provider="chen"))
    assert wished(named, Constrain(any_provider=True)) == Wishes(any_provider=True)
    assert wished(Wishes(any_provider=True), Constrain(provider="chen")).any_provider is False


def test_a_provider_ruled_out_stays_so_until_another_wish_for_a_provider() -> None:
    without = wished(Wishes(), Constrain(not_provider="chen"))
    assert wished(without, Constrain(when=(on(9),))).not_provider == "chen"
    assert wished(without, Constrain(provider="ruiz")).not_provider is None
    assert wished(Wishes(provider="chen"), Constrain(any_provider=True, not_provider="ruiz")).not_provider == "ruiz"


def test_the_number_of_spans_is_bounded() -> None:
    many = tuple(on(1 + number % 28, number % 24, 1) for number in range(200))
    assert len(overlap((), many)) == 40
    assert len(overlap(many, many)) <= 40


def test_earlier_is_than_the_proposal_then_the_offers_then_the_visit() -> None:
    state = FlowState(Language.EN, wishes=Wishes(earlier=True))
    assert anchored(state).earlier
    state.chosen = an_appointment(start=at(3, 9))
    assert anchored(state).before == at(3, 9)
    state.offers = (a_slot(start=at(9, 9)), a_slot(start=at(10, 9)))
    assert anchored(state).before == at(9, 9)
    state.proposal = Proposal("k", ChangeKind.MOVE, state.chosen, state.offers[1])
    assert anchored(state).before == at(10, 9)


def test_later_is_after_the_last_of_the_offers() -> None:
    state = FlowState(Language.EN, wishes=Wishes(later=True))
    state.offers = (a_slot(start=at(9, 9)), a_slot(start=at(10, 9)))
    assert anchored(state).after == at(10, 9)


def test_what_to_try_when_nothing_fits() -> None:
    assert relaxed(Wishes()) == []
    assert relaxed(Wishes(when=(on(9, 12, 2),), latest=(on(9),)))[0].when == (on(9),)
    assert relaxed(Wishes(when=(on(9),), latest=(on(9),), before=at(9, 9)))[0].when == ()
    assert relaxed(Wishes(before=at(9, 9))) == []


def test_one_point_in_time() -> None:
    assert points_at_one((on(9, 15, 1),))
    assert not points_at_one((on(9),))
    assert not points_at_one((on(9, 15, 1), on(10, 15, 1)))


def test_a_time_of_day_does_not_take_the_day_back() -> None:
    at_nine = tuple(on(day, 9, 1) for day in range(1, 20))
    monday = wished(wished(Wishes(), Constrain(when=(on(8),))), Constrain(when=at_nine))
    assert monday.when == (on(8, 9, 1),)
    assert relaxed(monday) == []


def test_another_time_of_day_stays_on_the_day() -> None:
    at_nine, at_ten = (tuple(on(day, hour, 1) for day in range(1, 20)) for hour in (9, 10))
    monday_at_nine = wished(Wishes(when=(on(8),)), Constrain(when=at_nine))
    assert wished(monday_at_nine, Constrain(when=at_ten)).when == (on(8, 10, 1),)
