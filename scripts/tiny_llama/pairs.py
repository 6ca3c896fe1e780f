"""Makes training pairs: a patient's words and the moment they are said in, and the commands they mean.

Everything is invented and drawn by a seeded chance. Of the sentence forms of each answer one in eight, and one at least
of four, is kept back, to be tested on alone.
"""

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from scripts.tiny_llama.book import Book, Fillers
from services.dialogue.understanding.model import AppointmentInView, Asked, ClinicHours, OfferInView, TurnContext
from services.dialogue.understanding.proposed.prompt import messages
from services.kernel.language import Language

SEED: Final = 20261122
_HELD_BACK: Final = 8
_FEW: Final = 4
_SLOT: Final = re.compile(r"\{(\w+)\}")
_START: Final = datetime(2026, 1, 5, 9, tzinfo=UTC)
_ZONES: Final = tuple(ZoneInfo(name) for name in ("America/New_York", "America/Chicago", "America/Los_Angeles", "UTC"))
#: The gateway leaves today's date as it is and hides one that has passed, as in a clinic whose clock is invented.
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_PASSED: Final = 0.2
_HERE: Final = Path(__file__).parent
_BOOKS: Final = {Language.EN: Book.read(_HERE / "english.txt"), Language.ES: Book.read(_HERE / "spanish.txt")}
_ANYWHERE: Final = (None, None, Asked.WHAT, Asked.WHEN, Asked.ANYTHING_ELSE, Asked.OFFER, Asked.CONFIRM)
#: What was asked before a command is said, mostly.
_AFTER: Final[dict[str, tuple[Asked | None, ...]]] = {
    "pick_appointment": (Asked.WHICH_APPOINTMENT,),
    "choose_offer": (Asked.OFFER,),
    "ask_alternatives": (Asked.OFFER,),
    "wish_time": (Asked.WHEN, Asked.WHEN, Asked.WHAT),
    "earlier": (Asked.OFFER, Asked.WHEN),
    "later": (Asked.OFFER, Asked.WHEN),
    "confirm": (Asked.CONFIRM, Asked.CONFIRM, Asked.ANYTHING_ELSE, Asked.PERSON),
    "deny": (Asked.CONFIRM, Asked.CONFIRM, Asked.ANYTHING_ELSE, Asked.PERSON),
    "keep": (Asked.CONFIRM, Asked.OFFER, Asked.WHEN),
    "start_move": (None, None, Asked.WHAT),
    "start_cancel": (None, None, Asked.WHAT),
}


Places = dict[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Pair:
    """One question to the model and its right answer.

    Attributes:
        system: The system's part, as the appliance writes it.
        text: The patient's words.
        answer: The JSON that the model should write.
    """

    system: str
    text: str
    answer: str


def sentences(language: Language, *, held_back: bool) -> list[tuple[str, str]]:
    """Return the sentence forms of a language that are for training, or the ones kept back."""
    chance = random.Random(SEED)
    chosen: list[tuple[str, str]] = []
    for _, group in groupby(_BOOKS[language].sentences, key=itemgetter(0)):
        forms = list(group)
        chance.shuffle(forms)
        kept = max(1, len(forms) // _HELD_BACK) if len(forms) >= _FEW else 0
        chosen += forms[:kept] if held_back else forms[kept:]
    return chosen


def pairs(count: int, *, held_back: bool = False, seed: int = SEED) -> Iterator[Pair]:
    """Yield pairs, more of the forms with more slots; those of the kept-back forms with `held_back`."""
    chance = random.Random(seed + held_back)
    forms = {language: sentences(language, held_back=held_back) for language in _BOOKS}
    weights = {language: [1 + form.count("{") for _, form in chosen] for language, chosen in forms.items()}
    for _ in range(count):
        language = chance.choice((Language.EN, Language.EN, Language.ES))
        (wanted, form), *_ = chance.choices(forms[language], weights[language])
        text, spans = _said(form, _BOOKS[language].fillers, chance)
        listed = [_command(each, text, spans) for each in wanted.split()]
        system, said = messages(text, _moment(wanted.split()[0].partition(":")[0], language, chance))
        told = _DATE.sub("[DATE_1]", system["content"]) if chance.random() < _PASSED else system["content"]
        yield Pair(told, said["content"], _as_held(listed))


def _as_held(listed: list[dict[str, str]]) -> str:
    """Write an answer as the server's grammar has it, without a blank; one that learnt another form says nonsense."""
    return json.dumps({"commands": listed}, ensure_ascii=False, separators=(",", ":"))


def _command(wanted: str, text: str, spans: Places) -> dict[str, str]:
    command, _, slot = wanted.partition(":")
    return {"command": command, "span": text[slice(*spans[slot])] if slot else ""}


def _said(
    form: str, fillers: dict[str, tuple[str, ...]], chance: random.Random
) -> tuple[str, dict[str, tuple[int, int]]]:
    """Fill a form; return the words and where each slot stands in them."""
    text, at = "", 0
    spans: Places = {}
    for slot in _SLOT.finditer(form):
        text += form[at : slot.start()]
        filled = _misspelt(_filled(chance.choice(fillers[slot[1]]), fillers, chance), chance)
        spans[slot[1]] = (len(text), len(text) + len(filled))
        text += filled
        at = slot.end()
    text += form[at:]
    return _written(text, chance), spans


def _filled(form: str, fillers: Fillers, chance: random.Random) -> str:
    """Fill the slots of a filler too, to any depth."""
    return _SLOT.sub(lambda slot: _filled(chance.choice(fillers[slot[1]]), fillers, chance), form)


def _misspelt(words: str, chance: random.Random) -> str:
    """Swap two letters, one time in twenty-five."""
    if len(words) < 5 or "[" in words or chance.random() > 0.04:  # noqa: PLR2004 short words stay themselves
        return words
    at = chance.randrange(1, len(words) - 2)
    return words[:at] + words[at + 1] + words[at] + words[at + 2 :]


def _written(text: str, chance: random.Random) -> str:
    """Write as people do: mostly small, sometimes with a capital first; never another length."""
    if chance.random() < 0.3:  # noqa: PLR2004 a share
        return text[:1].upper() + text[1:]
    return text


def _moment(command: str, language: Language, chance: random.Random) -> TurnContext:
    asked = chance.choice(_AFTER.get(command, _ANYWHERE))
    zone = chance.choice(_ZONES)
    now = _START.replace(tzinfo=zone) + timedelta(days=chance.randrange(700), hours=chance.randrange(9))
    several = {Asked.OFFER: 3, Asked.CONFIRM: 1}.get(asked, 0) if asked else 0
    known = chance.choice((language, language, None)) if asked is None else language
    begun = asked in {Asked.WHEN, Asked.OFFER, Asked.CONFIRM, Asked.WHICH_APPOINTMENT}
    return TurnContext(
        now=now,
        zone=zone,
        language=known,
        asked=asked,
        hours=ClinicHours(time(chance.choice((7, 8, 9))), time(chance.choice((16, 17, 18, 19)))),
        offers=tuple(OfferInView(now) for _ in range(chance.randint(1, several) if several else 0)),
        appointments=tuple(
            AppointmentInView(now) for _ in range(chance.randint(1, 4) if begun else chance.randint(0, 3))
        ),
        goal=chance.choice(("move", "move", "cancel")) if begun else chance.choice(("", "", "move")),
    )
