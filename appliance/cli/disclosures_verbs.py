"""The verbs of `sealdesk disclosures`; their work is imported when one runs."""

import sys
from typing import Annotated

import typer

from appliance.cli.audit_verbs import Address, As, Config, Description, Json, Recipient, Statement

disclosures_app = typer.Typer(
    help="Disclosures that patients may ask to be told of (45 CFR 164.528).",
    no_args_is_help=True,
    rich_markup_mode=None,
)
Patient = Annotated[str, typer.Option(help="The patient: the id in the scheduling system, or the keyed hash.")]
Ground = Annotated[str, typer.Option(help="On what ground; `sealdesk disclosures grounds` lists those that count.")]
Name = Annotated[str, typer.Argument(help="The disclosure, as `sealdesk disclosures list` names it.")]
Why = Annotated[str, typer.Option(help="Why; it goes into the audit log.")]


@disclosures_app.command("grounds")
def grounds(as_json: Json = False) -> None:
    """List every ground, whether it counts, and its rule."""
    from appliance.cli import disclosures as command

    sys.exit(command.grounds(as_json=as_json))


@disclosures_app.command("record")
def record(  # noqa: PLR0913, PLR0917 one option for each thing that the rule asks for
    staff: As,
    patient: Patient,
    ground: Ground,
    recipient: Recipient,
    description: Description,
    statement: Statement,
    on: Annotated[str, typer.Option(help="The day, such as 2026-11-23; today where it is left out.")] = "",
    address: Address = "",
    by: Annotated[str, typer.Option(help="The business associate that disclosed it; empty for the clinic.")] = "",
    times: Annotated[str, typer.Option(help="For a series: how often, such as monthly.")] = "",
    last: Annotated[str, typer.Option(help="For a series: its last day.")] = "",
    config: Config = None,
) -> None:
    """Put a disclosure on record that left by other ways: paper, telephone, another program."""
    from appliance.cli import disclosures as command

    words = command.Words(ground, recipient, description, statement, on, address, by, times, last)
    sys.exit(command.record_one(config, staff, patient, words))


@disclosures_app.command("list")
def list_them(staff: As, patient: Patient, as_json: Json = False, config: Config = None) -> None:
    """List a patient's disclosures with their names, also those that are held back. The look is recorded."""
    from appliance.cli import disclosures as command

    sys.exit(command.list_them(config, staff, patient, as_json=as_json))


@disclosures_app.command("correct")
def correct(  # noqa: PLR0913, PLR0917 one option for each thing that can be told anew
    name: Name,
    staff: As,
    patient: Patient,
    why: Why,
    recipient: Recipient = "",
    address: Address = "",
    description: Description = "",
    statement: Statement = "",
    config: Config = None,
) -> None:
    """Tell a part of it anew. Nothing is edited: the correction is an event of its own."""
    from appliance.cli import disclosures as command

    said = {
        "recipient": recipient,
        "recipient_address": address,
        "description": description,
        "disclosure_purpose": statement,
    }
    sys.exit(command.correct(config, staff, (patient, name), said, why))


@disclosures_app.command("withdraw")
def withdraw(name: Name, staff: As, patient: Patient, why: Why, config: Config = None) -> None:
    """Say that it was none, or that it is recorded otherwise."""
    from appliance.cli import disclosures as command

    sys.exit(command.withdraw(config, staff, (patient, name), why))


@disclosures_app.command("suspend")
def suspend(  # noqa: PLR0913, PLR0917 one option for each thing that the rule asks for
    name: Name,
    staff: As,
    patient: Patient,
    agency: Annotated[str, typer.Option(help="The agency that asks not to tell the patient.")],
    official: Annotated[str, typer.Option(help="Who asked there.")],
    until: Annotated[str, typer.Option(help="The last day on which the patient is not told.")],
    oral: Annotated[bool, typer.Option("--oral", help="They said it; without this they wrote it.")] = False,
    config: Config = None,
) -> None:
    """Hold back what went to this recipient until a day, at its request (164.528(a)(2))."""
    from appliance.cli import disclosures as command

    sys.exit(command.suspend(config, staff, (patient, name), (agency, official, until), oral=oral))


@disclosures_app.command("resume")
def resume(name: Name, staff: As, patient: Patient, why: Why, config: Config = None) -> None:
    """End a suspension before its day."""
    from appliance.cli import disclosures as command

    sys.exit(command.resume(config, staff, (patient, name), why))
