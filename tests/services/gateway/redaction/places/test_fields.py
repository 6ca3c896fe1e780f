import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.gateway.redaction.labels import Label
from services.gateway.redaction.places.address import AddressLayer
from services.gateway.redaction.places.place import PlaceLayer
from tests.doubles.marked_text import found_in

LAYERS = (AddressLayer(), PlaceLayer())


@pytest.mark.parametrize(
    ("record", "values"),
    [
        (
            '{"line":["1425 Elm Row","Apt 4"],"city":"Zzyzx","state":"CA","postalCode":"92309"}',
            ["1425 Elm Row", "Apt 4", "Zzyzx", "92309"],
        ),
        ('{\\"city\\": \\"Zzyzx\\", \\"zip\\": \\"92309\\"}', ["Zzyzx", "92309"]),
        ("<city>Zzyzx</city><postalCode>92309</postalCode>", ["Zzyzx", "92309"]),
        ('<city value="Zzyzx"/>', ["Zzyzx"]),
        ("PID|1||||||F|||17 Quux^^Zzyzx^CA^92309||", ["17 Quux", "Zzyzx", "92309"]),
        ("N3*17 QUUX~N4*ZZYZX*CA*92309~", ["17 QUUX", "ZZYZX", "92309"]),
        ("ADR;TYPE=HOME:;;17 Quux;Zzyzx;CA;92309;USA", ["17 Quux", "Zzyzx", "92309"]),
        ("Calle: Oak Cove\nCity: Zzyzx", ["Oak Cove", "Zzyzx"]),
    ],
)
def test_fields_of_records_are_found(record: str, values: list[str]) -> None:
    found = " ".join(words for words, _ in found_in(record, LAYERS))
    for value in values:
        assert value in found


@pytest.mark.parametrize(
    "record",
    [
        '{"status":"booked","start":"2026-12-04","reason":"cleaning"}',
        "MSH|^~\\&|A|B|C|D|20261122||ADT^A08|1|P|2.5.1",
        "OBX|1|NM|8867-4^Heart rate^LN||72",
        "<status>active</status>",
    ],
)
def test_other_fields_are_left(record: str) -> None:
    assert found_in(record, LAYERS) == []


@given(text=st.text(max_size=200), asked=st.sampled_from((None, Label.ADDRESS, Label.PLACE)))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_and_spans_lie_inside(text: str, asked: Label | None) -> None:
    for words, _ in found_in(text, LAYERS, asked):
        assert words
        assert words in text


@given(
    number=st.integers(10, 99_999),
    direction=st.sampled_from(("", "N ", "south ", "SW ")),
    name=st.sampled_from(("Maple", "Zyxwol", "12th", "Van Buren", "Oak Ridge", "St. James", "Martin Luther King Jr")),
    kind=st.sampled_from(("St", "Street", "Ave.", "avenue", "Blvd", "Road", "Ln", "Drive", "Ct", "Way", "Pkwy", "Cir")),
    unit=st.sampled_from(("", " Apt 3B", ", Unit 12", " #4", " suite 200")),
    case=st.sampled_from((str, str.lower, str.upper)),
)
@settings(max_examples=200, deadline=None)
def test_every_street_address_is_found_whole(
    number: int, direction: str, name: str, kind: str, unit: str, case: object
) -> None:
    address = case(f"{number} {direction}{name} {kind}{unit}")  # type: ignore[operator]
    found = found_in(f"please send it to {address}", LAYERS)
    assert [(words.rstrip("."), label) for words, label in found] == [(address.rstrip("."), "ADDRESS")]
