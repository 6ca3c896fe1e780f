import io
import json
from typing import Any

import httpx

from appliance.cli.chat import Terminal

LINES: list[dict[str, Any]] = [
    {"number": 1, "speaker": "assistant", "text": "Hello.", "choices": [{"value": "/move", "label": "Move a visit"}]},
    {"number": 2, "speaker": "patient", "text": "Move a visit", "choices": []},
    {"number": 3, "speaker": "assistant", "text": "Who are you?", "choices": []},
]


class Portal:
    """Plays the portal's socket: each message brings the next lines."""

    def __init__(self, refuse: int = 0) -> None:
        self.said: list[str] = []
        self.refuse = refuse

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/chats":
            return httpx.Response(201, json={"chat": "chat_1"})
        if request.method == "POST":
            self.said.append(json.loads(request.content)["text"])
            if self.refuse:
                return httpx.Response(self.refuse, json={"problem": "The message is longer than 5 characters."})
            return httpx.Response(200, json={"ended": len(self.said) == 2})
        after = int(request.url.params["after"])
        upto = 1 if not self.said else 3
        return httpx.Response(200, json={"lines": [line for line in LINES[:upto] if line["number"] > after]})


def talk(portal: Portal, typed: str) -> str:
    sink = io.StringIO()
    with httpx.Client(base_url="http://localhost", transport=httpx.MockTransport(portal)) as client:
        Terminal(client, io.StringIO(typed), sink).talk("en")
    return sink.getvalue()


def test_lines_and_numbered_buttons_are_printed() -> None:
    assert talk(Portal(), "") == "\nHello.\n  1. Move a visit\n> \n"


def test_a_number_presses_the_button_before_it() -> None:
    portal = Portal()
    heard = talk(portal, "1\n")
    assert portal.said == ["/move"]
    assert "Who are you?" in heard
    assert heard.count("Move a visit") == 1


def test_a_number_without_a_button_is_said_as_it_is() -> None:
    portal = Portal()
    talk(portal, "7\n\n  \n")
    assert portal.said == ["7"]


def test_the_terminal_ends_with_the_conversation() -> None:
    portal = Portal()
    talk(portal, "one\ntwo\nthree\n")
    assert portal.said == ["one", "two"]


def test_a_refused_message_is_explained_and_the_talk_goes_on() -> None:
    portal = Portal(refuse=422)
    assert "longer than 5 characters" in talk(portal, "one\ntwo\n")
    assert portal.said == ["one", "two"]


def test_a_conversation_that_is_over_ends() -> None:
    portal = Portal(refuse=410)
    talk(portal, "one\ntwo\n")
    assert portal.said == ["one"]
