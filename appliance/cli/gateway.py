"""`sealdesk gateway serve`: the gateway alone, in front of any OpenAI-compatible server."""

import sys
from dataclasses import dataclass
from pathlib import Path

from appliance.errors import SecretsError
from appliance.processes.edge import run_until_signal
from appliance.processes.gateway import Listen
from appliance.processes.gateway import serve as serve_gateway
from appliance.wiring.gateway import GatewayOptions
from services.gateway.redaction.pipeline import Mode

WRONG_USE = 2


@dataclass(frozen=True, slots=True)
class Files:
    """The files that a gateway reads and writes."""

    key: Path | None
    upstream_key: Path | None
    roster: Path | None
    audit: Path | None


def serve(
    upstream: str, listen: str, transcriber: str | None, files: Files, mode: str, *, must_be_verified: bool
) -> int:
    """Serve until Ctrl-C; return the exit status.

    Raises:
        SealdeskError: an address or a file cannot be used.
    """
    if mode not in set(Mode):
        sys.stderr.write(f"sealdesk: There is no mode {mode!r}. Use one of {', '.join(Mode)}.\n")
        return WRONG_USE
    options = GatewayOptions(
        upstream=upstream,
        transcriber=transcriber or "",
        key=_key(files.key),
        upstream_key=_key(files.upstream_key),
        roster=files.roster,
        mode=Mode(mode),
        audit=files.audit,
        must_be_verified=must_be_verified,
    )
    address = Listen.read(listen)
    return run_until_signal("gateway", lambda stop: serve_gateway(options, address, stop))


def _key(file: Path | None) -> str:
    if file is None:
        return ""
    try:
        key = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        key = ""
    if not key:
        raise SecretsError(f"The key file {file} cannot be read or is empty.", "Write the key into it, on one line.")
    return key
