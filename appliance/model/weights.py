"""The weights on disk: their manifest (sha256sum's form), and whether they are the kind that the settings name.

Only safetensors are served: a pickle (`.bin`, `.pt`, `.pth`) runs code when it is read.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from appliance.model.errors import WeightsWrong
from appliance.settings.language_model import Kind

MANIFEST: Final = "manifest.sha256"
_LINE: Final = re.compile(r"([0-9a-f]{64})  (\S.*)")
_RUNS_CODE: Final = frozenset({".bin", ".ckpt", ".pickle", ".pkl", ".pt", ".pth", ".py", ".so"})
_LAYERS: Final = {"8b": 32, "70b": 80}
_QUANTISED: Final = {
    "fp8": frozenset({"compressed-tensors", "fbgemm_fp8", "fp8", "modelopt"}),
    "bf16": frozenset({""}),
    "w4a16": frozenset({"auto-round", "awq", "compressed-tensors", "gptq"}),
}
_MANY: Final = 3


def write_manifest(folder: Path) -> Path:
    """Write the manifest of the files that are there now, and return its path.

    Raises:
        WeightsWrong: the folder cannot be read or written.
    """
    path = folder / MANIFEST
    lines = [f"{digest(folder / name)}  {name}\n" for name in _files(folder)]
    if not lines:
        raise WeightsWrong(f"There are no files in {folder}.", "Copy the weights there first.")
    try:
        path.write_text("".join(lines), encoding="utf-8")
    except OSError as error:
        raise WeightsWrong(f"{path} cannot be written ({type(error).__name__}).", "Run this as its owner.") from None
    return path


def read_manifest(folder: Path) -> dict[str, str]:
    """Return the digest of each file that the manifest names.

    Raises:
        WeightsWrong: it is missing or not of sha256sum's form.
    """
    path = folder / MANIFEST
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        msg = f"The manifest {path} cannot be read ({type(error).__name__})."
        raise WeightsWrong(msg, "Take it from where the weights come from, or `sealdesk model manifest`.") from None
    found = [_LINE.fullmatch(line) for line in lines]
    named = {match[2]: match[1] for match in found if match}
    if not named or None in found or any(Path(name).is_absolute() or ".." in Path(name).parts for name in named):
        raise WeightsWrong(f"{path} is no manifest.", "Its lines are `<sha256>  <file>`, as sha256sum writes them.")
    return named


def verify(folder: Path) -> str:
    """Return what was verified: every file is as the manifest says, and none is beside it.

    Raises:
        WeightsWrong: a file is missing, changed, added, or would run code when it is read.
    """
    named = read_manifest(folder)
    there = set(_files(folder))
    wrong = [f"{name} would run code when it is read" for name in sorted(there) if Path(name).suffix in _RUNS_CODE]
    wrong += [f"{name} is missing" for name in sorted(set(named) - there)]
    wrong += [f"{name} is not in the manifest" for name in sorted(there - set(named))]
    wrong += [f"{name} is changed" for name in sorted(there & set(named)) if digest(folder / name) != named[name]]
    if wrong:
        more = f", and {len(wrong) - _MANY} more" if len(wrong) > _MANY else ""
        raise WeightsWrong(
            f"The weights in {folder} are not right: {'; '.join(wrong[:_MANY])}{more}.",
            "Copy them again from where they come from.",
        )
    return f"{len(named)} files as in {MANIFEST} (its own sha256: {digest(folder / MANIFEST)})"


def recognise(folder: Path, kind: Kind) -> str:
    """Return what the weights are, where they are of the kind that the settings name.

    Raises:
        WeightsWrong: they are something else.
    """
    size, _, written = kind.value.partition("-")
    config = _config(folder)
    quantised = str((config.get("quantization_config") or {}).get("quant_method", ""))
    seen = (config.get("architectures"), config.get("num_hidden_layers"))
    if seen != (["LlamaForCausalLM"], _LAYERS[size]) or quantised not in _QUANTISED[written]:
        raise WeightsWrong(
            f"The weights in {folder} are not {kind.value}: {seen[0]}, {seen[1]} layers, "
            f"quantised by {quantised or 'nothing'}.",
            "Set model.kind and model.path to the same weights.",
        )
    return f"Llama, {seen[1]} layers, quantised by {quantised or 'nothing'}"


def digest(path: Path) -> str:
    """Return the sha256 of a file, in hexadecimal digits.

    Raises:
        WeightsWrong: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise WeightsWrong(f"{path} cannot be read ({type(error).__name__}).", "Check its owner and mode.") from None


def _files(folder: Path) -> Iterator[str]:
    """Yield the files below the folder, sorted; hidden folders, which a download tool leaves, are not weights."""
    if not folder.is_dir():
        raise WeightsWrong(f"There is no folder {folder}.", "Set model.path to the folder of the weights.")
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and name.as_posix() != MANIFEST and not any(part.startswith(".") for part in name.parts):
            yield name.as_posix()


def _config(folder: Path) -> dict[str, Any]:
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        msg = f"{folder / 'config.json'} cannot be read ({type(error).__name__})."
        raise WeightsWrong(msg, "Set model.path to the folder of the weights.") from None
    return config if isinstance(config, dict) else {}
