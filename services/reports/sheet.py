"""From events to a report's rows: read once, in bounded memory; figures are complete when the rows have run out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from services.audit.reading import Found
from services.reports.definition import Definition
from services.reports.fields import FIELDS, GROUPED, HASHED, action_words, local

Row = tuple[str, ...]


@dataclass
class Tally:
    """How many events of each kind there were, by outcome; filled while rows are read."""

    count: int = 0
    by_action: dict[str, dict[str, int]] = field(default_factory=dict)

    def take(self, found: Found) -> None:
        """Count an event."""
        self.count += 1
        counts = self.by_action.setdefault(found.filing.action, {"success": 0, "refused": 0, "failed": 0})
        counts[found.filing.outcome] = counts.get(found.filing.outcome, 0) + 1

    def rows(self) -> list[Row]:
        """Return a row for each kind: what, done, refused, failed."""
        return [
            (action_words(action), str(counts["success"]), str(counts["refused"]), str(counts["failed"]))
            for action, counts in sorted(self.by_action.items())
        ]


@dataclass
class Group:
    """What is known of one value: how many events, from when to when, of which kinds."""

    first: int
    last: int
    count: int = 0
    actions: dict[str, int] = field(default_factory=dict)

    def take(self, found: Found) -> None:
        """Count an event in."""
        at = found.filing.at
        self.first, self.last = min(self.first, at), max(self.last, at)
        self.count += 1
        self.actions[found.filing.action] = self.actions.get(found.filing.action, 0) + 1

    def row(self, value: Row, zone: ZoneInfo) -> Row:
        """Return the group's row."""
        kinds = "; ".join(f"{action_words(name)} ({count})" for name, count in sorted(self.actions.items()))
        return (*value, str(self.count), local(self.first, zone), local(self.last, zone), kinds)


class Sheet:
    """A report's table: titles, widths, and its rows; give it each event once, in order."""

    def __init__(self, definition: Definition, zone: ZoneInfo) -> None:
        self.definition = definition
        self._zone = zone
        self._columns = [FIELDS[name] for name in definition.columns]
        self._groups: dict[Row, Group] = {}
        self.tally = Tally()
        self.shortened = [place for place, name in enumerate(definition.columns) if name in HASHED]
        """Columns whose values paper shortens."""

    @property
    def titles(self) -> tuple[str, ...]:
        """The columns' titles."""
        grouped = tuple(title for title, _ in GROUPED) if self.definition.by else ()
        return (*(column.title for column in self._columns), *grouped)

    @property
    def widths(self) -> tuple[float, ...]:
        """The columns' shares of the paper's width."""
        grouped = tuple(width for _, width in GROUPED) if self.definition.by else ()
        return (*(column.width for column in self._columns), *grouped)

    def take(self, found: Found) -> Row | None:
        """Take an event and return its row; None where it goes into a group, whose row comes in `rest`."""
        cells = tuple(column.text(found, self._zone) for column in self._columns)
        if not self.definition.by:
            self.tally.take(found)
            return cells
        if FIELDS[self.definition.by].text(found, self._zone):
            self.tally.take(found)
            at = found.filing.at
            self._groups.setdefault(cells, Group(at, at)).take(found)
        return None

    def rest(self) -> Iterator[Row]:
        """Yield the groups' rows behind the last event, most events first; they take memory, not the events."""
        ordered = sorted(self._groups.items(), key=lambda item: (-item[1].count, item[0]))
        yield from (group.row(value, self._zone) for value, group in ordered)

    def rows(self, events: Iterable[Found]) -> Iterator[Row]:
        """Yield every row of these events."""
        for found in events:
            row = self.take(found)
            if row is not None:
                yield row
        yield from self.rest()
