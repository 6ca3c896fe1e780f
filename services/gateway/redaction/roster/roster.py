"""The roster as one layer, which can be replaced while it is in use."""

from collections.abc import Container, Iterable

from services.gateway.redaction.roster.birth_dates import RosterBirthDates
from services.gateway.redaction.roster.contacts import RosterContacts
from services.gateway.redaction.roster.everyday import Everyday, Words
from services.gateway.redaction.roster.index import IndexBuilder, RosterIndex, build_index
from services.gateway.redaction.roster.names import RosterNames
from services.gateway.redaction.roster.numbers import RosterNumbers
from services.gateway.redaction.roster.patient import RosterPatient
from services.gateway.redaction.spans import Span
from services.gateway.redaction.view import Layer, View


class Roster:
    """Finds the clinic's own patients; safe to share between threads.

    A rebuild makes everything anew and then swaps one reference, so that a text is read with either the old or the
    new roster, never with half of one. Patients that were added or changed since then stand in a small second index.
    """

    __slots__ = ("_common", "_layers", "_recent", "_size", "_words")

    def __init__(
        self,
        patients: Iterable[RosterPatient] = (),
        common: Container[str] | None = None,
        words: Container[str] | None = None,
    ) -> None:
        """Build the roster.

        Args:
            patients: The patients.
            common: Everyday words, folded: a name that is one needs more beside it. By default those of the lexicon.
            words: All words: none is taken for a misspelt name. By default those of the lexicon.
        """
        self._common = Everyday() if common is None else common
        self._words = Words() if words is None else words
        self._layers: tuple[Layer, ...] = ()
        self._recent: tuple[Layer, ...] = ()
        self._size = 0
        self.replace(patients)

    @property
    def size(self) -> int:
        """How many patients it has."""
        return self._size

    def replace(self, patients: Iterable[RosterPatient]) -> None:
        """Take these patients in place of those before; a failure leaves those before in force."""
        self.take(build_index(patients, self._common))

    def builder(self) -> IndexBuilder:
        """Return a builder for `take`."""
        return IndexBuilder(self._common)

    def take(self, index: RosterIndex) -> None:
        """Take an index in place of the one before."""
        self._layers = self._searched(index)
        self._size = index.size

    def take_recent(self, patients: Iterable[RosterPatient]) -> None:
        """Look for these patients too, in place of those of the last such call."""
        index = build_index(patients, self._common)
        self._recent = self._searched(index) if index.size else ()

    def find(self, view: View) -> list[Span]:
        """Return the patients' identifiers in a text."""
        layers = (*self._layers, *self._recent)
        return [span for layer in layers for span in layer.find(view)]

    def _searched(self, index: RosterIndex) -> tuple[Layer, ...]:
        return (
            RosterNames(index, self._common, self._words),
            RosterNumbers(index),
            RosterBirthDates(index),
            RosterContacts(index),
        )
