"""vLLM's command line and environment, rendered from the settings; `serve` and the units use exactly these.

Flags of vLLM 0.32 (docs.vllm.ai, `vllm serve`). Each one is there for a reason, said beside it.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from appliance.settings.language_model import Engine, LanguageModelSettings, Nodes, Whisper

CHAT_TEMPLATE: Final = Path(__file__).with_name("llama31.jinja")
KEY_FILE: Final = "model.key"
KEY_VARIABLE: Final = "VLLM_API_KEY"
# Without `disable_any_whitespace` a model held to a schema can write blanks until its tokens are used up.
STRUCTURED: Final = json.dumps({"backend": "xgrammar", "disable_any_whitespace": True}, separators=(",", ":"))
# No log of requests exists unless asked for; these keep the server quiet, closed and small.
_QUIET: Final = ("--disable-fastapi-docs", "--disable-uvicorn-access-log")
_ENVIRONMENT: Final = {
    "DO_NOT_TRACK": "1",  # no usage statistics, by either switch
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "VLLM_HOST_IP": "127.0.0.1",
    "VLLM_LOGGING_LEVEL": "WARNING",  # at DEBUG it logs prompts
    "VLLM_MAX_N_SEQUENCES": "1",
    "VLLM_MEDIA_URL_ALLOW_REDIRECTS": "0",
    "VLLM_NO_USAGE_STATS": "1",
}
_AUDIO: Final = {
    "VLLM_MAX_AUDIO_CLIP_FILESIZE_MB": "25",
    "VLLM_MAX_AUDIO_DECODE_BYTES": str(256 << 20),
    "VLLM_MAX_AUDIO_DECODE_DURATION_S": "600",
}


@dataclass(frozen=True, slots=True)
class Command:
    """How a model server is started: its words, and the variables set for it."""

    words: tuple[str, ...]
    environment: dict[str, str]


def llama(settings: LanguageModelSettings, caches: Path = Path("/var/cache/sealdesk-model")) -> Command:
    """Return how the language model is served; compiled kernels are kept in `caches`."""
    words = (
        *_program(settings),
        *("serve", str(settings.path)),
        *("--served-model-name", settings.name),
        *_listening(settings),
        *("--max-model-len", str(settings.context)),
        *("--max-num-seqs", str(settings.streams)),
        *("--gpu-memory-utilization", _share(settings.gpu_share)),
        *("--kv-cache-dtype", settings.cache.value),
        *("--generation-config", "vllm"),  # the weights' own file cannot change how replies are sampled
        *("--chat-template", str(CHAT_TEMPLATE)),
        *("--chat-template-content-format", "string"),
        *("--structured-outputs-config", STRUCTURED),
        "--enable-prefix-caching",
        *(
            "--prefix-caching-hash-algo",
            "sha256",
        ),  # two prompts never share a part by accident
        *(
            "--enable-auto-tool-choice",
            "--tool-call-parser",
            "llama3_json",
        ),  # for others behind the gateway
        *("--allowed-media-domains", "invalid.local"),
        *("--performance-mode", "interactivity"),
        *_parallel(settings),
        *_QUIET,
    )
    return Command(words, {**_ENVIRONMENT, **_caches(caches), **_network(settings.nodes)})


def whisper(
    settings: LanguageModelSettings, speech: Whisper, caches: Path = Path("/var/cache/sealdesk-whisper")
) -> Command:
    """Return how speech to text is served: a second vLLM, `pip install vllm[audio]`."""
    words = (
        *_program(settings),
        *("serve", str(speech.path)),
        *("--served-model-name", speech.name),
        *("--uds", str(speech.socket)),
        *("--max-num-seqs", str(speech.streams)),
        *("--gpu-memory-utilization", _share(speech.gpu_share)),
        *("--generation-config", "vllm"),
        *("--allowed-media-domains", "invalid.local"),
        *_QUIET,
    )
    device = {"CUDA_VISIBLE_DEVICES": str(speech.gpu)}
    return Command(words, {**_ENVIRONMENT, **_caches(caches), **_AUDIO, **device})


def _program(settings: LanguageModelSettings) -> tuple[str, ...]:
    return (str(settings.environment / "bin" / "vllm"),)


def _share(share: float) -> str:
    return f"{share:.2f}"


def _caches(folder: Path) -> dict[str, str]:
    """Return where compiled kernels are kept, so that the second start is quick; prompts are never among them."""
    return {
        "HOME": str(folder),  # some libraries ask for nothing else
        "TORCHINDUCTOR_CACHE_DIR": str(folder / "inductor"),
        "TRITON_CACHE_DIR": str(folder / "triton"),
        "VLLM_CACHE_ROOT": str(folder / "vllm"),
        "XDG_CACHE_HOME": str(folder),
    }


def _listening(settings: LanguageModelSettings) -> tuple[str, ...]:
    """Return the socket; a machine that only helps the first one of several listens nowhere."""
    if _helps(settings):
        return ("--headless",)
    return ("--uds", str(settings.socket))


def _helps(settings: LanguageModelSettings) -> bool:
    nodes = settings.nodes
    return nodes is not None and nodes.rank > 0 and nodes.engine is Engine.NATIVE


def _parallel(settings: LanguageModelSettings) -> tuple[str, ...]:
    """Return how the model is split: within a machine by layers' width, between machines by layers."""
    words: tuple[str, ...] = ("--tensor-parallel-size", str(settings.gpus))
    nodes = settings.nodes
    if nodes is None:
        return words
    words += ("--pipeline-parallel-size", str(len(nodes.addresses)))
    if nodes.engine is Engine.RAY:
        return (*words, "--distributed-executor-backend", "ray")
    return (
        *words,
        *("--nnodes", str(len(nodes.addresses)), "--node-rank", str(nodes.rank)),
        *("--master-addr", nodes.addresses[0], "--master-port", str(nodes.port)),
    )


def _network(nodes: Nodes | None) -> dict[str, str]:
    if nodes is None:
        return {}
    interface = {"GLOO_SOCKET_IFNAME": nodes.interface, "NCCL_SOCKET_IFNAME": nodes.interface}
    return {**interface, "VLLM_HOST_IP": nodes.addresses[nodes.rank]}
