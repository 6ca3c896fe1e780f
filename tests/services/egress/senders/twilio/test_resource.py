from datetime import UTC, datetime

import pytest

from services.egress.senders.twilio.resource import message_of

SHOWN = {
    "sid": "SM" + "0a" * 16,
    "status": "sent",
    "direction": "outbound-api",
    "date_sent": "Mon, 01 Mar 2027 08:00:00 -0600",
}


def test_what_is_missing_is_empty() -> None:
    message = message_of(SHOWN)
    assert message is not None
    assert message.sent_at == datetime(2027, 3, 1, 14, tzinfo=UTC)
    assert (message.body, message.sender, message.created_at, message.code, message.media) == ("", "", None, None, 0)


@pytest.mark.parametrize("date", ["yesterday", "", 7, "Mon, 99 Mar 2027 08:00:00 +0000"])
def test_a_date_that_is_none(date: object) -> None:
    message = message_of({**SHOWN, "date_sent": date})
    assert message is not None
    assert message.sent_at is None


@pytest.mark.parametrize(
    "shown", [None, [], {}, {**SHOWN, "sid": "SM1"}, {**SHOWN, "status": ["sent"]}, {**SHOWN, "status": "x"}]
)
def test_what_is_no_message(shown: object) -> None:
    assert message_of(shown) is None


def test_it_does_not_show_whose_it_is() -> None:
    told = repr(message_of({**SHOWN, "to": "+13125550142", "from": "+13125550100", "body": "your visit"}))
    assert "+1312" not in told
    assert "visit" not in told
