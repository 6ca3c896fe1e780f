from dataclasses import replace
from datetime import UTC, datetime

from services.accounts.devices import MOST, known_device, with_device
from services.accounts.model import Account, Role

KIM = Account(
    "m.kim",
    "Min Kim",
    frozenset(Role),
    datetime(2027, 1, 1, tzinfo=UTC),
    secret="GEZDGNBVGY3TQOJQ",
    password="hash of one",
)
LEE = replace(KIM, id="lee", secret="MFRGGZDFMZTWQ2LK")


def test_a_browser_is_known_for_the_person_who_signed_in_there() -> None:
    cookie = with_device("", KIM)
    assert known_device(cookie, KIM)
    assert known_device(cookie, LEE) is None


def test_people_share_a_browser_and_each_has_one_entry_of_theirs() -> None:
    cookie = with_device(with_device(with_device("", KIM), LEE), KIM)
    assert cookie.count("~") == 1
    assert known_device(cookie, KIM)
    assert known_device(cookie, LEE)


def test_a_new_invitation_or_password_makes_it_worthless() -> None:
    cookie = with_device("", KIM)
    assert known_device(cookie, replace(KIM, secret=LEE.secret)) is None
    assert known_device(cookie, replace(KIM, password="another hash")) is None


def test_what_is_forged_broken_or_foreign_is_not_known() -> None:
    nonce, mac = with_device("", KIM).split(".")
    for cookie in ("", "~", ".", f".{mac}", nonce, f"{nonce}.", f"x{nonce}.{mac}", f"{nonce}.{mac[:-1]}", "é.é"):
        assert known_device(cookie, KIM) is None


def test_a_cookie_stays_small_and_a_large_one_is_not_read_to_its_end() -> None:
    cookie = ""
    for number in range(3 * MOST):
        cookie = with_device(cookie, replace(KIM, id=f"person-{number}"))
    assert cookie.count("~") == MOST - 1
    assert len(cookie) < 1000
    assert known_device("~".join(["a.b"] * MOST + [with_device("", KIM)]), KIM) is None
