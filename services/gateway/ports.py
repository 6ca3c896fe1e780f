"""What the gateway needs from outside itself."""

from collections.abc import Iterable
from typing import Protocol

from services.gateway.redaction.spans import Span
from services.gateway.redaction.view import View


class Finder(Protocol):
    """Finds the identifiers of a text; `services.gateway.redaction.redactor.Redactor` is one."""

    def find(self, view: View) -> list[Span]:
        """Return all identifiers of a text in order, without overlaps."""
        ...


class OtherPatients(Protocol):
    """Looks for people of the clinic's roster in what the model wrote."""

    def __call__(self, text: str) -> Iterable[str]:
        """Return the stretches of `text` that name somebody of the roster."""
        ...
