"""The verbs of `sealdesk policy`; their work is imported when one runs."""

import sys
from pathlib import Path
from typing import Annotated

import typer

policy_app = typer.Typer(help="Explain what the clinic's policy decides.", no_args_is_help=True)


@policy_app.command("explain")
def policy_explain(  # noqa: PLR0913, PLR0917 one option each
    change: Annotated[str, typer.Argument(help="move or cancel.")],
    appointment: Annotated[str | None, typer.Option(help="The appointment's id in the scheduling system.")] = None,
    to_slot: Annotated[str | None, typer.Option(help="The new slot's id, for a move.")] = None,
    staff: Annotated[str | None, typer.Option("--as", help="Your name or staff id, with --appointment.")] = None,
    start: Annotated[str | None, typer.Option(help="Without an id: its start, such as 2027-03-04T09:00.")] = None,
    minutes: Annotated[int, typer.Option(help="How long it takes.")] = 30,
    visit_type: Annotated[str | None, typer.Option(help="Its visit type.")] = None,
    modality: Annotated[str, typer.Option(help="in_person, video or phone.")] = "in_person",
    status: Annotated[str, typer.Option(help="Its FHIR status.")] = "booked",
    new_start: Annotated[str | None, typer.Option(help="The new start, for a move.")] = None,
    born: Annotated[str | None, typer.Option(help="The patient's birth date; rules on the person need it.")] = None,
    payer: Annotated[str | None, typer.Option(help="The code of who pays.")] = None,
    late_changes: Annotated[int, typer.Option(help="Late changes before this one.")] = 0,
    no_shows: Annotated[int, typer.Option(help="Missed visits.")] = 0,
    moves: Annotated[int, typer.Option(help="How often it was moved already.")] = 0,
    now: Annotated[str | None, typer.Option(help="When it is asked; default now.")] = None,
    config: Annotated[
        Path | None,
        typer.Option(
            "--config", "-c", help="Settings file; default $SEALDESK_CONFIG, else /etc/sealdesk/appliance.yaml."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a machine.")] = False,
) -> None:
    """Say why a move or cancellation is allowed, refused or left to a person: each rule, its value and its line.

    Name an appointment of the scheduling system, or describe one. A look at a real one is audited.
    """
    from appliance.cli import policy as command

    described = command.Described(
        start, minutes, visit_type, modality, status, new_start, born, payer, late_changes, no_shows, moves
    )
    named = command.Named(appointment, to_slot, staff)
    sys.exit(command.explain(change, named, described, now, config, as_json=as_json))
