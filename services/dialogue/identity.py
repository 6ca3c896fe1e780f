"""Who is it? Name and birth date against the clinic's records, then a one-time code to the phone on file.

The words, the buttons and the limits are the same whether such a patient exists or not: somebody we do not know, know
twice, or cannot reach by phone is asked for a code too, and no digits match it (NIST SP 800-63B, rate limits and no
disclosure). So is a phone that said STOP, to which nothing is sent: everybody hears what to do in that case. Afterwards
the caller is bound to the verified patient; later claims change nothing.
"""

from services.audit.model import Action, AuditOutcome
from services.dialogue.commands import GiveBirthDate, GiveCode, GiveName
from services.dialogue.model import Choice
from services.dialogue.person import Why, hand_over
from services.dialogue.phrases import Phrase
from services.dialogue.proof import (
    code_hash,
    decoy_tail,
    folded,
    keyed,
    new_code,
    new_salt,
    person_key,
    same,
    tail_of,
)
from services.dialogue.state import CodeSent, Step
from services.dialogue.turn import Limit, Turn
from services.kernel.wording import say_day
from services.scheduling.matching import matches_person
from services.scheduling.model import Patient

_FAMILY_WORDS = 3


def take_name(turn: Turn, given: GiveName) -> None:
    """Remember the name, also when its words come one by one; another name than before means another try."""
    who = turn.state.identity
    if who.name is not None and not _whole(who.name) and not _whole(given.name):
        who.name = f"{who.name} {given.name}"
        return
    if who.name is not None and folded(who.name) != folded(given.name):
        who.code = None
    who.name = given.name


def take_birth_date(turn: Turn, given: GiveBirthDate) -> None:
    """Remember the birth date, or that it can be read in two ways."""
    who = turn.state.identity
    if given.alternatives:
        who.birth_date, who.birth_dates, who.code = None, (given.date, *given.alternatives), None
        return
    if who.birth_date != given.date:
        who.code = None
    who.birth_date, who.birth_dates = given.date, ()


async def proceed(turn: Turn) -> None:
    """Ask for what is missing; with everything there, check it."""
    who = turn.state.identity
    if who.code is None and _whole(who.name) and who.birth_date is not None:
        await _check(turn)
    else:
        prompt(turn)


def prompt(turn: Turn) -> None:
    """Ask the question of the identity check that is due."""
    state, who = turn.state, turn.state.identity
    if who.code is not None:
        state.step = Step.CODE
        turn.say(Phrase.CODE_AGAIN, _code_buttons(turn), tail=who.code.tail)
    elif who.birth_dates:
        state.step = Step.BIRTH_DATE
        _ask_which_birth_date(turn)
    elif who.name is None and who.birth_date is None:
        state.step = Step.NAME
        turn.say(Phrase.DETAILS_AGAIN if who.tries else Phrase.ASK_IDENTITY)
    else:
        nameless = not _whole(who.name)
        state.step = Step.NAME if nameless else Step.BIRTH_DATE
        turn.say(Phrase.ASK_NAME if nameless else Phrase.ASK_BIRTH_DATE)


def _whole(name: str | None) -> bool:
    """Tell whether a first and a last name are there."""
    return name is not None and len(folded(name).split()) > 1


def _ask_which_birth_date(turn: Turn) -> None:
    dates = turn.state.identity.birth_dates[:2]
    words = [say_day(each, turn.state.language, year=True) for each in dates]
    choices = [Choice(f"/born {each.isoformat()}", label) for each, label in zip(dates, words, strict=True)]
    turn.say(Phrase.ASK_BIRTH_DATE_WHICH, choices, first=words[0], second=words[-1])


def change_details(turn: Turn) -> None:
    """Start the check over with another name and birth date."""
    who = turn.state.identity
    who.code, who.name, who.birth_date, who.birth_dates = None, None, None, ()
    turn.state.step = Step.NAME
    turn.say(Phrase.DETAILS_AGAIN)


async def _check(turn: Turn) -> None:
    state, who = turn.state, turn.state.identity
    state.step = Step.CODE
    who.tries += 1
    if who.tries > turn.settings.details_per_chat or await _limited(turn):
        lock(turn)
        return
    turn.record(Action.IDENTITY_ASKED)
    await _send_code(turn)
    if who.code is not None:
        minutes = str(int(turn.settings.code_valid.total_seconds() // 60))
        phrase = Phrase.CODE_SENT_TEXT if state.texting else Phrase.CODE_SENT
        turn.say(phrase, _code_buttons(turn), tail=who.code.tail, minutes=minutes)


async def _limited(turn: Turn) -> bool:
    """Count this try under person and origin; the commit looks again, so that chats in parallel gain nothing."""
    settings, since = turn.settings, turn.now - turn.settings.details_window
    limits = [Limit(_person(turn), settings.details_per_person, since)]
    if turn.state.origin is not None:
        limits.append(Limit(turn.state.origin, settings.details_per_origin, since))
    for limit in limits:
        if await turn.tools.count(limit.key, since) >= limit.most:
            return True
    turn.effects.limits += limits
    return False


def _person(turn: Turn) -> str:
    who = turn.state.identity
    if who.name is None or who.birth_date is None:
        msg = "A try needs a name and a birth date. Ask for both before checking."
        raise ValueError(msg)
    return person_key(turn.settings.pepper, who.name, who.birth_date)


async def _send_code(turn: Turn) -> None:
    """Send a code to the one patient it can only be; else await a code that does not exist."""
    who, pepper = turn.state.identity, turn.settings.pepper
    if who.name is None or who.birth_date is None:
        return
    found = await _matching(turn, who.name)
    patient = found[0] if len(found) == 1 and found[0].phones else None
    phone = patient.phones[0] if patient else ""
    stopped = await turn.tools.stopped(phone)  # asked for anybody, so that the time taken tells nothing
    code, salt = new_code(), new_salt()
    who.code = CodeSent(
        hash=code_hash(pepper, turn.chat_id, salt, code),
        salt=salt,
        expires_at=turn.now + turn.settings.code_valid,
        tail=tail_of(phone) if patient else decoy_tail(pepper, who.name, who.birth_date),
        patient_id=patient.id if patient and not stopped else None,
        phone=phone,
        mail=next(iter(patient.mails), "") if patient else "",
    )
    if patient is None or stopped:
        why = "stopped" if stopped else "several" if len(found) > 1 else "no_phone" if found else "none"
        turn.record(Action.IDENTITY_FAILED, AuditOutcome.REFUSED, body={"why": why})
        return
    turn.record(Action.IDENTITY_CODE_SENT)
    turn.send(phone, "code", {"code": code, "clinic": turn.settings.clinic_name})


async def _matching(turn: Turn, name: str) -> list[Patient]:
    """Return the patients with this name and birth date; as many questions to the system for anybody."""
    birth_date = turn.state.identity.birth_date
    if birth_date is None:
        return []
    found: dict[str, Patient] = {}
    for family in _family_names(name):
        for patient in await turn.tools.system.find_patients(birth_date, family):
            if patient.active and matches_person(patient, name, birth_date):
                found[patient.id] = patient
    return list(found.values())


def _family_names(name: str) -> list[str]:
    """Return the words of a name that can be its family name, the last ones first ("Garcia, Maria" too)."""
    words = [word.strip(",.") for word in name.split()]
    last = [word for word in words if word][::-1]
    return list(dict.fromkeys([*last[:_FAMILY_WORDS], *last[-1:]])) if len(last) > 1 else last


async def take_code(turn: Turn, given: GiveCode) -> bool:
    """Compare the code; True when it is right and the caller is now the verified patient."""
    who = turn.state.identity
    sent = who.code
    if sent is None:
        prompt(turn)
        return False
    if turn.now >= sent.expires_at:
        turn.say(Phrase.CODE_EXPIRED)
        await resend(turn)
        return False
    right = same(sent.hash, code_hash(turn.settings.pepper, turn.chat_id, sent.salt, given.code))
    if not right or sent.patient_id is None:
        _wrong(turn)
        return False
    who.patient_id, who.phone, who.mail, who.code = sent.patient_id, sent.phone, sent.mail, None
    who.wrong_codes = 0
    turn.record(Action.IDENTITY_VERIFIED)
    turn.say(Phrase.VERIFIED)
    return True


def _wrong(turn: Turn) -> None:
    who = turn.state.identity
    who.wrong_codes += 1
    turn.record(Action.IDENTITY_FAILED, AuditOutcome.REFUSED, body={"why": "wrong_code"})
    if who.wrong_codes >= turn.settings.wrong_codes:
        lock(turn)
    else:
        turn.say(Phrase.CODE_WRONG, _code_buttons(turn))


async def resend(turn: Turn) -> None:
    """Send a new code, once."""
    who = turn.state.identity
    if who.resent or await _limited(turn):
        turn.say(Phrase.CODE_NOT_AGAIN, [turn.button(Phrase.B_PERSON, "/person")])
        return
    who.resent = True
    await _send_code(turn)
    if who.code is not None:
        turn.say(Phrase.CODE_RESENT, _code_buttons(turn), tail=who.code.tail)


def lock(turn: Turn) -> None:
    """End the check: a person takes over, and the trail says so."""
    turn.record(Action.IDENTITY_LOCKED, AuditOutcome.REFUSED)
    turn.state.identity.code = None
    turn.say(Phrase.LOCKED)
    hand_over(turn, Why("identity_locked"))


def lapse(turn: Turn) -> None:
    """Forget a verified patient who was away too long; what they came for is kept."""
    state = turn.state
    state.identity.patient_id, state.identity.phone, state.identity.mail = None, "", ""
    state.identity.name, state.identity.birth_date, state.identity.code = None, None, None
    state.identity.tries, state.identity.resent, state.identity.wrong_codes = 0, False, 0
    state.appointments, state.queue = (), ()
    state.forget_choice()
    state.step = Step.GOAL
    turn.say(Phrase.VERIFY_AGAIN)


def origin_key(pepper: bytes, origin: str) -> str:
    """Return the key under which tries from one network origin are counted."""
    return keyed(pepper, "origin", origin)


def _code_buttons(turn: Turn) -> list[Choice]:
    buttons = [] if turn.state.identity.resent else [turn.button(Phrase.B_RESEND, "/resend")]
    return [*buttons, turn.button(Phrase.B_DETAILS, "/details"), turn.button(Phrase.B_PERSON, "/person")]
