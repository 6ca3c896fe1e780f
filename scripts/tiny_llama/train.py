"""Trains the tiny Llama: `python -m scripts.tiny_llama.train PAIRS.jsonl FOLDER`, in the environment of `make vllm`.

Ten minutes of one core, from nothing; longer by the clock where others use it too. The same steps on the same pairs
give the same weights on the same machine.
`--steps 0` writes random weights: the adversary of the fuzzed dialogues.
"""

import argparse
import json
import math
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import torch
from torch.nn.functional import cross_entropy
from transformers import GenerationConfig, LlamaConfig, LlamaForCausalLM

from scripts.tiny_llama.tokenizer import SPECIAL, fixed, trained

TEMPLATE: Final = Path(__file__).resolve().parents[2] / "appliance/model/llama31.jinja"
CONTEXT: Final = 2048
BATCH: Final = 24
RATE: Final = 2.5e-3
WARMING: Final = 100
_IGNORED: Final = -100
_SHOWN: Final = 50

Batch = tuple[torch.Tensor, torch.Tensor]


def main(words: Sequence[str] | None = None) -> None:
    """Train, print how it goes, write the folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--steps", type=int, default=4000)
    parser.add_argument(
        "--seconds", type=float, default=600.0, help="of a core; stop there, however many steps were made"
    )
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(words)
    torch.manual_seed(given.seed)
    lines = given.pairs.read_text(encoding="utf-8").splitlines()
    head, pairs = json.loads(lines[0]), [json.loads(line) for line in lines[1:]]
    rules = head["rules"].strip()
    moments = [pair["system"].removeprefix(rules).strip() for pair in pairs]
    texts = (
        text for pair in pairs[:6000] for text in (pair["system"].removeprefix(rules), pair["text"], pair["answer"])
    )
    tokenizer = trained(texts, fixed(rules, moments))
    tokenizer.chat_template = TEMPLATE.read_text(encoding="utf-8")
    model = new_model(len(tokenizer))
    how = f"{sum(part.numel() for part in model.parameters()):,} parameters, {len(tokenizer)} tokens"
    print(how, flush=True)
    if given.steps:
        how = f"{how}; {train(model, batches(tokenizer, pairs, given.seed), given.steps, given.seconds)}"
    save(model, tokenizer, given.folder)
    (given.folder / "training.txt").write_text(f"{how}\n", encoding="utf-8")
    (given.folder / "fingerprint.txt").write_text(f"{head['fingerprint']}\n", encoding="utf-8")


def new_model(vocabulary: int) -> Any:  # noqa: ANN401 transformers has no types
    """Return an untrained model with Llama's shape, one ten-thousandth of the real one's size."""
    config = LlamaConfig(
        vocab_size=vocabulary,
        hidden_size=128,
        intermediate_size=352,
        num_hidden_layers=3,
        num_attention_heads=4,
        num_key_value_heads=2,
        head_dim=32,
        max_position_embeddings=CONTEXT,
        rope_theta=10000.0,
        tie_word_embeddings=True,
        bos_token_id=0,
        eos_token_id=[1, 4, 5],
        pad_token_id=7,
    )
    return LlamaForCausalLM(config)


def encoded(tokenizer: Any, pair: dict[str, str]) -> tuple[list[int], int]:  # noqa: ANN401 transformers has no types
    """Return a pair's tokens, and where its answer begins."""
    asked = [{"role": "system", "content": pair["system"]}, {"role": "user", "content": pair["text"]}]
    prompt = tokenizer.apply_chat_template(asked, tokenize=False, add_generation_prompt=True)
    before = tokenizer.encode(prompt, add_special_tokens=False)
    return before + tokenizer.encode(f"{pair['answer']}<|eot_id|>", add_special_tokens=False), len(before)


def train(model: Any, examples: Iterator[Batch], steps: int, seconds: float) -> str:  # noqa: ANN401
    """Train on the answers alone, slower towards the end, be it of the steps or of the seconds; return how it went."""
    optimiser = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=0.01, betas=(0.9, 0.98))
    model.train()
    began, lost, how = time.process_time(), 0.0, ""
    for step in range(steps):
        done = max(step / steps, (time.process_time() - began) / seconds)
        if done >= 1:
            break
        for group in optimiser.param_groups:
            group["lr"] = RATE * min(1.0, (step + 1) / WARMING) * (0.05 + 0.95 * 0.5 * (1 + math.cos(math.pi * done)))
        tokens, wanted = next(examples)
        answers = wanted[:, 1:] != _IGNORED  # nobody asks it to guess a prompt
        hidden = model.model(input_ids=tokens[:, :-1]).last_hidden_state[answers]
        loss = cross_entropy(model.lm_head(hidden), wanted[:, 1:][answers])
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        lost += float(loss.detach())
        if (step + 1) % _SHOWN == 0:
            how = f"step {step + 1}: loss {lost / _SHOWN:.3f}, {time.process_time() - began:.0f} s of a core"
            print(how, flush=True)
            lost = 0.0
    return how


def save(model: Any, tokenizer: Any, folder: Path) -> None:  # noqa: ANN401
    """Write weights, tokenizer and configuration as transformers and vLLM read them."""
    folder.mkdir(parents=True, exist_ok=True)
    model.to(torch.bfloat16).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    ends = [SPECIAL.index(name) for name in ("<|end_of_text|>", "<|eom_id|>", "<|eot_id|>")]
    GenerationConfig(bos_token_id=0, eos_token_id=ends, pad_token_id=7).save_pretrained(folder)


def batches(tokenizer: Any, pairs: list[dict[str, str]], seed: int) -> Iterator[Batch]:  # noqa: ANN401
    """Yield mixed batches without end: pairs of like length have like answers, and teach nothing else."""
    chance = random.Random(seed)
    while True:
        yield _batch([encoded(tokenizer, pair) for pair in chance.sample(pairs, BATCH)])


def _batch(part: list[tuple[list[int], int]]) -> Batch:
    longest = max(len(tokens) for tokens, _ in part)
    tokens = torch.full((len(part), longest), 7)
    wanted = torch.full((len(part), longest), _IGNORED)
    for row, (ids, answer) in enumerate(part):
        tokens[row, : len(ids)] = torch.tensor(ids)
        wanted[row, answer : len(ids)] = torch.tensor(ids[answer:])
    return tokens, wanted


if __name__ == "__main__":
    main()
