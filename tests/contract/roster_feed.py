"""The contract of `services.kernel.roster.RosterFeed`: what a bridge that hears ADT messages may rely on."""

from typing import Protocol

from services.kernel.roster import (
    PatientAdded,
    PatientChanged,
    PatientMerged,
    PatientRemoved,
    RosterEntry,
    RosterFeed,
    RosterName,
)

FIRST = RosterEntry("0", (RosterName("Otto", "Brandtner"),))


class RosterHarness(Protocol):
    """A feed, and what comes of it."""

    feed: RosterFeed

    async def hidden(self, family: str) -> bool:
        """Tell whether somebody of this family name is hidden now."""
        ...

    async def list(self, *entries: RosterEntry) -> None:
        """List all patients anew."""
        ...


def who(patient_id: str, family: str) -> RosterEntry:
    return RosterEntry(patient_id, (RosterName("Zelda", family),))


class RosterFeedContract:
    async def test_a_new_patient_is_hidden_from_then_on(self, roster: RosterHarness) -> None:
        assert not await roster.hidden("Quackenbush")
        await roster.feed.publish(PatientAdded(who("1", "Quackenbush")))
        assert await roster.hidden("Quackenbush")
        assert await roster.hidden("Brandtner")

    async def test_a_changed_patient_is_hidden_under_both_names(self, roster: RosterHarness) -> None:
        await roster.feed.publish(PatientAdded(who("1", "Quackenbush")))
        await roster.feed.publish(PatientChanged(who("1", "Wildenstein")))
        assert await roster.hidden("Wildenstein")
        assert await roster.hidden("Quackenbush")

    async def test_a_change_of_somebody_unknown_is_taken_as_new(self, roster: RosterHarness) -> None:
        await roster.feed.publish(PatientChanged(who("7", "Quackenbush")))
        assert await roster.hidden("Quackenbush")

    async def test_of_two_merged_patients_both_names_stay_hidden(self, roster: RosterHarness) -> None:
        await roster.feed.publish(PatientAdded(who("1", "Quackenbush")))
        await roster.feed.publish(PatientMerged(who("2", "Wildenstein"), gone="1"))
        assert await roster.hidden("Quackenbush")
        assert await roster.hidden("Wildenstein")

    async def test_a_removed_patient_is_hidden_until_the_list_no_longer_has_them(self, roster: RosterHarness) -> None:
        await roster.feed.publish(PatientAdded(who("1", "Quackenbush")))
        await roster.feed.publish(PatientRemoved("1"))
        assert await roster.hidden("Quackenbush")
        await roster.feed.publish(PatientRemoved("nobody"))
        for _ in range(2):
            await roster.list(FIRST)
        assert not await roster.hidden("Quackenbush")
        assert await roster.hidden("Brandtner")

    async def test_one_list_that_does_not_tell_yet_what_was_heard_hides_no_less(self, roster: RosterHarness) -> None:
        await roster.feed.publish(PatientAdded(who("1", "Quackenbush")))
        await roster.list(FIRST)
        assert await roster.hidden("Quackenbush")

    async def test_the_same_twice_does_no_harm(self, roster: RosterHarness) -> None:
        for _ in range(3):
            await roster.feed.publish(PatientAdded(who("1", "Quackenbush")))
        await roster.list(FIRST, who("1", "Quackenbush"))
        assert await roster.hidden("Quackenbush")
