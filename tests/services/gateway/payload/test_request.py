"""What of a request may pass, and in what form."""

from typing import Any

import pytest

from services.gateway.payload.limits import Limits
from services.gateway.payload.request import RequestWalk
from services.gateway.payload.texts import Text
from services.gateway.redaction.labels import Label
from services.gateway.refusals import CallRefused, FieldRefused, Malformed

Json = dict[str, Any]
HI = [{"role": "user", "content": "hi"}]


def walked(**fields: object) -> Json:
    """Return a request as it would be passed on, every text in capitals so that it shows."""
    body = {"model": "m", "messages": HI, **fields}
    return RequestWalk(lambda text: text.raw, Limits()).request(body)


def shouted(messages: list[Json], **fields: object) -> Json:
    """Return a request whose texts are told apart from its names."""

    def visit(text: Text) -> str:
        return f"<{text.raw}>" if " " in text.raw else text.raw

    return RequestWalk(visit, Limits()).request({"model": "m", "messages": messages, **fields})


def test_plain_fields_pass() -> None:
    fields: Json = {
        "temperature": 0.2,
        "top_p": 1,
        "max_tokens": 128,
        "n": 1,
        "seed": 7,
        "stop": ["\n"],
        "stream": True,
        "stream_options": {"include_usage": True},
        "frequency_penalty": 0,
        "presence_penalty": 0.1,
        "parallel_tool_calls": False,
        "response_format": {"type": "json_object"},
        "reasoning_effort": "low",
        "modalities": ["text"],
    }
    assert walked(**fields) == {"model": "m", "messages": HI, **fields}


@pytest.mark.parametrize("name", ["user", "metadata", "store", "service_tier", "safety_identifier", "prompt_cache_key"])
def test_fields_of_no_use_to_the_model_stay_behind(name: str) -> None:
    assert name not in walked(**{name: "x"})


@pytest.mark.parametrize(
    "fields",
    [
        {"logprobs": True},
        {"top_logprobs": 3},
        {"logit_bias": {"1": 1}},
        {"functions": [{"name": "f"}]},
        {"audio": {"voice": "x"}},
        {"web_search_options": {}},
        {"chat_template": "{{ x }}"},
        {"chat_template_kwargs": {}},
        {"guided_json": {}},
        {"guided_choice": ["a"]},
        {"structured_outputs": {"regex": ".*"}},
        {"extra_body": {}},
        {"prompt_logprobs": 1},
        {"echo": True},
        {"add_generation_prompt": False},
        {"cache_salt": "x"},
        {"kv_transfer_params": {}},
        {"mm_processor_kwargs": {}},
        {"best_of": 2},
        {"use_beam_search": True},
        {"include_stop_str_in_output": True},
        {"documents": []},
        {"modalities": ["audio"]},
        {"reasoning_effort": "extreme"},
        {"response_format": {"type": "structural_tag"}},
        {"tool_choice": "sometimes"},
        {"tool_choice": {"type": "function", "function": {"name": "unknown"}}},
        {"tools": [{"type": "web_search"}]},
        {"tools": [{"type": "function", "function": {"name": "a b"}}]},
        {"model": "a b"},
    ],
)
def test_dangerous_and_unknown_fields_are_refused(fields: Json) -> None:
    with pytest.raises(FieldRefused) as refused:
        walked(**fields)
    assert refused.value.status == 400
    assert refused.value.param


@pytest.mark.parametrize(
    "message",
    [
        {"role": "user", "content": [{"type": "image_url", "image_url": {"url": "https://x/y.png"}}]},
        {"role": "user", "content": [{"type": "input_audio", "input_audio": {"data": "", "format": "wav"}}]},
        {"role": "user", "content": [{"type": "audio_url", "audio_url": {"url": "x"}}]},
        {"role": "user", "content": [{"type": "video_url", "video_url": {"url": "x"}}]},
        {"role": "user", "content": [{"type": "file", "file": {"file_id": "x"}}]},
        {"role": "user", "content": [{"type": "text", "text": "x", "uuid": "y"}]},
        {"role": "function", "name": "f", "content": "x"},
        {"role": "user", "content": "x", "tool_calls": []},
        {"role": "assistant", "content": "x", "audio": {"id": "y"}},
        {"role": "assistant", "content": "x", "function_call": {"name": "f"}},
        {"role": "assistant", "tool_calls": [{"id": "1", "type": "custom", "custom": {}}]},
        {"content": "x"},
    ],
)
def test_dangerous_and_unknown_parts_of_messages_are_refused(message: Json) -> None:
    with pytest.raises(FieldRefused):
        walked(messages=[message])


@pytest.mark.parametrize(
    "fields",
    [
        {"messages": "hi"},
        {"messages": [1]},
        {"messages": [{"role": "user", "content": 5}]},
        {"messages": [{"role": "user", "content": [{"type": "text", "text": 5}]}]},
        {"temperature": "hot"},
        {"temperature": True},
        {"max_tokens": 1.5},
        {"max_tokens": -1},
        {"n": 0},
        {"seed": "x"},
        {"seed": 2**40},
        {"stream": "yes"},
        {"tools": {}},
        {"response_format": "json"},
    ],
)
def test_wrong_types_are_refused(fields: Json) -> None:
    with pytest.raises(Malformed):
        walked(**fields)


def test_what_client_libraries_send_back_passes() -> None:
    reply = {
        "role": "assistant",
        "content": None,
        "refusal": None,
        "annotations": [],
        "audio": None,
        "function_call": None,
        "tool_calls": [{"id": "a", "type": "function", "function": {"name": "f", "arguments": "{}"}, "index": 0}],
    }
    answer = {"role": "tool", "tool_call_id": "a", "content": "done"}
    tools = [{"type": "function", "function": {"name": "f"}}]
    passed = walked(messages=[*HI, reply, answer], tools=tools)["messages"]
    assert passed[1]["tool_calls"][0]["id"] == passed[2]["tool_call_id"] == "call00001"
    assert set(passed[1]) == {"role", "content", "tool_calls"}


def test_every_text_is_visited_and_names_stay() -> None:
    schema = {
        "type": "object",
        "$defs": {"day": {"enum": ["a b", 1, None]}},
        "properties": {"who": {"type": ["string", "null"], "description": "c d", "maxLength": 5, "pattern": "^x$"}},
        "required": ["who"],
        "additionalProperties": False,
    }
    tools = [{"type": "function", "function": {"name": "f", "description": "e f", "parameters": schema}}]
    passed = shouted([{"role": "user", "content": [{"type": "text", "text": "g h"}]}], tools=tools, stop="i j")
    function = passed["tools"][0]["function"]
    assert function["name"] == "f"
    assert function["description"] == "<e f>"
    assert function["parameters"]["properties"]["who"]["description"] == "<c d>"
    assert function["parameters"]["$defs"]["day"]["enum"] == ["<a b>", 1, None]
    assert function["parameters"]["required"] == ["who"]
    assert passed["messages"][0]["content"] == [{"type": "text", "text": "<g h>"}]
    assert passed["stop"] == "<i j>"


def test_a_pattern_or_name_that_would_have_to_change_is_refused() -> None:
    for fields in (
        {"tools": [{"type": "function", "function": {"name": "f", "parameters": {"pattern": "a b"}}}]},
        {"response_format": {"type": "json_schema", "json_schema": {"name": "x", "schema": {"$ref": "http://x"}}}},
    ):
        with pytest.raises(FieldRefused):
            shouted(HI, **fields)


def test_a_long_seed_is_replaced_by_one_of_its_own() -> None:
    assert walked(seed=219099821)["seed"] == walked(seed=219099821)["seed"] != walked(seed=219099822)["seed"]
    assert walked(seed=219099821)["seed"] < 65_536


def test_a_field_that_could_be_somebodys_words_is_not_repeated() -> None:
    with pytest.raises(CallRefused) as refused:
        walked(**{"Maria Santos": 1})
    assert "Maria" not in str(refused.value.body())


def test_the_values_of_a_schema_are_judged_by_the_name_of_their_field() -> None:
    seen: list[Text] = []

    def visit(text: Text) -> str:
        seen.append(text)
        return text.raw

    names: Json = {
        "patient": {"enum": ["self"]},
        "last_name": {"enum": ["Vrabec"]},
        "who": {"properties": {"mrn": {"anyOf": [{"default": "48213"}]}}},
    }
    schema = {"type": "json_schema", "json_schema": {"name": "a", "schema": {"properties": names}}}
    RequestWalk(visit, Limits()).request({"model": "m", "messages": HI, "response_format": schema})
    assert {each.raw: each.whole for each in seen if each.key} == {
        "self": None,
        "Vrabec": Label.NAME,
        "48213": Label.MRN,
    }
    assert all(each.code for each in seen if each.key)


@pytest.mark.parametrize("name", ["model", "messages"])
def test_a_request_without_its_two_fields_is_refused(name: str) -> None:
    with pytest.raises(Malformed):
        walked(**{name: None})


def test_what_a_client_library_adds_to_a_reply_is_taken_back_and_stays_behind() -> None:
    call = {"id": "1", "type": "function", "function": {"name": "f", "arguments": "{}", "parsed_arguments": {"a": 1}}}
    said = {"role": "assistant", "content": "{}", "parsed": {"who": "Maria Santos"}, "tool_calls": [call]}
    passed = shouted([said, *HI], tools=[{"type": "function", "function": {"name": "f"}}])["messages"][0]
    assert "parsed" not in passed
    assert passed["tool_calls"][0]["function"] == {"name": "f", "arguments": "{}"}
