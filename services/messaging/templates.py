"""The reviewed texts of every message, in English and Spanish. Free text never reaches a patient.

A message says who it is from first and asks for one thing at most. English fits one GSM-7 segment whatever the names
are: a needed value is cut at its longest, and optional parts are added only while they fit. Spanish keeps its accents,
so its words are chosen without á, í, ó, ú, which would double the segments; a Saturday or a noon brings them back.
A choice is a digit, never a reserved word: CANCEL, END, YES and their like opt a number out or in (47 CFR
64.1200(a)(10)). Unsolicited messages say how to stop them (64.1200(a)(9)(iv)(F)).

The one exception is `conversation`, which carries the dialogue's own reviewed lines.
"""

from collections.abc import Mapping
from datetime import timedelta

from services.kernel.language import Language
from services.kernel.texting import MessageClass
from services.kernel.wording import one_full_stop
from services.messaging.errors import WrongMessage
from services.messaging.gsm7 import size_of, to_gsm7
from services.messaging.mail_templates import MAIL_TEMPLATES
from services.messaging.template_model import KINDS, LONGEST, Kind, Template, fields_of

_DAY = timedelta(hours=24)


def _template(
    en: str,
    es: str,
    *optional: tuple[str, str],
    useful: timedelta = _DAY,
    of: MessageClass = MessageClass.REPLY,
    later: bool = False,
    segments: tuple[int, int] = (1, 2),
) -> Template:
    return Template(
        needed={Language.EN: en, Language.ES: es},
        optional={
            Language.EN: tuple(english for english, _ in optional),
            Language.ES: tuple(spanish for _, spanish in optional),
        },
        message_class=of,
        useful=useful,
        later=later,
        segments={Language.EN: segments[0], Language.ES: segments[1]},
    )


_OFFER = MessageClass.REMINDER_OR_OFFER
_CONTROL = MessageClass.CONTROL
_SOON = timedelta(minutes=5)
"""A confirmation of STOP must go within five minutes (47 CFR 64.1200(a)(12)); later it is not sent at all."""

TEMPLATES: Mapping[str, Template] = {
    "code": _template(
        "{clinic}: {code} is your code. Use it where you asked for it. Do not share it.",
        "{clinic}: {code} es su código. Úselo donde lo pidió. No lo comparta.",
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
        later=True,
    ),
    "changed_already": _template(
        "{clinic}: your visit had changed already. We did nothing.",
        "{clinic}: su cita ya había cambiado, así que no hicimos nada.",
        (" It is now {new}.", " Ahora es el {new}."),
    ),
    "cancelled_already": _template(
        "{clinic}: your visit on {old} was cancelled before. Nothing was changed.",
        "{clinic}: su cita del {old} ya estaba cancelada. Todo sigue igual.",
    ),
    "requested": _template(
        "{clinic}: we have your request. A person will finish it and tell you.",
        "{clinic}: tenemos su solicitud. Una persona la completará y le avisará.",
    ),
    "person_wanted": _template(
        "Sealdesk: a patient needs a person. Case {case} ({reason}).",
        "Sealdesk: un paciente necesita a una persona. Caso {case} ({reason}).",
        of=MessageClass.STAFF,
    ),
    "reminder": _template(
        "{clinic}: your visit is {when}. Reply 1 keep, 2 move, 3 call off. STOP ends texts.",
        "{clinic}: su cita es el {when}. 1 mantener, 2 cambiar, 3 anular. ALTO: fin de textos.",
        of=_OFFER,
        segments=(1, 3),
    ),
    "reminder_kept": _template(
        "{clinic}: thank you. We will see you on {when}.",
        "{clinic}: gracias. Le esperamos el {when}.",
        useful=timedelta(hours=2),
    ),
    "reminder_old": _template(
        "{clinic}: that reminder is old, so nothing was changed. Call us at {phone}.",
        "{clinic}: ese aviso es viejo. Todo sigue igual. Llame al {phone}.",
        useful=timedelta(hours=2),
    ),
    "waitlist_offer": _template(
        "{clinic}: earlier time open: {when}. To take it reply {code}. STOP ends texts.",
        "{clinic}: hora libre: {when}. Para tomarla: {code}. ALTO: fin de textos.",
        of=_OFFER,
        useful=timedelta(minutes=30),
        segments=(1, 3),
    ),
    "waitlist_gone": _template(
        "{clinic}: that time is taken now. You keep your visit and your place on the list. Thank you.",
        "{clinic}: esa hora ya la tiene otra persona. Usted conserva su cita y su lugar en la lista. Gracias.",
        useful=timedelta(hours=2),
    ),
    "waitlist_taking": _template(
        "{clinic}: thank you, you are first. We are booking it now and text you when it is done.",
        "{clinic}: gracias, usted va primero. Ya la estamos reservando y le avisamos al final.",
        useful=timedelta(minutes=5),
    ),
    "waitlist_second": _template(
        "{clinic}: somebody answered before you. If that falls through, the time is yours and we text you.",
        "{clinic}: otra persona fue la primera. Si al final no la toma, la hora es suya y le avisamos.",
        useful=timedelta(minutes=30),
    ),
    "waitlist_declined": _template(
        "{clinic}: thanks for telling us. You keep your visit and your place on the list.",
        "{clinic}: gracias por avisar. Usted conserva su cita y su lugar en la lista.",
        useful=timedelta(hours=2),
    ),
    "waitlist_code_alone": _template(
        "{clinic}: to take the time, send {code} and nothing else. Nothing was changed yet.",
        "{clinic}: para tomar la hora, mande {code} sin otro texto. Todo sigue igual por ahora.",
        useful=timedelta(hours=2),
    ),
    "waitlist_over": _template(
        "{clinic}: that code was used or is too old. Nothing more was changed. Help: {phone}.",
        "{clinic}: esa clave ya fue usada o ya no vale. Todo sigue igual. Ayuda: {phone}.",
        useful=timedelta(hours=2),
    ),
    "waitlist_no_code": _template(
        "{clinic}: we know no such code, so nothing was changed. Help: {phone}.",
        "{clinic}: no conocemos esa clave. Todo sigue igual. Ayuda: {phone}.",
        useful=timedelta(hours=2),
    ),
    "approved_move": _template(
        "{clinic}: we moved your visit. It is now {new}.",
        "{clinic}: cambiamos su cita. Ahora es el {new}.",
        (" With {provider}.", " Con {provider}."),
        (" At {place}.", " En {place}."),
        later=True,
    ),
    "approved_cancel": _template(
        "{clinic}: as you asked, your visit on {old} is called off.",
        "{clinic}: como usted quiso, su cita del {old} queda anulada.",
        later=True,
    ),
    "fee": _template(
        "{clinic}: an office fee of {amount} is due. Pay: {link} STOP ends texts.",
        "{clinic}: hay un cargo de {amount} por pagar. Pague: {link} ALTO: fin de textos.",
        of=MessageClass.BILLING,
        useful=timedelta(days=3),
    ),
    "help": _template(
        "{clinic} visit texts. Call {phone} to reach a person. STOP ends texts. START brings them back.",
        "Textos de {clinic} sobre citas. Llame al {phone}. ALTO los para. INICIAR los activa.",
        of=_CONTROL,
        useful=timedelta(hours=1),
    ),
    "stopped": _template(
        "{clinic}: you will get no more texts from us. Call {phone} for help. START brings texts back.",
        "{clinic}: ya no le enviaremos textos. Si necesita ayuda, llame al {phone}. INICIAR los activa.",
        of=_CONTROL,
        useful=_SOON,
    ),
    "stopped_visit": _template(
        "{clinic}: texts are off. Your visit was NOT called off. To do that, call {phone}. START: texts on.",
        "{clinic}: fin de los textos. Su cita sigue en pie. Para anularla llame al {phone}. INICIAR los activa.",
        of=_CONTROL,
        useful=_SOON,
    ),
    "started": _template(
        "{clinic}: texts are on. Call {phone} for help. STOP ends texts.",
        "{clinic}: ya recibe textos otra vez. Ayuda: {phone}. ALTO los para.",
        of=_CONTROL,
        useful=timedelta(hours=1),
    ),
    "conversation": _template("{reply}", "{reply}", useful=timedelta(minutes=30), segments=(8, 18)),
}


def template_of(name: str) -> Template:
    """Return a template.

    Raises:
        WrongMessage: there is none of that name.
    """
    template = TEMPLATES.get(name) or MAIL_TEMPLATES.get(name)
    if template is None:
        raise WrongMessage(
            "A message names a template that does not exist.", "Add it to services/messaging/templates.py."
        )
    return template


def taken_by(name: str) -> frozenset[str]:
    """Return the names of all values that a template takes, in either language.

    Raises:
        WrongMessage: there is none of that name.
    """
    template = template_of(name)
    texts = (*template.needed.values(), *(part for parts in template.optional.values() for part in parts))
    return frozenset().union(*map(fields_of, texts))


def render(name: str, language: Language, values: Mapping[str, str]) -> str:
    """Return the message's text.

    Raises:
        WrongMessage: there is no such template, or a needed value is missing, empty, or too long to be cut.
    """
    template = template_of(name)
    clean = {key: _clean(key, value, language) for key, value in values.items()}
    missing = sorted(key for key in fields_of(template.needed[language]) if not clean.get(key))
    if missing:
        raise WrongMessage(
            f"The message {name} lacks {', '.join(missing)}.", "Pass every value that the template needs."
        )
    text = template.needed[language].format_map(clean)
    for part in template.optional[language]:
        if all(clean.get(key) for key in fields_of(part)):
            longer = text + part.format_map(clean)
            text = longer if size_of(longer).segments <= template.segments[language] else text
    return one_full_stop(text)


def _clean(key: str, value: str, language: Language) -> str:
    """Return a value without invisible letters, in the language's alphabet, of its kind's length."""
    kind = KINDS.get(key, Kind.WORD)
    lines = value.splitlines() if kind is Kind.REPLY else [value]
    plain = "\n".join(_one_line(line) for line in lines).strip()
    shown = to_gsm7(plain) if language is Language.EN else plain
    if kind is Kind.LINK and len(shown) > LONGEST[kind]:
        raise WrongMessage("A link is too long for a text message.", f"Use one of {LONGEST[kind]} letters at most.")
    return shown[: LONGEST[kind]]


def _one_line(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
