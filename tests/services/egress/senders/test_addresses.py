import pytest

from services.egress.senders.addresses import MailAddress, PhoneNumber
from services.egress.senders.errors import WrongRequest


@pytest.mark.parametrize("digits", ["+13125550142", "+5215512345678"])
def test_a_number_in_international_form_is_taken(digits: str) -> None:
    assert PhoneNumber(digits).digits == digits


@pytest.mark.parametrize(
    "digits", ["3125550142", "+1312555014\n2", "+0312555014", "whatsapp:+13125550142", "+1" * 9, ""]
)
def test_anything_else_is_no_number(digits: str) -> None:
    with pytest.raises(WrongRequest) as caught:
        PhoneNumber(digits)
    assert not digits or digits not in str(caught.value)


@pytest.mark.parametrize("address", ["m.santos@mail.example", "a+b@x-y.example", "O'Neil@clinic.example"])
def test_a_mail_address_is_taken(address: str) -> None:
    assert MailAddress(address).domain == address.rpartition("@")[2]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "a@b",
        "a b@mail.example",
        "a@mail.example\r\nBcc: b@mail.example",
        "<a@mail.example>",
        "ñ@mail.example",
        "a@-x.example",
        "a..b@mail.example",
        "a" * 65 + "@mail.example",
    ],
)
def test_anything_else_is_no_mail_address(address: str) -> None:
    with pytest.raises(WrongRequest):
        MailAddress(address)


def test_neither_shows_itself() -> None:
    assert "0142" not in repr(PhoneNumber("+13125550142"))
    assert "santos" not in repr(MailAddress("santos@mail.example"))
