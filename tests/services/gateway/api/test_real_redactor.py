"""The gateway with its own redactor: no identifier of any kind leaves from any position, and all come back."""

import json
import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any, NoReturn

import pytest

from services.gateway.redaction.pipeline import Mode, build_redactor
from services.gateway.redaction.redactor import Redactor
from services.gateway.redaction.roster.patient import PersonName, RosterPatient
from services.gateway.redaction.roster.roster import Roster
from services.gateway.redaction.spans import Span
from services.gateway.redaction.view import View
from tests.doubles.vllm import MODEL, Spoken
from tests.services.gateway.api.harness import House, a_house, arguments_of, content_of, events, system, tool, user
from tests.services.gateway.api.identifiers import KINDS, positions

Json = dict[str, Any]
TODAY = date(2026, 11, 23)


def boom(*_args: object) -> NoReturn:
    raise RuntimeError("Zebulon Quackenbush 219-09-9821")


class Broken:
    """A layer that fails."""

    def find(self, _view: View) -> list[Span]:
        boom()


class Changing:
    """`services.gateway.ports.Finder` that a test can exchange."""

    def __init__(self, whole: Redactor) -> None:
        self.whole = self.now = whole

    def find(self, view: View) -> list[Span]:
        return self.now.find(view)


@pytest.fixture(scope="module")
def finder() -> Changing:
    roster = Roster([RosterPatient((PersonName("Bartholomew", "Featherstonehaugh"),))])
    return Changing(build_redactor(roster, Mode.SCHEDULING, today=lambda: TODAY))


@pytest.fixture(scope="module")
def whole_house(finder: Changing) -> Iterator[House]:
    with a_house(finder=finder) as house:
        yield house


@pytest.fixture
def house(whole_house: House, finder: Changing) -> House:
    whole_house.reset()
    finder.now = finder.whole
    return whole_house


def outside(house: House, caplog: pytest.LogCaptureFixture) -> str:
    """Return everything that stands anywhere but in the vault and in the caller's reply."""
    logged = [record.getMessage() for record in caplog.records if record.name.startswith(("services", "uvicorn"))]
    audited = repr([(event.body, event.operation) for event in house.trail.events])
    return "\n".join([house.fake.heard.decode(), house.http.get("/metrics").text, audited, *logged])


def stands(canary: str, seen: str) -> bool:
    """Tell whether a canary is there; seconds in the metrics may have its digits behind their point."""
    return re.search(rf"(?<![\d.]){canary}(?!\d)", seen) is not None if canary.isdigit() else canary in seen


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_no_identifier_leaves_from_any_position(
    house: House,
    kind: str,
    stream: bool,  # noqa: FBT001
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    said, canaries = KINDS[kind]
    leaks = []
    for position, request in positions(said, json.dumps(said)[1:-1]).items():
        house.fake.requests.clear()
        answer = house.http.post("/v1/chat/completions", json={"model": MODEL, **request, "stream": stream})
        assert answer.status_code in {200, 400}, (position, answer.text)
        assert house.fake.chats or answer.status_code == 400, position
        seen = outside(house, caplog)
        leaks += [(position, canary) for canary in canaries if stands(canary, seen)]
    assert leaks == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_identifier_comes_back_as_it_was_written(house: House, kind: str) -> None:
    said, canaries = KINDS[kind]
    house.fake.piece = 2
    assert house.chat(user(said)).json()["choices"][0]["message"]["content"] == said
    assert content_of(house.streamed(user(said))) == said
    house.say(lambda body: Spoken(None, [("find_slots", json.dumps({"note": body["messages"][-1]["content"]}))]))
    called = house.chat(user(said), tools=[tool()]).json()["choices"][0]["message"]["tool_calls"][0]
    assert json.loads(called["function"]["arguments"]) == {"note": said}
    assert json.loads(arguments_of(house.streamed(user(said), tools=[tool()]))) == {"note": said}
    assert not any(canary.encode() in house.fake.heard for canary in canaries)


FACTS = {"[NAME_1]": "Zebulon Quackenbush", "[DOB_1]": "03/14/1957", "[PHONE_1]": "520-555-0147", "[MRN_1]": "84726153"}
TURNS = (
    "Hi, this is Zebulon Quackenbush, born 03/14/1957.",
    "My phone number is 520-555-0147.",
    "The medical record number is 84726153, I think.",
    "zebulon quackenbush again, can I come later?",
    "You can reach me at (520) 555-0147.",
    "Quackenbush, as I said.",
)
FOUND = json.dumps(
    {"patient": "Zebulon Quackenbush", "birthDate": "03/14/1957", "phone": "520-555-0147", "mrn": 84726153}
)


def test_thirty_turns_with_tools_keep_every_placeholder(house: House) -> None:
    conversation: list[Json] = [system("You move appointments. Use [NAME_1] as it stands.")]
    house.fake.context = 100_000
    house.fake.piece = 3

    def both(*, calling: bool) -> Json:
        """Ask twice, streamed and whole; both answers are the same."""
        fields: Json = {"tools": [tool()], "conversation": "thirty"}
        whole = house.chat(*conversation, **fields).json()["choices"][0]["message"]
        chunks = events(house.chat(*conversation, stream=True, **fields).text)
        if calling:
            assert arguments_of(chunks) == whole["tool_calls"][0]["function"]["arguments"]
        assert content_of(chunks) == (whole["content"] or "")
        return dict(whole)

    for turn in range(30):
        conversation.append(user(TURNS[turn % len(TURNS)]))
        house.say(Spoken(None, [("find_slots", '{"who": "[NAME_1]", "born": "[DOB_1]"}')], finish="tool_calls"))
        asked = both(calling=True)
        [call] = asked["tool_calls"]
        assert json.loads(call["function"]["arguments"]) == {"who": "Zebulon Quackenbush", "born": "03/14/1957"}
        conversation += [asked, {"role": "tool", "tool_call_id": call["id"], "content": FOUND}]
        known = list(FACTS)[: 2 if turn == 0 else 4]
        house.say("For " + ", ".join(known))
        said = both(calling=False)
        assert said["content"] == "For " + ", ".join(FACTS[each] for each in known)
        conversation.append({"role": "assistant", "content": said["content"]})
    assert len(house.fake.chats) == 120
    for canary in ("Zebulon", "zebulon", "uackenbush", "1957", "555-0147", "5205550147", "84726153"):
        assert canary.encode() not in house.fake.heard
    last = json.dumps(house.fake.chats[-1]["messages"])
    assert all(f"{kind}_2]" not in last for kind in ("[NAME", "[DOB", "[PHONE", "[MRN"))


def test_an_everyday_word_taken_for_a_name_leaves_the_tools_their_names(house: House) -> None:
    house.say("Done.")
    answer = house.chat(
        system("If the caller wants a visit, first list the slots, then read the proposal back."),
        user("Hi"),
        tools=[tool("list_slots"), tool("find_patient")],
    )
    assert answer.status_code == 200, answer.text


def without(index: int) -> Callable[[Redactor], Redactor]:
    """Return what breaks one of the layers."""
    return lambda whole: replace(whole, layers=[*whole.layers[:index], Broken(), *whole.layers[index + 1 :]])


FAULTS: dict[str, Callable[[Redactor], Redactor]] = {
    **{f"layer {index}": without(index) for index in range(8)},
    "tagger": lambda whole: replace(whole, rest=boom),
    "keep-list": lambda whole: replace(whole, kept=boom),
}


def test_every_layer_is_among_those_that_are_broken(finder: Changing) -> None:
    assert [name for name in FAULTS if name.startswith("layer")] == [
        f"layer {index}" for index in range(len(finder.whole.layers))
    ]
    assert finder.whole.rest != Redactor([]).rest


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_any_layer_of_the_redaction_refuses_the_call(
    house: House,
    finder: Changing,
    fault: str,
    stream: bool,  # noqa: FBT001
    caplog: pytest.LogCaptureFixture,
) -> None:
    finder.now = FAULTS[fault](finder.whole)
    answer = house.chat(user("Zebulon Quackenbush, 219-09-9821"), stream=stream, conversation="c")
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "layer_failed")
    assert house.fake.requests == []
    assert house.http.get("/health").status_code == 503
    for canary in ("Zebulon", "219-09"):
        assert canary not in answer.text + outside(house, caplog)


ASKS = {"role": "assistant", "content": "What is your last name and date of birth?"}
IN_PIECES: dict[str, tuple[list[Json], tuple[str, ...]]] = {
    "two messages": ([user("my mrn is"), user("48213")], ("48213",)),
    "a word between": ([user("my mrn is"), {"role": "assistant", "content": "Yes?"}, user("48213")], ("48213",)),
    "two parts": ([user([{"type": "text", "text": each} for each in ("mi expediente es", "48213")])], ("48213",)),
    "a number in two parts": (
        [user([{"type": "text", "text": each} for each in ("my ssn is 219-09-", "9821")])],
        ("219-09", "9821"),
    ),
    "two answers": ([ASKS, user("tlapanco 3 14 57")], ("tlapanco", "3 14 57")),
    "an answer after another": ([ASKS, user("sure"), user("tlapanco")], ("tlapanco",)),
    "a field named twice": (
        [user("hi"), {"role": "tool", "tool_call_id": "1", "content": '{"note": "ssn 219-09-9821", "note": "x"}'}],
        ("219-09",),
    ),
    "fhir": (
        [
            user("hi"),
            {
                "role": "tool",
                "tool_call_id": "1",
                "content": json.dumps(
                    {"resourceType": "Patient", "id": "p48213", "identifier": [{"value": "77120"}], "age": 97}
                ),
            },
        ],
        ("48213", "77120", "97"),
    ),
}


@pytest.mark.parametrize("case", IN_PIECES)
def test_what_is_said_in_pieces_or_told_by_a_field_leaves_as_little(house: House, case: str) -> None:
    messages, secrets = IN_PIECES[case]
    assert house.chat(*messages).status_code == 200
    said = json.dumps(house.fake.chats[-1])
    assert [each for each in secrets if each in said] == []


def test_ordinary_pieces_and_fields_stay(house: House) -> None:
    told = {
        "age": 41,
        "number": 3,
        "patient": {"status": "new"},
        "slot": {"id": 7, "minutes": 30},
        "bp": {"value": 120},
    }
    messages = [user("I need to see the doctor"), user("on Tuesday at 10"), system(json.dumps(told))]
    parts = user([{"type": "text", "text": each} for each in ("Two questions:", "is it open?", "do I pay $45?")])
    house.chat(*messages, parts)
    assert house.fake.chats[-1]["messages"] == [*messages, parts]


def test_what_was_made_of_a_text_is_not_taken_where_other_words_stand_before_it(house: House) -> None:
    house.chat(user("I have"), user("48213"), conversation="here")
    assert house.fake.chats[-1]["messages"][1] == user("48213")
    house.chat(user("my mrn is"), user("48213"), conversation="here")
    assert "48213" not in json.dumps(house.fake.chats[-1])
