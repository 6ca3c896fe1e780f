"""`sealdesk model`: check, serve and time the model server."""

import asyncio
import sys
from pathlib import Path

from appliance.cli.doctor import words
from appliance.cli.opening import settings_of
from appliance.doctor.model import Grade
from appliance.errors import SecretsError
from appliance.model import bench as timing
from appliance.model.check import Examined
from appliance.model.check import check as examine
from appliance.model.errors import ModelNotConfigured
from appliance.model.serve import serve as become_vllm
from appliance.model.units import llama_unit, whisper_unit
from appliance.model.weights import write_manifest
from appliance.secret_files import SecretFiles
from appliance.settings.language_model import LanguageModelSettings
from appliance.settings.model import Settings


def check(config: Path | None, *, hashes: bool) -> int:
    """Print what each check found; exit 1 when one is bad."""
    settings, model = _model_of(config)
    bad = False
    for finding in examine(Examined(model, SecretFiles.locate(settings.folders.secrets)), hashes=hashes):
        bad = bad or finding.grade is Grade.BAD
        sys.stdout.write(words(finding) + "\n")
        sys.stdout.flush()
    return 1 if bad else 0


def serve(config: Path | None, caches: Path, *, speech: bool) -> int:
    """Become vLLM."""
    settings, model = _model_of(config)
    become_vllm(model, SecretFiles.locate(settings.folders.secrets), speech=speech, caches=caches)
    return 0


def unit(config: Path | None, *, speech: bool) -> int:
    """Print the systemd unit."""
    _, model = _model_of(config)
    sys.stdout.write(whisper_unit(model) if speech else llama_unit(model))
    return 0


def manifest(folder: Path) -> int:
    """Write the manifest of a folder of weights."""
    sys.stdout.write(f"wrote {write_manifest(folder)}\n")
    return 0


def bench(address: str, key_file: Path | None, streams: str, rounds: int, *, as_json: bool) -> int:
    """Time a model server.

    Raises:
        BenchFailed: it does not answer as one.
    """
    counts = [int(part) for part in streams.split(",") if part.strip().isdecimal() and int(part)]
    rows = asyncio.run(_timed(address, _key(key_file), counts or list(timing.STREAMS), rounds))
    sys.stdout.write((timing.as_json(rows) if as_json else timing.table(rows)) + "\n")
    return 0


async def _timed(address: str, key: str, streams: list[int], rounds: int) -> list[timing.Timed]:
    async with timing.opened(address, key) as target:
        return [row async for row in timing.bench(target, streams, rounds)]


def _key(file: Path | None) -> str:
    if file is None:
        return ""
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise SecretsError(f"The key file {file} cannot be read.", "Write the key into it, on one line.") from None


def _model_of(config: Path | None) -> tuple[Settings, LanguageModelSettings]:
    settings = settings_of(config)
    if settings.model is None:
        msg = "appliance.yaml has no section model: the appliance understands without a language model."
        raise ModelNotConfigured(msg, "Add it as docs/how-to/serve-the-model.md shows.")
    return settings, settings.model
