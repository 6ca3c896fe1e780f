"""A history that comes again isn't read again, unless something of it may be another's by now."""

import json
from collections import Counter
from typing import Any

import pytest

from services.gateway.payload.clean import CleanTexts
from services.gateway.payload.limits import Limits
from services.gateway.payload.redaction import Redaction
from services.gateway.payload.texts import Texts
from services.gateway.redaction.labels import Label
from services.gateway.vault.passages import Passages, Room
from services.gateway.vault.vault import Vault
from tests.doubles.finder import SmallFinder

Json = dict[str, Any]
FOUND = json.dumps({"patients": [{"name": "Quill Zorvan", "phone": "512-555-0143"}, {"note": "ask zorvan, or pell"}]})
HISTORY: list[Json] = [
    {"role": "user", "content": "I'm Maria Santos."},
    {"role": "assistant", "content": "Ask pell about 5550199.", "tool_calls": [
        {"id": "a", "type": "function", "function": {"name": "find", "arguments": '{"who": "Maria Santos"}'}}]},
    {"role": "tool", "tool_call_id": "a", "content": FOUND},
]  # fmt: skip
TOOLS = [{"type": "function", "function": {"name": "find", "parameters": {}}}]


class AskedVault(Vault):
    """A vault that counts how often it is asked for a placeholder."""

    asked = 0

    def placeholder(self, label: Label, text: str, *, typed: bool) -> str:
        """Return the placeholder of a value."""
        self.asked += 1
        return super().placeholder(label, text, typed=typed)


class Conversation:
    """A conversation whose finder notes what it is asked."""

    def __init__(self, *, keeps: bool = True) -> None:
        self.finder = SmallFinder()
        self.clean = CleanTexts()
        self.vault = AskedVault(passages=Passages(Room()) if keeps else None)
        self.counted: Counter[Label] = Counter()

    def call(self, messages: list[Json]) -> list[Json]:
        """Return the messages as the model sees them."""
        self.counted.clear()
        self.finder.seen.clear()
        texts = Texts(self.finder, self.vault, self.clean, 1000, lambda label: self.counted.update([label]))
        body = {"model": "m", "messages": messages, "tools": TOOLS}
        passed: Any = Redaction(texts, Limits()).redacted(body)["messages"]
        return list(passed)

    def forgetful(self, messages: list[Json]) -> list[Json]:
        """Return the messages as a conversation sees them that has the same vault, and keeps nothing else."""
        passages, self.vault.passages = self.vault.passages, None
        seen = self.call(messages)
        self.vault.passages = passages
        return seen


@pytest.fixture
def conversation() -> Conversation:
    return Conversation()


def said(words: str) -> Json:
    return {"role": "user", "content": words}


def test_a_history_that_comes_again_is_the_same_and_counted_again(conversation: Conversation) -> None:
    first, counted = conversation.call(HISTORY), Counter(conversation.counted)
    conversation.vault.asked = 0
    assert conversation.call(HISTORY) == first
    assert conversation.vault.asked == 0
    assert conversation.counted == counted
    assert counted[Label.NAME] == counted[Label.PHONE] + 1 == 2


def test_a_conversation_of_one_request_keeps_nothing() -> None:
    conversation = Conversation(keeps=False)
    first = conversation.call(HISTORY)
    conversation.vault.asked = 0
    assert conversation.call(HISTORY) == first
    assert conversation.vault.asked > 0


def test_the_arguments_of_a_call_are_history_too(conversation: Conversation) -> None:
    conversation.call(HISTORY)
    passages = conversation.vault.passages
    assert passages is not None
    assert len(passages) == len(HISTORY) + 1


@pytest.mark.parametrize(
    ("label", "value", "stands"),
    [
        (Label.NAME, "Pell Ames", True),
        (Label.NAME, "Ames", False),
        (Label.PHONE, "555-0199", True),
        (Label.PHONE, "555-0198", False),
        (Label.MRN, "2125550143", False),
    ],
)
def test_a_value_that_is_learned_later_is_put_away_in_what_was_said_before(
    label: Label,
    value: str,
    stands: bool,  # noqa: FBT001
) -> None:
    conversation, other = Conversation(), Conversation(keeps=False)
    before = conversation.call(HISTORY)
    assert other.call(HISTORY) == before
    for each in (conversation, other):
        each.vault.placeholder(label, value, typed=True)
    after = conversation.call(HISTORY)
    assert after == other.call(HISTORY)
    assert (after != before) is stands


def test_every_turn_is_as_if_nothing_were_kept(conversation: Conversation) -> None:
    history = list(HISTORY)
    for words in ("It's for Ana Pell.", "no, 212-555-0199", "Quill, then", "[NAME_1]?", "thanks"):
        history.append(said(words))
        conversation.call(history)  # its values are known now
        assert conversation.call(history) == conversation.forgetful(history)
        history.append({"role": "assistant", "content": f"You said: {words}"})


def test_another_roster_reads_everything_anew(conversation: Conversation) -> None:
    conversation.finder.blind = True
    assert conversation.call(HISTORY[:1])[0]["content"] == "I'm Maria Santos."
    conversation.finder.blind = False
    assert conversation.call(HISTORY[:1])[0]["content"] == "I'm Maria Santos."
    conversation.clean.clear()
    assert conversation.call(HISTORY[:1])[0]["content"] == "I'm [NAME_1]."


def test_what_a_tool_said_is_not_what_the_caller_typed(conversation: Conversation) -> None:
    conversation.call([{"role": "assistant", "content": "I'm Maria Santos."}])
    assert conversation.vault.resolve("NAME", 1, typed_only=True).value is None  # type: ignore[union-attr]
    conversation.call([said("I'm Maria Santos.")])
    assert conversation.vault.resolve("NAME", 1, typed_only=True).value == "Maria Santos"  # type: ignore[union-attr]


def test_nothing_is_left_after_the_end(conversation: Conversation) -> None:
    conversation.call(HISTORY)
    conversation.vault.destroy()
    passages = conversation.vault.passages
    assert passages is not None
    assert len(passages) == 0
