import pytest

from services.kernel.phone import e164


@pytest.mark.parametrize(
    "written",
    [
        "+13125550142",
        "(312) 555-0142",
        "312.555.0142",
        "1-312-555-0142",
        " 3125550142 ",
        "tel:+1-312-555-0142",
        "+1 312 555 0142",
    ],
)
def test_one_number_however_it_is_written(written: str) -> None:
    assert e164(written) == "+13125550142"


@pytest.mark.parametrize(
    ("written", "number"), [("+44 20 7946 0018", "+442079460018"), ("+52 55 1234 5678", "+525512345678")]
)
def test_a_number_abroad_needs_its_plus(written: str, number: str) -> None:
    assert e164(written) == number
    assert e164(written.removeprefix("+")) is None


@pytest.mark.parametrize(
    "written",
    [
        "",
        "555-0142",
        "312-555-0142 x12",
        "312-555-0142 ext. 3",
        "112-555-0142",
        "+1 312 155 0142",
        "none",
        "+",
        "٣١٢٥٥٥٠١٤٢",
    ],
)
def test_what_takes_no_text_is_no_number(written: str) -> None:
    assert e164(written) is None
