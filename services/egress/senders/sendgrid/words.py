"""The only words that SendGrid ever carries: the same for everyone, without a name, a time, a place or a speciality."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from services.kernel.language import Language


@dataclass(frozen=True, slots=True)
class Notice:
    """A subject and the words before the link."""

    subject: str
    words: str


NOTICES: Final[Mapping[Language, Notice]] = {
    Language.EN: Notice(
        "You have a new message",
        "You have a new message. Open it here:\n\n{link}\n\nPlease do not answer this e-mail: nobody reads it.\n",
    ),
    Language.ES: Notice(
        "Tiene un mensaje nuevo",
        "Tiene un mensaje nuevo. Ábralo aquí:\n\n{link}\n\nNo responda a este correo: nadie lo lee.\n",
    ),
}
