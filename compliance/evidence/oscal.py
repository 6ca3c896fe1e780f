"""The pack in OSCAL 1.1.3 (NIST): our catalogue, what the appliance does for it, and what the probes found.

Identifiers are made from names (RFC 9562, version 5), so that two packs of one appliance name one thing alike.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from compliance.controls.model import Built, Control, Kind, Proof
from compliance.evidence.model import Pack
from compliance.evidence.overview import evidence_file
from compliance.evidence.standing import Judged
from compliance.probes.model import Result

OSCAL_VERSION: Final = "1.1.3"
CATALOG: Final = "catalog.json"
GUIDE: Final = "sp800_66r2.json"
_OURS: Final = "https://sealdesk.invalid/ns/oscal"
_GROUPS: Final = {
    "164.306": "General rules",
    "164.308": "Administrative safeguards",
    "164.310": "Physical safeguards",
    "164.312": "Technical safeguards",
    "164.314": "Organizational requirements",
    "164.316": "Policies, procedures and documentation",
    "other": "Privacy and breach notification",
    "N": "Proposed in 2025, not the law",
}
_STATUS: Final = {Built.IMPLEMENTED: "implemented", Built.PARTIAL: "partial", Built.PLANNED: "planned"}


def oscal_id(control: Control) -> str:
    """Return a control's id as an OSCAL token."""
    return f"nprm-{control.slug}" if control.kind is Kind.PROPOSED else f"cfr-{control.slug}"


def catalog(pack: Pack) -> dict[str, Any]:
    """Return our catalogue of controls."""
    groups: dict[str, list[Control]] = defaultdict(list)
    for judged in pack.judged:
        groups[_group(judged.control)].append(judged.control)
    content = [
        {
            "id": f"group-{name.lower().replace('.', '-')}",
            "title": _GROUPS[name],
            "controls": [*map(_control, controls)],
        }
        for name, controls in groups.items()
    ]
    return {"catalog": {"uuid": _id("catalog"), "metadata": _metadata(pack, "HIPAA controls"), "groups": content}}


def component_definition(pack: Pack) -> dict[str, Any]:
    """Return what the appliance does for each control, and for each key activity of NIST SP 800-66 Rev. 2."""
    controls = [judged.control for judged in pack.judged]
    component = {
        "uuid": _id("component"),
        "type": "software",
        "title": "Sealdesk",
        "description": "On-premises appliance that moves and cancels clinic appointments by conversation.",
        "props": [{"name": "version", "value": pack.made.version}],
        "control-implementations": [
            {
                "uuid": _id("implementation"),
                "source": CATALOG,
                "description": "What the appliance does for each control, and what stays with the clinic.",
                "implemented-requirements": [_requirement(control) for control in controls],
            },
            {
                "uuid": _id("implementation of the guide"),
                "source": GUIDE,
                "description": "The same by the key activities of NIST SP 800-66 Rev. 2.",
                "implemented-requirements": _by_guide(controls),
            },
        ],
    }
    definition = {"uuid": _id("definition"), "metadata": _metadata(pack, "Sealdesk"), "components": [component]}
    return {"component-definition": definition}


def assessment_results(pack: Pack) -> dict[str, Any]:
    """Return what the probes found, as observations that expire, and a finding for each control with probes."""
    at, plan = pack.made.at.isoformat(), _id("plan")
    judged = [each for each in pack.judged if each.control.probes and each.control.kind is not Kind.PROPOSED]
    chosen = [{"control-id": oscal_id(each.control)} for each in judged]
    result = {
        "uuid": _id("result", at),
        "title": f"Probes of {pack.made.node}",
        "description": "Each probe looked at the running appliance or its files.",
        "start": at,
        "end": at,
        "reviewed-controls": {"control-selections": [{"include-controls": chosen}]},
        "observations": [_observation(each, judged, at) for each in pack.results],
        "findings": [_finding(each, at) for each in judged],
    }
    resource = {"uuid": plan, "title": "Probes of the control catalogue", "description": "compliance/probes"}
    return {
        "assessment-results": {
            "uuid": _id("results", at),
            "metadata": _metadata(pack, "Sealdesk, probed"),
            "import-ap": {"href": f"#{plan}"},
            "results": [result],
            "back-matter": {"resources": [resource]},
        }
    }


def _control(control: Control) -> dict[str, Any]:
    token = oscal_id(control)
    links = [{"href": f"{GUIDE}#{name}", "rel": "reference"} for name in control.guide]
    return {
        "id": token,
        "class": control.kind.value,
        "title": control.title,
        "props": [{"name": "label", "value": control.id}, _prop("citation", control.citation)],
        **({"links": links} if links else {}),
        "parts": [
            {"id": f"{token}_smt", "name": "statement", "prose": control.means},
            {"id": f"{token}_gdn", "name": "guidance", "prose": " ".join((control.clinic, *control.steps))},
        ],
    }


def _requirement(control: Control) -> dict[str, Any]:
    return {
        "uuid": _id("requirement", control.id),
        "control-id": oscal_id(control),
        "description": f"{control.shows} The clinic: {control.clinic}",
        "props": [*_status(control), _prop("proof", control.proof.value), _prop("citation", control.citation)],
        "remarks": f"Evidence counts for {control.fresh_days} days.",
    }


def _by_guide(controls: Iterable[Control]) -> list[dict[str, Any]]:
    """Return one requirement for each key activity, whatever number of controls belong to it."""
    belonging: dict[str, list[Control]] = defaultdict(list)
    for control in controls:
        for activity in control.guide:
            belonging[activity].append(control)
    return [
        {
            "uuid": _id("activity", activity),
            "control-id": activity,
            "description": " ".join(f"{control.citation}: {control.shows}" for control in found),
            "props": [_prop("citation", control.citation) for control in found],
        }
        for activity, found in sorted(belonging.items())
    ]


def _observation(result: Result, judged: Iterable[Judged], at: str) -> dict[str, Any]:
    """Return one probe's result; it expires when the first control that rests on it stops counting it."""
    days = min((each.control.fresh_days for each in judged if result.probe in each.control.probes), default=1)
    return {
        "uuid": _id("observation", result.probe, at),
        "title": result.what or result.probe,
        "description": result.figure,
        "props": [_prop("probe", result.probe), _prop("verdict", result.verdict.value)],
        "methods": ["TEST"],
        "relevant-evidence": [{"href": f"../{evidence_file(result.probe)}", "description": result.looks_at or "-"}],
        "collected": result.at.isoformat(),
        "expires": (result.at + timedelta(days=days)).isoformat(),
        "remarks": f"By hand: {result.command or '-'}",
    }


def _finding(judged: Judged, at: str) -> dict[str, Any]:
    control = judged.control
    return {
        "uuid": _id("finding", control.id, at),
        "title": f"{control.citation} {control.title}",
        "description": judged.why or control.shows,
        "target": {
            "type": "statement-id",
            "target-id": f"{oscal_id(control)}_smt",
            "status": {
                "state": "satisfied" if judged.green else "not-satisfied",
                "reason": "pass" if judged.green else "other",
                "remarks": judged.standing.value,
            },
        },
        "related-observations": [{"observation-uuid": _id("observation", each.probe, at)} for each in judged.results],
    }


def _status(control: Control) -> list[dict[str, str]]:
    value = _STATUS.get(control.status)
    return [{"name": "implementation-status", "value": value}] if value and control.proof is not Proof.PAPER else []


def _group(control: Control) -> str:
    if control.kind is Kind.PROPOSED:
        return "N"
    return next((name for name in _GROUPS if control.id.startswith(name)), "other")


def _metadata(pack: Pack, title: str) -> dict[str, str]:
    return {
        "title": f"{title}: {pack.made.clinic}",
        "last-modified": pack.made.at.isoformat(),
        "version": pack.made.version,
        "oscal-version": OSCAL_VERSION,
    }


def _prop(name: str, value: str) -> dict[str, str]:
    return {"name": name, "ns": _OURS, "value": value}


def _id(*names: str) -> str:
    return str(uuid5(NAMESPACE_URL, "/".join((_OURS, *names))))
