"""When two written forms are one value."""

import pytest

from services.gateway.redaction.labels import Label
from services.gateway.vault.canonical import canonical, family


@pytest.mark.parametrize(
    ("label", "one", "other"),
    [
        (Label.NAME, "John Smith", "SMITH, JOHN"),
        (Label.NAME, "Maria Santos", "Sra. María Santos's"),
        (Label.NAME, "j o n e s", "Jones"),
        (Label.PHONE, "(512) 555-0100", "+1 512.555.0100"),
        (Label.PHONE, "five one two five five five oh one double oh", "5125550100"),
        (Label.DOB, "March 14th, 1985", "03/14/1985"),
        (Label.DOB, "14 de marzo de 1985", "1985-03-14"),
        (Label.EMAIL, "Jones@Gmail.com", "jones at gmail dot com"),
        (Label.ADDRESS, "12 Main St., Apt 4", "12 main st apt 4"),
        (Label.MRN, "MRN-123456", "mrn 123456"),
    ],
)
def test_one_value_in_two_forms(label: Label, one: str, other: str) -> None:
    assert canonical(label, one) == canonical(label, other)


@pytest.mark.parametrize(
    ("label", "one", "other"),
    [
        (Label.NAME, "Dr. Santos", "Maria Santos"),
        (Label.DOB, "03/14/1985", "04/13/1985"),
        (Label.PHONE, "512-555-0100", "512-555-0101"),
        (Label.ADDRESS, "", "-"),
    ],
)
def test_two_values(label: Label, one: str, other: str) -> None:
    assert canonical(label, one) != canonical(label, other)


def test_a_number_is_one_value_whatever_it_was_taken_for() -> None:
    assert family(Label.PHONE) == family(Label.MRN) != family(Label.NAME)
    assert family(Label.DATE) == family(Label.DOB)
