"""`sealdesk model check`: everything that can be known before the model server starts, each with evidence."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from appliance.doctor.model import Finding, Grade
from appliance.errors import ApplianceError, SecretsError
from appliance.model import gpus as smi
from appliance.model.command import CHAT_TEMPLATE, KEY_FILE
from appliance.model.gpus import Gpu, Run, nvidia_smi
from appliance.model.memory import fit
from appliance.model.version import installed
from appliance.model.weights import recognise, verify
from appliance.secret_files import SecretFiles
from appliance.settings.language_model import Kind, LanguageModelSettings

_SHORTEST_KEY = 16


@dataclass(frozen=True, slots=True)
class Examined:
    """What the checks look at."""

    settings: LanguageModelSettings
    secrets: SecretFiles
    run: Run = nvidia_smi


def check(looked_at: Examined, *, hashes: bool = True) -> Iterator[Finding]:
    """Yield what each check found, the quick ones first; `hashes` reads every byte of the weights (minutes for 70B)."""
    yield _finding("vLLM is installed and safe to run", lambda: _vllm(looked_at))
    yield _finding("The key of the model server is there", lambda: model_key(looked_at.secrets) and "a secret file")
    yield _finding("The chat template is there", lambda: f"{CHAT_TEMPLATE} ({CHAT_TEMPLATE.stat().st_size} bytes)")
    yield _finding("The weights are the kind that the settings name", lambda: _kind(looked_at))
    yield _finding("The GPUs are there", lambda: _gpus(looked_at))
    yield _finding("The model and its conversations fit", lambda: _fits(looked_at))
    if hashes:
        yield _finding("The weights are unchanged", lambda: verify(looked_at.settings.path))
    speech = looked_at.settings.whisper
    if speech is not None and hashes:
        yield _finding("The weights of Whisper are unchanged", lambda: verify(speech.path))


def model_key(secrets: SecretFiles) -> str:
    """Return the model server's key.

    Raises:
        SecretsError: there is none, others can read it, or it is too short.
    """
    key = secrets.read(KEY_FILE).decode("ascii", "replace").strip()
    if len(key) < _SHORTEST_KEY or not key.isprintable():
        msg = f"The secret {secrets.folder / KEY_FILE} is no key."
        raise SecretsError(msg, f"`openssl rand -hex 32 > {KEY_FILE} && chmod 0400 {KEY_FILE}`")
    return key


def _finding(what: str, examine: Callable[[], str]) -> Finding:
    try:
        return Finding(what, Grade.GOOD, examine())
    except ApplianceError as error:
        return Finding(what, Grade.BAD, error.what, error.do)


def _vllm(looked_at: Examined) -> str:
    return f"vLLM {installed(looked_at.settings.environment)} in {looked_at.settings.environment}"


def _kind(looked_at: Examined) -> str:
    return recognise(looked_at.settings.path, looked_at.settings.kind)


def _gpus(looked_at: Examined) -> str:
    found = smi.gpus(looked_at.run)
    shown = ", ".join(f"{gpu.number}: {gpu.name}, {gpu.total} MiB, {gpu.used} MiB taken" for gpu in found)
    return shown + _slower(looked_at.settings.kind, found)


def _slower(kind: Kind, found: list[Gpu]) -> str:
    if kind in {Kind.SMALL_FP8, Kind.LARGE_FP8} and not all(gpu.computes_fp8 for gpu in found):
        return " (no FP8 arithmetic: the weights stay small, the speed is that of 16 bits)"
    return ""


def _fits(looked_at: Examined) -> str:
    left = fit(looked_at.settings, smi.gpus(looked_at.run))
    return f"{left.room:.1f} GiB a GPU for conversations: {left.tokens:,} tokens, {left.chats} chats of 2,500"
