"""Everyday words that are names where somebody is called, sent to or told of: "tell rosa at the front"."""

from collections.abc import Iterator
from typing import Final

from services.gateway.redaction.names.extent import name_end
from services.gateway.redaction.names.introduced import Find
from services.gateway.redaction.names.judge import given, is_mark, level, surname
from services.gateway.redaction.names.lexicon import CITY, CLASS, MARK, NEVER, PARTICLE, TITLE, own_words
from services.gateway.redaction.names.tokens import Tokens
from services.gateway.redaction.word_list import word_set

_WEIGHT: Final = 3
_SOME: Final = 4
_KNOWN: Final = 6
_HEAVY: Final = 9
_LOUD: Final = 6
#: Who is sent to somebody: "tell rosa at the front", "dile a perla en recepcion".
_SENT: Final = word_set("""
    tell ask remind text email message notify thank page dile digale preguntale pregunte pregunta avisale avise
    recuerdale pidele mandale ask let see call
""")
_PLACED: Final = frozenset({"at", "in", "from", "up", "de", "del", "en", "@"})
_DESKS: Final = word_set("""
    front desk reception frontdesk billing records scheduling check checkin checkout lab pharmacy intake registration
    referrals window counter recepcion caja farmacia facturacion citas archivo admisiones ventanilla laboratorio
    mostrador entrada admision triage upstairs downstairs
""")
_BETWEEN: Final = frozenset({"the", "la", "el", "your", "our", "-"})
_KIN: Final = word_set("""
    niece nephew cousin aunt uncle grandson granddaughter grandmother grandfather grandma grandpa sister brother son
    daughter wife husband mother father mom mum dad stepson stepdaughter stepmother fiance fiancee girlfriend boyfriend
    partner neighbor caregiver caretaker roommate aide sitter twin
    sobrina sobrino prima primo tia tio nieta nieto abuela abuelo hermana hermano hija hijo esposa esposo madre padre
    mama papa suegra suegro cunada cunado nuera yerno novia novio vecina vecino cuidadora cuidador madrina padrino
    comadre compadre ahijada ahijado pareja hijastra hijastro
""")
#: What is said to somebody right after their name.
_SAID_TO: Final = word_set("""
    te le lo la les los las su sus tu tus usted nos you your you're you'll you've we we'll we're we've please can could
    puede puedes podria recuerda recuerde favor por gracias thanks thank remember don't no nuestra nuestro confirme
    confirma confirmamos llame llamanos your're ya dr dra its it's this i'm i soy ven venga
""")
_SURE_TO: Final = word_set(
    "te le les nos su usted you your you're you'll you've we we'll we're we've tu puede puedes recuerde"
)
_SPEAKS: Final = frozenset({"aqui", "here", "calling", "speaking", "habla", "hablando", "llamando", "again", "escribe"})
_DOES: Final = word_set("""
    needs wants asked asks called says calling will has is was would had quiere necesita llamo pidio pregunta tiene
    cancelo confirmo
""")


def called(read: Tokens, taken: list[Find]) -> Iterator[Find]:
    """Yield names that are words, by what stands around them.

    Args:
        read: The text.
        taken: What is found already.
    """
    busy = {at for start, end, _ in taken for at in range(start, end)}
    starts = {start: end for start, end, _ in taken}
    for at, code in enumerate(read.codes):
        if at in busy or not read.texts[at].isalpha() or given(code) < _SOME or not _nameable(read, at):
            continue
        if _sent(read, at) or _kin(read, at):
            yield at, max(at + 1, name_end(read, at)), _WEIGHT
        elif _first(read, at) and (end := _opening(read, at, starts)):
            yield at, end, _WEIGHT


def _nameable(read: Tokens, at: int) -> bool:
    """Return whether a word is no title and no function word; "Mar" is both a month's and a woman's."""
    code = read.codes[at]
    if code & (TITLE | PARTICLE):
        return False
    return code & CLASS != NEVER or read.texts[at] in own_words("ambiguous_es")


def _sent(read: Tokens, at: int) -> bool:
    """Return whether a word is whom one is sent to, and where they sit follows."""
    before = read.text(at - 1)
    if before == "a":
        before = read.text(at - 2)
    if before not in _SENT or given(read.codes[at]) < _KNOWN or read.text(at + 1) not in _PLACED:
        return False
    place = at + 2
    while read.text(place) in _BETWEEN:
        place += 1
    return read.text(place) in _DESKS


def _kin(read: Tokens, at: int) -> bool:
    """Return whether a word in capitals stands right behind one of kin: "niece Corazon"."""
    return read.cap(at) and read.text(at - 1) in _KIN and not read.codes[at] & CITY


def _first(read: Tokens, at: int) -> bool:
    """Return whether a word with a capital begins the text or a sentence."""
    if not read.upper(at) or (at + 1 < len(read) and read.upper(at + 1) and read.parted(at + 1)):
        return False
    return at == 0 or read.text(at - 1) in {".", "!", "?", "¿", "¡", '"'}


def _opening(read: Tokens, at: int, starts: dict[int, int]) -> int:
    """Return where a name ends that opens a sentence, 0 where it is none: "Sol, te vemos", "Mar Ibanez aqui"."""
    if read.text(at + 1) == ",":
        return at + 1 if read.text(at + 2) in _SAID_TO and _called(read, at) else 0
    if read.text(at + 1) in _SPEAKS and given(read.codes[at]) >= _LOUD and read.texts[at] not in _HARDLY:
        return at + 1
    end = starts.get(at + 1) or (name_end(read, at) if _surname(read, at + 1) else 0)
    if not end or end <= at + 1 or not read.upper(at + 1):
        return 0
    after = read.text(end)
    known = not read.code(at + 1) & CLASS or surname(read.code(at + 1)) >= _HEAVY
    if after in _SPEAKS or after == "," or (after in _DOES and known):
        return end
    return end if known and (end >= len(read) or (is_mark(read.code(end)) and after in ".:-")) else 0


def _called(read: Tokens, at: int) -> bool:
    """Return whether what follows the comma is said to somebody of that name."""
    if read.texts[at] in _HARDLY:
        return False
    return given(read.codes[at]) >= _LOUD or read.text(at + 2) in _SURE_TO


#: Given names that open sentences as words: "Please, you", "Ok, we".
_HARDLY: Final = word_set("ok si no so honey dear baby sir lady doc miss well my her them ma pa sugar amor")


def _surname(read: Tokens, at: int) -> bool:
    """Return whether a word in capitals may be a surname."""
    code = read.code(at)
    if code & MARK == MARK or at >= len(read) or len(read.text(at)) < 2 or read.parted(at):  # noqa: PLR2004
        return False
    return read.upper(at) and (level(code) >= _SOME or not code & CLASS)
