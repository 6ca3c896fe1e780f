"""One control of the catalogue: what the rule asks for, in our own words, and how the clinic shows that it keeps it."""

import re
from enum import StrEnum
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, model_validator

_WORDS: Final = 600
_PROBE: Final = r"^[a-z]+\.[a-z_]+$"
_GUIDE: Final = r"^hipaa-[0-9]{3}$"
_PROPOSAL: Final = "90 FR 898 (proposed 6 January 2025, RIN 0945-AA22)"

Sentence = Annotated[str, Field(min_length=5, max_length=_WORDS)]


class Kind(StrEnum):
    """What sort of demand it is: the Security Rule's two sorts, the other two rules, or a proposal."""

    REQUIRED = "required"
    ADDRESSABLE = "addressable"
    PRIVACY = "privacy"
    BREACH = "breach"
    PROPOSED = "proposed"


class Built(StrEnum):
    """How much of it the appliance does; words after OSCAL's implementation status, and the clinic's own part."""

    IMPLEMENTED = "implemented"
    PARTIAL = "partial"
    PLANNED = "planned"
    CLINIC = "clinic"


class Proof(StrEnum):
    """Who can prove it: the appliance by itself, a form that a person signs, or the clinic's own paper."""

    APPLIANCE = "appliance"
    FORM = "form"
    PAPER = "paper"


class Exhibit(StrEnum):
    """A list made from the running appliance, which goes into the pack with the control."""

    ACCOUNTS = "accounts"
    ADDRESSABLE = "addressable"
    AGREEMENTS = "agreements"
    ASSETS = "assets"
    DESTINATIONS = "destinations"
    INVENTORY = "inventory"
    OPEN_POINTS = "open_points"


class Control(BaseModel):
    """One control.

    `id` is the paragraph of 45 CFR, or `N1` and so on for the proposal. `asks` is an auditor's question, `shows` what
    the pack answers it with. Evidence older than `fresh_days` shows nothing any more. `guide` names the key activities
    of NIST SP 800-66 Rev. 2 that belong to it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, Field(pattern=r"^(164\.[0-9]{3}[()a-zA-Z0-9]*(, 164\.[0-9]{3}[()a-zA-Z0-9]*)*|N[0-9]+)$")]
    title: Annotated[str, Field(min_length=3, max_length=80)]
    kind: Kind
    means: Sentence
    asks: Sentence
    shows: Sentence
    clinic: Sentence
    steps: Annotated[tuple[Sentence, ...], Field(max_length=6)] = ()
    """What a small clinic does first, in order; needed where a person or a paper proves the control."""
    status: Built
    proof: Proof
    fresh_days: Annotated[int, Field(ge=1, le=1096)]
    probes: tuple[Annotated[str, Field(pattern=_PROBE)], ...] = ()
    exhibits: tuple[Exhibit, ...] = ()
    guide: tuple[Annotated[str, Field(pattern=_GUIDE)], ...] = ()

    @model_validator(mode="after")
    def _holds_together(self) -> "Control":
        if self.proof is Proof.APPLIANCE and not self.probes:
            raise ValueError("proof: appliance needs probes, for nothing else shows it")
        if self.proof is Proof.PAPER and self.probes:
            raise ValueError("proof: paper has no probes; with probes it is a form")
        if self.proof is not Proof.APPLIANCE and self.kind is not Kind.PROPOSED and not self.steps:
            raise ValueError("what people prove needs steps: what a small clinic does, in order")
        if (self.kind is Kind.PROPOSED) != self.id.startswith("N"):
            raise ValueError("an id N1, N2 and so on, and kind: proposed, go together")
        return self

    @property
    def citation(self) -> str:
        """Return where it stands in the law, or in the proposal."""
        return _PROPOSAL if self.kind is Kind.PROPOSED else f"45 CFR {self.id}"

    @property
    def slug(self) -> str:
        """Return the id as a file name."""
        return re.sub(r"[^a-zA-Z0-9]+", "-", self.id).strip("-")

    @property
    def specification(self) -> bool:
        """Tell whether it is one of the 42 specifications of 45 CFR 164.308, 164.310 and 164.312."""
        return self.id.startswith(("164.308", "164.310", "164.312"))


class Chapter(BaseModel):
    """One file of the catalogue."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    controls: tuple[Control, ...]
