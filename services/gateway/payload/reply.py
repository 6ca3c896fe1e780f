"""A chat reply, whole or in pieces: values put back in every position, everything not named here left out."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from services.gateway.checks import Guard, Resolver, Rules
from services.gateway.payload.escaped import WrittenOut
from services.gateway.payload.shape import Object
from services.gateway.refusals import ReplyUnsafe, UpstreamMalformed
from services.gateway.restore import Restorer
from services.gateway.vault.placeholder import LONGEST_TAIL
from services.gateway.vault.vault import Vault

SAFE_WORDS: Final = (
    "I'm sorry, I can't share that here. A person can help you. / "
    "Lo siento, no puedo decir eso aquí. Una persona le puede ayudar."
)
_WORDS: Final = ("content", "refusal", "reasoning", "reasoning_content")
_PLAIN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,127}\Z")
_REASONS: Final = frozenset({"stop", "length", "tool_calls", "content_filter", "abort"})
_DETAILS: Final = ("prompt_tokens_details", "completion_tokens_details")
_COUNTS: Final = frozenset(
    {"prompt_tokens", "completion_tokens", "total_tokens", "cached_tokens", "reasoning_tokens", "audio_tokens"}
    | {"accepted_prediction_tokens", "rejected_prediction_tokens"}
)


@dataclass(slots=True)
class Channel:
    """One stream of text within a reply, on its way from the model to the caller."""

    restorer: Restorer
    guard: Guard
    written_out: WrittenOut | None = None

    def feed(self, piece: str, *, last: bool = False) -> str:
        """Return what can be said now; with `last`, all of it.

        Raises:
            ReplyUnsafe: an output check failed.
        """
        if self.written_out is not None:
            piece = self.written_out.feed(piece) + (self.written_out.finish() if last else "")
        self.guard.before(piece)
        said = self.restorer.feed(piece)
        if last:
            said += self.restorer.finish()
        return self.guard.after(said, 0 if last else max(0, LONGEST_TAIL - self.restorer.held - self._escape))

    @property
    def held(self) -> int:
        """How many characters are held back now."""
        return self.restorer.held + self.guard.held + self._escape

    @property
    def _escape(self) -> int:
        return self.written_out.held if self.written_out is not None else 0


@dataclass(slots=True)
class Reply:
    """The reply to one request.

    Attributes:
        vault: The conversation's vault.
        rules: What the reply may hold.
        in_json: The content was asked for as JSON, so that values in it are escaped.
        dropped: Told of each placeholder that no value stands behind.
        most_held: The most characters that were ever held back.
    """

    vault: Vault
    rules: Rules
    in_json: bool = False
    dropped: Callable[[str], None] = lambda _kind: None
    most_held: int = 0
    _channels: dict[tuple[int, str, int], Channel] = field(default_factory=dict)
    _open: dict[int, bool] = field(default_factory=dict)

    def whole(self, body: object) -> dict[str, object]:
        """Return a complete reply restored.

        Raises:
            ReplyUnsafe: an output check failed.
            UpstreamMalformed: it is no chat completion.
        """
        given = _object(body)
        choices = [self._choice(_object(each), "message") for each in _list(given.get("choices"))]
        return {**_head(given, "chat.completion"), "choices": choices, "usage": usage(given.get("usage"))}

    def chunk(self, body: object) -> dict[str, object] | None:
        """Return a piece of a streamed reply restored; None when there is nothing to say yet.

        Raises:
            ReplyUnsafe: an output check failed.
            UpstreamMalformed: it is no piece of a chat completion.
        """
        given = _object(body)
        came = _list(given.get("choices"))
        choices = [self._choice(_object(each), "delta") for each in came]
        said = [each for each in choices if each["delta"] or each["finish_reason"]]
        if came and not said and given.get("usage") is None:
            return None
        piece: dict[str, object] = {**_head(given, "chat.completion.chunk"), "choices": said}
        if given.get("usage") is not None:
            piece["usage"] = usage(given["usage"])
        return piece

    def rest(self) -> dict[str, object] | None:
        """Return what choices still hold that never finished; None when there is nothing."""
        choices = []
        for index in [each for each, unfinished in self._open.items() if unfinished]:
            delta: dict[str, object] = {}
            self._flush(index, delta)
            if delta:
                choices.append({"index": index, "delta": delta, "finish_reason": None})
        return {**_head({}, "chat.completion.chunk"), "choices": choices} if choices else None

    def safe_chunk(self) -> dict[str, object]:
        """Return the last piece of a reply that failed a check: safe words for each choice still open."""
        indexes = [each for each, unfinished in self._open.items() if unfinished] or [0]
        choices = [_safe(each, "delta") for each in indexes]
        return {**_head({}, "chat.completion.chunk"), "choices": choices}

    def safe_whole(self, body: object) -> dict[str, object]:
        """Return safe words in place of a reply that failed a check."""
        given = body if isinstance(body, Mapping) else {}
        head = _head(given, "chat.completion")
        return {**head, "choices": [_safe(0, "message")], "usage": usage(given.get("usage"))}

    def _choice(self, given: Object, part: str) -> dict[str, object]:
        index = given.get("index", 0)
        if not isinstance(index, int) or isinstance(index, bool) or not 0 <= index < LONGEST_TAIL:
            raise UpstreamMalformed
        message = _object(given.get(part))
        reason = given.get("finish_reason")
        last = part == "message" or reason is not None
        self._open[index] = not last
        said = self._message(index, message, last=last, whole=part == "message")
        if reason is not None:
            reason = reason if reason in _REASONS else "stop"
        return {"index": index, part: said, "finish_reason": reason}

    def _message(self, index: int, message: Object, *, last: bool, whole: bool) -> dict[str, object]:
        said: dict[str, object] = {"role": "assistant"} if message.get("role") is not None or whole else {}
        for name in _WORDS:
            words = message.get(name)
            if isinstance(words, str):
                text = self._say(words, index, name)
                if text or whole:
                    said[name] = text
            elif words is not None:
                raise UpstreamMalformed
            elif name == "content" and whole:
                said[name] = None
        if message.get("tool_calls"):
            said["tool_calls"] = [
                self._call(index, at, _object(each), whole=whole)
                for at, each in enumerate(_list(message["tool_calls"]))
            ]
        if last:
            self._flush(index, said, whole=whole)
        return said

    def _call(self, index: int, at: int, given: Object, *, whole: bool) -> dict[str, object]:
        number = given.get("index", at)
        if not isinstance(number, int):
            raise UpstreamMalformed
        said: dict[str, object] = {} if whole else {"index": number}
        if given.get("id") is not None:
            said["id"] = _plain(given["id"], f"call_{number}")
        if given.get("type") is not None or whole:
            said["type"] = "function"
        function = _object(given.get("function") or {})
        called: dict[str, object] = {}
        if function.get("name") is not None:
            if function["name"] not in self.rules.functions:
                raise ReplyUnsafe("function")
            called["name"] = function["name"]
        arguments = function.get("arguments")
        if isinstance(arguments, str):
            called["arguments"] = self._say(arguments, index, "arguments", number)
        elif arguments is not None:
            raise UpstreamMalformed
        said["function"] = called
        return said

    def _say(self, piece: str, index: int, name: str, number: int = 0) -> str:
        channel = self._channel(index, name, number)
        said = channel.feed(piece)
        self.most_held = max(self.most_held, channel.held)
        return said

    def _channel(self, index: int, name: str, number: int = 0) -> Channel:
        key = index, name, number
        channel = self._channels.get(key)
        if channel is None:
            in_json = name == "arguments" or (name == "content" and self.in_json)
            restorer = Restorer(Resolver(self.vault, self.rules), self.dropped, in_json)
            channel = self._channels[key] = Channel(
                restorer, Guard(self.rules, self.vault), WrittenOut() if in_json else None
            )
        return channel

    def _flush(self, index: int, said: dict[str, object], *, whole: bool = False) -> None:
        """Add what the choice's channels still hold to what is said now."""
        for (choice, name, number), channel in self._channels.items():
            if choice != index:
                continue
            rest = channel.feed("", last=True)
            if not rest:
                continue
            if name == "arguments":
                _add_arguments(said, number, rest, whole=whole)
            else:
                said[name] = str(said.get(name) or "") + rest


def _add_arguments(said: dict[str, object], number: int, rest: str, *, whole: bool) -> None:
    calls = said.setdefault("tool_calls", [])
    if not isinstance(calls, list):
        raise UpstreamMalformed
    for at, call in enumerate(calls):
        if call.get("index", at if whole else None) == number:
            call["function"]["arguments"] = call["function"].get("arguments", "") + rest
            return
    calls.append({"index": number, "function": {"arguments": rest}})


def usage(value: object) -> dict[str, object]:
    """Return the counts of tokens, which are all that a usage may hold."""
    given = value if isinstance(value, Mapping) else {}
    counts: dict[str, object] = {name: given[name] for name in given if name in _COUNTS and _is_count(given[name])}
    for name in _DETAILS:
        if isinstance(given.get(name), Mapping):
            counts[name] = usage(given[name])
    return counts


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _head(given: Object, kind: str) -> dict[str, object]:
    created = given.get("created")
    head: dict[str, object] = {
        "id": _plain(given.get("id"), "chatcmpl-0"),
        "object": kind,
        "created": created if _is_count(created) else 0,
        "model": _plain(given.get("model"), "unknown"),
    }
    if given.get("system_fingerprint") is not None:
        head["system_fingerprint"] = _plain(given["system_fingerprint"], "unknown")
    return head


def _safe(index: int, part: str) -> dict[str, object]:
    return {"index": index, part: {"role": "assistant", "content": SAFE_WORDS}, "finish_reason": "content_filter"}


def _plain(value: object, otherwise: str) -> str:
    return value if isinstance(value, str) and _PLAIN.match(value) else otherwise


def _object(value: object) -> Object:
    if isinstance(value, Mapping):
        return value
    raise UpstreamMalformed


def _list(value: object) -> list[object]:
    if isinstance(value, list):
        return value
    raise UpstreamMalformed
