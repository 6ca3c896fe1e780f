"""The reviewed texts of every message, in English and Spanish. Free text never reaches a patient.

A message says who it is from first, has one thing to do at most, and no link. English fits one GSM-7 segment whatever
the names are: optional parts are added only while they fit. Spanish keeps its accents and fits two UCS-2 segments.
"""

import string
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from services.kernel.language import Language
from services.kernel.wording import one_full_stop
from services.messaging.errors import WrongMessage
from services.messaging.gsm7 import size_of, to_gsm7

LONGEST_VALUE = 48
_MOST_SEGMENTS = {Language.EN: 1, Language.ES: 2}
_FORMATTER = string.Formatter()


@dataclass(frozen=True, slots=True)
class Template:
    """One message: what it must say, and parts it may add in this order; `useful` is how long it makes sense."""

    needed: Mapping[Language, str]
    optional: Mapping[Language, tuple[str, ...]]
    useful: timedelta = timedelta(hours=24)


def _template(en: str, es: str, *optional: tuple[str, str], useful: timedelta = timedelta(hours=24)) -> Template:
    parts = {
        Language.EN: tuple(english for english, _ in optional),
        Language.ES: tuple(spanish for _, spanish in optional),
    }
    return Template({Language.EN: en, Language.ES: es}, parts, useful)


TEMPLATES: Mapping[str, Template] = {
    "code": _template(
        "{clinic}: {code} is your code. Use it in the chat you opened. Do not share it.",
        "{clinic}: {code} es su código. Úselo en el chat que abrió. No lo comparta.",
        useful=timedelta(minutes=10),
    ),
    "moved": _template(
        "{clinic}: your visit is now {new}.",
        "{clinic}: su cita es ahora el {new}.",
        (" With {provider}.", " Con {provider}."),
        (" At {place}.", " En {place}."),
    ),
    "cancelled": _template(
        "{clinic}: your visit on {old} is cancelled.",
        "{clinic}: su cita del {old} está cancelada.",
    ),
    "undone": _template(
        "{clinic}: nothing was changed. Your visit stays on {old}.",
        "{clinic}: no se cambió nada. Su cita sigue siendo el {old}.",
    ),
    "declined": _template(
        "{clinic}: the clinic could not make the change you asked for.",
        "{clinic}: la clínica no pudo hacer el cambio que pidió.",
        (" Your visit stays on {old}.", " Su cita sigue siendo el {old}."),
    ),
    "changed_already": _template(
        "{clinic}: your visit had changed already, so we did nothing.",
        "{clinic}: su cita ya había cambiado, así que no hicimos nada.",
        (" It is now {new}.", " Ahora es el {new}."),
    ),
    "cancelled_already": _template(
        "{clinic}: your visit on {old} was cancelled before. Nothing was changed.",
        "{clinic}: su cita del {old} ya estaba cancelada. No se cambió nada.",
    ),
    "requested": _template(
        "{clinic}: we have your request. A person will finish it and tell you.",
        "{clinic}: tenemos su solicitud. Una persona la completará y le avisará.",
    ),
    "person_wanted": _template(
        "Sealdesk: a patient needs a person. Case {case} ({reason}).",
        "Sealdesk: un paciente necesita a una persona. Caso {case} ({reason}).",
    ),
}


def fields_of(text: str) -> frozenset[str]:
    """Return the names of the values that a text takes."""
    return frozenset(name for _, name, _, _ in _FORMATTER.parse(text) if name)


def render(name: str, language: Language, values: Mapping[str, str]) -> str:
    """Return the message's text.

    Raises:
        WrongMessage: there is no such template, or a needed value is missing or empty.
    """
    template = TEMPLATES.get(name)
    if template is None:
        raise WrongMessage(
            "A message names a template that does not exist.", "Add it to services/messaging/templates.py."
        )
    clean = {key: _clean(value, language) for key, value in values.items()}
    missing = sorted(key for key in fields_of(template.needed[language]) if not clean.get(key))
    if missing:
        raise WrongMessage(
            f"The message {name} lacks {', '.join(missing)}.", "Pass every value that the template needs."
        )
    text = template.needed[language].format_map(clean)
    for part in template.optional[language]:
        if all(clean.get(key) for key in fields_of(part)):
            longer = text + part.format_map(clean)
            text = longer if size_of(longer).segments <= _MOST_SEGMENTS[language] else text
    return one_full_stop(text)


def _clean(value: str, language: Language) -> str:
    """Return a value on one line, of bounded length, without invisible letters, in the language's alphabet."""
    plain = " ".join("".join(letter if letter.isprintable() else " " for letter in value).split())
    return (to_gsm7(plain) if language is Language.EN else plain)[:LONGEST_VALUE]
