"""A chat request, field by field: what is not named here does not reach the model server."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from services.gateway.payload.limits import Limits
from services.gateway.payload.messages import MessageWalk, unchanged
from services.gateway.payload.shape import (
    Object,
    boolean_of,
    inside,
    list_of,
    number_of,
    object_of,
    one_of,
    only,
    text_of,
)
from services.gateway.payload.texts import Text, Visitor
from services.gateway.payload.tools import ToolWalk, function_names, tool_choice
from services.gateway.payload.values import PassageVisitor, visited_text
from services.gateway.refusals import FieldRefused, Malformed, TooLarge

_MODEL: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,127}\Z")
_MOST_STOPS: Final = 8
_LONGEST_STOP: Final = 200
#: Accepted from clients, of no use to the model, and never passed on.
NOT_PASSED: Final = frozenset(
    {"user", "metadata", "store", "service_tier", "safety_identifier", "prompt_cache_key", "prompt_cache_retention"}
)
#: Accepted only where they ask for nothing.
_OFF: Final = {
    "logprobs": (False,),
    "top_logprobs": (0,),
    "logit_bias": ({},),
    "functions": ([],),
    "function_call": ("none",),
    "audio": (),
    "web_search_options": (),
    "best_of": (1,),
    "echo": (False,),
}
_NUMBERS: Final = frozenset(
    {"temperature", "top_p", "top_k", "min_p", "presence_penalty", "frequency_penalty", "repetition_penalty"}
)
_TOKENS: Final = ("max_tokens", "max_completion_tokens", "min_tokens")
_LARGEST_SEED: Final = 2**31
_SHORT_SEED: Final = 10_000


@dataclass(frozen=True, slots=True)
class RequestWalk:
    """One pass over a whole request.

    Attributes:
        visit: What is done with each text.
        limits: The caps.
        ready: Fields of which it is known what may be passed on.
        passage: How the content of a message and the arguments of a call are visited.
    """

    visit: Visitor
    limits: Limits
    ready: Mapping[str, object] = field(default_factory=dict)
    passage: PassageVisitor = visited_text

    def request(self, body: Object) -> dict[str, object]:
        """Return the request as the model server may see it.

        Raises:
            CallRefused: a field is unknown, dangerous, malformed or over a cap.
        """
        if body.get("model") is None or body.get("messages") is None:
            raise Malformed("A request needs `model` and `messages`.")
        functions = function_names(body.get("tools"))
        passed: dict[str, object] = {}
        for name, value in body.items():
            if value is None or self._withheld(name, value):
                continue
            passed[name] = self._field(name, value, functions)
        return passed

    def _withheld(self, name: str, value: object) -> bool:
        """Tell whether a field is taken and not passed on.

        Raises:
            FieldRefused: it asks for something that is not allowed.
        """
        if name in NOT_PASSED:
            return True
        if name in _OFF:
            if value in _OFF[name]:
                return True
            raise FieldRefused("This field may not be used through the gateway.", "Leave it out.", param=name)
        return False

    def _field(self, name: str, value: object, functions: frozenset[str]) -> object:
        if name in self.ready:
            return self.ready[name]
        if name == "messages":
            return MessageWalk(self.visit, self.limits, functions, self.passage).messages(value)
        if name == "tool_choice":
            return tool_choice(value, functions)
        if name in _NUMBERS:
            return number_of(value, name)
        if name in _TOKENS:
            return self._tokens(name, value)
        reader = _READERS.get(name)
        if reader is None:
            raise FieldRefused(
                "A field is not one that may reach the model server.", "Leave it out.", param=inside("", name)
            )
        return reader(self, value)

    def _tokens(self, name: str, value: object) -> int:
        tokens = number_of(value, name)
        if not isinstance(tokens, int) or tokens < 0:
            raise Malformed("A field must be a whole number.", param=name)
        if tokens > self.limits.tokens:
            raise TooLarge(f"At most {self.limits.tokens} tokens may be asked for.", param=name)
        return tokens

    def model(self, value: object) -> str:
        """Return the model's name."""
        name = text_of(value, "model")
        if not _MODEL.match(name):
            raise FieldRefused("A model's name has 128 plain characters at most.", param="model")
        return unchanged(name, self.visit, "model")

    def choices(self, value: object) -> int:
        """Return how many replies are wanted."""
        number = number_of(value, "n")
        if number != int(number) or number < 1:
            raise Malformed("`n` must be a whole number from 1 on.", param="n")
        if number > self.limits.choices:
            raise TooLarge(f"At most {self.limits.choices} choices may be asked for.", param="n")
        return int(number)

    def seed(self, value: object) -> int:
        """Return the seed; a long one, which could be somebody's number, is replaced by another of its own."""
        if not isinstance(value, int) or isinstance(value, bool) or not -_LARGEST_SEED < value < _LARGEST_SEED:
            raise Malformed("A seed must be a whole number below 2^31.", param="seed")
        if abs(value) < _SHORT_SEED:
            return value
        return int.from_bytes(hashlib.blake2b(str(value).encode(), digest_size=2).digest())

    def stop(self, value: object) -> object:
        """Return the stop sequences visited."""
        if isinstance(value, str):
            return self._stop(value)
        given = list_of(value, "stop")
        if len(given) > _MOST_STOPS:
            raise TooLarge(f"At most {_MOST_STOPS} stop sequences may be given.", param="stop")
        return [self._stop(text_of(each, "stop")) for each in given]

    def _stop(self, value: str) -> str:
        if len(value) > _LONGEST_STOP:
            raise TooLarge("A stop sequence is too long.", param="stop")
        return self.visit(Text(value))

    def prediction(self, value: object) -> Object:
        """Return the predicted reply visited."""
        given = object_of(value, "prediction")
        only(given, frozenset({"type", "content"}), "prediction")
        one_of(given.get("type"), ("content",), "prediction.type")
        content = given.get("content")
        if isinstance(content, str):
            return {"type": "content", "content": visited_text(Text(content), self.visit, self.limits.depth)}
        parts = []
        for each in list_of(content, "prediction.content"):
            part = object_of(each, "prediction.content")
            only(part, frozenset({"type", "text"}), "prediction.content")
            one_of(part.get("type"), ("text",), "prediction.content.type")
            parts.append({"type": "text", "text": self.visit(Text(text_of(part.get("text"), "prediction.content")))})
        return {"type": "content", "content": parts}

    def stream_options(self, value: object) -> Object:
        """Return what a stream shall hold besides the reply: the usage, nothing else."""
        given = object_of(value, "stream_options")
        only(given, frozenset({"include_usage", "include_obfuscation"}), "stream_options")
        return {"include_usage": bool(given.get("include_usage"))}

    def modalities(self, value: object) -> list[str]:
        """Return the kinds of output: text alone."""
        return [one_of(each, ("text",), "modalities") for each in list_of(value, "modalities")]


_READERS: Final[Mapping[str, Callable[[RequestWalk, object], object]]] = {
    "model": RequestWalk.model,
    "n": RequestWalk.choices,
    "seed": RequestWalk.seed,
    "stop": RequestWalk.stop,
    "prediction": RequestWalk.prediction,
    "modalities": RequestWalk.modalities,
    "stream_options": RequestWalk.stream_options,
    "stream": lambda _walk, value: boolean_of(value, "stream"),
    "parallel_tool_calls": lambda _walk, value: boolean_of(value, "parallel_tool_calls"),
    "tools": lambda walk, value: ToolWalk(walk.visit, walk.limits).tools(value),
    "response_format": lambda walk, value: ToolWalk(walk.visit, walk.limits).response_format(value),
    "reasoning_effort": lambda _walk, value: one_of(
        value, ("none", "minimal", "low", "medium", "high"), "reasoning_effort"
    ),
    "verbosity": lambda _walk, value: one_of(value, ("low", "medium", "high"), "verbosity"),
}
