"""The tiny model's tokenizer: byte-level BPE of our own text, with Llama 3.1's special tokens.

Words are cut from the blanks before them, so that a word is the same token in a patient's sentence and in the span that
copies it. What never changes is one token: the rules, each common line of the moment, each role.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, Final

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import PreTrainedTokenizerFast

SPECIAL: Final = (
    "<|begin_of_text|>",
    "<|end_of_text|>",
    "<|start_header_id|>",
    "<|end_header_id|>",
    "<|eom_id|>",
    "<|eot_id|>",
    "<|python_tag|>",  # the server's llama3_json parser asks for it
    "<|finetune_right_pad_id|>",
)
VOCABULARY: Final = 1600
_COMMON: Final = 200
_SHORT: Final = 5
_OFTEN: Final = 2000
_JSON: Final = r'\{"commands":\[\{"command":"|","span":"|"\},\{"command":"|"\}\]\}'
_TODAY: Final = r"\ntoday: [A-Z][a-z]+, |, UTC[+-]\d{4}|20\d\d-|\n\n"
_PIECES: Final = rf"{_JSON}|{_TODAY}|[a-z]+_[a-z]+|\s|\p{{L}}+|\p{{N}}|[^\s\p{{L}}\p{{N}}]"


def trained(texts: Iterable[str], fixed: Iterable[str]) -> Any:  # noqa: ANN401 transformers has no types
    """Return the tokenizer, trained on texts; each text of `fixed` is one token."""
    raw = Tokenizer(models.BPE())
    raw.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(_PIECES), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    raw.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY,
        special_tokens=list(SPECIAL),
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    raw.train_from_iterator(chain(texts, ["\n\nsystem user assistant"] * _OFTEN), trainer)
    raw.add_tokens([AddedToken(part, normalized=False) for part in fixed])
    return PreTrainedTokenizerFast(
        tokenizer_object=raw,
        bos_token=SPECIAL[0],
        eos_token=SPECIAL[5],
        pad_token=SPECIAL[7],
        clean_up_tokenization_spaces=False,
        model_max_length=2048,
    )


def fixed(rules: str, moments: Sequence[str]) -> list[str]:
    """Return the rules, and the moments' common lines with the breaks before them."""
    heading, _, _ = moments[0].partition("\n")
    lines = Counter(f"\n{line}" for moment in moments for line in moment.split("\n")[1:])
    common = sorted(line for line, times in lines.items() if times * _COMMON > len(moments) and len(line) > _SHORT)
    return [f"{rules.strip()}\n\n{heading}", *common]
