from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from compliance.probes.accounts import BREAK_GLASS, GRANTED, REVIEWED, SECOND_FACTOR, UNIQUE, USED
from compliance.probes.model import Verdict
from compliance.probes.subject import Subject
from services.accounts.model import Account, Role, SecurityKey
from services.audit.model import Action, Actor, ActorKind
from tests.compliance.probes.looking import look
from tests.doubles.evidence import NOW, a_subject, recorded


def account(id_: str, name: str, **changes: object) -> Account:
    made = Account(
        id_, name, frozenset({Role.FRONT_DESK}), NOW - timedelta(days=200), "JBSWY3DPEHPK3PXP", "scrypt$1$a$b"
    )
    return replace(made, last_step=7, **changes)  # type: ignore[arg-type]  # fields of the account


async def keep(subject: Subject, *accounts: Account) -> None:
    for each in accounts:
        await subject.store.write(lambda tx, one=each: tx.accounts.add(one))  # type: ignore[misc]
        await recorded(subject, Action.STAFF_ADDED, account=each.id)


@pytest.fixture
async def subject(tmp_path: Path) -> AsyncIterator[Subject]:
    made = a_subject(tmp_path)
    await keep(made, account("k.obi", "Kemi Obi"), account("t.reyes", "Tomas Reyes"))
    for name in ("k.obi", "t.reyes"):
        await recorded(made, Action.STAFF_SIGNED_IN, NOW - timedelta(days=2), Actor(ActorKind.STAFF, name))
    yield made
    await made.store.close()


async def test_two_people_with_accounts_of_their_own_pass(subject: Subject) -> None:
    for probe in (UNIQUE, SECOND_FACTOR, GRANTED, USED):
        assert (await look(subject, probe))[0] is Verdict.PASS, probe.id
    assert (await look(subject, GRANTED))[1] == "2 of 2 accounts have the record of their grant, by m.ortiz"


async def test_without_accounts_there_is_nothing_to_look_at(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    empty = a_subject(tmp_path / "other")
    for probe in (UNIQUE, SECOND_FACTOR, GRANTED, USED):
        assert (await look(empty, probe))[0] is Verdict.NOT_APPLICABLE
    await empty.store.close()


@pytest.mark.parametrize(("id_", "name"), [("front-desk", "Ana Lima"), ("a.lima", "Reception"), ("k.obi2", "KEMI OBI")])
async def test_a_shared_account_and_a_person_with_two_are_found(subject: Subject, id_: str, name: str) -> None:
    await keep(subject, account(id_, name))
    verdict, figure = await look(subject, UNIQUE)
    assert verdict is Verdict.FAIL
    assert id_ in figure


async def test_an_account_without_a_second_factor_is_found(subject: Subject) -> None:
    await keep(subject, account("a.lima", "Ana Lima", secret=""))
    assert await look(subject, SECOND_FACTOR) == (
        Verdict.FAIL,
        "1 of 3 accounts can sign in without one: a.lima",
    )
    await subject.store.write(lambda tx: tx.accounts.save(account("a.lima", "Ana Lima", secret="", password="")))
    assert (await look(subject, SECOND_FACTOR))[0] is Verdict.PASS  # who has no password yet cannot sign in


async def test_a_security_key_the_directory_and_a_sealed_code_are_second_factors(subject: Subject) -> None:
    key = SecurityKey("a2V5", "cHVibGlj", "desk.example", "blue key", NOW)
    await keep(
        subject,
        replace(account("a.lima", "Ana Lima", secret="", password=""), keys=(key,), last_step=0),
        replace(account("b.chen", "Bo Chen", secret="", password=""), directory="sub-1", last_step=0),
        replace(account("emergency-1", "Emergency 1"), roles=frozenset({Role.BREAK_GLASS}), last_step=0),
    )
    assert await look(subject, SECOND_FACTOR) == (
        Verdict.PASS,
        "5 of 5 accounts that can sign in have one: 1 a security key, 1 come through the clinic's directory, the "
        "others a code",
    )
    assert "emergency-1" not in (await look(subject, USED))[1]


async def test_an_account_that_nobody_granted_or_its_owner_did_is_found(subject: Subject) -> None:
    await subject.store.write(lambda tx: tx.accounts.add(account("x.y", "Xenia Yule")))
    assert "no record of who granted: x.y" in (await look(subject, GRANTED))[1]
    await recorded(subject, Action.STAFF_ADDED, NOW, Actor(ActorKind.STAFF, "x.y"), account="x.y")
    verdict, figure = await look(subject, GRANTED)
    assert verdict is Verdict.FAIL
    assert figure.endswith("made by themselves: x.y")


async def test_an_account_unused_for_a_quarter_is_found_and_an_ended_one_is_not(subject: Subject) -> None:
    await keep(subject, account("a.lima", "Ana Lima"))
    await recorded(subject, Action.STAFF_SIGNED_IN, NOW - timedelta(days=91), Actor(ActorKind.STAFF, "a.lima"))
    assert await look(subject, USED) == (Verdict.FAIL, "1 of 3 accounts were not used for 90 days: a.lima")
    await subject.store.write(lambda tx: tx.accounts.save(account("a.lima", "Ana Lima", disabled=True)))
    assert (await look(subject, USED))[0] is Verdict.PASS


async def sealed(subject: Subject) -> None:
    for number in (1, 2):
        made = account(f"emergency-{number}", f"Emergency {number}")
        await subject.store.write(lambda tx, m=made: tx.accounts.add(replace(m, roles=frozenset({Role.BREAK_GLASS}))))  # type: ignore[misc]


async def test_two_emergency_accounts_are_wanted(subject: Subject) -> None:
    assert await look(subject, BREAK_GLASS) == (
        Verdict.FAIL,
        "there are 0 emergency accounts; 2 are wanted, in two sealed places",
    )
    await sealed(subject)
    assert await look(subject, BREAK_GLASS) == (
        Verdict.PASS,
        "2 emergency accounts; 0 uses, each with a reason and reviewed within a day",
    )


@pytest.mark.parametrize(
    ("reason", "reviewer", "hours", "verdict"),
    [
        ("the EHR is down", "m.ortiz", 20, Verdict.PASS),
        ("", "m.ortiz", 20, Verdict.FAIL),
        ("the EHR is down", "m.ortiz", 25, Verdict.FAIL),
        ("the EHR is down", "emergency-1", 1, Verdict.FAIL),
        ("the EHR is down", "", 0, Verdict.FAIL),
    ],
)
async def test_each_use_has_a_reason_and_is_reviewed_by_somebody_else(
    subject: Subject, reason: str, reviewer: str, hours: int, verdict: Verdict
) -> None:
    await sealed(subject)
    used = NOW - timedelta(days=3)
    await recorded(
        subject, Action.BREAK_GLASS_OPENED, used, Actor(ActorKind.STAFF, "emergency-1"), reason=reason, use="1"
    )
    if reviewer:
        by = Actor(ActorKind.STAFF, reviewer)
        await recorded(subject, Action.BREAK_GLASS_REVIEWED, used + timedelta(hours=hours), by, use="1")
    assert (await look(subject, BREAK_GLASS))[0] is verdict


async def test_a_review_of_another_use_is_none(subject: Subject) -> None:
    await sealed(subject)
    by = Actor(ActorKind.STAFF, "emergency-1")
    for use, days in (("1", 4), ("2", 3)):
        await recorded(subject, Action.BREAK_GLASS_OPENED, NOW - timedelta(days=days), by, reason="it is down", use=use)
    await recorded(subject, Action.BREAK_GLASS_REVIEWED, NOW - timedelta(days=3), use="2")
    verdict, figure = await look(subject, BREAK_GLASS)
    assert verdict is Verdict.FAIL
    assert figure.startswith("uses without a reason: records []; not reviewed within a day: records [")


async def test_a_review_of_access_counts_for_a_quarter(subject: Subject) -> None:
    assert await look(subject, REVIEWED) == (Verdict.FAIL, "no review of who has access was ever signed")
    await recorded(subject, Action.REVIEW_SIGNED, NOW - timedelta(days=93), report="access")
    await recorded(subject, Action.REVIEW_SIGNED, NOW, report="activity")
    verdict, figure = await look(subject, REVIEWED)
    assert verdict is Verdict.FAIL
    assert figure.startswith("the newest review of access is 93 days old (signed by m.ortiz on 2026-08-22 10:00 CDT)")
    await recorded(subject, Action.REVIEW_SIGNED, NOW - timedelta(days=91), report="access")
    assert await look(subject, REVIEWED) == (
        Verdict.PASS,
        "review 2 of who has access, signed by m.ortiz on 2026-08-24 10:00 CDT",
    )


async def test_a_use_of_today_may_still_be_reviewed(subject: Subject) -> None:
    await sealed(subject)
    by = Actor(ActorKind.STAFF, "emergency-1")
    await recorded(subject, Action.BREAK_GLASS_OPENED, NOW - timedelta(hours=2), by, reason="the EHR is down")
    assert (await look(subject, BREAK_GLASS))[0] is Verdict.PASS
