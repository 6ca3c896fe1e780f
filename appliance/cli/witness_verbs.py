"""The verbs of `sealdesk witness`; their work is imported when one runs."""

import sys
from pathlib import Path
from typing import Annotated

import typer

witness_app = typer.Typer(help="A witness that remembers the audit ledger's last state.", no_args_is_help=True)

Folder = Annotated[Path, typer.Option(help="The witness's own folder, on another machine or a USB stick.")]
Log = Annotated[Path, typer.Option(help="The ledger's folder `log`, with `checkpoint` and `tile`.")]
HERE = Path("/var/lib/sealdesk-witness")


@witness_app.command("add-key")
def witness_add_key(
    vkey: Annotated[str, typer.Argument(help="The ledger's key: the line in its `log/vkey`, or that file.")],
    folder: Folder = HERE,
    name: Annotated[str, typer.Option(help="The witness's name, at the first use.")] = "sealdesk.invalid/witness",
) -> None:
    """Let a ledger's checkpoints count here; makes the witness at the first use and prints its key."""
    from appliance.cli import witness as command

    sys.exit(command.add_key(folder, name, vkey))


@witness_app.command("serve")
def witness_serve(
    listen: Annotated[str, typer.Option(help="IP:PORT of the LAN, or the path of a socket.")],
    folder: Folder = HERE,
) -> None:
    """Cosign what ledgers of the LAN send (C2SP tlog-witness); Ctrl-C stops it."""
    from appliance.cli import witness as command

    sys.exit(command.serve(folder, listen))


@witness_app.command("cosign")
def witness_cosign(
    request: Annotated[Path, typer.Argument(help="The file that `sealdesk witness request` wrote.")],
    out: Annotated[Path, typer.Option(help="Where the answer is written.")],
    folder: Folder = HERE,
) -> None:
    """Cosign a request that was carried here as a file. Exit 0: cosigned, 1: refused."""
    from appliance.cli import witness as command

    sys.exit(command.cosign(folder, request, out))


@witness_app.command("status")
def witness_status(
    folder: Folder = HERE,
    save: Annotated[Path | None, typer.Option(help="Write each log's last checkpoint into this folder.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a machine.")] = False,
) -> None:
    """Show the witness's key and the last state of each ledger that it cosigned."""
    from appliance.cli import witness as command

    sys.exit(command.status(folder, save, as_json=as_json))


@witness_app.command("request")
def witness_request(
    log: Log,
    out: Annotated[Path, typer.Option(help="Where the request is written, to be carried to the witness.")],
    seen: Annotated[
        int | None, typer.Option(help="How many entries the witness saw last; default what is kept.")
    ] = None,
) -> None:
    """Write the ledger's present checkpoint as a request for a witness without a network."""
    from appliance.cli import witness as command

    sys.exit(command.request(log, out, seen))


@witness_app.command("accept")
def witness_accept(
    request: Annotated[Path, typer.Argument(help="The request that was carried to the witness.")],
    answer: Annotated[Path, typer.Argument(help="What `sealdesk witness cosign` wrote.")],
    log: Log,
    witness: Annotated[str, typer.Option(help="The witness's key, as its status prints it.")],
) -> None:
    """Check a witness's answer and keep it beside the ledger's log."""
    from appliance.cli import witness as command

    sys.exit(command.accept(log, request, answer, witness))


@witness_app.command("ask")
def witness_ask(
    log: Log,
    peer: Annotated[str, typer.Option(help="Where the witness listens: http://IP:PORT or unix:/PATH.")],
    witness: Annotated[str, typer.Option(help="The witness's key, as its status prints it.")],
) -> None:
    """Ask a witness on the LAN to cosign the ledger's present checkpoint, and keep it."""
    from appliance.cli import witness as command

    sys.exit(command.ask(log, peer, witness))
