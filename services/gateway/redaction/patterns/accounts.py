"""Names of accounts and numbers in records: "user mrosales", "by": "tmendel", "cita": "C-55182"."""

import re
from collections.abc import Sequence
from typing import Final

from services.gateway.redaction.labels import Label
from services.gateway.redaction.names.lexicon import CLASS, CUE, TITLE, lexicon
from services.gateway.redaction.names.wordlike import form_of_word
from services.gateway.redaction.patterns.rules import Cue, Rule
from services.gateway.redaction.spans import Span

_SHORTEST: Final = 4
_KEYS: Final = (
    "user|user_?name|user_?id|login|handle|usuario|nombre_?usuario|screen_?name|by|author|owner|operator|agent|actor|"
    "assignee|assigned_?to|(?:created|updated|modified|entered|recorded|signed|edited|booked|closed|opened|deleted|"
    "approved|sent|changed|cancell?ed|scheduled|requested|reviewed|taken|author|creado|modificado|capturado|"
    "registrado|agendado|firmado|autorizado|cancelado)_?(?:by|por)"
)
_THINGS: Final = (
    "cita|appointment|appt|booking|reservation|reserva|claim|order|orden|ticket|account|acct|cuenta|encounter|case|caso|"
    "folio|confirmation|referral|referido|patient|paciente|member|miembro|poliza|policy|visit|visita|session|request|"
    "solicitud|reference|referencia|ref|receta|rx|prescription|invoice|factura|subscriber|guarantor|auth|autorizacion|"
    "expediente|record|chart|mrn|transaction|payment|pago|recibo|receipt"
)
#: What may stand between the word and the name: "user name for the portal is".
_BETWEEN: Final = (
    r"(?:\s?(?:[:=#\"'(]|(?:names?|id|is|was|es|era|for|of|on|in|to|at|del?|para|en|the|my|your|el|la|al|portal|app|"
    r"site|account|cuenta|sistema|page|online|called|named|as|it's|its|su|mi|tu)(?![a-z0-9._\-])))" + "{0,8}+"
)
_VALUE: Final = re.compile(_BETWEEN + r"[\s:=\"'(]{1,3}(?P<v>[a-z][a-z0-9_\-]{3,30}+)(?![@\w]|\.\w|'[a-z])", re.ASCII)


class _Account(Cue):
    """A name of an account that is no word: after "user" or "login" any may follow."""

    def look(self, text: str, start: int, end: int) -> list[Span]:  # noqa: ARG002 the name follows
        """Return the name after the word, unless it is a word itself."""
        found = _VALUE.match(text, end)
        if found is None or _is_word(found["v"]):
            return []
        return [Span(*found.span("v"), self.label, self.weight)]


class _Field(Cue):
    """The value of a record's field for who did something; "system" and other words are nobody."""

    def look(self, text: str, start: int, end: int) -> list[Span]:
        """Return the value, unless it is a word."""
        return [each for each in super().look(text, start, end) if not _is_word(text[each.start : each.end])]


def _is_word(value: str) -> bool:
    """Return whether a value is words: "admin", "front_desk", "passwords"."""
    return all(map(_known, value.replace("-", "_").split("_")))


def _known(part: str) -> bool:
    """Return whether one part is a word or a form of one."""
    if len(part) < _SHORTEST:
        return True
    code = lexicon().get(part)
    return part in _ROLES or (bool(code & (CLASS | CUE | TITLE)) if code is not None else form_of_word(part))


_ROLES: Final = frozenset({"admin", "sysadmin", "root", "staff", "chatbot", "cron", "webhook", "anon", "guest", "null"})

RULES: Final[Sequence[Rule]] = (
    _Account(
        Label.ID,
        (
            r"\b(?:user|user\s?name|user\s?id|usernm|login|log\sin|logon|handle|usuario|(?:screen|portal|profile|display|gamer|mychart)\s?name)\b",
        ),
        r"[a-z]",
        weight=2,
    ),
    _Field(Label.ID, (rf"\"(?:{_KEYS})\"\s?:\s?\"",), r"(?P<v>[a-z0-9][a-z0-9._\-]{2,40})(?=\")", least=0, strict=True),
    Cue(
        Label.ID,
        (rf"\"(?:{_THINGS})(?:_?(?:id|number|num|no|numero|code|ref))?\"\s?:\s?\"",),
        r"(?P<v>[a-z]{0,5}[\-_]?\d[a-z0-9]*(?:[\-_][a-z0-9]+){0,4})(?=\")",
        least=3,
    ),
)
