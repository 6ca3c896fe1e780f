"""Messages of our own are read back as they were meant."""

from hypothesis import given
from hypothesis import strategies as st

from services.bridge.hl7v2.er7.building import Builder
from services.bridge.hl7v2.er7.delimiters import delimiters_of
from services.bridge.hl7v2.er7.message import parse

_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x0b\x1c"), max_size=20)


def test_a_segment_ends_where_it_says_nothing_more() -> None:
    builder = Builder()
    patient = builder.segment(
        "PID",
        {
            1: builder.value("1"),
            3: builder.repetitions(builder.components("7", "", "", ["CL&X", "1.2", ""], "MR"), builder.value("8")),
            5: builder.components("O'DOE|", "ANA", "", ""),
            9: builder.value(""),
        },
    )
    assert patient.text == "PID|1||7^^^CL\\T\\X&1.2^MR~8||O'DOE\\F\\^ANA"


def test_a_header_says_its_delimiters() -> None:
    builder = Builder(delimiters_of("#", "*%!+"))
    header = builder.segment("MSH", {3: builder.value("A#"), 9: builder.components("SIU", "S12")})
    assert header.text == "MSH#*%!+#A!F!######SIU*S12"
    assert header.value(9, 2) == "S12"


def test_a_letter_that_the_receiver_cannot_read_is_a_question_mark() -> None:
    builder = Builder(codec="latin-1")
    assert builder.message([builder.segment("NTE", {3: builder.value("é雪")})]) == b"NTE|||\xe9?\r"


@given(st.lists(st.lists(_TEXT, min_size=1, max_size=3), min_size=1, max_size=4))
def test_what_was_written_is_read(repetitions: list[list[str]]) -> None:
    builder = Builder()
    field = builder.repetitions(*[builder.components(*each) for each in repetitions])
    raw = builder.message(
        [builder.segment("MSH", {3: builder.value("A")}), builder.segment("ZZZ", {1: field, 2: builder.value("end")})]
    )
    message = parse(raw)
    assert message.encode() == raw
    for at, components in enumerate(repetitions, 1):
        for number, text in enumerate(components, 1):
            read = message.value(f"ZZZ-1[{at}].{number}")
            assert read == ("" if text == '""' else text)
    assert message.value("ZZZ-2") == "end"
