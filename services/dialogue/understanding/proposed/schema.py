"""What a language model may answer: one JSON object with one to three commands, each with a stretch of the words.

There is no field for a date, an id, a price or a reply, and no command for a name, a birth date, a code or a telephone
number: what cannot be said cannot be said wrongly. A command of the emergency is missing too; word lists decide that.
"""

from enum import StrEnum
from typing import Any, Final

SCHEMA_NAME: Final = "commands"
MOST_COMMANDS: Final = 3
LONGEST_SPAN: Final = 120


class Proposed(StrEnum):
    """A command that a model may propose."""

    START_MOVE = "start_move"
    START_CANCEL = "start_cancel"
    START_STATUS = "start_status"
    START_BOOK = "start_book"
    START_OTHER = "start_other"
    PICK_APPOINTMENT = "pick_appointment"
    WISH_TIME = "wish_time"
    WISH_PROVIDER = "wish_provider"
    WISH_PLACE = "wish_place"
    ANY_PROVIDER = "any_provider"
    EARLIER = "earlier"
    LATER = "later"
    CHOOSE_OFFER = "choose_offer"
    ASK_ALTERNATIVES = "ask_alternatives"
    CONFIRM = "confirm"
    DENY = "deny"
    KEEP = "keep"
    STOP_HERE = "stop_here"
    REPEAT = "repeat"
    ASK_HOURS = "ask_hours"
    ASK_ADDRESS = "ask_address"
    ASK_PHONE = "ask_phone"
    ASK_FEE = "ask_fee"
    ASK_PRIVACY = "ask_privacy"
    ASK_ASSISTANT = "ask_assistant"
    ASK_OTHER = "ask_other"
    ASK_PERSON = "ask_person"
    GREETING = "greeting"
    THANKS = "thanks"
    GOODBYE = "goodbye"
    UNCLEAR = "unclear"


#: Commands that mean nothing without the words they stand for.
NEEDS_SPAN: Final = frozenset(
    {
        Proposed.PICK_APPOINTMENT,
        Proposed.WISH_TIME,
        Proposed.WISH_PROVIDER,
        Proposed.WISH_PLACE,
        Proposed.CHOOSE_OFFER,
    }
)


def schema() -> dict[str, Any]:
    """Return the JSON schema (2020-12) of an answer, for `response_format`."""
    command = {
        "type": "object",
        "properties": {
            "command": {"type": "string", "enum": [str(each) for each in Proposed]},
            "span": {"type": "string", "maxLength": LONGEST_SPAN},
        },
        "required": ["command", "span"],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {"commands": {"type": "array", "items": command, "minItems": 1, "maxItems": MOST_COMMANDS}},
        "required": ["commands"],
        "additionalProperties": False,
    }
