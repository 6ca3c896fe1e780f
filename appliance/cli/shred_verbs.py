"""The verbs of `sealdesk keys shred`; their work is imported when one runs."""

import sys
from pathlib import Path
from typing import Annotated

import typer

shred_app = typer.Typer(
    help="Destroy data keys at the end of their retention: one person orders it, two sign it, then it is carried out.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Config = Annotated[
    Path | None,
    typer.Option("--config", "-c", help="Settings file; default $SEALDESK_CONFIG, else /etc/sealdesk/appliance.yaml."),
]
As = Annotated[str, typer.Option("--as", help="Your name or staff id; it goes into the audit trail.")]
Order = Annotated[Path, typer.Argument(help="The order's file.")]


@shred_app.command("keygen")
def shred_keygen(
    staff: As,
    out: Annotated[Path, typer.Option(help="Where to write the private key; keep it apart from the appliance.")],
    config: Config = None,
) -> None:
    """Make the key that you sign orders with; prints the public half for `audit.shredders`."""
    from appliance.cli import shred as command

    sys.exit(command.keygen(config, staff, out))


@shred_app.command("order")
def shred_order(
    quarter: Annotated[str, typer.Option(help="The quarter whose events become unreadable, such as 2020Q3.")],
    reason: Annotated[str, typer.Option(help="Why; it goes into the audit log.")],
    staff: As,
    out: Annotated[Path, typer.Option(help="The order's file to write.")],
    patient: Annotated[
        list[str] | None,
        typer.Option(help="This patient's events alone: id in the scheduling system, or keyed hash; several times."),
    ] = None,
    config: Config = None,
) -> None:
    """Write an order. Nothing is destroyed by it. Refused before the retention is over."""
    from appliance.cli import shred as command

    sys.exit(command.order(config, staff, (quarter, tuple(patient or ()), reason), out))


@shred_app.command("sign")
def shred_sign(
    order: Order,
    key: Annotated[Path, typer.Option(help="Your own private key, as `sealdesk keys shred keygen` wrote it.")],
    staff: As,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask; for a person who has read the order.")] = False,
    config: Config = None,
) -> None:
    """Read an order and sign it; two different people must."""
    from appliance.cli import shred as command

    sys.exit(command.sign(config, staff, order, key, asked=not yes))


@shred_app.command("run")
def shred_run(order: Order, staff: As, config: Config = None) -> None:
    """Carry an order out that two people signed, while Sealdesk is down; what it destroys never comes back."""
    from appliance.cli import shred as command

    sys.exit(command.run(config, staff, order))
