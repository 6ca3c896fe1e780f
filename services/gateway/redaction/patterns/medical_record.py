"""Medical record, chart and patient numbers, by the words beside them."""

import re
from typing import Final

from services.gateway.redaction.labels import Label
from services.gateway.redaction.patterns.rules import Cue, Rule, Shape
from services.gateway.redaction.patterns.values import CODE
from services.gateway.redaction.spans import Span


class _Expediente(Shape):
    """A record's number right after "exp", which before a card's month is its expiry."""

    def look(self, text: str, start: int, end: int) -> list[Span]:
        """Return the number alone."""
        return [Span(each.start + 4, each.end, each.label, each.weight) for each in super().look(text, start, end)]


RULES: Final[tuple[Rule, ...]] = (
    Shape(
        Label.MRN,
        (r"\bmrn-?\d{4}",),
        re.compile(r"mrn-?\d{4,14}(?![a-z0-9])", re.ASCII),
        lambda _value: 6,
    ),
    Shape(
        Label.MRN,
        (r"\b00-\d{2}-\d{2}\b",),
        re.compile(r"00-\d{2}-\d{2}(?![\d\-/])", re.ASCII),
        lambda _value: 1,
    ),
    _Expediente(
        Label.MRN,
        (r"\bexp\s[a-z]{1,3}-\d{3}", r"\bexp\s\d{5}"),
        re.compile(r"exp (?:[a-z]{1,3}-\d{3,10}|\d{5,12})(?![a-z0-9/])", re.ASCII),
    ),
    Cue(
        Label.MRN,
        (
            r"\bm\.?\s?r\.?\s?n?\.?\s?(?:#|n\b)",
            r"\bm\.r\.n\b",
            r"\bm\.?r\.?\s?(?:no|num|number)\b",
            r"\b(?:mrnum|mrno|emrn|hmrn|mpi|empi|ehr\sid|emr\sid|nhc|hcn|epi)\b",
            r"\bmed[a-z]{0,6}\s{1,2}r[ec]{1,3}[a-z]{0,4}s?\b",
            r"\bmedrecs?\b",
            r"\b(?:record|records|recrod|expedinte)\b",
            r"\bexp\.\s?(?:#|no\.?)?",
            r"\bpid\|\d{0,4}\|[^|]{0,40}\|",
            r"\brec(?:or|ro)d\s?(?:number|num|no|#|id)\b",
            r"\bnumero\sde\sr[eo]cord\b",
            r"\bchart\b",
            r"\b(?:charts|records|expedientes)\s[a-z0-9\-]{4,14}\s(?:and|y|with|con)\b",
            r"\bpatient'?s?\s?(?:id|number|num|no|#|nbr|identifier|ident)[a-z]{0,10}\b",
            r"\bp(?:atien)?t\s?(?:id|no)\b",
            r"\b(?:p(?:atien)?t|hospital|chart|record)\s?#",
            r"\bhospital\s?(?:id|number|num|no)\b",
            r"\b(?:unit|epic|cerner|athena)\s?(?:id|number|no|#)\b",
            r"\bexp[ei]dient[ea]s?\b",
            r"\bhistori[ao]l?\s?(?:clinic[ao]|medic[ao]|numero|no|num|#)?\b",
            r"\bregistro\s(?:medico|clinico|hospitalario)\b",
            r"\bficha\s(?:medica|clinica)\b",
            r"\b(?:numero|num|no|id)\.?\s(?:de\s)?paciente\b",
        ),
        CODE,
        weight=5,
    ),
    Cue(Label.MRN, (r"\bcharts\b",), CODE, weight=4),
    Cue(
        Label.ID,
        (
            r"\b(?:encounter|visit|accession|specimen|csn|har|fin|study|sample|episode|admission)\s?(?:id|number|num|no|#|nbr|code)\b",
            r"\b(?:csn|acc)\s?[#:]",
            r"\baccession\b",
            r"\b(?:muestra|sample|specimen|especimen)\s(?:es|is)\b",
            r"\b(?:numero|num|no)\.?\sde\s(?:visita|ingreso|episodio|muestra|admision|estudio)\b",
        ),
        CODE,
        weight=4,
    ),
)
