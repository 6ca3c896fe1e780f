"""One invented identifier of each kind of 45 CFR 164.514(b)(2)(i), (A) to (R), as it is said."""

from typing import Any

from tests.services.gateway.api.harness import system, tool, user

Json = dict[str, Any]
KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "A name": ("My name is Zebulon Quackenbush.", ("Zebulon", "Quackenbush")),
    "B address": ("I live at 4127 Marigold Lane, Tucson, AZ 85719.", ("4127", "Marigold", "Tucson", "85719")),
    "C birth date": ("My date of birth is 03/14/1957.", ("03/14/1957",)),
    "D phone": ("My phone number is 520-555-0147.", ("555-0147",)),
    "E fax": ("My fax number is 520-555-0188.", ("555-0188",)),
    "F e-mail": ("My email is zquack57@mailhost.example.", ("zquack57", "mailhost")),
    "G social security": ("My social security number is 219-09-9821.", ("219-09-9821",)),
    "H medical record": ("My medical record number is 84726153.", ("84726153",)),
    "I health plan": ("My Medicare number is 1EG4-TE5-MK73.", ("1EG4", "MK73")),
    "J account": ("My card number is 4111 1111 1111 1111.", ("4111 1111",)),
    "K licence": ("My driver's license number is D1234567.", ("D1234567",)),
    "L vehicle": ("My VIN is 1HGCM82633A004352.", ("1HGCM82633A004352",)),
    "M device": ("My pacemaker serial number is PJN7461234.", ("PJN7461234",)),
    "N web address": ("It is at https://quackfamily.example/zeb.", ("quackfamily",)),
    "O IP address": ("My IP address is 203.0.113.77.", ("203.0.113.77",)),
    "P biometric": ("My voiceprint id is VP-88213-ZQ.", ("88213",)),
    "Q photo": ("My photo is IMG_20261.jpg.", ("IMG_20261",)),
    "R code": ("My confirmation code is QX7-44921-ZB.", ("44921",)),
}
HI = [user("hi")]


def _called(arguments: object) -> Json:
    function = {"name": "find_slots", "arguments": arguments}
    return {"role": "assistant", "content": None, "tool_calls": [{"id": "1", "type": "function", "function": function}]}


def _result(content: str) -> Json:
    return {"role": "tool", "tool_call_id": "1", "content": content}


def _shape(**schema: object) -> Json:
    return {"type": "json_schema", "json_schema": {"name": "answer", "schema": {"type": "object", **schema}}}


def positions(said: str, quoted: str) -> dict[str, Json]:
    """Return a request for every position in which words can stand.

    Args:
        said: The words.
        quoted: The words as JSON writes them, without the quotation marks.
    """
    described = {"type": "string", "description": said, "title": said, "$comment": said}
    valued = {"enum": [said], "const": said, "default": said, "examples": [said]}
    parts = [{"type": "text", "text": "Well."}, {"type": "text", "text": said}]
    return {
        "system": {"messages": [system(said), *HI]},
        "developer": {"messages": [{"role": "developer", "content": said}, *HI]},
        "user": {"messages": [user(said)]},
        "user parts": {"messages": [user(parts)]},
        "user name": {"messages": [{"role": "user", "content": "hi", "name": said}]},
        "assistant": {"messages": [{"role": "assistant", "content": said}, *HI]},
        "refusal": {"messages": [{"role": "assistant", "content": None, "refusal": said}, *HI]},
        "reasoning": {"messages": [{"role": "assistant", "content": "x", "reasoning": said}, *HI]},
        "reasoning content": {"messages": [{"role": "assistant", "content": "x", "reasoning_content": said}, *HI]},
        "tool": {"messages": [*HI, _result(said)]},
        "tool in JSON": {"messages": [*HI, _result(f'{{"rows": [{{"note": "{quoted}"}}]}}')]},
        "tool in JSON in JSON": {"messages": [*HI, _result(f'{{"rows": "{{\\"note\\": \\"{quoted}\\"}}"}}')]},
        "arguments": {"messages": [_called(f'{{"note": "{quoted}"}}'), *HI], "tools": [tool()]},
        "arguments broken": {"messages": [_called(f'{{"note": "{quoted}'), *HI], "tools": [tool()]},
        "description": {"messages": HI, "tools": [tool(a=described)]},
        "values": {"messages": HI, "tools": [tool(a=valued)]},
        "property": {"messages": HI, "tools": [tool("find_slots", **{said: {"type": "string"}})]},
        "response format": {"messages": HI, "response_format": _shape(properties={"a": {**described, **valued}})},
        "stop": {"messages": HI, "stop": [said]},
        "prediction": {"messages": HI, "prediction": {"type": "content", "content": said}},
        "user field": {"messages": HI, "user": said, "safety_identifier": said, "prompt_cache_key": said},
        "metadata": {"messages": HI, "metadata": {"note": said, said: "x"}},
        "unknown field": {"messages": HI, "note": said},
    }
