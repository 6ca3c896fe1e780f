"""The verbs of `sealdesk fees`; their work is imported when one runs."""

import sys
from pathlib import Path
from typing import Annotated

import typer

fees_app = typer.Typer(help="List, hand over, settle and waive fees of late changes.", no_args_is_help=True)

Config = Annotated[
    Path | None,
    typer.Option("--config", "-c", help="Settings file; default $SEALDESK_CONFIG, else /etc/sealdesk/appliance.yaml."),
]
As = Annotated[str, typer.Option("--as", help="Your name or staff id; it goes into the audit trail.")]
Fee = Annotated[str, typer.Argument(help="The fee's id.")]


@fees_app.command("list")
def fees_list(
    staff: As,
    config: Config = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    settled: Annotated[bool, typer.Option("--settled", help="The latest 50 that are settled, instead.")] = False,
) -> None:
    """List the fees that are due or handed over, oldest first."""
    from appliance.cli import fees as command

    sys.exit(command.list_fees(config, staff, as_json=as_json, settled=settled))


@fees_app.command("hand-over")
def fees_hand_over(fee: Fee, staff: As, config: Config = None) -> None:
    """Print a link on which the patient can pay; the same one while it is good."""
    from appliance.cli import fees as command

    sys.exit(command.hand_over(config, fee, staff))


@fees_app.command("look-up")
def fees_look_up(
    reference: Annotated[str, typer.Argument(help="The reference in a payment link.")], staff: As, config: Config = None
) -> None:
    """Say which fee a payment reference stands for, while it can be paid."""
    from appliance.cli import fees as command

    sys.exit(command.look_up(config, reference, staff))


@fees_app.command("paid")
def fees_paid(fee: Fee, staff: As, config: Config = None) -> None:
    """Note that a fee was paid at the desk or on the clinic's page."""
    from appliance.cli import fees as command

    sys.exit(command.paid(config, fee, staff))


@fees_app.command("waive")
def fees_waive(
    fee: Fee,
    staff: As,
    reason: Annotated[str, typer.Option(help="emergency, clinic_at_fault, payer_forbids, hardship or goodwill.")],
    config: Config = None,
) -> None:
    """Ask nothing of the patient, by your decision; the late change is not counted either."""
    from appliance.cli import fees as command

    sys.exit(command.waive(config, fee, staff, reason))


@fees_app.command("refund")
def fees_refund(
    fee: Fee,
    staff: As,
    reason: Annotated[str, typer.Option(help="As for `waive`.")],
    config: Config = None,
) -> None:
    """Note that you gave a paid fee back where it was paid; the late change is not counted either."""
    from appliance.cli import fees as command

    sys.exit(command.refund(config, fee, staff, reason))


@fees_app.command("text")
def fees_text(
    fee: Fee,
    staff: As,
    agreed: Annotated[
        bool, typer.Option("--agreed", help="The patient told you that they want texts on fees.")
    ] = False,
    config: Config = None,
) -> None:
    """Text the patient the link to pay, if they agreed to texts about fees."""
    from appliance.cli import fees as command

    sys.exit(command.text(config, fee, staff, agreed=agreed))


@fees_app.command("void")
def fees_void(
    fee: Fee,
    staff: As,
    reason: Annotated[str, typer.Option(help="not_late, wrong_visit or other.")] = "other",
    config: Config = None,
) -> None:
    """Take back a fee that was raised by mistake."""
    from appliance.cli import fees as command

    sys.exit(command.void(config, fee, staff, reason))
