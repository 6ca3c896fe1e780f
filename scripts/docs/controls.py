"""The control catalogue, as docs/reference/controls.md prints it."""

from collections.abc import Iterable

from compliance.controls.load import load_catalogue
from compliance.controls.model import Control, Kind
from compliance.probes.catalogue import PROBES
from compliance.probes.model import Probe

_HEAD = """# The control catalogue

Made from `compliance/controls/catalogue` by `make docs`. The wording is ours; the law is what 45 CFR says. How the pack
is made: [the how-to](../how-to/prepare-an-audit.md). What it cannot prove:
[the explanation](../explanation/evidence.md).

{figures}
"""
_TABLE = """| control | what it means | kind | built | proved by | probes | evidence counts for |
|---|---|---|---|---|---|---|
"""
_PROBES = """## Probes

| probe | what it shows | what it looks at | by hand | when it does not pass |
|---|---|---|---|---|
"""
_PROPOSED = "A proposal (90 FR 898): nothing here is the law, and nothing here counts in the figures.\n\n"


def controls_text() -> str:
    """Return the reference page of the controls and their probes."""
    controls = load_catalogue()
    force = [control for control in controls if control.kind is not Kind.PROPOSED]
    ours = [control for control in force if control.specification]
    others = [control for control in force if not control.specification]
    proposed = [control for control in controls if control.kind is Kind.PROPOSED]
    return "\n".join(
        (
            _HEAD.format(figures=_figures(ours)),
            _section("The 42 specifications of 45 CFR 164.308, 164.310 and 164.312", ours),
            _section("Organization, documentation, privacy and breach", others),
            _section("Proposed in 2025", proposed, _PROPOSED),
            _PROBES + "".join(f"| {' | '.join(_cells(probe))} |\n" for probe in PROBES),
        )
    )


def _figures(ours: list[Control]) -> str:
    required = sum(control.kind is Kind.REQUIRED for control in ours)
    probed = sum(bool(control.probes) for control in ours)
    return (
        f"{len(ours)} specifications ({required} required, {len(ours) - required} addressable), {probed} of them with "
        f"automatic probes; {len(PROBES)} probes."
    )


def _section(title: str, controls: Iterable[Control], note: str = "") -> str:
    return f"## {title}\n\n{note}{_TABLE}" + "".join(_row(control) for control in controls)


def _row(control: Control) -> str:
    cells = (
        f"{control.id} {control.title}",
        control.means,
        control.kind.value,
        control.status.value,
        control.proof.value,
        ", ".join(f"`{probe}`" for probe in control.probes),
        f"{control.fresh_days} days",
    )
    return f"| {' | '.join(cells)} |\n"


def _cells(probe: Probe) -> tuple[str, ...]:
    told = (probe.what, probe.looks_at, probe.command, probe.mend)
    what, looks_at, command, mend = (words.replace("|", "\\|") for words in told)
    return f"`{probe.id}`", what, looks_at, f"`{command}`", mend
