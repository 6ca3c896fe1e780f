"""The verbs of `sealdesk egress` and `sealdesk baa`; their work is imported when one runs."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

egress_app = typer.Typer(help="What may leave, to whom, and whether it works.", no_args_is_help=True)
baa_app = typer.Typer(help="The register of business associate agreements.", no_args_is_help=True)

Config = Annotated[
    Path | None,
    typer.Option("--config", "-c", help="Settings file; default $SEALDESK_CONFIG, else /etc/sealdesk/appliance.yaml."),
]
As = Annotated[str, typer.Option("--as", help="Your name or staff id; it goes into the audit trail.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for a machine.")]
Day = Annotated[datetime, typer.Option(formats=["%Y-%m-%d"])]


@egress_app.command("list")
def egress_list(config: Config = None, as_json: Json = False) -> None:
    """List every destination: who may reach it, what it may be told, whether it is open now and why not."""
    from appliance.cli import egress as command

    sys.exit(command.list_all(config, as_json=as_json))


@egress_app.command("explain")
def egress_explain(
    destination: Annotated[str, typer.Argument(help="HOST:PORT.")],
    who: Annotated[str, typer.Option(help="Who asks: bridge, portal, or egress for messages.")] = "bridge",
    config: Config = None,
) -> None:
    """Say whether somebody may reach a destination now, and why or why not. Exit 0: yes, 1: no."""
    from appliance.cli import egress as command

    sys.exit(command.explain(config, destination, who))


@egress_app.command("test")
def egress_test(
    staff: As,
    name: Annotated[str | None, typer.Argument(help="The destination's name; all of them without one.")] = None,
    config: Config = None,
    as_json: Json = False,
) -> None:
    """Let the running door dial and begin TLS, and send nothing; print the evidence and what to do."""
    from appliance.cli import egress as command

    sys.exit(command.test(config, name, staff, as_json=as_json))


@egress_app.command("unit")
def egress_unit(config: Config = None) -> None:
    """Print the systemd unit of the egress process: its own user and its own secrets."""
    from appliance.cli import egress_rules as command

    sys.exit(command.unit(config))


@egress_app.command("nftables")
def egress_nftables(
    user: Annotated[str, typer.Option(help="System user of the portal and the bridge.")] = "sealdesk",
    resolver: Annotated[
        str | None, typer.Option(help="System user of a name resolver on this machine, where one asks for the others.")
    ] = None,
    config: Config = None,
) -> None:
    """Print firewall rules for this machine: beyond the LAN only the egress process's user gets out."""
    from appliance.cli import egress_rules as command

    sys.exit(command.nftables(config, user, resolver))


@baa_app.command("keygen")
def baa_keygen(
    staff: As,
    out: Annotated[Path, typer.Option(help="Where the private key is written, mode 0400; keep it off the machine.")],
    config: Config = None,
) -> None:
    """Make an approver's key; prints the public half for `egress.agreements.approvers`."""
    from appliance.cli import baa as command

    sys.exit(command.keygen(config, staff, out))


@baa_app.command("sign")
def baa_sign(  # noqa: PLR0913, PLR0917 one option for each field of a record
    staff: As,
    key: Annotated[Path, typer.Option(help="The approver's private key.")],
    vendor: Annotated[str, typer.Option(help="The vendor as the settings name it, such as twilio.")],
    product: Annotated[list[str], typer.Option(help='A product it covers, such as "programmable messaging"; repeat.')],
    counterparty: Annotated[str, typer.Option(help="The legal person that signed.")],
    effective: Day,
    expires: Day,
    document: Annotated[Path, typer.Option(help="The signed agreement; only its SHA-256 is kept.")],
    record: Annotated[str, typer.Option("--id", help="The record's id, such as twilio-2027.")],
    out: Annotated[Path, typer.Option(help="Where the signed record is written.")],
    config: Config = None,
) -> None:
    """Write a record of an agreement, signed by its approver (`--as`)."""
    from appliance.cli import baa as command

    fields = command.Fields(record, vendor, tuple(product), counterparty, effective.date(), expires.date(), document)
    sys.exit(command.sign_record(config, staff, key, fields, out))


@baa_app.command("add")
def baa_add(
    record: Annotated[Path, typer.Argument(help="The signed record.")], staff: As, config: Config = None
) -> None:
    """Put a signed record on the register; what it covers opens by itself."""
    from appliance.cli import baa as command

    sys.exit(command.add(config, staff, record))


@baa_app.command("list")
def baa_list(staff: As, config: Config = None, as_json: Json = False) -> None:
    """List the records, whether each counts today, and which destinations need one."""
    from appliance.cli import baa as command

    sys.exit(command.list_records(config, staff, as_json=as_json))


@baa_app.command("template")
def baa_template(
    to: Annotated[Path | None, typer.Option(help="Where it is written; without this it is printed.")] = None,
) -> None:
    """Print an agreement to start from: every clause that 45 CFR 164.504(e)(2) and 164.314(a)(2)(i) ask for."""
    from appliance.cli import baa as command

    sys.exit(command.template(to))


@baa_app.command("withdraw")
def baa_withdraw(
    record: Annotated[str, typer.Argument(help="The record's id.")], staff: As, config: Config = None
) -> None:
    """Take a record off the register; what it covered closes within a minute, open connections too."""
    from appliance.cli import baa as command

    sys.exit(command.withdraw(config, staff, record))
