"""The template of a business associate agreement, made from its clauses; for a lawyer to adapt, no legal advice."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from services.kernel.lines import parse

FILE: Final = Path(__file__).parent / "clauses.yaml"
REPORT_DAYS: Final = 5
ANSWER_DAYS: Final = 10

_HEAD: Final = """# Business associate agreement

*A template. It holds every clause that 45 CFR 164.504(e)(2) and 164.314(a)(2)(i) ask for, and the terms of 164.410, in
our own words. Have a lawyer adapt it: it is no legal advice, and state law may ask for more.*

Between **[Covered Entity: name and address of the clinic]** ("Covered Entity")
and **[Business Associate: name and address of the legal person]** ("Business Associate").

In effect from **[date]** to **[date]**. Words have the meaning that 45 CFR parts 160 and 164 give them. "Protected
Health Information" means that which the Business Associate creates, receives, maintains or transmits for the Covered
Entity.
"""
_FOOT: Final = """## Annexes

- **Annex A.** The services, and the products by name: **[vendor / product, as `egress` names them]**
- **Annex B.** Subcontractors that meet Protected Health Information: **[name, country, what for]**

## Signatures

| | Covered Entity | Business Associate |
|---|---|---|
| Name | | |
| Title | | |
| Date | | |
| Signature | | |

*After both have signed: `sealdesk baa sign`, then `sealdesk baa add`; until then the door stays shut.*
"""


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: the paragraph that asks for it, its text, and words without which it would say something else."""

    cite: str
    heading: str
    text: str
    holds: tuple[str, ...]
    optional: bool = False


@cache
def clauses() -> tuple[Clause, ...]:
    """Return the clauses in the order of the rule, the optional ones last."""
    values = parse(FILE.read_text(encoding="utf-8")).values
    return (*map(_clause, values["clauses"]), *(_clause(value, optional=True) for value in values["optional"]))


def template_text() -> str:
    """Return the template in Markdown, with the paragraph beside each clause."""
    parts = [
        f"## {number}. {clause.heading}\n\n{clause.text}\n\n*{_citation(clause)}*\n"
        for number, clause in enumerate(clauses(), start=1)
    ]
    return "\n".join([_HEAD, *parts, _FOOT])


def _citation(clause: Clause) -> str:
    return clause.cite if clause.optional else f"45 CFR {clause.cite}"


def _clause(value: dict[str, Any], *, optional: bool = False) -> Clause:
    text = value["text"].format(report_days=REPORT_DAYS, answer_days=ANSWER_DAYS)
    return Clause(value["cite"], value["heading"], text, tuple(value["holds"]), optional)
