"""What a report is: a question, a layout, what it means and what it cannot show; data, so that all faces agree."""

from dataclasses import dataclass, field
from enum import StrEnum


class Need(StrEnum):
    """What a report must be told beside a period."""

    PATIENT = "patient"
    ACTOR = "actor"
    DISCOVERED = "discovered"


@dataclass(frozen=True, slots=True)
class Prompt:
    """A place on the paper that a person fills in: what is asked, and what helps to answer."""

    title: str
    help: str
    lines: int = 3


@dataclass(frozen=True, slots=True)
class Definition:
    """One report.

    `columns` name fields (`services.reports.fields`); with `by` the rows are groups: one for each value of that field,
    with how many events, the first, the last, and which kinds. `days` is the usual period, None for six years.
    """

    id: str
    title: str
    rule: str
    """The rule it serves, as a citation; empty where there is none."""
    answers: str
    means: tuple[str, ...]
    cannot: tuple[str, ...]
    columns: tuple[str, ...]
    actions: tuple[str, ...] = ()
    """Actions, or families with a dot at the end; empty for all."""
    outcomes: tuple[str, ...] = ()
    accountable: bool | None = None
    needs: tuple[Need, ...] = ()
    by: str = ""
    days: int | None = 31
    form: tuple[Prompt, ...] = field(default=())
    for_patient: bool = False
    """It is handed to a patient: its paper leaves out what only staff need."""
    signed: bool = False
    """It ends with a place for a dated signature, and shows the sign-offs of its period."""
