from dataclasses import replace
from pathlib import Path

import pytest

from compliance.probes.model import Verdict
from compliance.probes.outward import AGREEMENTS, DENY, FIREWALL
from compliance.probes.subject import Installed, Machine, Ran, Subject
from services.egress.allow_list import AllowList, Decision
from services.egress.reasons import Reason
from tests.compliance.probes.looking import look
from tests.doubles.clock import ManualClock
from tests.doubles.evidence import NOW, ScriptedCommands, agreement, twilio

RULES = "table inet sealdesk {\n\tchain output {\n\t\tpolicy drop;\n\t\tcounter packets 3 bytes 180 drop\n\t}\n}\n"


def reaching(subject: Subject, *destinations: object) -> Subject:
    allowed = AllowList(subject.register, ManualClock(NOW), destinations)  # type: ignore[arg-type]
    return replace(subject, allow_list=allowed)


async def test_strangers_are_refused(subject: Subject) -> None:
    assert await look(subject, DENY) == (
        Verdict.PASS,
        "12 tries of strangers' addresses refused; on the list: nothing",
    )
    assert "on the list: twilio api.twilio.com:443 phi full" in (await look(reaching(subject, twilio()), DENY))[1]


async def test_a_list_that_lets_strangers_through_is_found(subject: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(AllowList, "explain", lambda *_: Decision(Reason.ALLOWED))
    verdict, figure = await look(subject, DENY)
    assert verdict is Verdict.FAIL
    assert "169.254.169.254:80 for sealdesk-portal" in figure


async def test_an_agreement_that_counts_passes_and_its_end_is_told(subject: Subject, tmp_path: Path) -> None:
    assert (await look(subject, AGREEMENTS))[0] is Verdict.NOT_APPLICABLE
    needing = reaching(subject, twilio())
    assert await look(needing, AGREEMENTS) == (
        Verdict.FAIL,
        "no agreement counts today for twilio (baa_missing); the door is shut for it",
    )
    agreement(tmp_path / "agreements", 59)
    verdict, figure = await look(needing, AGREEMENTS)
    assert verdict is Verdict.PASS
    assert figure.endswith("are covered today; twilio-2026 expires in 59 days")
    agreement(tmp_path / "agreements", 100)
    assert (await look(needing, AGREEMENTS))[1].endswith("none ends within 60 days")
    agreement(tmp_path / "agreements", -1)
    assert "baa_expired" in (await look(needing, AGREEMENTS))[1]


def with_commands(subject: Subject, **answers: Ran) -> Subject:
    machine: Machine = replace(subject.machine, commands=ScriptedCommands(dict(answers)))
    return replace(subject, machine=machine, installed=Installed({}, Path("/none"), "the rules\n"))


async def test_the_firewall_in_force_is_compared_with_the_wanted_one(subject: Subject) -> None:
    counted = RULES.replace("packets 3 bytes 180", "packets 0 bytes 0")
    same = with_commands(subject, nft=Ran(0, RULES), unshare=Ran(0, counted))
    assert (await look(same, FIREWALL))[0] is Verdict.PASS
    other = with_commands(subject, nft=Ran(0, RULES.replace("policy drop", "policy accept")), unshare=Ran(0, counted))
    assert await look(other, FIREWALL) == (
        Verdict.FAIL,
        "the rules in force are not those of the settings: 1 are missing, 1 are strange",
    )


@pytest.mark.parametrize(
    "answers", [{}, {"nft": Ran(1, "")}, {"nft": Ran(0, RULES)}, {"nft": Ran(0, RULES), "unshare": Ran(1, "")}]
)
async def test_a_firewall_that_cannot_be_seen_is_no_firewall(subject: Subject, answers: dict[str, Ran]) -> None:
    assert (await look(with_commands(subject, **answers), FIREWALL))[0] is Verdict.CANNOT_TELL
