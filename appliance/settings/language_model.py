"""The language model: which weights, on which GPUs, behind which socket. See docs/how-to/serve-the-model.md."""

from enum import StrEnum
from pathlib import Path

from pydantic import Field, model_validator

from appliance.settings.section import Section

_LARGEST_SHARE = 0.95
_NAME = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"


class Kind(StrEnum):
    """A Llama 3.1 Instruct model and how its weights are written."""

    SMALL_FP8 = "8b-fp8"
    SMALL_BF16 = "8b-bf16"
    LARGE_FP8 = "70b-fp8"
    LARGE_W4A16 = "70b-w4a16"


class CacheType(StrEnum):
    """How the model's memory of a conversation is kept."""

    AUTO = "auto"
    FP8 = "fp8"


class Engine(StrEnum):
    """What joins several machines: vLLM's own processes, or a Ray cluster."""

    NATIVE = "native"
    RAY = "ray"


class Nodes(Section):
    """Several machines that serve one model together. Their traffic is neither encrypted nor authenticated."""

    addresses: tuple[str, ...] = Field(
        min_length=2, max_length=8, description="Every machine's address on a network of their own, the first leads."
    )
    rank: int = Field(0, ge=0, le=7, description="This machine's place in `addresses`, from 0.")
    port: int = Field(29501, ge=1024, le=65535, description="Port on which the first machine gathers the others.")
    interface: str = Field(pattern=r"^[\w.-]{1,15}$", description="Network interface of that network, such as wg0.")
    engine: Engine = Field(Engine.NATIVE, description="`native`, or `ray` where a Ray cluster already runs.")

    @model_validator(mode="after")
    def _rank_is_one_of_them(self) -> "Nodes":
        if self.rank >= len(self.addresses):
            msg = "rank is this machine's place in addresses, from 0"
            raise ValueError(msg)
        return self


class Whisper(Section):
    """The second model server: speech to text."""

    path: Path = Field(Path("/opt/models/whisper-large-v3"), description="Folder of the weights.")
    name: str = Field("whisper", pattern=_NAME, description="Name under which clients ask for it.")
    socket: Path = Field(Path("/run/sealdesk-whisper/whisper.sock"), description="Unix socket it listens on.")
    gpu: int = Field(0, ge=0, le=15, description="Number of its GPU, as nvidia-smi counts.")
    gpu_share: float = Field(0.2, ge=0.05, le=_LARGEST_SHARE, description="Share of that GPU's memory it may take.")
    streams: int = Field(8, ge=1, le=64, description="Recordings written down at once; more wait.")


class LanguageModelSettings(Section):
    """The model server: vLLM with Llama 3.1 Instruct."""

    supervised: bool = Field(
        default=False, description="`sealdesk up` starts the model server too; false where systemd does."
    )
    kind: Kind = Field(description="Which weights.")
    path: Path = Field(description="Folder of the weights, with its manifest.sha256.")
    name: str = Field("llama-3.1-8b-instruct", pattern=_NAME, description="Name under which clients ask for it.")
    socket: Path = Field(Path("/run/sealdesk-model/vllm.sock"), description="Unix socket it listens on.")
    environment: Path = Field(Path("/opt/sealdesk/vllm"), description="Virtual environment in which vLLM is installed.")
    gpus: int = Field(1, ge=1, le=8, description="GPUs of this machine that share the model (tensor parallel).")
    gpu_share: float = Field(0.9, ge=0.1, le=_LARGEST_SHARE, description="Share of each GPU's memory it may take.")
    context: int = Field(8192, ge=2048, le=131_072, description="Longest prompt and reply together, in tokens.")
    streams: int = Field(64, ge=1, le=1024, description="Replies written at once; more wait.")
    cache: CacheType = Field(CacheType.AUTO, description="`fp8` doubles the room on Ada and Hopper GPUs.")
    nodes: Nodes | None = Field(None, description="Several machines; null for one.")
    whisper: Whisper | None = Field(None, description="Speech to text on this machine too; null for none.")

    @model_validator(mode="after")
    def _gpus_divide_the_model(self) -> "LanguageModelSettings":
        if self.gpus & (self.gpus - 1):
            msg = "gpus must be 1, 2, 4 or 8: the model has 8 key-value heads, which divide no other way"
            raise ValueError(msg)
        return self

    @model_validator(mode="after")
    def _shares_fit_on_one_gpu(self) -> "LanguageModelSettings":
        shared = self.whisper is not None and self.whisper.gpu < self.gpus
        if shared and self.whisper is not None and self.gpu_share + self.whisper.gpu_share > _LARGEST_SHARE + 1e-9:
            msg = f"gpu_share and whisper.gpu_share together must leave room on their GPU: at most {_LARGEST_SHARE}"
            raise ValueError(msg)
        return self
