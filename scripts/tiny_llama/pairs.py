"""Makes training pairs: a patient's words and the moment they are said in, and the commands they mean.

Everything is invented and drawn by a seeded chance. One sentence form in eight is kept back, to be tested on alone.
"""

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Final

from scripts.tiny_llama.book import Book, Fillers
from services.dialogue.understanding.model import AppointmentInView, Asked, ClinicHours, OfferInView, TurnContext
from services.dialogue.understanding.proposed.prompt import messages
from services.kernel.language import Language

SEED: Final = 20261122
_HELD_BACK: Final = 8
_SLOT: Final = re.compile(r"\{(\w+)\}")
_START: Final = datetime(2026, 1, 5, 9, tzinfo=UTC)
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
    forms = list(_BOOKS[language].sentences)
    random.Random(SEED).shuffle(forms)
    return [form for at, form in enumerate(forms) if (at % _HELD_BACK == 0) == held_back]


def pairs(count: int, *, held_back: bool = False, seed: int = SEED) -> Iterator[Pair]:
    """Yield pairs; those of the kept-back forms with `held_back`."""
    chance = random.Random(seed + held_back)
    forms = {language: sentences(language, held_back=held_back) for language in _BOOKS}
    for _ in range(count):
        language = chance.choice((Language.EN, Language.EN, Language.ES))
        wanted, form = chance.choice(forms[language])
        text, spans = _said(form, _BOOKS[language].fillers, chance)
        listed = [_command(each, text, spans) for each in wanted.split()]
        system, said = messages(text, _moment(wanted.split()[0].partition(":")[0], language, chance))
        yield Pair(system["content"], said["content"], json.dumps({"commands": listed}, ensure_ascii=False))


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
    return _SLOT.sub(lambda slot: chance.choice(fillers[slot[1]]), form)


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
    now = _START + timedelta(days=chance.randrange(700), hours=chance.randrange(9))
    several = {Asked.OFFER: 3, Asked.CONFIRM: 1}.get(asked, 0) if asked else 0
    known = chance.choice((language, language, None)) if asked is None else language
    begun = asked in {Asked.WHEN, Asked.OFFER, Asked.CONFIRM, Asked.WHICH_APPOINTMENT}
    return TurnContext(
        now=now,
        language=known,
        asked=asked,
        hours=ClinicHours(time(chance.choice((7, 8, 9))), time(chance.choice((16, 17, 18, 19)))),
        offers=tuple(OfferInView(now) for _ in range(chance.randint(1, several) if several else 0)),
        appointments=tuple(
            AppointmentInView(now) for _ in range(chance.randint(1, 4) if begun else chance.randint(0, 3))
        ),
        goal=chance.choice(("move", "move", "cancel")) if begun else chance.choice(("", "", "move")),
    )
