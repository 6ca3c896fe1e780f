"""The schema: closed, small, without a place for what a model must not say."""

import json
from typing import Any

from services.dialogue.understanding.proposed.parse import parsed
from services.dialogue.understanding.proposed.schema import MOST_COMMANDS, NEEDS_SPAN, Proposed, schema

FORBIDDEN = {"emergency", "give_name", "give_birth_date", "give_code", "give_phone", "change_language"}


def test_every_object_is_closed_and_every_field_is_needed() -> None:
    objects = [schema(), schema()["properties"]["commands"]["items"]]
    assert all(each["additionalProperties"] is False for each in objects)
    assert all(set(each["required"]) == set(each["properties"]) for each in objects)


def test_only_the_commands_and_a_stretch_of_words_can_be_said() -> None:
    item = schema()["properties"]["commands"]["items"]
    assert set(item["properties"]) == {"command", "span"}
    assert item["properties"]["command"]["enum"] == [str(each) for each in Proposed]
    assert item["properties"]["span"]["type"] == "string"
    assert schema()["properties"]["commands"]["maxItems"] == MOST_COMMANDS == 3


def test_no_identity_no_emergency_and_no_language_can_be_proposed() -> None:
    assert FORBIDDEN.isdisjoint(str(each) for each in Proposed)


def test_what_needs_words_is_proposed_at_all() -> None:
    assert set(Proposed) > NEEDS_SPAN


def test_the_same_schema_every_time_so_that_a_server_can_keep_its_grammar() -> None:
    def dumped() -> str:
        whole: dict[str, Any] = schema()
        return json.dumps(whole)

    assert dumped() == dumped()


def test_the_longest_answer_fits_a_small_allowance_of_tokens() -> None:
    longest = max(Proposed, key=len)
    answer = json.dumps({"commands": [{"command": longest, "span": "x" * 80}] * 3}, separators=(",", ":"))
    assert len(parsed(answer)) == 3
