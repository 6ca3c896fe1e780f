"""Each rehearsal passes on the real code, and fails on code that was spoilt on purpose."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from compliance.probes.model import Probe, Verdict
from compliance.probes.recorded import FAILS_CLOSED, SEEN
from compliance.probes.sign_in import BOTH, ENDED, LOCK_OUT, LOG_OFF, PASSWORDS
from compliance.probes.subject import Subject
from services.accounts import enrolling, service
from services.accounts.enrolling import Enrolling
from services.accounts.model import Account, Role
from services.accounts.passwords import Passwords
from services.accounts.times import SessionTimes
from services.accounts.totp import fitting_step
from services.accounts.tries import Begun, Tries
from tests.compliance.probes.looking import look
from tests.doubles.evidence import NOW

PASSING = {
    BOTH: "4 tries refused (neither half alone, no used code); both halves together got in",
    LOCK_OUT: "held back after 5 wrong tries, for 60 seconds, then open again",
    LOG_OFF: "refused after 15 minutes without use, and after 720 minutes in any case",
    ENDED: (
        "an ended account was out within the same second, its session with it; 0 of 0 accounts are ended, and none of "
        "these has a session"
    ),
    PASSWORDS: "4 weak passwords refused (at least 12 characters, no name in them); 0 are stored, all as scrypt hashes",
    SEEN: "a wrong and a right try each left a record; in the last 31 days 0 signed in, 0 failed, 0 locked",
    FAILS_CLOSED: (
        "while the trail took nothing, none of 4 actions happened: "
        "making an account, ending an account, resetting an account, signing out"
    ),
}


@pytest.mark.parametrize("probe", PASSING, ids=lambda probe: probe.id)
async def test_the_rehearsal_passes_with_its_figure(subject: Subject, probe: Probe) -> None:
    assert await look(subject, probe) == (Verdict.PASS, PASSING[probe])


async def test_a_rehearsal_leaves_nothing_in_the_real_state(subject: Subject) -> None:
    for probe in PASSING:
        await look(subject, probe)
    assert await subject.store.read(lambda tx: (tx.accounts.all(), tx.audit.head().sequence)) == ([], 0)


async def _any_password(*_: object) -> bool:
    return True


def _record_nothing(*_: object, **__: object) -> None:
    return None


SPOILT: dict[str, tuple[Probe, object, str, Any]] = {
    "any code": (BOTH, service, "fitting_step", lambda *given: given[3] + 1),
    "a used code": (BOTH, service, "fitting_step", lambda secret, code, now, _: fitting_step(secret, code, now, 0)),
    "any password": (BOTH, Passwords, "fits", _any_password),
    "no limit": (LOCK_OUT, Tries, "begin", lambda *_: Begun(stranger=False, last=False)),
    "sessions for ever": (LOG_OFF, SessionTimes, "alive", lambda *_: True),
    "weak passwords": (PASSWORDS, enrolling, "require_strong", _record_nothing),
    "sign-ins unrecorded": (SEEN, service, "record", _record_nothing),
    "the trail is swallowed": (FAILS_CLOSED, enrolling, "record", _record_nothing),
}


@pytest.mark.parametrize("what", SPOILT)
async def test_what_was_spoilt_is_found(subject: Subject, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    probe, owner, name, instead = SPOILT[what]
    monkeypatch.setattr(owner, name, instead)
    assert (await look(subject, probe))[0] is Verdict.FAIL


async def test_a_session_that_outlives_its_account_is_found(subject: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    async def forgotten(*_: object) -> None:
        return None

    monkeypatch.setattr(Enrolling, "disable", forgotten)
    assert await look(subject, ENDED) == (Verdict.FAIL, "the open session went on after its account was ended")


async def test_a_session_that_may_last_too_long_fails_without_a_rehearsal(subject: Subject) -> None:
    long = replace(subject, times=SessionTimes(idle=timedelta(hours=2)))
    assert "idle for 2:00:00" in (await look(long, LOG_OFF))[1]


async def test_a_password_that_is_kept_as_it_is_is_found(subject: Subject) -> None:
    bare = Account("k.obi", "Kemi Obi", frozenset({Role.FRONT_DESK}), NOW, "JBSWY3DPEHPK3PXP", "letmein")
    await subject.store.write(lambda tx: tx.accounts.add(bare))
    assert await look(subject, PASSWORDS) == (Verdict.FAIL, "1 of 1 passwords are not stored as scrypt hashes")
