"""What the gateway needs from outside itself."""

from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence
from typing import Protocol

from services.gateway.redaction.roster.patient import RosterPatient
from services.gateway.redaction.spans import Span
from services.gateway.redaction.view import View
from services.kernel.roster import RosterEvent


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


class PatientSource(Protocol):
    """Where the clinic's patients come from."""

    def pages(self) -> AsyncGenerator[Sequence[RosterPatient], None]:
        """Yield every patient, a page at a time.

        Raises:
            RosterUnavailable: the list cannot be had, or not whole.
            RosterUnreadable: something in it is no patient.
        """
        ...

    async def changes(self) -> Sequence[RosterEvent] | None:
        """Wait for what changed since the list was begun, and return it; None: read the list anew.

        Raises:
            RosterUnavailable: nobody answers.
        """
        ...

    async def aclose(self) -> None:
        """Close what is open."""
        ...


class RosterStanding(Protocol):
    """How the roster stands, for the API."""

    def check(self) -> None:
        """Refuse a call that must not be answered without the roster.

        Raises:
            RosterMissing: the roster was never there, and the settings say to wait for it.
        """
        ...

    def facts(self) -> Mapping[str, object]:
        """Return how it stands, without anything of a patient: `roster` is `ok`, `stale` or `missing`."""
        ...

    def lines(self) -> list[str]:
        """Return its counts as Prometheus reads them."""
        ...

    async def run(self) -> None:
        """Keep it up to date until cancelled."""
        ...

    async def aclose(self) -> None:
        """Close what is open."""
        ...
