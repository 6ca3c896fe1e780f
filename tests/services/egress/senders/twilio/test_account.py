import base64
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.doubles.carriers import ACCOUNT, SERVICE


def test_basic_authorization_is_made_of_the_api_key() -> None:
    scheme, _, value = ACCOUNT.authorization.partition(" ")
    assert scheme == "Basic"
    assert base64.b64decode(value).decode() == f"{ACCOUNT.key}:{ACCOUNT.secret}"


def test_the_secret_does_not_show() -> None:
    assert ACCOUNT.secret not in repr(ACCOUNT)


def test_paths_hold_the_account() -> None:
    assert ACCOUNT.messages_path == f"/2010-04-01/Accounts/{ACCOUNT.account}/Messages.json"
    assert ACCOUNT.message_path("SM1").endswith("/Messages/SM1.json")


@pytest.mark.parametrize(
    "change",
    [
        {"account": "AC1"},
        {"account": "AC" + "a1" * 16 + "\n"},
        {"key": "XX" + "a1" * 16},
        {"service": "MG/../x"},
        {"validity": timedelta(0)},
        {"validity": timedelta(hours=11)},
    ],
)
def test_what_is_no_account_is_refused(change: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="Twilio"):
        replace(ACCOUNT, **change)  # type: ignore[arg-type]


def test_a_messaging_service_may_send() -> None:
    assert replace(ACCOUNT, service=SERVICE).service == SERVICE
