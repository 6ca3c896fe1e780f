"""What a late change costs: by kind of change, by who pays for the visit, by how often it happened, and by notice.

The fee is the patient's own and is never billed to an insurer; some payers forbid it altogether, which a rule of
0 cents for them says. Where it matters who pays and nobody knows, a person decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.scheduling.operation import ChangeKind

EVERY_CHANGE = frozenset(ChangeKind)


@dataclass(frozen=True, slots=True)
class FeeRule:
    """One line of the list of fees; the first that fits holds.

    Attributes:
        cents: What is asked; 0 for nothing.
        changes: For which kinds of change.
        payers: For whom, by the payer's code in the scheduling system; empty for whoever pays.
        from_offence: From which late change on, counted from 1.
        within: Only where less than this is left until the visit; None for any late change.
    """

    cents: int
    changes: frozenset[ChangeKind] = EVERY_CHANGE
    payers: frozenset[str] = frozenset()
    from_offence: int = 1
    within: timedelta | None = None

    def fits(self, case: "LateCase") -> bool:
        """Tell whether the rule is for this case, whoever pays."""
        return (
            case.kind in self.changes
            and case.offence >= self.from_offence
            and (self.within is None or case.ahead < self.within)
        )


@dataclass(frozen=True, slots=True)
class LateCase:
    """A late change: its kind, how much time is left, the how manieth it is (from 1), and who pays for the visit."""

    kind: ChangeKind
    ahead: timedelta
    offence: int
    payer: str | None


@dataclass(frozen=True, slots=True)
class Past:
    """What the clinic remembers of a patient: when late changes and missed visits happened."""

    late_changes: tuple[datetime, ...] = ()
    no_shows: tuple[datetime, ...] = ()

    def late_since(self, since: datetime) -> int:
        """Return how many late changes were made at or after `since`."""
        return sum(at >= since for at in self.late_changes)

    def missed_since(self, since: datetime) -> int:
        """Return how many visits were missed at or after `since`."""
        return sum(at >= since for at in self.no_shows)


def possible_fees(rules: Sequence[FeeRule], otherwise: int, case: LateCase) -> frozenset[int]:
    """Return what the late change can cost, in cents: one amount, or several where the payer is not known.

    Args:
        rules: The list of fees; the first that fits holds.
        otherwise: What is asked where none fits.
        case: The late change.
    """
    amounts: set[int] = set()
    told: frozenset[str] = frozenset()
    for rule in rules:
        if not rule.fits(case):
            continue
        if not rule.payers or case.payer in rule.payers:
            return frozenset({*amounts, rule.cents})
        if case.payer is None and rule.payers - told:
            amounts.add(rule.cents)
            told |= rule.payers
    return frozenset({*amounts, otherwise})
