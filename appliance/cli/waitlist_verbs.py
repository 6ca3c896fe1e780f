"""The verbs of `sealdesk waitlist`; their work is imported when one runs."""

import sys
from pathlib import Path
from typing import Annotated

import typer

waitlist_app = typer.Typer(help="Who waits for an earlier time, and what is on offer.", no_args_is_help=True)

Config = Annotated[
    Path | None,
    typer.Option("--config", "-c", help="Settings file; default $SEALDESK_CONFIG, else /etc/sealdesk/appliance.yaml."),
]
As = Annotated[str, typer.Option("--as", help="Your name or staff id; it goes into the audit trail.")]
EntryId = Annotated[str, typer.Argument(help="The entry's id.")]


@waitlist_app.command("list")
def waitlist_list(
    staff: As, config: Config = None, as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False
) -> None:
    """List who waits, in the order in which they are asked; without names and numbers."""
    from appliance.cli import waitlist as command

    sys.exit(command.list_waiting(config, staff, as_json=as_json))


@waitlist_app.command("rounds")
def waitlist_rounds(staff: As, config: Config = None) -> None:
    """List the newest times that are or were on offer, and how they ended."""
    from appliance.cli import waitlist as command

    sys.exit(command.list_rounds(config, staff))


@waitlist_app.command("add")
def waitlist_add(  # noqa: PLR0913, PLR0917 one option for each part of a wish
    patient: Annotated[str, typer.Argument(help="The patient's id in the scheduling system.")],
    appointment: Annotated[str, typer.Argument(help="The id of the visit they hold now.")],
    staff: As,
    agreed: Annotated[bool, typer.Option("--agreed", help="The patient agreed to get texts with offers.")] = False,
    weekdays: Annotated[str | None, typer.Option(help="Days that suit, such as tuesday,thursday.")] = None,
    hours: Annotated[
        list[str] | None, typer.Option(help="Hours that suit, such as 09:00-12:00; several times.")
    ] = None,
    earliest: Annotated[str | None, typer.Option(help="Not before this day, such as 2026-12-01.")] = None,
    latest: Annotated[str | None, typer.Option(help="Not after this day.")] = None,
    provider: Annotated[str | None, typer.Option(help="Only this practitioner's id.")] = None,
    priority: Annotated[int, typer.Option(help="0 to 9; the higher is asked first.")] = 0,
    config: Config = None,
) -> None:
    """Put a patient on the list for a visit they hold; they must have agreed to texts."""
    from appliance.cli import waitlist as command

    if not agreed:
        raise typer.BadParameter("ask the patient first, then add --agreed")
    wish = command.Wish(patient, appointment, weekdays, tuple(hours or ()), earliest, latest, provider, priority)
    sys.exit(command.add(config, wish, staff))


@waitlist_app.command("remove")
def waitlist_remove(entry: EntryId, staff: As, config: Config = None) -> None:
    """Take an entry off the list."""
    from appliance.cli import waitlist as command

    sys.exit(command.remove(config, entry, staff))


@waitlist_app.command("priority")
def waitlist_priority(
    entry: EntryId,
    number: Annotated[int, typer.Argument(help="0 to 9; the higher is asked first.")],
    staff: As,
    config: Config = None,
) -> None:
    """Give an entry your priority."""
    from appliance.cli import waitlist as command

    sys.exit(command.priority(config, entry, number, staff))
