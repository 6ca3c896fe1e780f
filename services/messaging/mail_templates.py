"""The reviewed words of mails to patients, with the entry for the calendar; their subject says nothing."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from services.kernel.language import Language
from services.kernel.texting import MessageClass
from services.messaging.template_model import Template

_SEGMENTS: Final = {Language.EN: 8, Language.ES: 18}
"""A mail is as long as it needs to be; this is the bound that a text of the conversation has too."""


def _mail(en: str, es: str, *optional: tuple[str, str]) -> Template:
    return Template(
        needed={Language.EN: en, Language.ES: es},
        optional={
            Language.EN: tuple(english for english, _ in optional),
            Language.ES: tuple(spanish for _, spanish in optional),
        },
        message_class=MessageClass.REPLY,
        useful=timedelta(hours=24),
        later=False,
        segments=_SEGMENTS,
    )


MAIL_TEMPLATES: Final[Mapping[str, Template]] = {
    "mail_moved": _mail(
        "{clinic}\n\nYour visit is now {new}. It was {old} before.\n\n"
        "Open the file with this mail to put it in your calendar.\n"
        "Is this not right? Please call us at {phone}. Nobody reads mail sent to this address.",
        "{clinic}\n\nSu cita es ahora el {new}. Antes era el {old}.\n\n"
        "Abra el archivo de este correo para ponerla en su calendario.\n"
        "¿Algo no está bien? Llame al {phone}. Nadie lee lo que llega a este correo.",
        ("\n\nYour visit is with {provider}.", "\n\nSu cita es con {provider}."),
        ("\nWhere: {place}.", "\nLugar: {place}."),
    ),
    "mail_cancelled": _mail(
        "{clinic}\n\nYour visit on {old} is cancelled.\n\n"
        "Open the file with this mail to take it out of your calendar.\n"
        "Is this not right? Please call us at {phone}. Nobody reads mail sent to this address.",
        "{clinic}\n\nSu cita del {old} está cancelada.\n\n"
        "Abra el archivo de este correo para quitarla de su calendario.\n"
        "¿Algo no está bien? Llame al {phone}. Nadie lee lo que llega a este correo.",
    ),
}
