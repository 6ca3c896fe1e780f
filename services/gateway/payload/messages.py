"""The messages of a request: each role's fields, content as text or parts, tool calls with their arguments."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from services.gateway.payload.asking import all_asked_for
from services.gateway.payload.limits import Limits
from services.gateway.payload.pieces import IN_PASSING, Pieces
from services.gateway.payload.shape import Object, identifier_of, inside, list_of, object_of, one_of, only, text_of
from services.gateway.payload.texts import Text, Visitor
from services.gateway.payload.values import PassageVisitor, visited_text
from services.gateway.redaction.labels import Label
from services.gateway.refusals import FieldRefused, TooLarge

_ROLES: Final = ("system", "developer", "user", "assistant", "tool")
_FIELDS: Final = {
    "system": frozenset({"role", "content", "name"}),
    "developer": frozenset({"role", "content", "name"}),
    "user": frozenset({"role", "content", "name"}),
    "assistant": frozenset(
        {"role", "content", "name", "refusal", "tool_calls", "reasoning", "reasoning_content", "annotations", "audio"}
        | {"function_call", "parsed"}
    ),
    "tool": frozenset({"role", "content", "tool_call_id", "name"}),
}
#: `parsed` and `parsed_arguments` are what a client library read in a reply; they are taken and not passed on.
#: Fields that client libraries send back with nothing in them; with something in them they are refused.
_EMPTY_ONLY: Final = ("annotations", "audio", "function_call")
_PART_KINDS: Final = {"text": "text", "refusal": "refusal"}
#: Characters at the end of a message or a part that the next one may go on from.
_LAST_WORDS: Final = 80
_WORDS: Final = ("refusal", "reasoning", "reasoning_content")


@dataclass(slots=True)
class MessageWalk:
    """One pass over the messages.

    Attributes:
        visit: What is done with each text.
        limits: The caps.
        functions: The names of the tools that the request offers.
        passage: How the content of a message and the arguments of a call are visited.
    """

    visit: Visitor
    limits: Limits
    functions: frozenset[str]
    passage: PassageVisitor = visited_text
    _calls: dict[str, str] = field(default_factory=dict)
    _asked: tuple[Label, ...] = ()
    _said: str = field(default="", repr=False)
    _pieces: Pieces = field(default_factory=Pieces, repr=False)

    def messages(self, value: object) -> list[Object]:
        """Return all messages visited.

        Raises:
            CallRefused: one has a field, a role or a part that may not pass, or there are too many.
        """
        messages = list_of(value, "messages")
        if not messages:
            raise FieldRefused("There must be a message.", param="messages")
        if len(messages) > self.limits.messages:
            raise TooLarge(f"There are more than {self.limits.messages} messages.", param="messages")
        return [self._message(each, f"messages[{at}]") for at, each in enumerate(messages)]

    def _message(self, value: object, path: str) -> Object:
        message = object_of(value, path)
        role = one_of(message.get("role"), _ROLES, inside(path, "role"))
        only(message, _FIELDS[role], path)
        for name in _EMPTY_ONLY:
            if message.get(name):
                raise FieldRefused("A field must be empty.", "Leave it out.", param=inside(path, name))
        said: dict[str, object] = {"role": role}
        around = self._around(plain(message.get("content"))) if role == "user" else Text("")
        if "content" in message:
            said["content"] = self._content(message["content"], around, inside(path, "content"))
        self._rest(message, said, path)
        self._remember(role, plain(message.get("content")))
        return said

    def _around(self, words: str) -> Text:
        """Return what is known of the next words of the caller."""
        around = Text("", typed=True, asked=next(iter(self._asked), None), also=self._asked[1:], before=self._said)
        piece, joined = self._pieces.told(words)
        if piece is None:
            return around
        others = tuple(label for label in self._asked if label is not piece)
        if self._pieces.label is None:
            self._asked = others  # it is answered
        return replace(around, asked=piece, also=others, joined=joined)

    def _rest(self, message: Object, said: dict[str, object], path: str) -> None:
        for name in _WORDS:
            if message.get(name) is not None:
                said[name] = self.visit(Text(text_of(message[name], inside(path, name))))
        if message.get("name") is not None:
            said["name"] = self._name(text_of(message["name"], inside(path, "name")), typed=said["role"] == "user")
        if message.get("tool_calls"):
            calls = list_of(message["tool_calls"], inside(path, "tool_calls"))
            said["tool_calls"] = [self._call(each, f"{path}.tool_calls[{at}]") for at, each in enumerate(calls)]
        if "tool_call_id" in message:
            said["tool_call_id"] = self._id(text_of(message["tool_call_id"], inside(path, "tool_call_id")))

    def _content(self, value: object, around: Text, path: str) -> object:
        if value is None:
            return None
        if isinstance(value, str):
            return self._words(value, around)
        parts: list[Object] = []
        for at, each in enumerate(list_of(value, path)):
            parts.append(self._part(each, around, f"{path}[{at}]"))
            around = replace(around, before=_end(plain([each])))
        return parts

    def _part(self, value: object, around: Text, path: str) -> Object:
        part = object_of(value, path)
        kind = one_of(part.get("type"), tuple(_PART_KINDS), inside(path, "type"))
        only(part, frozenset({"type", kind}), path)
        return {"type": kind, kind: self._words(text_of(part.get(kind), inside(path, kind)), around)}

    def _words(self, raw: str, around: Text) -> str:
        return self.passage(replace(around, raw=raw), self.visit, self.limits.depth)

    def _name(self, name: str, *, typed: bool) -> str:
        """Return a participant's name: a tool's own name stays, anybody else's is an identifier as a whole."""
        return name if name in self.functions else self.visit(Text(name, typed, whole=Label.NAME))

    def _id(self, given: str) -> str:
        """Return the id of a tool call: numbered anew, so that nothing travels in it."""
        return self._calls.setdefault(given, f"call{len(self._calls) + 1:05d}")

    def _call(self, value: object, path: str) -> Object:
        call = object_of(value, path)
        only(call, frozenset({"id", "type", "function", "index"}), path)
        one_of(call.get("type", "function"), ("function",), inside(path, "type"))
        function = object_of(call.get("function"), inside(path, "function"))
        only(function, frozenset({"name", "arguments", "parsed_arguments"}), inside(path, "function"))
        name = identifier_of(function.get("name"), f"{path}.function.name")
        if name not in self.functions:
            unchanged(name, self.visit, f"{path}.function.name")
        arguments = text_of(function.get("arguments", "{}"), f"{path}.function.arguments")
        return {
            "id": self._id(text_of(call.get("id", ""), inside(path, "id"))),
            "type": "function",
            "function": {"name": name, "arguments": self.passage(Text(arguments), self.visit, self.limits.depth)},
        }

    def _remember(self, role: str, words: str) -> None:
        """Keep what was asked, and what the caller said last: people write one sentence in several messages."""
        if role == "assistant":
            self._asked = all_asked_for(words)
            self._said = self._said if len(words) <= IN_PASSING and not self._asked else ""
            self._pieces.replied(words, self._asked)
        elif role == "user":
            self._said = _end(words)


def _end(words: str) -> str:
    """Return the last words of a text."""
    return words if len(words) <= _LAST_WORDS else words[-_LAST_WORDS:].partition(" ")[2]


def plain(content: object) -> str:
    """Return the words of a message's content."""
    if isinstance(content, str):
        return content
    parts = content if isinstance(content, Sequence) else ()
    return " ".join(str(each.get("text", "")) for each in parts if isinstance(each, dict))


def unchanged(name: str, visit: Callable[[Text], str], path: str) -> str:
    """Return a name that the model must see as it is.

    Raises:
        FieldRefused: there is an identifier in it.
    """
    if visit(Text(name, code=True)) != name:
        raise FieldRefused("A name holds an identifier or a placeholder.", "Choose a neutral name.", param=path)
    return name
