"""Everyday words that are names where somebody is called, sent to or told of: "tell rosa at the front"."""

from collections.abc import Iterator
from typing import Final

from services.gateway.redaction.dates.months import MONTHS
from services.gateway.redaction.names.extent import name_end
from services.gateway.redaction.names.introduced import Find
from services.gateway.redaction.names.judge import given, is_mark, level, surname
from services.gateway.redaction.names.lexicon import CITY, CLASS, GIVEN, MARK, NEVER, PARTICLE, TITLE, own_words
from services.gateway.redaction.names.tokens import Tokens
from services.gateway.redaction.word_list import word_set

_WEIGHT: Final = 3
_SOME: Final = 4
_BORNE: Final = GIVEN & ~(_SOME - 1)
"""The bits of `_SOME` and all levels above it."""
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
_LINKS: Final = frozenset({"and", "y", "&", "e"})
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
#: What only people do; a bill says something, too.
_WISHES: Final = word_set("""
    wants needs called asks asked wondering quiere necesita llamo pregunta pregunto pide pidio dice
    dijo cancelo confirmo busca trae viene llega solicita refiere acude presenta niega denies reports states presents
""")
_SAYS: Final = frozenset({("bill", "asks"), ("bill", "needs")})
_DOES_ONLY: Final = word_set("""
    wants needs asked called says is was has had can't quiere necesita llamo pidio pregunta tiene esta es dice dijo va
""")
_TELLS: Final = word_set("tell ask remind dile digale preguntale pregunte pregunta avisale avise recuerdale pidele")
_RUNG: Final = word_set("call text ring phone llame llama llamale llamele marque marcale")
_TOLD: Final = word_set("to that about i i'm i'll we if que si")
_MODALS: Final = word_set("can could may will would should does did puede podria puedo")
_IFS: Final = word_set("if when because until and si cuando porque y")
_CANNOT: Final = word_set("can't cant cannot won't wont couldn't couldnt")
_FETCHES: Final = word_set("picks drives signs brings recoge maneja firma lleva")
_COMES: Final = word_set("come go pick drive bring sign take sit stay attend join venir ir pasar recoger llevar traer")
_COMES_OR_IS: Final = _COMES | word_set("be have get need see still also work do call ser estar entrar ver hacer")


def called(read: Tokens, taken: list[Find]) -> Iterator[Find]:
    """Yield names that are words, by what stands around them.

    Args:
        read: The text.
        taken: What is found already.
    """
    busy = {at for start, end, _ in taken for at in range(start, end)}
    starts = {start: end for start, end, _ in taken}
    for at in read.having(_BORNE):
        if at in busy or not read.texts[at].isalpha():
            continue
        if _listed(read, at, busy, starts):
            yield at, at + 1, _WEIGHT
        elif not _nameable(read, at):
            continue
        elif _sent(read, at) or _kin(read, at) or _asked_of(read, at):
            yield at, max(at + 1, name_end(read, at)), _WEIGHT
        elif end := _opened(read, at, starts):
            yield at, end, _WEIGHT


def _opened(read: Tokens, at: int, starts: dict[int, int]) -> int:
    """Return where a name ends that opens a sentence or the text, 0 where it is none."""
    end = _opening(read, at, starts) if _first(read, at) else 0
    return end or (_plain_pair(read) if at == 0 else 0)


def _listed(read: Tokens, at: int, busy: set[int], starts: dict[int, int]) -> bool:
    """Return whether a word stands in a list of names: "ava, mia and leo"."""
    between = read.text(at - 1) == "," and at - 2 in busy and (read.text(at + 1) in _LINKS or read.text(at + 1) == ",")
    return between and at + 2 in starts and given(read.codes[at]) >= _KNOWN and read.texts[at] not in _HARDLY


def _plain_pair(read: Tokens) -> int:
    """Return where two words end that begin a text as a name: "paz guerrero quiere", "bill young, oct 9"."""
    least = _SOME if read.texts[0] in own_words("ambiguous_es") else _LOUD
    if given(read.codes[0]) < least or surname(read.code(1)) < _HEAVY or read.texts[0] in _HARDLY:
        return 0
    if read.parted(1) or read.code(1) & CLASS == NEVER or is_mark(read.code(1)):
        return 0
    dated = read.text(2) == "," and (read.text(3)[:1].isdecimal() or read.text(3) in MONTHS)
    return 2 if dated or read.text(2) in _WISHES else 0


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
    if (before not in _SENT and before not in _RUNG) or given(read.codes[at]) < _KNOWN or read.texts[at] in _HARDLY:
        return False
    if (before in _TELLS and read.text(at + 1) in _TOLD) or (before in _RUNG and _digits(read.text(at + 1))):
        return True
    if read.text(at + 1) not in _PLACED:
        return False
    return _at_desk(read, at + 2)


def _digits(text: str) -> bool:
    """Return whether a telephone number may begin here: "call deb 502 555 0116"."""
    return text == "(" or (text.isdecimal() and len(text) > 2)  # noqa: PLR2004


def _at_desk(read: Tokens, place: int) -> bool:
    """Return whether a desk of the clinic is named from a token on: "at the front", "de facturacion"."""
    while read.text(place) in _BETWEEN:
        place += 1
    return read.text(place) in _DESKS


def _kin(read: Tokens, at: int) -> bool:
    """Return whether a word stands right behind one of kin, in capitals or before what people do: "niece Corazon"."""
    if read.text(at - 1) in {"el", "la"} and read.text(at - 2) in _KIN and read.cap(at):
        return True
    if read.text(at - 1) not in _KIN or read.codes[at] & CITY:
        return False
    return read.cap(at) or (read.text(at + 1) in _DOES_ONLY and read.texts[at] not in _HARDLY)


def _asked_of(read: Tokens, at: int) -> bool:
    """Return whether a question is about what somebody of that name may do: "can hope come in with me"."""
    unable = read.text(at + 1) in _CANNOT and read.text(at + 2) in _COMES
    if unable and (at == 0 or read.text(at - 1) in _IFS) and given(read.codes[at]) >= _HEAVY:
        return read.texts[at] not in _HARDLY
    if read.text(at - 1) in _IFS and read.text(at + 1) in _FETCHES and given(read.codes[at]) >= _HEAVY:
        return read.texts[at] not in _HARDLY
    if read.text(at - 1) not in _MODALS or read.texts[at] in _HARDLY or given(read.codes[at]) < _KNOWN:
        return False
    return read.text(at + 1) in (_COMES if not read.cap(at) else _COMES_OR_IS)


def _first(read: Tokens, at: int) -> bool:
    """Return whether a word with a capital begins the text or a sentence."""
    if not read.upper(at) or (at + 1 < len(read.texts) and read.upper(at + 1) and read.parted(at + 1)):
        return False
    return at == 0 or read.text(at - 1) in {".", "!", "?", "¿", "¡", '"'}


def _opening(read: Tokens, at: int, starts: dict[int, int]) -> int:
    """Return where a name ends that opens a sentence, 0 where it is none: "Sol, te vemos", "Mar Ibanez aqui"."""
    if read.text(at + 1) == ",":
        return at + 1 if read.text(at + 2) in _SAID_TO and _called(read, at) else 0
    if _alone(read, at, starts):
        return at + 1
    end = starts.get(at + 1) or (name_end(read, at) if _surname(read, at + 1) else 0)
    if not end or end <= at + 1 or not read.upper(at + 1):
        return 0
    after = read.text(end)
    known = not read.code(at + 1) & CLASS or surname(read.code(at + 1)) >= _HEAVY
    if after in _SPEAKS or after == "," or (after in _DOES and known):
        return end
    return end if known and (end >= len(read.texts) or (is_mark(read.code(end)) and after in ".:-")) else 0


def _alone(read: Tokens, at: int, starts: dict[int, int]) -> bool:
    """Return whether one word opens a sentence as a name: "Hope wants", "Melody and Harmony Bell", "Sol aqui"."""
    after = read.text(at + 1)
    spanish = read.texts[at] in own_words("ambiguous_es")
    least = _SOME if spanish else _LOUD
    if given(read.codes[at]) < least or read.texts[at] in _HARDLY:
        return False
    if after in _WISHES:
        return not read.codes[at] & CITY and (read.texts[at], after) not in _SAYS
    if after in {"from", "de", "del"} and _at_desk(read, at + 2):
        return not read.codes[at] & CITY
    if spanish and after == "tiene":
        return True
    return after in _SPEAKS or (after in _LINKS and at + 2 in starts)


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
    if code & MARK == MARK or at >= len(read.texts) or len(read.text(at)) < 2 or read.parted(at):  # noqa: PLR2004
        return False
    return read.upper(at) and (level(code) >= _SOME or not code & CLASS)
