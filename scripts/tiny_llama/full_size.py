"""Times a Llama 3.1 8B with random weights on a GPU, in plain PyTorch: what the hardware allows, before any server.

`python -m scripts.tiny_llama.full_size`. BF16; one CUDA graph a token, so that the processor costs nothing. Neither FP8
nor vLLM's scheduling, nor a word of sense, is measured.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import torch
from torch import Tensor
from torch.nn.functional import linear, rms_norm, scaled_dot_product_attention, silu

LAYERS: Final = 32
WIDTH: Final = 4096
INNER: Final = 14336
HEADS: Final = 32
KEY_HEADS: Final = 8
HEAD: Final = 128
VOCABULARY: Final = 128_256
_ROOM: Final = 2560
_GIB: Final = 2**30
_TIMES: Final = 30


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer's weights."""

    attend: Tensor
    out: Tensor
    gate_up: Tensor
    down: Tensor
    norms: Tensor


class Llama:
    """The arithmetic of Llama 3.1 8B, with keys and values kept in place for `streams` conversations."""

    def __init__(self, streams: int) -> None:
        """Fill the weights by chance, which is all that timing needs."""
        self.layers = [
            Layer(
                _weights((HEADS + 2 * KEY_HEADS) * HEAD, WIDTH),
                _weights(WIDTH, HEADS * HEAD),
                _weights(2 * INNER, WIDTH),
                _weights(WIDTH, INNER),
                torch.ones(2, WIDTH, device="cuda", dtype=torch.bfloat16),
            )
            for _ in range(LAYERS)
        ]
        self.embedding, self.head = _weights(VOCABULARY, WIDTH), _weights(VOCABULARY, WIDTH)
        self.weights = torch.cuda.memory_allocated()
        shape = (LAYERS, 2, streams, KEY_HEADS, _ROOM, HEAD)
        self.kept = torch.zeros(shape, device="cuda", dtype=torch.bfloat16)
        angles = torch.arange(_ROOM, device="cuda")[:, None] * 500_000.0 ** (
            -torch.arange(0, HEAD, 2, device="cuda") / HEAD
        )
        self.turns = torch.polar(torch.ones_like(angles), angles)

    def step(self, tokens: Tensor, start: int) -> Tensor:
        """Take tokens (streams, count) after `start` that are kept; return the likeliest next token of each stream."""
        count = tokens.shape[1]
        hidden = self.embedding[tokens]
        for number, layer in enumerate(self.layers):
            normal = rms_norm(hidden, (WIDTH,), layer.norms[0])
            hidden = hidden + self._attended(normal, layer, number, start, count)
            normal = rms_norm(hidden, (WIDTH,), layer.norms[1])
            gate, up = linear(normal, layer.gate_up).chunk(2, -1)
            hidden = hidden + linear(silu(gate) * up, layer.down)
        return linear(hidden[:, -1:], self.head).argmax(-1)

    def _attended(self, normal: Tensor, layer: Layer, number: int, start: int, count: int) -> Tensor:
        streams = normal.shape[0]
        mixed = linear(normal, layer.attend).view(streams, count, HEADS + 2 * KEY_HEADS, HEAD).transpose(1, 2)
        query, key, value = mixed.split((HEADS, KEY_HEADS, KEY_HEADS), 1)
        turn = self.turns[start : start + count]
        kept = self.kept[number]
        kept[0, :, :, start : start + count] = _turned(key, turn)
        kept[1, :, :, start : start + count] = value
        seen = kept[:, :, :, : start + count]
        found = scaled_dot_product_attention(
            _turned(query, turn), seen[0], seen[1], is_causal=count > 1 and start == 0, enable_gqa=True
        )
        return linear(found.transpose(1, 2).reshape(streams, count, HEADS * HEAD), layer.out)


def main() -> None:
    """Print what it takes."""
    print(torch.cuda.get_device_name(), f"torch {torch.__version__}")
    for streams in (1, 4, 16):
        with torch.inference_mode():
            _timed(streams)
        torch.cuda.empty_cache()


def _timed(streams: int) -> None:
    model = Llama(streams)
    chance = torch.randint(0, VOCABULARY, (streams, 2500), device="cuda")
    first = {count: _milliseconds(partial(model.step, chance[:, :count], 0)) for count in (150, 1000, 2500)}
    one = chance[:, :1]
    graph = _graph(partial(model.step, one, 1150))
    token = _milliseconds(graph.replay)
    kept = model.kept.numel() * 2 / _ROOM / streams
    print(
        f"{streams} streams: weights {model.weights / _GIB:.1f} GiB, {kept / 1024:.0f} KiB a token kept; read at once: "
        + ", ".join(f"{count} tokens {took:.0f} ms" for count, took in first.items())
        + f"; {token:.2f} ms a token said ({streams * 1000 / token:.0f} tokens/s), {_floor(model.weights):.2f} ms at "
        "the rate of the memory; a turn of 150 tokens read and 40 said "
        f"{first[150] + 40 * token:.0f} ms"
    )


def _weights(rows: int, columns: int) -> Tensor:
    return torch.randn(rows, columns, device="cuda", dtype=torch.bfloat16) * 0.02


def _turned(heads: Tensor, turn: Tensor) -> Tensor:
    pairs = torch.view_as_complex(heads.float().reshape(*heads.shape[:-1], HEAD // 2, 2))
    return torch.view_as_real(pairs * turn).flatten(-2).to(torch.bfloat16)


def _graph(work: Callable[[], Any]) -> torch.cuda.CUDAGraph:
    """Return the work as one graph, warmed on a stream of its own as PyTorch asks."""
    side = torch.cuda.Stream()
    side.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(side):
        work()
    torch.cuda.current_stream().wait_stream(side)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        work()
    return graph


def _milliseconds(work: Callable[[], Any]) -> float:
    """Return the median of some runs, after three that warm."""
    took = []
    for _ in range(_TIMES + 3):
        torch.cuda.synchronize()
        began = time.perf_counter()
        work()
        torch.cuda.synchronize()
        took.append((time.perf_counter() - began) * 1000)
    return sorted(took[3:])[_TIMES // 2]


def _floor(weights: int) -> float:
    """Return how long the memory takes to read the weights once, at the rate of a copy."""
    source = torch.empty(2 * _GIB, device="cuda", dtype=torch.uint8)
    target = torch.empty_like(source)
    copied = _milliseconds(partial(target.copy_, source))
    return weights / (4 * _GIB) * copied


if __name__ == "__main__":
    main()
