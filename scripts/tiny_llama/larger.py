"""Trains larger Llamas on a GPU, with plain PyTorch, and counts what they get right.

`python -m scripts.tiny_llama.larger FOLDER`, where PyTorch and transformers are; FOLDER holds what
`python -m scripts.tiny_llama FOLDER` wrote. Nothing is served and nothing is held to a schema: a model answers freely,
greedily, and its answer counts as the appliance would read it. `--ask FILE` also answers the prompts of a file
(JSON lines with `system` and `text`) with each model, into FOLDER/SHAPE.answers.jsonl.
"""

import argparse
import json
import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import torch
from torch.nn.functional import cross_entropy
from transformers import LlamaConfig, LlamaForCausalLM

from scripts.tiny_llama.pairs import pairs
from scripts.tiny_llama.right import counted, pairs_of
from scripts.tiny_llama.tokenizer import fixed, trained
from scripts.tiny_llama.train import CONTEXT, TEMPLATE

SETS: Final = ("alike", "new_words", "kept_back")
_WARMING: Final = 200
_IGNORED: Final = -100
_PAD: Final = 7
_END: Final = 5
_LONGEST: Final = 96
_TESTED: Final = 300
_SHOWN: Final = 200
_AT_ONCE: Final = 150

Encoded = tuple[list[int], int]


@dataclass(frozen=True, slots=True)
class Shape:
    """A model's size.

    Attributes:
        width: Of the hidden state.
        layers: How many.
        rate: The highest learning rate.
        batch: Pairs a step.
    """

    width: int
    layers: int
    rate: float
    batch: int

    def model(self, vocabulary: int) -> Any:  # noqa: ANN401 transformers has no types
        """Return an untrained model: heads of 64, two queries a key, as wide within as Llama 3.1 is."""
        heads = max(2, self.width // 64)
        return LlamaForCausalLM(
            LlamaConfig(
                vocab_size=vocabulary,
                hidden_size=self.width,
                intermediate_size=self.width * 7 // 2,
                num_hidden_layers=self.layers,
                num_attention_heads=heads,
                num_key_value_heads=heads // 2,
                head_dim=64,
                max_position_embeddings=CONTEXT,
                tie_word_embeddings=True,
                bos_token_id=0,
                eos_token_id=_END,
                pad_token_id=_PAD,
            )
        )


SHAPES: Final = {
    "small": Shape(256, 6, 1e-3, 256),
    "middle": Shape(512, 10, 6e-4, 256),
    "large": Shape(1024, 12, 3e-4, 256),
}


def main(words: Sequence[str] | None = None) -> None:
    """Train each shape for its seconds; print what it gets right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--shapes", nargs="+", choices=tuple(SHAPES), default=tuple(SHAPES))
    parser.add_argument("--seconds", type=float, default=120.0, help="of training for each shape")
    parser.add_argument("--pairs", type=int, default=300_000)
    parser.add_argument("--ask", type=Path)
    given = parser.parse_args(words)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(1)
    tests = {name: pairs_of(given.folder / f"{name}.jsonl", _TESTED) for name in SETS}
    asked = [json.loads(line) for line in given.ask.read_text(encoding="utf-8").splitlines()] if given.ask else []
    taught = _taught(given.pairs, {pair["text"] for name in SETS[1:] for pair in tests[name]})
    tokenizer = _tokenizer(given.folder, taught)
    examples = encoded(tokenizer, taught)
    print(f"{len(examples):,} pairs, {len(tokenizer)} tokens, on {device}", flush=True)
    report = {}
    for name in given.shapes:
        shape = SHAPES[name]
        model = shape.model(len(tokenizer)).to(device)
        how = train(model, examples, shape, given.seconds)
        found = {
            test: counted([pair["answer"] for pair in of], answers(model, tokenizer, of)) for test, of in tests.items()
        }
        report[name] = {"training": how, **{test: asdict(right) for test, right in found.items()}}
        print(f"{name}: {how}", *(f"  {test}: {right}" for test, right in found.items()), sep="\n", flush=True)
        if asked:
            said = "\n".join(json.dumps(answer) for answer in answers(model, tokenizer, asked))
            (given.folder / f"{name}.answers.jsonl").write_text(f"{said}\n", encoding="utf-8")
    (given.folder / "larger.json").write_text(json.dumps(report, indent=1), encoding="utf-8")


def _taught(many: int, kept: set[str]) -> list[dict[str, str]]:
    """Return pairs of the forms for training, none with the words of a test on new words or forms."""
    return [asdict(pair) for pair in pairs(many) if pair.text not in kept]


def _tokenizer(folder: Path, taught: Sequence[dict[str, str]]) -> Any:  # noqa: ANN401 transformers has no types
    """Return the tokenizer, made as the tiny model's is."""
    with (folder / "train.jsonl").open(encoding="utf-8") as lines:
        rules = json.loads(next(lines))["rules"].strip()
    few = taught[:30_000]
    moments = [pair["system"].removeprefix(rules).strip() for pair in few]
    texts = (text for pair in few[:6000] for text in (pair["system"].removeprefix(rules), pair["text"], pair["answer"]))
    tokenizer = trained(texts, fixed(rules, moments))
    tokenizer.chat_template = TEMPLATE.read_text(encoding="utf-8")
    return tokenizer


def _prompt(pair: dict[str, str]) -> str:
    """Write a prompt as the chat template does, which takes too long a hundred thousand times."""
    return (
        "<|begin_of_text|>"
        f"<|start_header_id|>system<|end_header_id|>\n\n{pair['system'].strip()}<|eot_id|>"
        f"<|start_header_id|>user<|end_header_id|>\n\n{pair['text'].strip()}<|eot_id|>"
        "<|start_header_id|>assistant<|end_header_id|>\n\n"
    )


def encoded(tokenizer: Any, taught: Sequence[dict[str, str]]) -> list[Encoded]:  # noqa: ANN401
    """Return each pair's tokens, and where its answer begins."""
    prompts = tokenizer([_prompt(pair) for pair in taught], add_special_tokens=False)["input_ids"]
    rest = tokenizer([f"{pair['answer']}<|eot_id|>" for pair in taught], add_special_tokens=False)["input_ids"]
    return [(before + after, len(before)) for before, after in zip(prompts, rest, strict=True)]


def train(model: Any, examples: Sequence[Encoded], shape: Shape, seconds: float) -> str:  # noqa: ANN401
    """Train on the answers alone for some seconds by the clock, slower towards the end; return how it went."""
    optimiser = torch.optim.AdamW(model.parameters(), lr=shape.rate, weight_decay=0.05, betas=(0.9, 0.98))
    model.train()
    began, step, lost, how = time.monotonic(), 0, torch.zeros((), device=model.device), ""
    for tokens, wanted in _batches(examples, shape.batch, model.device):
        done = (time.monotonic() - began) / seconds
        if done >= 1:
            break
        for group in optimiser.param_groups:
            group["lr"] = shape.rate * min(1.0, (step + 1) / _WARMING) * (0.02 + 0.49 * (1 + math.cos(math.pi * done)))
        loss = _loss(model, tokens, wanted)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        lost += loss.detach()
        step += 1
        if step % _SHOWN == 0:
            how = f"step {step}: loss {float(lost) / _SHOWN:.4f}, {time.monotonic() - began:.0f} s"
            print(how, flush=True)
            lost.zero_()
    size = sum(part.numel() for part in model.parameters())
    return f"{size:,} parameters; {step * shape.batch:,} pairs seen; {how}"


def _loss(model: Any, tokens: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:  # noqa: ANN401
    with torch.autocast(model.device.type, torch.bfloat16):
        hidden = model.model(input_ids=tokens[:, :-1]).last_hidden_state
        answers = wanted[:, 1:] != _IGNORED  # nobody asks it to guess a prompt
        logits = model.lm_head(hidden[answers])
    return cross_entropy(logits.float(), wanted[:, 1:][answers])


def _batches(
    examples: Sequence[Encoded], size: int, device: torch.device
) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
    """Yield mixed batches without end, each pair once before any comes again."""
    chance = random.Random(1)
    order = list(range(len(examples)))
    while True:
        chance.shuffle(order)
        for at in range(0, len(order) - size + 1, size):
            yield _batch([examples[each] for each in order[at : at + size]], device)


def _batch(part: Sequence[Encoded], device: torch.device) -> tuple[torch.Tensor, torch.Tensor]:
    longest = max(len(tokens) for tokens, _ in part)
    tokens = torch.tensor([ids + [_PAD] * (longest - len(ids)) for ids, _ in part])
    wanted = torch.tensor(
        [[_IGNORED] * answer + ids[answer:] + [_IGNORED] * (longest - len(ids)) for ids, answer in part]
    )
    return tokens.to(device), wanted.to(device)


def answers(model: Any, tokenizer: Any, of: Sequence[dict[str, str]]) -> list[str]:  # noqa: ANN401
    """Return the model's answers to prompts, each word the likeliest."""
    model.eval()
    said: list[str] = []
    for at in range(0, len(of), _AT_ONCE):
        prompts = tokenizer([_prompt(pair) for pair in of[at : at + _AT_ONCE]], add_special_tokens=False)["input_ids"]
        longest = max(map(len, prompts))
        ids = torch.tensor([[_PAD] * (longest - len(each)) + each for each in prompts], device=model.device)
        seen = torch.tensor([[0] * (longest - len(each)) + [1] * len(each) for each in prompts], device=model.device)
        with torch.inference_mode(), torch.autocast(model.device.type, torch.bfloat16):
            made = model.generate(ids, attention_mask=seen, max_new_tokens=_LONGEST, do_sample=False)
        said += tokenizer.batch_decode(made[:, longest:], skip_special_tokens=True)
    return said


if __name__ == "__main__":
    main()
