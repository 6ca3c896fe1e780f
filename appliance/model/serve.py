"""`sealdesk model serve`: becomes vLLM, with exactly the rendered flags, in the foreground."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from appliance.errors import ProcessError
from appliance.model.check import model_key
from appliance.model.command import KEY_VARIABLE, Command, llama, whisper
from appliance.model.errors import ModelNotConfigured
from appliance.model.version import installed
from appliance.secret_files import SecretFiles
from appliance.settings.language_model import LanguageModelSettings

Become = Callable[[str, list[str], dict[str, str]], object]
# What of the caller's environment vLLM needs; everything else, proxies and keys above all, stays behind.
_PASSED = ("CUDA_HOME", "CUDA_VISIBLE_DEVICES", "LANG", "LD_LIBRARY_PATH", "PATH", "TMPDIR", "TZ")


def command(settings: LanguageModelSettings, *, speech: bool, caches: Path) -> Command:
    """Return the command of one of the two servers.

    Raises:
        ModelNotConfigured: speech to text is asked for and not in the settings.
    """
    if not speech:
        return llama(settings, caches)
    if settings.whisper is None:
        raise ModelNotConfigured("appliance.yaml has no section model.whisper.", "Add it, or do without speech.")
    return whisper(settings, settings.whisper, caches)


def serve(
    settings: LanguageModelSettings,
    secrets: SecretFiles,
    *,
    speech: bool = False,
    caches: Path,
    environment: Mapping[str, str] = os.environ,
    become: Become = os.execve,
) -> None:
    """Become vLLM. It does not return.

    Raises:
        ApplianceError: vLLM is missing or too old, the key is missing, or the program cannot be started.
    """
    installed(settings.environment)
    rendered = command(settings, speech=speech, caches=caches)
    passed = {name: environment[name] for name in _PASSED if name in environment}
    variables = {**passed, **rendered.environment, KEY_VARIABLE: model_key(secrets)}
    os.umask(0o007)  # the socket: its owner and its group
    try:
        become(rendered.words[0], list(rendered.words), variables)
    except OSError as error:
        msg = f"{rendered.words[0]} cannot be started ({type(error).__name__})."
        raise ProcessError(msg, "Run `sealdesk model check`.") from None
