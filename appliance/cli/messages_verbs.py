"""The verbs of `sealdesk messages`; their work is in `appliance.cli.messages`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

messages_app = typer.Typer(
    help="Messages that did not simply arrive, and which texts a number gets.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Config = Annotated[
    Path | None,
    typer.Option("--config", "-c", help="Settings file; default $SEALDESK_CONFIG, else /etc/sealdesk/appliance.yaml."),
]
As = Annotated[str, typer.Option("--as", help="Your name or staff id; it goes into the audit trail.")]
Number = Annotated[str, typer.Argument(help="The telephone number, as you write it.")]


@messages_app.command("list")
def messages_list(
    staff: As, config: Config = None, as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False
) -> None:
    """List messages nobody knows about, then those that failed or did not arrive. The look is audited."""
    from appliance.cli import messages as command

    sys.exit(command.list_troubled(config, staff, as_json=as_json))


@messages_app.command("settle")
def messages_settle(
    message: Annotated[str, typer.Argument(help="The message's id.")],
    staff: As,
    arrived: Annotated[bool, typer.Option("--arrived/--lost", help="What you found out, at the carrier or by asking.")],
    config: Config = None,
) -> None:
    """Say what became of an unknown message. It is never sent again."""
    from appliance.cli import messages as command

    sys.exit(command.settle(config, message, staff, arrived=arrived))


@messages_app.command("number")
def messages_number(number: Number, staff: As, config: Config = None) -> None:
    """Show whether a number said STOP, what its owner agreed to, and what left for it. The look is audited."""
    from appliance.cli import messages as command

    sys.exit(command.number(config, number, staff))


@messages_app.command("misdirected")
def messages_misdirected(
    message: Annotated[str, typer.Argument(help="The message's id, as `sealdesk messages number` lists it.")],
    staff: As,
    config: Config = None,
) -> None:
    """Put on record that a message reached the wrong person: a disclosure that the patient may ask to be told of."""
    from appliance.cli import messages as command

    sys.exit(command.misdirected(config, message, staff))


@messages_app.command("stop")
def messages_stop(number: Number, staff: As, config: Config = None) -> None:
    """Send a number no more texts, at its owner's word."""
    from appliance.cli import messages as command

    sys.exit(command.set_texts(config, number, staff, on=False))


@messages_app.command("start")
def messages_start(number: Number, staff: As, config: Config = None) -> None:
    """Send a number texts again, at its owner's word; at the carrier they have to text START themselves."""
    from appliance.cli import messages as command

    sys.exit(command.set_texts(config, number, staff, on=True))


@messages_app.command("consent")
def messages_consent(
    number: Number,
    staff: As,
    kind: Annotated[str, typer.Option("--class", help="reminder_or_offer or billing.")],
    given: Annotated[bool, typer.Option("--yes/--no", help="Whether its owner agrees, or takes it back.")],
    config: Config = None,
) -> None:
    """Keep what the owner of a number agreed to, or took back."""
    from appliance.cli import messages as command

    sys.exit(command.consent(config, number, staff, kind, given=given))
