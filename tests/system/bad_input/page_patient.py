"""A patient at the demo's chat page over real HTTP, who sends whatever a test wants sent."""

import re
import secrets
from html import unescape
from typing import Any, Self

import httpx

from tests.system.demo_clinic import DemoClinic

_PATIENCE = 2_000
JSON = {"accept": "application/json"}
TRACES = ("Traceback", 'File "', "Exception", "Error:", "services.", "sqlalchemy", "httpx")


class PagePatient:
    """One browser: its cookie, the form's token, the transcript as it came."""

    def __init__(self, demo: DemoClinic) -> None:
        self.demo = demo
        self.http = httpx.Client(base_url=demo.chat, trust_env=False, timeout=60)
        self.lines: list[dict[str, Any]] = []
        self.answer = httpx.Response(0)
        self._token = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    @property
    def token(self) -> str:
        """The token of this visit's forms."""
        if not self._token:
            found = re.search(r'name="token" value="([^"]*)"', self.http.get("/").text)
            assert found is not None
            self._token = unescape(found[1])
        return self._token

    def open(self, language: str = "en") -> Self:
        """Press the button that begins a chat."""
        form = {"token": self.token, "form_id": secrets.token_urlsafe(16), "language": language}
        assert self.http.post("/chat", data=form).status_code == 303
        return self

    def post(self, text: str, **fields: str) -> httpx.Response:
        """Send one message as the page's script does."""
        seen = self.lines[-1]["number"] if self.lines else 0
        form = {"token": self.token, "form_id": secrets.token_urlsafe(16), "text": text, "after": str(seen), **fields}
        self.answer = self.http.post("/chat/message", data=form, headers=JSON)
        for trace in TRACES:
            assert trace not in self.answer.text
        return self.answer

    def say(self, text: str) -> str:
        """Say something; return what the assistant said to it, as one text."""
        body = self.post(text).json()
        self.lines += body["lines"]
        return "\n".join(line["text"] for line in body["lines"] if line["speaker"] != "patient")

    def news(self) -> str:
        """Look for lines that came later."""
        listed = self.everything()
        seen = self.lines[-1]["number"] if self.lines else 0
        self.lines = listed
        return "\n".join(line["text"] for line in listed if line["number"] > seen)

    def everything(self) -> list[dict[str, Any]]:
        """Return the whole transcript as a refreshed page would show it."""
        body = self.post("").json()
        fresh: list[dict[str, Any]] = body.get("lines", [])
        return [*self.lines, *fresh]

    @property
    def choices(self) -> list[dict[str, str]]:
        """The buttons under the newest line that has any."""
        return next((line["choices"] for line in reversed(self.lines) if line["choices"]), [])

    def press(self, beginning: str) -> str:
        """Press the first button whose label begins so."""
        return self.say(next(each["value"] for each in self.choices if each["label"].startswith(beginning)))

    def prove(self, name: str, born: str) -> str:
        """Say who one is, and give the code that arrives at the outbox."""
        before = len(self.demo.texts("code"))
        self.say(f"{name}, {born}")
        return self.say(self.next_code(before))

    def next_code(self, before: int) -> str:
        """Return the newest code once there are more than `before`."""
        found = re.search(r"\b\d{6}\b", self.text_of("code", before))
        assert found is not None
        return found.group()

    def text_of(self, kind: str, before: int) -> str:
        """Return the newest text of a kind once there are more than `before`."""
        for _ in range(_PATIENCE):
            if len(texts := self.demo.texts(kind)) > before:
                return texts[0]["body"]
        raise AssertionError(f"no text of the kind {kind} came")
