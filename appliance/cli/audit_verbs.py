"""The verbs of `sealdesk audit`; their work is imported when one runs."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

audit_app = typer.Typer(
    help="Search the audit log, take reports and exports out of it, and check it.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Config = Annotated[
    Path | None,
    typer.Option("--config", "-c", help="Settings file; default $SEALDESK_CONFIG, else /etc/sealdesk/appliance.yaml."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for a machine.")]
As = Annotated[str, typer.Option("--as", help="Your name or staff id; it goes into the audit log.")]
Since = Annotated[str, typer.Option(help="From this day or time on, such as 2026-11-23 or 2026-11-23T14:00.")]
Until = Annotated[str, typer.Option(help="Before this day or time.")]
Patient = Annotated[str, typer.Option(help="About this patient: the id in the scheduling system, or the keyed hash.")]
User = Annotated[str, typer.Option(help="By these users, services or chats; several apart by a space.")]
Kind = Annotated[str, typer.Option(help="These kinds of event, such as change.done, or a family: change.")]
Outcome = Annotated[str, typer.Option(help="success, refused or failed.")]
Where = Annotated[
    list[str] | None, typer.Option(help="Any other field: roles=..., resources=..., operations=...; several times.")
]
Order = Annotated[str, typer.Option("--sort", help="Any recorded field; with - in front the other way round.")]
Reason = Annotated[str, typer.Option(help="Why these records are taken out; it goes into the audit log.")]
Purpose = Annotated[str, typer.Option(help="Purpose of use, such as HCOMPL (compliance), HLEGAL, PATRQT, HOPERAT.")]
Discovered = Annotated[str, typer.Option(help="For the breach pack: the day it was discovered.")]


GroundOption = Annotated[
    str,
    typer.Option(
        "--ground",
        help="For whom: inside, patient, court, police and so on; `sealdesk disclosures grounds` lists them.",
    ),
]
Recipient = Annotated[str, typer.Option(help="Who receives it: a person or an organization.")]
Address = Annotated[str, typer.Option(help="The recipient's address, if known.")]
Description = Annotated[str, typer.Option(help="What is disclosed, in a few words.")]
Statement = Annotated[str, typer.Option(help="For what purpose, in a few words.")]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question consists of, as it was typed."""

    since: str
    until: str
    patient: str
    user: str
    kind: str
    outcome: str
    where: tuple[str, ...]
    sort: str


@audit_app.command("search")
def audit_search(  # noqa: PLR0913, PLR0917 one option for each part of the question
    staff: As,
    since: Since = "",
    until: Until = "",
    patient: Patient = "",
    user: User = "",
    kind: Kind = "",
    outcome: Outcome = "",
    where: Where = None,
    sort: Order = "-sequence",
    limit: Annotated[int, typer.Option(min=1, max=1000, help="At most so many events.")] = 50,
    after: Annotated[str | None, typer.Option(help="Go on behind this event, as the last page says.")] = None,
    as_json: Json = False,
    config: Config = None,
) -> None:
    """Find events, newest first. The search itself is recorded."""
    from appliance.cli import audit_log as command

    asked = Asked(since, until, patient, user, kind, outcome, tuple(where or ()), sort)
    sys.exit(command.search(config, staff, asked, (limit, after), as_json=as_json))


@audit_app.command("show")
def audit_show(
    number: Annotated[int, typer.Argument(help="The event's sequence number.")],
    staff: As,
    proof: Annotated[
        Path | None, typer.Option("--proof", help="Write the proof to a new file, as other tools read it (tlog-proof).")
    ] = None,
    as_json: Json = False,
    config: Config = None,
) -> None:
    """Show one event with its details, and prove that it stands in the signed log. The look itself is recorded."""
    from appliance.cli import audit_log as command

    sys.exit(command.show(config, staff, number, proof, as_json=as_json))


@audit_app.command("report")
def audit_report(  # noqa: PLR0913, PLR0917 one option for each part of the question
    name: Annotated[str, typer.Argument(help="Which report; without it, all are listed with what they answer.")] = "",
    staff: Annotated[str, typer.Option("--as", help="Your name or staff id; it goes into the audit log.")] = "",
    since: Since = "",
    until: Until = "",
    patient: Patient = "",
    user: User = "",
    discovered: Discovered = "",
    limit: Annotated[int, typer.Option(min=1, help="At most so many rows.")] = 100,
    as_json: Json = False,
    config: Config = None,
) -> None:
    """Print a report here; `sealdesk audit export --report NAME` makes its files. The look itself is recorded."""
    from appliance.cli import audit_reports as command

    if not name:
        sys.exit(command.list_all(as_json=as_json))
    asked = Asked(since, until, patient, user, "", "", (), "at")
    sys.exit(command.report(config, staff, (name, discovered), asked, limit, as_json=as_json))


@audit_app.command("export")
def audit_export(  # noqa: PLR0913, PLR0917 one option for each part of the order
    to: Annotated[Path, typer.Argument(help="The archive to write, such as audit.zip; it must not exist.")],
    staff: As,
    reason: Reason,
    ground: GroundOption,
    recipient: Recipient = "",
    address: Address = "",
    description: Description = "",
    statement: Statement = "",
    purpose: Purpose = "HCOMPL",
    report: Annotated[str, typer.Option(help="Which report; `sealdesk audit report` lists them.")] = "events",
    since: Since = "",
    until: Until = "",
    patient: Patient = "",
    user: User = "",
    kind: Kind = "",
    outcome: Outcome = "",
    where: Where = None,
    sort: Order = "sequence",
    form: Annotated[str, typer.Option(help="Which of csv, fhir, pdf to add; apart by a space.")] = "csv fhir pdf",
    checkpoint: Annotated[
        int | None, typer.Option(help="Make it at this older checkpoint: the same bytes again.")
    ] = None,
    discovered: Discovered = "",
    as_json: Json = False,
    config: Config = None,
) -> None:
    """Take events out as a signed archive that anybody can check. It is recorded before it is handed out.

    Where the ground counts (45 CFR 164.528), recipient, description and statement are needed, and a disclosure of each
    patient concerned is put on record.
    """
    from appliance.cli import audit_export as command
    from appliance.cli.audit_asking import looker
    from appliance.cli.grounds import given_of
    from services.reports.asked import Asking

    asked = Asked(since, until, patient, user, kind, outcome, tuple(where or ()), sort)
    wanted = command.Wanted(to, report, form, checkpoint, discovered)
    asking = Asking(looker(staff), reason, purpose, given_of(ground, recipient, address, description, statement))
    sys.exit(command.export(config, asking, asked, wanted, as_json=as_json))


@audit_app.command("verify")
def audit_verify(  # noqa: PLR0913, PLR0917 one option for each thing to trust
    export: Annotated[
        Path | None, typer.Argument(help="An export (folder or zip); without it, this machine's own logs.")
    ] = None,
    vkey: Annotated[list[str] | None, typer.Option(help="The log's key, or a file with it.")] = None,
    witness: Annotated[list[str] | None, typer.Option(help="A witness's key; several times.")] = None,
    checkpoint: Annotated[list[Path] | None, typer.Option(help="A checkpoint you kept; several times.")] = None,
    policy: Annotated[Path | None, typer.Option(help="All of these keys in one file (C2SP tlog-policy).")] = None,
    staff: Annotated[str, typer.Option("--as", help="Your name or staff id, for this machine's own logs.")] = "",
    as_json: Json = False,
    config: Config = None,
) -> None:
    """Check an export, or the log here and each process's own chain. Exit 0 valid, 1 not, 2 unanchored, 3 diverged."""
    from appliance.cli import audit as command

    del staff  # whoever may is asked for before
    trust = command.Trust(tuple(vkey or ()), tuple(witness or ()), tuple(checkpoint or ()), policy)
    sys.exit(command.verify(config, export, trust, as_json=as_json))


@audit_app.command("append-test")
def audit_append_test(staff: As, as_json: Json = False, config: Config = None) -> None:
    """Have a test event recorded, read it back, and prove that it stands in the signed log."""
    from appliance.cli import audit_log as command

    sys.exit(command.append_test(config, staff, as_json=as_json))


@audit_app.command("restored")
def audit_restored(
    staff: As,
    backup_of: Annotated[str, typer.Option(help="From when the backup is, such as 2026-11-20T03:00.")],
    reason: Annotated[str, typer.Option(help="Why it was restored, in a few words; no patients.")],
    config: Config = None,
) -> None:
    """Declare that the state was restored from a backup older than the ledger; both then go on. It is recorded."""
    from appliance.cli import audit_mending as command

    sys.exit(command.restored(config, staff, backup_of, reason))


@audit_app.command("accept-clock")
def audit_accept_clock(
    staff: As,
    reason: Annotated[str, typer.Option(help="Why the clock stood ahead, in a few words; no patients.")],
    config: Config = None,
) -> None:
    """Let the ledger go on at its last entry's time until the clock catches up; recorded. Sealdesk must be down."""
    from appliance.cli import audit_mending as command

    sys.exit(command.accept_clock(config, staff, reason))


@audit_app.command("unit")
def unit(config: Config = None) -> None:
    """Print the systemd unit of the audit process as the settings have it: its own user and its own keys."""
    from appliance.cli import audit_unit as command

    sys.exit(command.run(config))
