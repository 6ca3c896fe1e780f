"""The verbs of `sealdesk staff`; their work is imported when one runs."""

import sys
from pathlib import Path
from typing import Annotated

import typer

staff_app = typer.Typer(help="The accounts of the staff console.", no_args_is_help=True)

Config = Annotated[
    Path | None,
    typer.Option("--config", "-c", help="Settings file; default $SEALDESK_CONFIG, else /etc/sealdesk/appliance.yaml."),
]
As = Annotated[str, typer.Option("--as", help="Your name or staff id; it goes into the audit trail.")]
Account = Annotated[str, typer.Argument(help="The person's sign-in name, such as m.kim.")]


@staff_app.command("add")
def staff_add(
    account: Account,
    staff: As,
    name: Annotated[str, typer.Option(help="The person's name, as colleagues and patients read it.")],
    role: Annotated[
        list[str],
        typer.Option(
            help="front_desk, approver, compliance, it, security_officer or break_glass; give it twice for two of them."
        ),
    ],
    config: Config = None,
) -> None:
    """Make an account and print its one-time invitation code."""
    from appliance.cli import staff as command

    sys.exit(command.add(config, account, staff, name, role))


@staff_app.command("list")
def staff_list(
    config: Config = None, as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False
) -> None:
    """List the accounts, their roles, and whether each can sign in."""
    from appliance.cli import staff as command

    sys.exit(command.list_all(config, as_json=as_json))


@staff_app.command("disable")
def staff_disable(account: Account, staff: As, config: Config = None) -> None:
    """Let nobody in under this name any more, at once; open sessions end."""
    from appliance.cli import staff as command

    sys.exit(command.disable(config, account, staff))


@staff_app.command("reset")
def staff_reset(account: Account, staff: As, config: Config = None) -> None:
    """Take password and second factor away, unlock, and print a new invitation code."""
    from appliance.cli import staff as command

    sys.exit(command.reset(config, account, staff))


@staff_app.command("link")
def staff_link(
    account: Account,
    subject: Annotated[str, typer.Argument(help="The directory's subject (`sub`) of the person.")],
    staff: As,
    config: Config = None,
) -> None:
    """Let the person in by the clinic's directory from now on, and no longer by password."""
    from appliance.cli import staff as command

    sys.exit(command.link(config, account, subject, staff))


@staff_app.command("may")
def staff_may(as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Print which role may do what, for the access review."""
    from appliance.cli import staff as command

    sys.exit(command.may(as_json=as_json))
