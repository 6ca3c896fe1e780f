import pytest

from services.kernel.mail import is_mail_address


@pytest.mark.parametrize("good", ["m.santos@mail.example", "o'neil+visits@a-b.example", f"{'a' * 64}@x.example"])
def test_an_address_is_one(good: str) -> None:
    assert is_mail_address(good)


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "m.santos",
        "a@b",
        "a b@c.example",
        "Ana <a@b.example>",
        "a@b.example\nBcc: c@d.example",
        f"{'a' * 65}@x.example",
    ],
)
def test_what_could_be_more_than_one_address_is_none(bad: str) -> None:
    assert not is_mail_address(bad)
