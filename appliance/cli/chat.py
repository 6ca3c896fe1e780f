"""`sealdesk chat`: the patient's conversation in a terminal, over the portal's own socket."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

import httpx

from appliance.errors import NotRunning
from appliance.places import Places
from appliance.settings.load import find_file, load

Answer = dict[str, Any]

_PATIENCE = 60.0
_GONE = 410


@dataclass(slots=True)
class Terminal:
    """One conversation: reads lines, prints the assistant's, and turns a number into the button it stands before."""

    client: httpx.Client
    source: TextIO
    sink: TextIO
    chat: str = ""
    seen: int = 0
    buttons: list[str] = field(default_factory=list)

    def talk(self, language: str | None) -> None:
        """Hold the conversation until it ends or the input does."""
        self.chat = str(self._post("/chats", {"language": language})["chat"])
        self._show()
        for text in self._typed():
            if self._post(f"/chats/{self.chat}/messages", {"text": text}).get("ended"):
                self._show()
                return
            self._show()

    def _typed(self) -> Iterator[str]:
        while True:
            self.sink.write("> ")
            self.sink.flush()
            line = self.source.readline()
            if not line:
                self.sink.write("\n")
                return
            text = line.strip()
            if text.isdigit() and 0 < int(text) <= len(self.buttons):
                yield self.buttons[int(text) - 1]
            elif text:
                yield text

    def _show(self) -> None:
        answer = self._read(self.client.get(f"/chats/{self.chat}/lines", params={"after": self.seen}))
        for line in answer["lines"]:
            self.seen = max(self.seen, int(line["number"]))
            if line["speaker"] == "patient":
                continue
            self.sink.write(f"\n{line['text']}\n")
            self.buttons = [choice["value"] for choice in line["choices"]]
            for number, choice in enumerate(line["choices"], 1):
                self.sink.write(f"  {number}. {choice['label']}\n")
        self.sink.flush()

    def _post(self, path: str, body: dict[str, str | None]) -> Answer:
        return self._read(self.client.post(path, json=body))

    def _read(self, answer: httpx.Response) -> Answer:
        body = answer.json() if answer.headers.get("content-type") == "application/json" else {}
        if answer.is_success:
            return body
        if answer.status_code == _GONE:
            return {"ended": True}
        self.sink.write(f"\n{body.get('problem') or 'That could not be taken.'}\n")
        return {"lines": []}


def run(config: Path | None, language: str | None) -> int:
    """Talk to the running appliance.

    Raises:
        NotRunning: nothing answers at the portal's socket.
    """
    socket = Places.of(load(find_file(config))).portal_socket
    transport = httpx.HTTPTransport(uds=str(socket))
    try:
        with httpx.Client(base_url="http://localhost", transport=transport, timeout=_PATIENCE) as client:
            Terminal(client, sys.stdin, sys.stdout).talk(language)
    except (httpx.ConnectError, httpx.RemoteProtocolError):
        raise NotRunning(f"Nothing answers at {socket}.", "Start it with `sealdesk up`, or `sealdesk demo`.") from None
    except KeyboardInterrupt:
        sys.stdout.write("\n")
    return 0
