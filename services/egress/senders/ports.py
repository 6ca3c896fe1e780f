"""What senders are given and what they return: a template id and typed values go in, never a text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from services.egress.senders.addresses import PhoneNumber
from services.kernel.language import Language


class Texts(Protocol):
    """The reviewed texts; the only words that leave."""

    def __call__(self, template: str, language: Language, values: Mapping[str, str], /) -> str:
        """Return the text of a template with its values.

        Raises:
            SealdeskError: there is no such template, or a value is missing.
        """
        ...


@dataclass(frozen=True, slots=True)
class OutgoingText:
    """A text message to send. `id` is the outbox row's, `values` are worded for `language`."""

    id: str
    to: PhoneNumber = field(repr=False)
    template: str
    language: Language
    values: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Accepted:
    """A carrier took a message. `carrier_id` is its own id for it, `status` its own word, both free of PHI."""

    carrier_id: str
    status: str
