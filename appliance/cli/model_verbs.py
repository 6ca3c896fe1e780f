"""The verbs of `sealdesk model`; their work is imported when one runs."""

import sys
from pathlib import Path
from typing import Annotated

import typer

model_app = typer.Typer(help="Check, serve and time the model server (vLLM).", no_args_is_help=True)

Config = Annotated[
    Path | None,
    typer.Option("--config", "-c", help="Settings file; default $SEALDESK_CONFIG, else /etc/sealdesk/appliance.yaml."),
]
Speech = Annotated[bool, typer.Option("--whisper", help="The server of speech to text instead.")]


@model_app.command("check")
def model_check(
    config: Config = None,
    quick: Annotated[bool, typer.Option("--quick", help="Leave out the weights' hashes, which take minutes.")] = False,
) -> None:
    """Check vLLM's version, the weights, the GPUs and whether the model fits, before anything is started."""
    from appliance.cli import model as command

    sys.exit(command.check(config, hashes=not quick))


@model_app.command("serve")
def model_serve(
    config: Config = None,
    whisper: Speech = False,
    caches: Annotated[Path, typer.Option(help="Where compiled kernels are kept.")] = Path("/var/cache/sealdesk-model"),
) -> None:
    """Become vLLM, with exactly the flags that the settings mean; Ctrl-C stops it."""
    from appliance.cli import model as command

    sys.exit(command.serve(config, caches, speech=whisper))


@model_app.command("unit")
def model_unit(config: Config = None, whisper: Speech = False) -> None:
    """Print the systemd unit that serves the model: every flag, every variable, nothing it does not need."""
    from appliance.cli import model as command

    sys.exit(command.unit(config, speech=whisper))


@model_app.command("manifest")
def model_manifest(folder: Annotated[Path, typer.Argument(help="The folder of the weights.")]) -> None:
    """Write manifest.sha256 beside weights that you have verified another way."""
    from appliance.cli import model as command

    sys.exit(command.manifest(folder))


@model_app.command("bench")
def model_bench(
    address: Annotated[str, typer.Argument(help="The server: http://HOST:PORT or unix:/PATH.")],
    key_file: Annotated[Path | None, typer.Option(help="The server's key.")] = None,
    streams: Annotated[str, typer.Option(help="Requests under way at once.")] = "1,4,16",
    rounds: Annotated[int, typer.Option(min=1, max=1000, help="Requests of each stream.")] = 4,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a machine.")] = False,
) -> None:
    """Measure time to first token, tokens and commands a second, at 1, 4 and 16 streams, on any server."""
    from appliance.cli import model as command

    sys.exit(command.bench(address, key_file, streams, rounds, as_json=as_json))
