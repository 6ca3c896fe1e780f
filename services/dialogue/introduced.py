"""Who speaks, said beside the errand and not announced: "move my visit, Isaac Bloom April 19 1988".

A name of two words or more right beside one whole birth date is both, wherever in the message they stand; the words
that are left are understood like any other. What could be another person's name, or a visit's day, is not taken: it
is asked for. Nothing is disclosed by this: the name and the date go through the same check as ever.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from services.dialogue.commands import AskPerson, Emergency, GiveBirthDate, GiveName, Unclear
from services.dialogue.proof import folded
from services.dialogue.understanding.identity.name import is_name
from services.dialogue.understanding.model import Asked, TurnContext, Understanding
from services.dialogue.understanding.ports import Understander
from services.dialogue.understanding.words.common_words import ENGLISH, SPANISH
from services.dialogue.understanding.words.names import NAMES
from services.dialogue.understanding.words.repair import VOCABULARY
from services.dialogue.understanding.words.surnames import SURNAMES
from services.dialogue.understanding.words.word_set import word_set
from services.kernel.language import Language

_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre"
    r"|diciembre)\.?"
)
_NUMBER = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy"
    r"|eighty|ninety|oh|first|second|third|\w+th|uno?|primero|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce"
    r"|trece|catorce|quince|dieci\w+|veint\w+|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa)"
)
_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?|{_NUMBER}(?:[ -](?:y )?{_NUMBER})?)"
_YEAR = (
    rf"(?:(?:19|20)\d\d|(?:nineteen|two thousand|mil novecientos|dos mil)(?: (?:and |y )?{_NUMBER}(?:[ -](?:y )?"
    rf"{_NUMBER})?)?)"
)
_DATE = re.compile(
    rf"(?<![\w/.-])(?:(?:19|20)\d\d-\d{{1,2}}-\d{{1,2}}|\d{{1,2}}([/.-])\d{{1,2}}\1(?:(?:19|20)\d\d|\d\d)"
    rf"|{_MONTHS} (?:the )?{_DAY}(?: of)?,? {_YEAR}|(?:the )?{_DAY} (?:of |de )?{_MONTHS},? (?:del? )?{_YEAR})"
    r"(?![\w/-])"
)
_SHORT_YEAR = re.compile(r"\d{1,2}([/.-])\d{1,2}\1(\d\d)")
_BORN = re.compile(
    r"[\s,;:.-]*(?:\b(?:and|y|i was|was|my|mi|el|on|is|es)\b[\s,;:.-]*)*"
    r"(?:\b(?:born|dob|d\.o\.b|date of birth|birth ?date|birthday|bday|nacid[oa]|naci|fecha de nacimiento|cumpleanos)\b"
    r"[\s,;:.-]*(?:\b(?:on|is|es|el)\b[\s,;:.-]*)*)?$"
)
_SAYS_WHO = re.compile(
    r"(?:^|[\s,;.])(?:and |y )?(?:my name is|my name's|name is|name|this is|i am|i'm|im|it's|its|here is|me llamo"
    r"|mi nombre es|nombre|yo soy|soy|le habla|habla)[\s:,-]*$"
)
_SEPARATORS = ",;.!?:\n()"
_LEADS = word_set("i'm im it's its name's here's soy")
_NAME_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['.-])*")
_PARTICLES = word_set("de la del los las san van von der den y")
_NOT_BEFORE = word_set(
    """
    with con see ver dr dra doctor doctora doc nurse for para of de del by por than que son daughter mother mom father
    dad husband wife kid child baby brother sister grandma grandpa partner friend hijo hija mama papa madre padre esposo
    esposa marido mujer hermano hermana abuelo abuela nieto nieta paciente patient her his their su sus to al a a's mi
    la una esta
    """
)
_KNOWN = NAMES | SURNAMES
_ALSO_NAMES = word_set("nina")
"""Everyday words of one language that are first names of people who write in the other."""
_ORDINARY = (ENGLISH | SPANISH | VOCABULARY[Language.EN] | VOCABULARY[Language.ES]) - _KNOWN - _ALSO_NAMES
_FEWEST, _MOST, _LONGEST_TEXT, _CENTURY = 2, 5, 400, 100
_YOUNGEST_YEARS = 2
"""A date less long ago may be a visit's; who is as young does not write, and is asked for."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A name beside a birth date, and what is left of the message."""

    name: str
    born: GiveBirthDate
    rest: str


def introduced(text: str, found: Understanding, context: TurnContext, understander: Understander) -> Understanding:
    """Return what the words ask for together with who says it, where both are certain; else `found`."""
    if any(isinstance(each, GiveBirthDate | AskPerson | Emergency) for each in found.commands):
        return found
    spoken = replace(context, language=found.language)  # a date alone tells no language, and is read by it
    who = _who(text, spoken, understander) if len(text) <= _LONGEST_TEXT else None
    if who is None:
        return found
    details = (GiveName(who.name), who.born)
    doubtful = bool(who.born.alternatives)
    if not any(letter.isalnum() for letter in who.rest):
        return replace(found, commands=details, when=(), unsure=doubtful)
    errand = understander.understand(who.rest, context)
    if any(isinstance(each, Unclear | GiveName | GiveBirthDate) for each in errand.commands):
        return found
    return replace(errand, commands=(*details, *errand.commands), unsure=errand.unsure or doubtful)


def _who(text: str, context: TurnContext, understander: Understander) -> _Found | None:
    plain = folded_in_place(text)
    dates = list(_DATE.finditer(plain))
    if len(dates) != 1 or not _is_past(plain, dates[0], context.now.date()):
        return None
    start, end = dates[0].span()
    born = _born(text[start:end], context, understander)
    if born is None:
        return None
    lead = _BORN.search(plain[:start])
    low = lead.start() if lead else start
    name = _name_before(plain, low) or _written_before(text, low)
    if name is not None:
        return _Found(text[name[0] : name[1]], born, f"{_led(text, plain, name[0])} {text[end:]}".strip(" ,;.:-"))
    name = _name_after(plain, end)
    if name is None:
        return None
    return _Found(text[name[0] : name[1]], born, f"{text[:low]} {text[name[1] :]}".strip(" ,;.:-"))


def folded_in_place(text: str) -> str:
    """Return the text in small letters without accents, each letter where it was."""
    plain = "".join(folded(letter) or letter if letter.isalpha() else letter for letter in text)
    return plain if len(plain) == len(text) else text.lower()[: len(text)].ljust(len(text))


def _is_past(plain: str, found: re.Match[str], today: date) -> bool:
    """Tell whether a year of two digits can only be one of the last century: "1/20/27" may be a visit's day."""
    short = _SHORT_YEAR.fullmatch(plain, *found.span())
    return short is None or int(short[2]) > today.year % _CENTURY + _YOUNGEST_YEARS


def _born(words: str, context: TurnContext, understander: Understander) -> GiveBirthDate | None:
    """Return the birth date; None where it is none, or too near to today to be sure that it is not a visit's day."""
    heard = understander.understand(words, replace(context, asked=Asked.BIRTH_DATE)).commands
    born = next((each for each in heard if isinstance(each, GiveBirthDate)), None)
    if born is None or born.date.year > context.now.year - _YOUNGEST_YEARS:
        return None
    return born


def _led(text: str, plain: str, name: int) -> str:
    """Return what stands before the name, without the words that announce one."""
    says = _SAYS_WHO.search(plain[:name])
    return text[: says.start() if says else name]


def _name_before(plain: str, end: int) -> tuple[int, int] | None:
    """Return the stretch of the name that ends at `end`, or None where it is not certain that it is one."""
    low = max((plain.rfind(mark, 0, end) for mark in _SEPARATORS), default=-1) + 1
    words = [(found.start(), found.end()) for found in re.finditer(r"\S+", plain[low:end])]
    run = [(low + first, low + last) for first, last in words][::-1]
    taken = _run(plain, run)
    if not _FEWEST <= len(taken) <= _MOST:
        return None
    start = taken[-1][0]
    said = _SAYS_WHO.search(plain[:start])
    before = re.findall(r"[\w']+", plain[:start])
    if not said and before and before[-1] in _NOT_BEFORE:
        return None
    stretch = (start, taken[0][1])
    return stretch if is_name(plain[slice(*stretch)]) else None


def _written_before(text: str, end: int) -> tuple[int, int] | None:
    """Return the stretch between the last separator and `end`, where it is written as a name: "Will Grant"."""
    low = max((text.rfind(mark, 0, end) for mark in _SEPARATORS), default=-1) + 1
    said = text[low:end].split()
    around = {*map(folded, said), *folded(text[:low]).split()[-1:]}
    if len(said) not in (2, 3) or not all(word.istitle() for word in said) or _NOT_BEFORE & around:
        return None
    start = text.index(said[0], low)
    stretch = (start, start + len(text[start:end].rstrip()))
    return stretch if is_name(text[slice(*stretch)]) else None


def _name_after(plain: str, start: int) -> tuple[int, int] | None:
    """Return the stretch of the name that begins right after `start`, or None."""
    begun = re.match(r"[\s,;:-]*", plain[start:])
    low = start + (begun.end() if begun else 0)
    ends = [found for mark in _SEPARATORS if (found := plain.find(mark, low)) >= 0]
    words = re.finditer(r"\S+", plain[low : min(ends, default=len(plain))])
    taken = _run(plain, [(low + each.start(), low + each.end()) for each in words])
    if not _FEWEST <= len(taken) <= _MOST:
        return None
    stretch = (taken[0][0], taken[-1][1])
    return stretch if is_name(plain[slice(*stretch)]) else None


def _run(plain: str, words: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the leading words that belong to a name; particles count only between two others.

    An everyday word counts where it stands behind a known first name, read from the end ("maria santos").
    """
    said = [plain[low:high] for low, high in words]
    taken = 0
    for place, word in enumerate(said):
        if word in _PARTICLES:
            continue
        surname = place == 0 and len(said) > 1 and said[1] in NAMES
        if word in _LEADS or (word in _ORDINARY and not surname) or not _NAME_WORD.fullmatch(word):
            break
        taken = place + 1
    return words[:taken]
