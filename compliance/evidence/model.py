"""What a pack is made of: how each control stands, what the probes saw, and the lists made from the appliance."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from compliance.agreements.expiry import Registered
from compliance.controls.model import Exhibit, Kind, Proof
from compliance.evidence.standing import Judged, Standing
from compliance.probes.model import Result

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Made:
    """Where and when a pack was made: the clinic, the machine, the version, the instant and the clinic's zone."""

    clinic: str
    node: str
    version: str
    at: datetime
    zone: ZoneInfo

    def day(self, instant: datetime) -> str:
        """Return an instant as people at the clinic write it."""
        return f"{instant.astimezone(self.zone):%Y-%m-%d %H:%M %Z}"


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything that goes into a pack; `uncovered` names destinations that need an agreement and have none."""

    made: Made
    judged: tuple[Judged, ...]
    results: tuple[Result, ...]
    exhibits: Mapping[Exhibit, Sequence[Row]]
    agreements: tuple[Registered, ...]
    uncovered: tuple[str, ...]

    def of_kind(self, *kinds: Kind) -> list[Judged]:
        """Return the controls of some kinds."""
        return [judged for judged in self.judged if judged.control.kind in kinds]

    def of_proof(self, proof: Proof) -> list[Judged]:
        """Return the controls in force that are proved in one way."""
        return [
            judged
            for judged in self.judged
            if judged.control.proof is proof and judged.control.kind is not Kind.PROPOSED
        ]


def open_points(judged: Sequence[Judged]) -> list[Row]:
    """Return what is not shown of the rules in force, for the form of risk management."""
    return [
        {"control": each.control.id, "title": each.control.title, "standing": each.standing.value, "why": each.why}
        for each in judged
        if each.standing not in (Standing.SHOWN, Standing.NOT_APPLICABLE) and each.control.kind is not Kind.PROPOSED
    ]


def addressable(judged: Sequence[Judged]) -> list[Row]:
    """Return the 22 addressable specifications and how each stands, for the decisions of 45 CFR 164.306(d)(3)."""
    return [
        {"control": each.control.id, "title": each.control.title, "standing": each.standing.value.replace("_", " ")}
        for each in judged
        if each.control.kind is Kind.ADDRESSABLE
    ]


def figures(pack: Pack) -> dict[str, int]:
    """Return the figures of the 42 specifications, and of the probes."""
    ours = [judged for judged in pack.judged if judged.control.specification]
    standing = Counter(judged.standing for judged in ours)
    verdicts = Counter(result.verdict.value for result in pack.results)
    return {
        "specifications": len(ours),
        "required": sum(judged.control.kind is Kind.REQUIRED for judged in ours),
        "addressable": sum(judged.control.kind is Kind.ADDRESSABLE for judged in ours),
        "with_probes": sum(bool(judged.control.probes) for judged in ours),
        **{f"specifications_{each.value}": standing[each] for each in Standing},
        "probes": len(pack.results),
        **{f"probes_{name}": verdicts[name] for name in ("pass", "fail", "not_applicable", "cannot_tell")},
    }
