"""The verbs of `sealdesk keys hold`; their work is imported when one runs."""

import sys
from pathlib import Path
from typing import Annotated

import typer

hold_app = typer.Typer(
    help="Legal holds: what they cover is not destroyed, whatever the retention says. Sealdesk must be up.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Config = Annotated[
    Path | None,
    typer.Option("--config", "-c", help="Settings file; default $SEALDESK_CONFIG, else /etc/sealdesk/appliance.yaml."),
]
As = Annotated[str, typer.Option("--as", help="Your name or staff id; it goes into the audit trail.")]
Reason = Annotated[str, typer.Option(help="Why, such as the matter's file number; it goes into the audit log.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for a machine.")]


@hold_app.command("place")
def hold_place(
    staff: As,
    reason: Reason,
    patient: Annotated[
        str, typer.Option(help="Cover this patient's records: the id in the scheduling system, or the keyed hash.")
    ] = "",
    everything: Annotated[bool, typer.Option("--everything", help="Cover the records of everybody.")] = False,
    as_json: Json = False,
    config: Config = None,
) -> None:
    """Place a hold on one patient's records, or on all records."""
    from appliance.cli import holds as command

    sys.exit(command.place(config, staff, reason, (patient, everything), as_json=as_json))


@hold_app.command("lift")
def hold_lift(
    hold: Annotated[str, typer.Argument(help="The hold's id, as `sealdesk keys hold list` shows it.")],
    staff: As,
    reason: Reason,
    as_json: Json = False,
    config: Config = None,
) -> None:
    """Lift a hold: who placed it may, or a security officer."""
    from appliance.cli import holds as command

    sys.exit(command.lift(config, staff, hold, reason, as_json=as_json))


@hold_app.command("list")
def hold_list(staff: As, as_json: Json = False, config: Config = None) -> None:
    """List the holds, the lifted ones too. The look itself is recorded."""
    from appliance.cli import holds as command

    sys.exit(command.list_all(config, staff, as_json=as_json))
