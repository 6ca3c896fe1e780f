"""Settings, weights, GPUs and a vLLM that exist for tests alone."""

import json
from pathlib import Path
from typing import Any

from appliance.model.weights import write_manifest
from appliance.settings.language_model import LanguageModelSettings

L4 = "0, NVIDIA L4, 23034, 3, 8.9\n"
A100 = "0, NVIDIA A100-PCIE-40GB, 40960, 0, 8.0\n"
H200 = "0, NVIDIA H200, 143771, 0, 9.0\n"
L40S_PAIR = "0, NVIDIA L40S, 46068, 0, 8.9\n1, NVIDIA L40S, 46068, 0, 8.9\n"


def settings(**values: object) -> LanguageModelSettings:
    """Return settings; the values given replace the ordinary ones."""
    ordinary: dict[str, Any] = {"kind": "8b-fp8", "path": "/opt/models/llama-3.1-8b-instruct-fp8"}
    return LanguageModelSettings(**{**ordinary, **values})


def weights(folder: Path, *, layers: int = 32, quantised: str | None = "compressed-tensors") -> Path:
    """Write a folder that looks like weights, with its manifest."""
    folder.mkdir(parents=True)
    config: dict[str, Any] = {"architectures": ["LlamaForCausalLM"], "num_hidden_layers": layers}
    if quantised:
        config["quantization_config"] = {"quant_method": quantised}
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "model.safetensors").write_bytes(b"w" * 1000)
    write_manifest(folder)
    return folder


def vllm(folder: Path, version: str = "0.33.0", *, script: str = "#!/bin/sh\n") -> Path:
    """Write a virtual environment that says it holds a vLLM."""
    package = folder / "lib/python3.11/site-packages" / f"vllm-{version}.dist-info"
    package.mkdir(parents=True)
    (package / "METADATA").write_text(f"Metadata-Version: 2.4\nName: vllm\nVersion: {version}\n")
    (folder / "bin").mkdir()
    (folder / "bin/vllm").write_text(script)
    (folder / "bin/vllm").chmod(0o755)
    return folder
