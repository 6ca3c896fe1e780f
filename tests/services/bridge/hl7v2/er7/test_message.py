"""Messages come back byte for byte, whatever a sender made of them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.bridge.hl7v2.er7.message import Oddity, parse
from services.bridge.hl7v2.errors import NoHeader, NotHl7

_DATA = Path(__file__).parents[4] / "data" / "hl7v2"
_SIU = (
    b"MSH|^~\\&|SCHED|CLINIC|SEALDESK|CLINIC|20261123081500-0600||SIU^S13|M1|P|2.5.1\r"
    b"SCH|1^P|2^F|||||||30|min^minute|^^30^20261124090000-0600^20261124093000-0600\r"
    b'PID|1||77^^^CL^MR~88&x^9^^SS||DOE^ANA\\T\\BEA^""||19800229|""|||""\r'
    b"ZPD|\\X0D0A\\|a\\.br\\b|\\E\\T\\E\\|end\\E\\\r"
)


@pytest.mark.parametrize("path", sorted(_DATA.glob("*.hl7")), ids=lambda each: each.stem)
def test_every_public_message_comes_back(path: Path) -> None:
    raw = path.read_bytes()
    message = parse(raw)
    assert message.encode() == raw
    assert message.header.value(10), "its control id is read"
    assert Oddity.CHARSET not in message.oddities


def test_values_are_read_by_their_place() -> None:
    message = parse(_SIU)
    assert message.value("MSH-1") == "|"
    assert message.value("MSH-2") == "^~\\&"
    assert message.value("MSH-9.2") == "S13"
    assert message.value("SCH-11.4") == "20261124090000-0600"
    assert message.value("PID-3[2].1.2") == "x"
    assert message.value("PID-3[2].1") == "88"
    assert message.value("PID-3[3]") == ""
    assert message.value("PID-5.2") == "ANA&BEA"
    assert message.value("ZPD-1") == "\r\n"
    assert message.value("ZPD-2") == "a\nb"
    assert message.value("ZPD-3") == "\\T\\"
    assert message.value("ZPD-4") == "end\\"
    assert message.value("ZZZ-1") == ""


def test_a_null_is_not_an_empty_field() -> None:
    patient = parse(_SIU).first("PID")
    assert patient is not None
    assert patient.is_null(8)
    assert not patient.is_null(9)
    assert patient.value(8) == patient.value(9) == ""
    assert patient.as_sent(5, 3) == '""'


def test_a_wrong_path_is_a_programmers_error() -> None:
    with pytest.raises(ValueError, match="is no place"):
        parse(_SIU).value("PID.3")


def test_a_field_is_replaced_in_a_copy() -> None:
    message = parse(_SIU)
    assert message.header.replaced(10, "M2").value(10) == "M2"
    assert message.header.replaced(10, "M2").value(9, 2) == "S13"
    segment = message.segments[3]
    assert segment.replaced(7, "x").text.endswith("\\E\\|||x")
    assert segment.value(7) == ""


def test_nothing_of_a_message_shows_in_its_name() -> None:
    message = parse(_SIU)
    assert repr(message) == "<Message MSH SCH PID ZPD>"
    assert repr(message.segments[2]) == "<Segment PID>"


@pytest.mark.parametrize(
    ("change", "oddities"),
    [
        (lambda raw: raw, ()),
        (lambda raw: raw.removesuffix(b"\r"), (Oddity.LAST_END,)),
        (lambda raw: raw.replace(b"\r", b"\n"), (Oddity.ENDS,)),
        (lambda raw: raw.replace(b"\r", b"\r\n"), (Oddity.ENDS,)),
        (lambda raw: b"\xef\xbb\xbf" + raw, ()),
        (lambda raw: b"\r\n \x0b" + raw, (Oddity.BEFORE,)),
        (lambda raw: raw + b"\r\n", (Oddity.EMPTY_LINE, Oddity.ENDS)),
        (lambda raw: raw.replace(b"DOE", b"DO\nE"), (Oddity.LINE_BREAK,)),
        (lambda raw: raw.replace(b"DOE", b"DO\xc9E"), (Oddity.CHARSET,)),
    ],
)
def test_oddities_are_said_and_kept(change: object, oddities: tuple[Oddity, ...]) -> None:
    assert callable(change)
    raw = change(_SIU)
    message = parse(raw)
    assert message.encode() == raw
    assert set(message.oddities) >= set(oddities)
    assert message.value("ZPD-4") == "end\\"
    assert message.value("PID-3.1") == "77"
    if not oddities:
        assert message.oddities == ()


def test_a_line_break_in_a_field_does_not_make_a_segment() -> None:
    raw = _SIU.replace(b"ANA", b"ANA\nPID|1||99\nMSH_MRN|5")
    message = parse(raw)
    assert [each.name for each in message] == ["MSH", "SCH", "PID", "ZPD"]
    assert message.encode() == raw
    assert Oddity.LINE_BREAK in message.oddities


def test_a_carriage_return_ends_a_segment_among_line_feeds_too() -> None:
    message = parse(_SIU.replace(b"\rSCH", b"\r\nSCH"))
    assert [each.name for each in message] == ["MSH", "SCH", "PID", "ZPD"]


@pytest.mark.parametrize(
    ("declared", "codec", "name"),
    [
        (b"", "utf-8", "Núñez 雪"),
        (b"UNICODE UTF-8", "utf-8", "Núñez 雪"),
        (b"8859/1", "iso8859-1", "Núñez"),
        (b"ISO-8859-15", "iso8859-15", "Núñez €"),
        (b"8859/5", "iso8859-5", "Нуньес"),
        (b"GB 18030-2000", "gb18030", "雪 \u4e02"),
        (b"BIG-5", "big5", "雪功"),
        (b"KS X 1001", "euc-kr", "눈"),
        (b"ISO IR87", "iso2022-jp", "雪"),
        (b"ASCII~ISO IR87", "ascii", "Nunez"),
        (b"windows-1252", "cp1252", "Núñez œ €"),
    ],
)
def test_character_sets(declared: bytes, codec: str, name: str) -> None:
    header = b"MSH|^~\\&|A|B|C|D|20261123||ADT^A08|M1|P|2.5.1||||||" + declared
    raw = header + f"\rPID|1||7||{name}^ANA\r".encode(codec)
    message = parse(raw)
    assert message.codec == codec
    assert message.value("PID-5.1") == name
    assert message.value("PID-5.2") == "ANA"
    assert message.encode() == raw
    assert message.oddities == ()


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_wide_character_sets(codec: str, mark: str) -> None:
    if codec == "utf-32-le" and not mark:
        mark = "\ufeff"
    raw = (mark + "MSH|^~\\&|A||||||ADT^A08|M1|P|2.5.1\rPID|1||7||Núñez\r").encode(codec)
    message = parse(raw)
    assert message.value("PID-5") == "Núñez"
    assert message.encode() == raw


def test_bytes_of_another_character_set_than_declared_are_kept() -> None:
    raw = b"MSH|^~\\&|A||||||ADT^A08|M1|P|2.5.1||||||UNICODE UTF-8\rPID|1||7||N\xfa\xf1ez\r"
    message = parse(raw)
    assert message.oddities == (Oddity.CHARSET,)
    assert message.encode() == raw
    assert message.value("PID-5") == "Núñez"


def test_the_sender_knows_its_character_set_where_the_message_does_not_say() -> None:
    raw = b"MSH|^~\\&|A||||||ADT^A08|M1|P|2.5.1\rPID|1||7||N\xfa\xf1ez \x80\r"
    assert parse(raw, "cp1252").value("PID-5") == "Núñez €"
    assert Oddity.CHARSET in parse(raw).oddities


def test_delimiters_of_its_own() -> None:
    raw = b"MSH#*%!+?#A#B#C#D#2026##SIU*S12#1#P#2.7\rPID#1##7*8%9+10##DOE*A!S!B\r"
    message = parse(raw)
    assert message.encode() == raw
    assert message.value("PID-3[2].1.2") == "10"
    assert message.value("PID-5.2") == "A*B"


@pytest.mark.parametrize(
    "raw", [b"", b"\r", b"<Bundle/>", b"PID|1\rMSH|^~\\&|", b"xMSH|^~\\&|", b"msh|^~\\&|", b"\xff\xfe"]
)
def test_what_is_no_message_is_refused(raw: bytes) -> None:
    with pytest.raises(NoHeader) as refused:
        parse(raw)
    assert refused.value.do


@given(st.binary(max_size=400))
def test_any_bytes_after_a_header_come_back(tail: bytes) -> None:
    raw = b"MSH|^~\\&|" + tail
    assert parse(raw).encode() == raw


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    try:
        message = parse(raw)
    except NotHl7:
        return
    assert message.encode() == raw


_LINES = st.lists(st.text(alphabet='PIDZMSH123|^~\\&"\r\nF\ufeff é', max_size=40), max_size=12)


@given(_LINES, st.sampled_from(["\r", "\n", "\r\n", "\n\r"]))
def test_any_segments_come_back_and_every_place_is_read(lines: list[str], end: str) -> None:
    raw = end.join(["MSH|^~\\&|A", *lines]).encode()
    message = parse(raw)
    assert message.encode() == raw
    assert message.before == ""
    for segment in message:
        for field in range(1, len(segment.fields)):
            assert segment.value(field) is not None
            assert segment.replaced(field, segment.raw(field)).text == segment.text
