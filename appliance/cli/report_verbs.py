"""The verbs of `sealdesk report`; their work is imported when one runs."""

import sys
from pathlib import Path
from typing import Annotated

import typer

report_app = typer.Typer(help="What a compliance officer hands to an auditor.", no_args_is_help=True)

Config = Annotated[
    Path | None,
    typer.Option("--config", "-c", help="Settings file; default $SEALDESK_CONFIG, else /etc/sealdesk/appliance.yaml."),
]
As = Annotated[str, typer.Option("--as", help="Your name or staff id; it goes into the audit trail.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for a machine.")]


@report_app.command("hipaa")
def report_hipaa(
    to: Annotated[Path, typer.Option(help="Folder for the pack; new or empty.")],
    staff: As,
    config: Config = None,
    as_json: Json = False,
) -> None:
    """Make the evidence pack: every control with what shows it today, forms to sign, OSCAL, hashes."""
    from appliance.cli import report as command

    sys.exit(command.hipaa(config, staff, to, as_json=as_json))


@report_app.command("sign-off")
def report_sign_off(
    control: Annotated[str, typer.Argument(help="The control, such as 164.308(a)(2), in quotes.")],
    staff: As,
    document: Annotated[Path, typer.Option(help="The signed document; only its SHA-256 is kept.")],
    config: Config = None,
) -> None:
    """Record in the audit trail that the form or the paper of a control was signed."""
    from appliance.cli import report as command

    sys.exit(command.sign_off(config, staff, control, document))


@report_app.command("sign-offs")
def report_sign_offs(config: Config = None, as_json: Json = False) -> None:
    """List the controls that people sign: who signed last, and when each is due again."""
    from appliance.cli import report as command

    sys.exit(command.list_sign_offs(config, as_json=as_json))


@report_app.command("check")
def report_check(
    folder: Annotated[Path, typer.Argument(help="The folder of a pack.")],
    vkey: Annotated[
        list[str] | None, typer.Option(help="The log's key, or a file with it; without it, this appliance's own.")
    ] = None,
    as_json: Json = False,
    config: Config = None,
) -> None:
    """Check a pack's hashes and signature, and how it stands today. Exit 0 as made, 1 not, 2 whose it is is unknown."""
    from appliance.cli import report_check as command

    sys.exit(command.check(config, folder, tuple(vkey or ()), as_json=as_json))
