"""Ten times the text takes about ten times the steps: no expression backtracks without bound."""

import re

import pytest

from services.gateway.redaction.dates.ages import AgeLayer
from services.gateway.redaction.dates.layer import DateLayer
from services.gateway.redaction.labels import Label
from services.gateway.redaction.places.address import AddressLayer
from services.gateway.redaction.places.place import PlaceLayer
from services.gateway.redaction.view import View

HOSTILE = (
    "1 ", "12 maple ", "calle ", "avenue ", "two ", "twenty ", "new york ", "apt 1, ", "1 a st ", "corner of ",
    "12 w ", "live in ", "san ", "St. ", "po box ", "zip ", "12345 ", "strasse", "Calle A de ", "County ", "1/2/",
    "3-4-", "M 1 - 2 ", "dob ", "march 1 to ", "march 4 and 5, ", "4 de ", "ninety ", "tiene 92 de ", "she is 92 ",
    "d. o. ", "12 Main\n", "a", " ", "\n", "9", ",", "1.", "Mr. ", "N. ", "#1 ", "one-", "c/ ", "PSC 1 ",
    "12 rue de ", "l'", "\u00e9", "\u200b",
)  # fmt: skip


@pytest.mark.timeout(60)
@pytest.mark.parametrize("piece", HOSTILE, ids=[re.sub(r"\W", "_", each) for each in HOSTILE])
def test_long_hostile_text_is_read_to_its_end(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    for asked in (None, Label.DOB, Label.ADDRESS, Label.PLACE):
        view = View(text, asked=asked)
        for layer in (DateLayer(), AgeLayer(), AddressLayer(), PlaceLayer()):
            for span in layer.find(view):
                assert 0 <= span.start < span.end <= len(text)
