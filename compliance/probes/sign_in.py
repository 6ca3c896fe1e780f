"""Probes of signing in, rehearsed: what must be refused is tried, and so is what must work."""

from collections.abc import Awaitable
from datetime import timedelta
from typing import Final

from compliance.probes.model import Figure, NotShown, Probe
from compliance.probes.rehearsal import BY, NAME, WHO, Rehearsal, rehearsal
from compliance.probes.subject import Subject
from services.accounts.errors import AccountError, SignInHeld, SignInRefused, WeakPassword
from services.accounts.model import Role
from services.accounts.passwords import LEAST
from services.accounts.service import Browser
from services.accounts.totp import STEP_SECONDS

_WRONG: Final = "wrong horse battery staple"
_STRANGER: Final = Browser(source="192.0.2.1")
_MOST_TRIES: Final = 50
_LONGEST_IDLE: Final = timedelta(minutes=30)
_LONGEST_SESSION: Final = timedelta(hours=24)
_MINUTE: Final = timedelta(minutes=1)
_WEAK: Final = ("short-1", "aaaaaaaaaaaaaaa", f"{WHO}-2027", "Quackenbush2027!")


async def _refused(trying: Awaitable[object]) -> bool:
    """Tell whether an attempt was refused."""
    try:
        await trying
    except AccountError:
        return True
    return False


async def _both_halves(subject: Subject) -> Figure:
    async with rehearsal(subject) as stage:
        await stage.enrol()
        tries = {
            "the password without a code": stage.enter(code=""),
            "the code without the password": stage.enter(password=_WRONG),
            "a wrong code": stage.enter(code="000000" if await stage.code() != "000000" else "000001"),
        }
        through = [name for name, trying in tries.items() if not await _refused(trying)]
        if through:
            raise NotShown(f"got in with {', '.join(through)}")
        code = await stage.code()
        token = await stage.enter(code=code)
        if await stage.sign_in.person(token) is None:
            raise NotShown("password and code together did not open a session")
        if not await _refused(stage.enter(code=code)):
            raise NotShown("got in with a code that was used before")
    return Figure(f"{len(tries) + 1} tries refused (neither half alone, no used code); both halves together got in")


async def _lock_out(subject: Subject) -> Figure:
    async with rehearsal(subject) as stage:
        await stage.enrol()
        tries = 0
        while tries < _MOST_TRIES:
            try:
                await stage.enter(password=_WRONG, browser=_STRANGER)
            except SignInHeld as held:
                wait = held.wait
                break
            except SignInRefused:
                tries += 1
        else:
            raise NotShown(f"{_MOST_TRIES} wrong tries were not held back")
        if not await _refused(stage.enter(browser=_STRANGER)):
            raise NotShown("the right password got in while tries were held back")
        stage.clock.forward(wait + timedelta(seconds=STEP_SECONDS))
        await stage.enter(browser=_STRANGER)
    return Figure(f"held back after {tries} wrong tries, for {int(wait.total_seconds())} seconds, then open again")


async def _log_off(subject: Subject) -> Figure:
    idle, longest = subject.times.idle, subject.times.longest
    if idle > _LONGEST_IDLE or longest > _LONGEST_SESSION:
        raise NotShown(f"a session may be idle for {idle} and last {longest}; at most 30 minutes and a day are allowed")
    async with rehearsal(subject) as stage:
        await stage.enrol()
        token = await stage.enter()
        stage.clock.forward(idle - _MINUTE)
        if await stage.sign_in.person(token, active=False) is None:
            raise NotShown("the session ended before its idle time")
        stage.clock.forward(_MINUTE)
        if await stage.sign_in.person(token) is not None:
            raise NotShown(f"the session still counted after {idle} without use")
        if await _outlives(stage, idle, longest):
            raise NotShown(f"a session in use still counted after {longest}")
    return Figure(
        f"refused after {_minutes(idle)} minutes without use, and after {_minutes(longest)} minutes in any case"
    )


async def _outlives(stage: Rehearsal, idle: timedelta, longest: timedelta) -> bool:
    """Use a session without a pause, and tell whether it outlives its longest time."""
    token = await stage.enter()
    begun = stage.clock.now()
    while stage.clock.now() - begun < longest:
        await stage.sign_in.person(token)
        stage.clock.forward(idle / 2)
    return await stage.sign_in.person(token) is not None


async def _ended(subject: Subject) -> Figure:
    async with rehearsal(subject) as stage:
        await stage.enrol()
        token = await stage.enter()
        stage.clock.forward(timedelta(seconds=STEP_SECONDS))
        await stage.enrolling.disable(WHO, BY)
        if await stage.sign_in.person(token) is not None:
            raise NotShown("the open session went on after its account was ended")
        if not await _refused(stage.enter()):
            raise NotShown("an ended account could sign in")
    accounts = await subject.store.read(lambda tx: tx.accounts.all())
    gone = [account.id for account in accounts if account.disabled]
    holders = await subject.store.read(lambda tx: tx.sessions.holders())
    inside = sorted(holders.intersection(gone))
    if inside:
        raise NotShown(f"ended, and yet with a session: {', '.join(inside)}")
    return Figure(
        f"an ended account was out within the same second, its session with it; {len(gone)} of {len(accounts)} "
        "accounts are ended, and none of these has a session"
    )


async def _passwords(subject: Subject) -> Figure:
    async with rehearsal(subject) as stage:
        invitation = await stage.enrolling.add(WHO, NAME, {Role.FRONT_DESK}, BY)
        for number, weak in enumerate(_WEAK, start=1):
            if not await _is_weak(stage, invitation, weak):
                raise NotShown(f"weak password {number} of {len(_WEAK)} was taken")
    accounts = await subject.store.read(lambda tx: tx.accounts.all())
    stored = [account.password for account in accounts if account.password]
    bare = [text for text in stored if not text.startswith("scrypt$")]
    if bare:
        raise NotShown(f"{len(bare)} of {len(stored)} passwords are not stored as scrypt hashes")
    return Figure(
        f"{len(_WEAK)} weak passwords refused (at least {LEAST} characters, no name in them); "
        f"{len(stored)} are stored, all as scrypt hashes"
    )


async def _is_weak(stage: Rehearsal, invitation: str, password: str) -> bool:
    try:
        await stage.enrolling.enrol(invitation, password, await stage.code())
    except WeakPassword:
        return True
    return False


def _minutes(length: timedelta) -> int:
    return int(length.total_seconds() // 60)


BOTH: Final = Probe(
    "accounts.sign_in",
    "Nobody gets in with half of a sign-in, or with a code that was used",
    "a rehearsal: sign-ins of an invented person on a fresh state, with the appliance's own code",
    "try it at the console's sign-in page",
    "Report this fault, and stop the console until it is mended.",
    _both_halves,
)
LOCK_OUT: Final = Probe(
    "accounts.lock_out",
    "Guessing is held back",
    "a rehearsal: wrong tries from one address until they are held back, then the right one, then again after the wait",
    "try it at the console's sign-in page",
    "Report this fault, and stop the console until it is mended.",
    _lock_out,
)
LOG_OFF: Final = Probe(
    "accounts.log_off",
    "An unused session ends by itself",
    "a rehearsal with console.idle_minutes and console.session_hours as they are set, on a stepped clock",
    "leave the console alone for console.idle_minutes",
    "Set console.idle_minutes to 15 and console.session_hours to 12.",
    _log_off,
)
ENDED: Final = Probe(
    "accounts.ended",
    "Whoever leaves is out at once",
    "a rehearsal: an account is ended while its person is signed in; and sessions of the accounts that are ended here",
    "sealdesk staff disable NAME --as YOU; then use NAME's open page",
    "Report this fault; until then restart the appliance after each `sealdesk staff disable`.",
    _ended,
)
PASSWORDS: Final = Probe(
    "accounts.passwords",
    "Weak passwords are refused, and none is kept as it is",
    "a rehearsal with weak passwords, and the form in which each password is stored",
    "try it with an invitation at the console",
    "Reset the accounts concerned: sealdesk staff reset NAME --as YOU.",
    _passwords,
)
SIGN_IN: Final = (BOTH, LOCK_OUT, LOG_OFF, ENDED, PASSWORDS)
