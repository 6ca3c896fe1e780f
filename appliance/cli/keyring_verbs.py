"""The verbs of `sealdesk keys`; their work is imported when one runs."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from appliance.cli.holds_verbs import hold_app
from appliance.cli.shred_verbs import shred_app

keys_app = typer.Typer(help="The keys that the data are sealed with.", no_args_is_help=True)
keys_app.add_typer(hold_app, name="hold")
keys_app.add_typer(shred_app, name="shred")

Config = Annotated[
    Path | None,
    typer.Option("--config", "-c", help="Settings file; default $SEALDESK_CONFIG, else /etc/sealdesk/appliance.yaml."),
]
As = Annotated[str, typer.Option("--as", help="Your name or staff id; it goes into the audit trail.")]
_SEAL = "tpm2, host, host+tpm2 or auto (systemd-creds), file:PATH, credential:NAME, pkcs11:MODULE:TOKEN:LABEL:PIN_FILE."


@keys_app.command("init")
def keys_init(
    staff: As,
    how: Annotated[str, typer.Option("--seal", help=f"What seals the keyring: {_SEAL}")],
    config: Config = None,
) -> None:
    """Make the keyring and move the keys of the secrets folder into it."""
    from appliance.cli import keyring as command

    sys.exit(command.init(config, staff, how))


@keys_app.command("status")
def keys_status(
    config: Config = None, as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False
) -> None:
    """List the keys, their age and what seals them; exit code 1 while one lies unwrapped."""
    from appliance.cli import keyring_status as command

    sys.exit(command.status(config, as_json=as_json))


@keys_app.command("rotate")
def keys_rotate(
    name: Annotated[str, typer.Argument(help="databases, kek, or a key that `sealdesk keys status` lists.")],
    staff: As,
    how: Annotated[
        str | None, typer.Option("--seal", help=f"For kek, what seals the keyring from now on: {_SEAL}")
    ] = None,
    config: Config = None,
) -> None:
    """Replace a key, or what seals them all."""
    from appliance.cli import rotating as command

    sys.exit(command.rotate(config, staff, name, how))


@keys_app.command("unit")
def keys_unit(config: Config = None) -> None:
    """Print the systemd unit that opens the keyring at start and hands each service its own keys."""
    from appliance.cli import keyring_unit as command

    sys.exit(command.unit(config))


@keys_app.command("hand-out")
def keys_hand_out(
    config: Config = None,
    to: Annotated[Path | None, typer.Option(help="Where to; default /run/sealdesk-keys.")] = None,
) -> None:
    """Write each service's own keys into a folder of its own, for units; the keys' unit calls this as root."""
    from appliance.cli import keyring_unit as command

    sys.exit(command.hand_out_keys(config, to))


@keys_app.command("split")
def keys_split(staff: As, config: Config = None) -> None:
    """Print five recovery cards; any three open the keyring on another machine."""
    from appliance.cli import keyring as command

    sys.exit(command.split(config, staff))


@keys_app.command("recover")
def keys_recover(
    staff: As,
    how: Annotated[str, typer.Option("--seal", help=f"What seals the keyring on this machine: {_SEAL}")],
    config: Config = None,
) -> None:
    """Read three recovery cards from the keyboard, and have this machine seal the keyring anew."""
    from appliance.cli import keyring as command

    if sys.stdin.isatty():
        typer.echo("Type three cards, all 33 words of each; end with Ctrl-D.")
    sys.exit(command.recover(config, staff, how, sys.stdin))
