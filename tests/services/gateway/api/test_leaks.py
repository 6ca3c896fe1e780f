"""No byte of a canary reaches the model server, the log or the metrics, from any position of a request."""

import json
import logging
from typing import Any

import pytest

from services.gateway.vault.store import Vaults
from tests.doubles.vllm import MODEL
from tests.services.gateway.api.harness import House, tool, user

SSN = "219-09-9821"
Json = dict[str, Any]
ASKED = {"role": "assistant", "content": "What is it?"}
NESTED = json.dumps({"a": [{"b": json.dumps({"c": f"x {SSN}"})}], SSN: 1})


def called(arguments: str, name: str = "find_slots", call_id: str = "1") -> Json:
    """Return an assistant's message with a tool call."""
    return {
        "role": "assistant",
        "content": None,
        "tool_calls": [{"id": call_id, "type": "function", "function": {"name": name, "arguments": arguments}}],
    }


def shape(**schema: object) -> Json:
    """Return a response format."""
    return {"type": "json_schema", "json_schema": {"name": "answer", "schema": {"type": "object", **schema}}}


HI = [user("hi")]
NAMED: Json = {SSN: {"type": "string", "title": SSN}}
POSITIONS: dict[str, Json] = {
    "system": {"messages": [{"role": "system", "content": f"The ssn is {SSN}."}, *HI]},
    "developer": {"messages": [{"role": "developer", "content": SSN}, *HI]},
    "user": {"messages": [user(f"my ssn is {SSN}")]},
    "user parts": {"messages": [user([{"type": "text", "text": "my"}, {"type": "text", "text": SSN}])]},
    "user json": {"messages": [user(NESTED)]},
    "assistant": {"messages": [{"role": "assistant", "content": SSN}, *HI]},
    "assistant parts": {"messages": [{"role": "assistant", "content": [{"type": "refusal", "refusal": SSN}]}, *HI]},
    "refusal": {"messages": [{"role": "assistant", "content": None, "refusal": SSN}, *HI]},
    "reasoning": {"messages": [{"role": "assistant", "content": "x", "reasoning": SSN}, *HI]},
    "reasoning_content": {"messages": [{"role": "assistant", "content": "x", "reasoning_content": SSN}, *HI]},
    "tool content": {"messages": [*HI, {"role": "tool", "tool_call_id": "1", "content": SSN}]},
    "tool json": {"messages": [*HI, {"role": "tool", "tool_call_id": "1", "content": NESTED}]},
    "tool number": {"messages": [*HI, {"role": "tool", "tool_call_id": "1", "content": '{"phone": 2190998210}'}]},
    "tool id": {"messages": [*HI, {"role": "tool", "tool_call_id": f"call-{SSN}", "content": "x"}]},
    "user name": {"messages": [{"role": "user", "content": "hi", "name": SSN}]},
    "arguments": {"messages": [called(json.dumps({"ssn": SSN})), *HI], "tools": [tool()]},
    "arguments nested": {"messages": [called(NESTED), *HI], "tools": [tool()]},
    "arguments broken": {"messages": [called(f'{{"ssn": "{SSN}'), *HI], "tools": [tool()]},
    "called name": {"messages": [called("{}", name=f"f_{SSN}"), *HI]},
    "call id": {"messages": [called("{}", call_id=SSN), *HI], "tools": [tool()]},
    "tool name": {"messages": HI, "tools": [tool(f"f-{SSN}")]},
    "tool description": {"messages": HI, "tools": [tool(a={"type": "string", "description": f"e.g. {SSN}"})]},
    "tool enum": {"messages": HI, "tools": [tool(a={"enum": [SSN, "x"]})]},
    "tool const": {"messages": HI, "tools": [tool(a={"const": {"deep": [SSN]}})]},
    "tool default": {"messages": HI, "tools": [tool(a={"default": SSN, "examples": [SSN]})]},
    "tool property": {"messages": HI, "tools": [tool("f", **NAMED)]},
    "tool pattern": {"messages": HI, "tools": [tool(a={"pattern": SSN})]},
    "tool comment": {"messages": HI, "tools": [tool(a={"$comment": SSN, "$id": SSN, "$schema": SSN})]},
    "tool type": {"messages": HI, "tools": [tool(a={"type": SSN})]},
    "tool format": {"messages": HI, "tools": [tool(a={"type": "string", "format": SSN})]},
    "tool ref": {"messages": HI, "tools": [tool(a={"$ref": f"#/$defs/{SSN}"})]},
    "tool required": {
        "messages": HI,
        "tools": [{"type": "function", "function": {"name": "f", "parameters": {"required": [SSN]}}}],
    },
    "tool unknown keyword": {"messages": HI, "tools": [tool(a={"x-note": SSN})]},
    "response schema": {"messages": HI, "response_format": shape(properties={SSN: {"description": SSN}})},
    "response name": {"messages": HI, "response_format": {"type": "json_schema", "json_schema": {"name": SSN}}},
    "response description": {
        "messages": HI,
        "response_format": {"type": "json_schema", "json_schema": {"name": "x", "description": SSN, "schema": {}}},
    },
    "user field": {"messages": HI, "user": SSN},
    "metadata": {"messages": HI, "metadata": {SSN: SSN}},
    "safety": {"messages": HI, "safety_identifier": SSN, "prompt_cache_key": SSN},
    "stop": {"messages": HI, "stop": [SSN]},
    "prediction": {"messages": HI, "prediction": {"type": "content", "content": SSN}},
    "prediction parts": {
        "messages": HI,
        "prediction": {"type": "content", "content": [{"type": "text", "text": SSN}]},
    },
    "model": {"messages": HI, "model": SSN},
    "seed": {"messages": HI, "seed": 219099821},
    "temperature": {"messages": HI, "temperature": 219099821},
    "unknown field": {"messages": HI, "who": SSN},
    "unknown name": {"messages": HI, SSN: 1},
    "unknown in message": {"messages": [{"role": "user", "content": "hi", "note": SSN}]},
    "role": {"messages": [{"role": SSN, "content": "hi"}]},
    "tool choice": {"messages": HI, "tools": [tool()], "tool_choice": {"type": "function", "function": {"name": SSN}}},
    "image": {"messages": [user([{"type": "image_url", "image_url": {"url": f"http://x/{SSN}"}}])]},
    "logit bias": {"messages": HI, "logit_bias": {SSN: 1}},
    "chat template": {"messages": HI, "chat_template": SSN, "chat_template_kwargs": {"a": SSN}},
    "guided": {"messages": HI, "guided_json": {"enum": [SSN]}},
    "structured": {"messages": HI, "structured_outputs": {"choice": [SSN]}},
    "stream options": {"messages": HI, "stream": True, "stream_options": {"include_usage": SSN}},
    "later name": {"messages": [user("quackenbush called"), user("Zebulon Quackenbush it was")]},
}


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("position", POSITIONS)
def test_a_canary_stays_inside(
    house: House,
    position: str,
    stream: bool,  # noqa: FBT001
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG, logger="services")
    body = {"model": MODEL, **POSITIONS[position], "stream": stream}
    house.fake.requests.clear()
    answer = house.http.post("/v1/chat/completions", json=body, headers={"x-conversation-id": f"c-{SSN}"})
    outside = house.fake.heard + house.http.get("/metrics").content
    outside += "\n".join(
        record.getMessage() for record in caplog.records if record.name.startswith("services")
    ).encode()
    outside += repr([(event.body, event.operation) for event in house.trail.events]).encode()
    for canary in (SSN, "219099821", "uackenbush"):
        assert canary.encode() not in outside, position
    assert answer.status_code in {200, 400}
    assert house.fake.chats or answer.status_code == 400


def test_query_and_path_reach_nobody(house: House) -> None:
    house.fake.requests.clear()
    house.http.post(f"/v1/chat/completions?who={SSN}", json={"model": MODEL, "messages": HI})
    house.http.post(f"/v1/{SSN}", json={})
    assert SSN.encode() not in house.fake.heard
    assert SSN not in house.http.get("/metrics").text


def test_placeholders_come_back_as_values_from_every_position_of_a_schema(house: House) -> None:
    offered = tool(who={"enum": ["Maria Santos"]})
    offered["function"]["strict"] = True
    answer = house.chat(*HI, tools=[offered], tool_choice="required").json()
    call = answer["choices"][0]["message"]["tool_calls"][0]["function"]
    assert json.loads(call["arguments"]) == {"who": "Maria Santos"}


def test_the_vaults_are_the_only_place_that_knows(house: House) -> None:
    house.chat(user(f"my ssn is {SSN}"), conversation="here")
    house.gateway.vaults.close("here")
    assert isinstance(house.gateway.vaults, Vaults)
    house.say("It is [SSN_1].")
    assert SSN not in house.chat(user("hi"), conversation="here").text
