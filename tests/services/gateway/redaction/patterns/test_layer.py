"""Every valid number, in every way of writing it, is found wholly; hostile texts end soon."""

import string
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.redaction.patterns.checks import luhn
from services.gateway.redaction.patterns.layer import PatternLayer
from services.gateway.redaction.spans import merged
from services.gateway.redaction.view import View

LAYER = PatternLayer()
ENGLISH = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
SPANISH = ("cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve")
AROUND = (("", ""), ("it's ", ""), ("Hi, ", " thanks!"), ("sí, ", ", gracias"), ("(", ")"), ("x: ", ".\nBye"))
DIGIT = st.sampled_from(string.digits)
LETTER = "ABCDEFGHJKLMNPRSTUVWXYZ"
MBI_LETTER = st.sampled_from("ACDEFGHJKMNPQRTUVWXY")
VIN_VALUES = dict(zip(string.digits + "ABCDEFGHJKLMNPRSTUVWXYZ", [*range(10), *range(1, 9), *range(1, 6), 7, 9, *range(2, 10)], strict=True))  # fmt: skip # noqa: E501


def digits(count: int) -> st.SearchStrategy[str]:
    return st.text(DIGIT, min_size=count, max_size=count)


def covered(text: str) -> str:
    """Return the letters and digits of a text that are found."""
    spans = merged(LAYER.find(View(text)))
    return "".join(each for span in spans for each in text[span.start : span.end] if each.isalnum())


def found_wholly(value: str, around: tuple[str, str] = ("", "")) -> bool:
    return covered(around[0] + value + around[1]) == "".join(each for each in value if each.isalnum())


def spoken(value: str, words: tuple[str, ...]) -> str:
    return " ".join(words[int(each)] if each.isdigit() else each.lower() for each in value if each.isalnum())


ssns = st.builds(
    lambda area, group, serial: (f"{area:03}", f"{group:02}", f"{serial:04}"),
    st.integers(1, 999).filter(lambda each: each != 666),
    st.integers(1, 99),
    st.integers(1, 9999),
)


@given(ssns, st.sampled_from(["-", " ", ".", " - ", "/", "_"]), st.sampled_from(AROUND))
def test_every_ssn_in_groups(parts: tuple[str, str, str], mark: str, around: tuple[str, str]) -> None:
    assert found_wholly(mark.join(parts), around)


@given(
    ssns, st.sampled_from(["ssn ", "My SSN is: ", "SOCIAL ", "seguro social ", "nss: ", "soc sec no. "]), st.booleans()
)
def test_every_ssn_after_its_name(parts: tuple[str, str, str], name: str, dictated: bool) -> None:  # noqa: FBT001 drawn
    value = "".join(parts)
    for said in (value, " ".join(value), spoken(value, SPANISH if dictated else ENGLISH)):
        assert covered(name + said) == "".join(each for each in said if each.isalnum())


phones = st.builds(
    lambda area, exchange, line: (str(area), str(exchange), f"{line:04}"),
    st.integers(200, 999),
    st.integers(200, 999),
    st.integers(0, 9999),
)
PHONE_FORMS = (
    "{}{}{}", "{}-{}-{}", "({}) {}-{}", "({}){}-{}", "{}.{}.{}", "{} {} {}", "+1{}{}{}", "+1 {} {} {}", "1-{}-{}-{}",
    "+1 ({}) {}-{}", "1{}{}{}", "{}/{}-{}", "{} - {} - {}", "{}-{}{}", "{} {}{}", "{}-{}-{} ext 12", "{}-{}-{}x4471",
)  # fmt: skip


@given(phones, st.sampled_from(PHONE_FORMS), st.sampled_from(AROUND))
def test_every_north_american_phone(parts: tuple[str, str, str], form: str, around: tuple[str, str]) -> None:
    assert found_wholly(form.format(*parts), around)


@given(phones, st.sampled_from([ENGLISH, SPANISH]), st.sampled_from([" ", ", ", " uh "]))
def test_every_dictated_phone(parts: tuple[str, str, str], words: tuple[str, ...], pause: str) -> None:
    said = pause.join(spoken(part, words) for part in parts)

    assert covered("it's " + said) == "".join(each for each in said if each.isalnum())


names = st.text(string.ascii_letters + string.digits, min_size=1, max_size=12)
ends = st.sampled_from(["com", "org", "net", "edu", "gov", "io", "co.uk", "com.mx"])


@given(names, names, st.sampled_from(["", ".", "_", "-", "+"]), names, ends, st.sampled_from(AROUND))
def test_every_mail_address(first: str, second: str, mark: str, host: str, end: str, around: tuple[str, str]) -> None:
    assert found_wholly(f"{first}{mark}{second}@{host}.{end}", around)


@given(st.text("bcdfgjklmnpqrvwxyz", min_size=4, max_size=9), digits(3), ends)
def test_every_dictated_mail_address(host: str, number: str, end: str) -> None:
    said = f"garza dot {spoken(number, ENGLISH)} at {host} dot {end.replace('.', ' dot ')}"

    assert covered("my email is " + said) == "".join(each for each in said if each.isalnum())


def with_luhn(stem: str) -> str:
    return next(stem + check for check in string.digits if luhn(stem + check))


cards = st.one_of(
    st.builds(lambda first, rest: with_luhn(first + rest), st.sampled_from("456"), digits(14)),
    st.builds(lambda rest: with_luhn("37" + rest), digits(12)),
)


@given(cards, st.sampled_from(["", " ", "-", "."]), st.sampled_from(AROUND))
def test_every_payment_card(number: str, mark: str, around: tuple[str, str]) -> None:
    cuts = (0, 4, 8, 12, 16) if len(number) > 15 else (0, 4, 10, 15)
    parts = [number[left:right] for left, right in pairwise(cuts)]

    assert found_wholly(mark.join(parts), around)


@given(st.integers(12, 19).flatmap(digits), st.sampled_from(["card ", "my visa is ", "tarjeta ", "la targeta es "]))
def test_a_card_with_a_wrong_checksum_is_found_by_its_name(number: str, name: str) -> None:
    assert covered(name + number) == number
    assert covered(name + spoken(number, ENGLISH)) == spoken(number, ENGLISH).replace(" ", "")


def iban(country: str, account: str) -> str:
    rest = int("".join(str(int(each, 36)) for each in account + country + "00")) % 97
    return f"{country}{98 - rest:02}{account}"


ibans = st.one_of(
    st.builds(lambda each: iban("ES", each), digits(20)),
    st.builds(lambda each: iban("DE", each), digits(18)),
    st.builds(lambda bank, each: iban("GB", bank + each), st.text(LETTER, min_size=4, max_size=4), digits(14)),
    st.builds(lambda each: iban("DO", "BAGR" + each), digits(20)),
)


@given(ibans, st.booleans(), st.sampled_from(AROUND))
def test_every_iban(value: str, grouped: bool, around: tuple[str, str]) -> None:  # noqa: FBT001 drawn
    written = " ".join(value[at : at + 4] for at in range(0, len(value), 4)) if grouped else value

    assert found_wholly(written, around)
    assert found_wholly(written.lower(), around)


def vin(stem: str) -> str:
    weights = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
    rest = sum(VIN_VALUES[each] * weight for each, weight in zip(stem, weights, strict=True)) % 11
    return stem[:8] + ("X" if rest == 10 else str(rest)) + stem[9:]


vins = st.builds(
    lambda maker, model, plant, serial: vin(maker + model + "0" + plant + serial),
    st.sampled_from(["1HG", "2T1", "3VW", "5YJ", "JTD", "WBA"]),
    st.text(LETTER + string.digits, min_size=5, max_size=5),
    st.text(LETTER, min_size=2, max_size=2),
    digits(6),
)


@given(vins, st.sampled_from(AROUND))
def test_every_vehicle_identification_number(value: str, around: tuple[str, str]) -> None:
    assert found_wholly(value, around)
    assert found_wholly(value.lower(), around)
    assert found_wholly(f"{value[:5]}-{value[5:10]}-{value[10:]}", around)
    assert covered("vin " + " ".join(value)) == value


mbis = st.tuples(
    st.sampled_from("123456789"),
    MBI_LETTER,
    DIGIT,
    DIGIT,
    MBI_LETTER,
    DIGIT,
    DIGIT,
    MBI_LETTER,
    MBI_LETTER,
    DIGIT,
    DIGIT,
).map("".join)


@given(mbis, st.sampled_from(["{}{}{}", "{}-{}-{}", "{} {} {}", "{} - {} - {}"]), st.sampled_from(AROUND))
def test_every_medicare_number(value: str, form: str, around: tuple[str, str]) -> None:
    written = form.format(value[:4], value[4:7], value[7:])

    assert found_wholly(written, around)
    assert found_wholly(written.lower(), around)
    assert covered("medicare " + " ".join(value)) == value


@given(st.text(max_size=200))
def test_any_text_at_all_gives_spans_within_it(text: str) -> None:
    for span in LAYER.find(View(text)):
        assert 0 <= span.start < span.end <= len(text)


PIECES = (
    "1", "a", " ", "1 ", "1-", "a1", "ssn ", "ssn is my ", "card number ", "(", "@", "a@", "a.", "a@a.", "www.",
    "http://", "mrn for a b c d ", "0:", "0::", "1.1.1.", "x", "*", "five ", "a b ", "double ", "m as in ", "at ",
    "dot ", "arroba ", "eme de ", "uh ", "number ", "+1 ", "\xe9", "\u200b1", ".jpg", "data:image/png;base64,a", "ab12",
    "#", "exp 1/",
)  # fmt: skip


def hostile() -> Iterator[str]:
    for piece in PIECES:
        yield (piece * 10_000)[:10_000]
        yield "ssn " + (piece * 10_000)[:5_000] + "!" + (piece * 10_000)[:5_000]


@pytest.mark.timeout(10)
@pytest.mark.parametrize("text", list(hostile()), ids=map(str, range(2 * len(PIECES))))
def test_ten_kilobytes_of_anything_end_soon(text: str) -> None:
    assert all(span.end <= len(text) for span in LAYER.find(View(text)))
