"""The pack's pages for people: the overview, the forms, the list of papers, the register of agreements."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from compliance.agreements.template import clauses
from compliance.controls.model import Exhibit, Kind, Proof
from compliance.evidence.model import Pack, Row, figures
from compliance.evidence.overview import evidence_file, form_file
from compliance.evidence.prompts import prompts_for
from compliance.evidence.standing import Judged, Standing
from compliance.probes.model import Verdict

TEMPLATES: Final = Path(__file__).parent / "templates"
STANDINGS: Final = {
    Standing.SHOWN: (
        "Shown",
        "Evidence that passed and is fresh, and a signature where one is needed. It shows what stands beside it, no "
        "more: where the rule asks for a procedure, the clinic's written procedure belongs to it (164.316(a)).",
    ),
    Standing.NOT_SHOWN: ("Not shown", "A probe saw that something is not as it must be."),
    Standing.CANNOT_TELL: ("Can't tell", "A probe could not look, or what it looks at is not there yet."),
    Standing.STALE: ("Too old", "The evidence or the signature is older than it counts."),
    Standing.UNSIGNED: ("To be signed", "A form or a paper of the clinic is not signed off."),
    Standing.NOT_APPLICABLE: ("Not applicable", "The appliance, as it is set up, has nothing of the kind."),
}
_VERDICTS: Final = {
    Verdict.PASS: "passed",
    Verdict.FAIL: "failed",
    Verdict.NOT_APPLICABLE: "not applicable",
    Verdict.CANNOT_TELL: "can't tell",
}
_PROOFS: Final = {
    Proof.APPLIANCE: "the appliance",
    Proof.FORM: "a form and a signature",
    Proof.PAPER: "the clinic's own paper",
}
_ADDRESSABLE: Final = (
    "Required and addressable: an addressable specification is not optional. Where the clinic does not do it as it is "
    "written, it writes down why that is not reasonable and appropriate for it, and what it does instead."
)
_SECTIONS: Final = (
    ("general", "45 CFR 164.306: general rules", "164.306", _ADDRESSABLE),
    ("administrative", "45 CFR 164.308: administrative safeguards", "164.308", ""),
    ("physical", "45 CFR 164.310: physical safeguards", "164.310", ""),
    ("technical", "45 CFR 164.312: technical safeguards", "164.312", ""),
    ("organizational", "45 CFR 164.314: organizational requirements", "164.314", ""),
    ("documentation", "45 CFR 164.316: policies and documentation", "164.316", ""),
)
_PROPOSED: Final = (
    "90 FR 898, 6 January 2025: a proposal. Nothing in this section is the law, or counts in the figures."
)
_CLAUSED: Final = ("164.314(a)(2)(i)", "164.504(e)(2)")


class EvidencePages:
    """Renders the pages of one pack."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        loader = FileSystemLoader(TEMPLATES)
        self._environment = Environment(
            loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self._environment.globals.update(
            made=pack.made, words_of=STANDINGS, verdicts=_VERDICTS, proofs=_PROOFS, evidence_file=evidence_file
        )

    def all(self) -> dict[str, bytes]:
        """Return every page by its file name."""
        forms = {form_file(judged): self._form(judged) for judged in self._pack.judged if form_file(judged)}
        return {
            "index.html": self._index(),
            "paper.html": self._render("paper.html", papers=self._pack.of_proof(Proof.PAPER)),
            "agreements/register.html": self._register(),
            "style.css": (TEMPLATES / "style.css").read_bytes(),
            **forms,
        }

    def _index(self) -> bytes:
        return self._render(
            "index.html",
            figures=figures(self._pack),
            sections=self._sections(),
            forms=len(self._pack.of_proof(Proof.FORM)),
            papers=len(self._pack.of_proof(Proof.PAPER)),
            forms_of={judged.control.id: form_file(judged) for judged in self._pack.judged},
        )

    def _sections(self) -> list[dict[str, object]]:
        pack = self._pack
        rule = pack.of_kind(Kind.REQUIRED, Kind.ADDRESSABLE)
        sections: list[dict[str, object]] = [
            _section(id_, title, [each for each in rule if each.control.id.startswith(start)], note)
            for id_, title, start, note in _SECTIONS
        ]
        privacy = _section("privacy", "Privacy and breach notification", pack.of_kind(Kind.PRIVACY, Kind.BREACH))
        return [*sections, privacy, _section("proposed", "Proposed in 2025", pack.of_kind(Kind.PROPOSED), _PROPOSED)]

    def _form(self, judged: Judged) -> bytes:
        control = judged.control
        tables = [(exhibit.value, self._rows(exhibit)) for exhibit in control.exhibits]
        listed = [clause for clause in clauses() if not clause.optional] if control.id in _CLAUSED else []
        prompts = prompts_for(control)
        return self._render(
            "form.html", "../", control=control, judged=judged, tables=tables, clauses=listed, prompts=prompts
        )

    def _register(self) -> bytes:
        pack = self._pack
        return self._render("register.html", "../", records=pack.agreements, uncovered=pack.uncovered)

    def _rows(self, exhibit: Exhibit) -> Sequence[Row]:
        return self._pack.exhibits.get(exhibit, ())

    def _render(self, name: str, up: str = "", **values: Any) -> bytes:  # noqa: ANN401 what a template is given
        return self._environment.get_template(name).render(up=up, **values).encode()


def _section(id_: str, title: str, controls: Sequence[Judged], note: str = "") -> dict[str, object]:
    return {"id": id_, "title": title, "controls": controls, "note": note}
