"""Whether a model fits on the GPUs, and how many conversations fit beside it. Computed, before anything is loaded."""

from dataclasses import dataclass
from typing import Final

from appliance.model.errors import GpuMissing, GpuTooSmall
from appliance.model.gpus import Gpu
from appliance.settings.language_model import CacheType, Kind, LanguageModelSettings

# GiB of the weights as served; KiB that one token of a conversation takes in 16 bits.
WEIGHTS: Final = {Kind.SMALL_FP8: 8.5, Kind.SMALL_BF16: 15.0, Kind.LARGE_FP8: 68.0, Kind.LARGE_W4A16: 38.0}
TOKEN: Final = {Kind.SMALL_FP8: 128, Kind.SMALL_BF16: 128, Kind.LARGE_FP8: 320, Kind.LARGE_W4A16: 320}
WORKING: Final = 1.5  # GiB a GPU: activations and compiled graphs
CHAT_TOKENS: Final = 2500
_MIB: Final = 1024
_KIB: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Fit:
    """What is left for conversations.

    Attributes:
        room: GiB for them on the smallest GPU.
        tokens: Tokens of all conversations together.
    """

    room: float
    tokens: int

    @property
    def chats(self) -> int:
        """How many conversations of 2,500 tokens are kept at once."""
        return self.tokens // CHAT_TOKENS


def fit(settings: LanguageModelSettings, found: list[Gpu]) -> Fit:
    """Return what is left for conversations once the model is loaded.

    Raises:
        GpuMissing: the settings name more GPUs than there are.
        GpuTooSmall: the model, or one conversation of the longest kind, does not fit.
    """
    if len(found) < settings.gpus:
        msg = f"The settings say model.gpus: {settings.gpus}, and there are {len(found)}."
        raise GpuMissing(msg, "Set model.gpus to what nvidia-smi lists, or mend the missing one.")
    if settings.cache is CacheType.FP8 and not all(gpu.computes_fp8 for gpu in found[: settings.gpus]):
        raise GpuTooSmall("These GPUs keep no conversation in FP8.", "Set model.cache to auto.")
    parts = settings.gpus * (len(settings.nodes.addresses) if settings.nodes else 1)
    smallest = min(gpu.total for gpu in found[: settings.gpus]) / _MIB
    room = smallest * settings.gpu_share - WEIGHTS[settings.kind] / parts - WORKING
    token = TOKEN[settings.kind] / (2 if settings.cache is CacheType.FP8 else 1) / parts
    left = Fit(room, max(0, int(room * _KIB / token)))
    if left.tokens < settings.context:
        raise GpuTooSmall(
            f"{settings.kind.value} on {parts} GPU(s) of {smallest:.0f} GiB leaves {max(room, 0):.1f} GiB for "
            f"conversations: {left.tokens:,} tokens, and one may be {settings.context:,} long.",
            "Take a smaller model.kind, more model.gpus, or a shorter model.context.",
        )
    return left
