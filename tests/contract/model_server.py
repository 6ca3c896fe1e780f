"""What the gateway relies on in a model server: the fake and a real vLLM keep the same contract.

Only what holds for any model is checked: forms, errors, streams; never the model's words.
"""

import json
from typing import Any

import httpx

Json = dict[str, Any]
SCHEMA: Json = {
    "type": "object",
    "properties": {"flow": {"enum": ["cancel", "move"]}, "count": {"type": "integer", "minimum": 0, "maximum": 9}},
    "required": ["flow", "count"],
    "additionalProperties": False,
}
FUNCTION: Json = {"name": "find_slots", "description": "Find slots.", "parameters": SCHEMA}


class ModelServerContract:
    """Checks for a server at `server.base_url`, called with its key."""

    @staticmethod
    def ask(server: httpx.Client, **fields: object) -> httpx.Response:
        """Ask for a short reply."""
        listed = server.get("/v1/models").json()
        body = {
            "model": listed["data"][0]["id"],
            "messages": [{"role": "system", "content": "Be short."}, {"role": "user", "content": "Hello there"}],
            "max_tokens": 24,
            "temperature": 0,
            **fields,
        }
        return server.post("/v1/chat/completions", json=body)

    @staticmethod
    def chunks(answer: httpx.Response) -> list[Json]:
        """Return the events of a stream, which must end as OpenAI's do."""
        assert answer.headers["content-type"].startswith("text/event-stream")
        *events, last, rest = answer.text.split("\n\n")
        assert (last, rest) == ("data: [DONE]", "")
        return [json.loads(event.removeprefix("data: ")) for event in events]

    def test_it_lists_its_model(self, server: httpx.Client) -> None:
        listed = server.get("/v1/models").json()
        assert listed["object"] == "list"
        assert listed["data"][0]["id"]

    def test_a_whole_reply(self, server: httpx.Client) -> None:
        answer = self.ask(server)
        assert answer.status_code == 200
        body = answer.json()
        assert body["object"] == "chat.completion"
        [choice] = body["choices"]
        assert choice["index"] == 0
        assert choice["finish_reason"] in {"stop", "length"}
        assert choice["message"]["role"] == "assistant"
        assert isinstance(choice["message"]["content"], str)
        assert choice["message"].get("reasoning") is None
        assert not choice["message"].get("tool_calls")
        assert body["usage"]["total_tokens"] == body["usage"]["prompt_tokens"] + body["usage"]["completion_tokens"]

    def test_a_streamed_reply(self, server: httpx.Client) -> None:
        chunks = self.chunks(self.ask(server, stream=True, stream_options={"include_usage": True}))
        assert all(chunk["object"] == "chat.completion.chunk" for chunk in chunks)
        assert chunks[0]["choices"][0]["delta"]["role"] == "assistant"
        reasons = [choice["finish_reason"] for chunk in chunks for choice in chunk["choices"]]
        assert [each for each in reasons if each] == [reasons[-1]]
        assert chunks[-1]["choices"] == []
        assert chunks[-1]["usage"]["total_tokens"] > 0

    def test_a_reply_held_to_a_schema(self, server: httpx.Client) -> None:
        shape = {"type": "json_schema", "json_schema": {"name": "command", "schema": SCHEMA, "strict": True}}
        answer = self.ask(server, response_format=shape, max_tokens=64)
        assert answer.json()["choices"][0]["finish_reason"] == "stop"
        content = answer.json()["choices"][0]["message"]["content"]
        assert " " not in content  # the one form that the grammar has, which the tiny Llama is trained on
        command = json.loads(content)
        assert set(command) == {"flow", "count"}
        assert command["flow"] in {"cancel", "move"}

    def test_a_streamed_reply_held_to_a_schema(self, server: httpx.Client) -> None:
        shape = {"type": "json_schema", "json_schema": {"name": "command", "schema": SCHEMA, "strict": True}}
        chunks = self.chunks(self.ask(server, response_format=shape, max_tokens=64, stream=True))
        said = "".join(choice["delta"].get("content") or "" for chunk in chunks for choice in chunk["choices"])
        assert set(json.loads(said)) == {"flow", "count"}

    def test_the_old_guided_fields_are_ignored(self, server: httpx.Client) -> None:
        answer = self.ask(server, guided_choice=["yes", "no"])
        assert answer.status_code == 200
        assert answer.json()["choices"][0]["message"]["content"] not in {"yes", "no"}

    def test_a_tool_that_must_be_called(self, server: httpx.Client) -> None:
        tools = [{"type": "function", "function": FUNCTION}]
        choice = {"type": "function", "function": {"name": "find_slots"}}
        answer = self.ask(server, tools=tools, tool_choice=choice, max_tokens=64).json()["choices"][0]
        for call in answer["message"].get("tool_calls") or []:
            assert call["type"] == "function"
            assert call["function"]["name"] == "find_slots"
            assert isinstance(call["function"]["arguments"], str)

    def test_an_unknown_model(self, server: httpx.Client) -> None:
        answer = self.ask(server, model="no-such-model")
        assert answer.status_code == 404
        assert answer.json()["error"]["type"] == "NotFoundError"

    def test_a_prompt_that_is_too_long(self, server: httpx.Client) -> None:
        answer = self.ask(server, messages=[{"role": "user", "content": "many words " * 20_000}])
        assert answer.status_code == 400
        assert answer.json()["error"]["type"] == "BadRequestError"

    def test_more_choices_than_the_server_allows(self, server: httpx.Client) -> None:
        assert self.ask(server, n=2).status_code == 400

    def test_the_key_is_asked_for_below_v1_only(self, server: httpx.Client) -> None:
        wrong = {"authorization": "Bearer another"}
        answer = server.get("/v1/models", headers=wrong)
        assert answer.status_code == 401
        assert answer.json() == {"error": "Unauthorized"}
        for path in ("/health", "/version", "/metrics"):
            assert server.get(path, headers=wrong).status_code == 200

    def test_its_version_is_one_that_is_supported(self, server: httpx.Client) -> None:
        major, minor = server.get("/version").json()["version"].split("+")[0].split(".")[:2]
        assert (int(major), int(minor)) >= (0, 32)
