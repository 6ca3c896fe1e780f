"""What tests of reports share: who asks, invented events, the verifier as a stranger runs it."""

import random
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from services.audit.filing import Filing
from services.audit.model import Actor, ActorKind
from services.reports.asked import Asking
from tests.doubles.exports import a_filing
from tests.doubles.ledger import NODE

ZONE = ZoneInfo("America/New_York")
ASKING = Asking(Actor(ActorKind.STAFF, "k.obi", "compliance"), "the yearly audit", "HCOMPL")
VERIFIER = Path(__file__).parents[2] / "compliance" / "verify" / "sealdesk_verify.py"


def invented(count: int, first: int = 1) -> list[Filing]:
    """Return events in the proportions of the doubles, some of them disclosures that count."""
    chance = random.Random(first)  # noqa: S311 invented data
    made = []
    for number in range(first, first + count):
        filing = a_filing(chance, number, 1_803_909_600_000_000 + number * 1_000_000)
        if filing.accountable:
            filing = replace(filing, body={"recipient": "County health department", "description": "a visit's date"})
        made.append(replace(filing, node=NODE))
    return made
