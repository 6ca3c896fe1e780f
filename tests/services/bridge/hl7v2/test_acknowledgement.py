"""Answers: what theirs mean, and what ours say."""

from datetime import UTC, datetime

import pytest

from services.bridge.hl7v2.acknowledgement import (
    Acknowledgement,
    Code,
    Condition,
    Fault,
    Outcome,
    acknowledge,
    control_id_named,
    read_acknowledgement,
    refuse_unreadable,
)
from services.bridge.hl7v2.er7.message import parse

_NOW = datetime(2026, 11, 23, 14, 15, tzinfo=UTC)


def _read(*segments: bytes) -> Acknowledgement:
    return read_acknowledgement(
        parse(b"MSH|^~\\&|E|H|S|C|2026||ACK^S13|9|P|2.5.1\r" + b"".join(each + b"\r" for each in segments))
    )


@pytest.mark.parametrize(
    ("segments", "outcome"),
    [
        ([b"MSA|AA|M1"], Outcome.DONE),
        ([b"MSA|aa|M1"], Outcome.DONE),
        ([b"MSA|CA|M1"], Outcome.KEPT),
        ([b"MSA|AE|M1"], Outcome.REFUSED),
        ([b"MSA|AR|M1"], Outcome.REFUSED),
        ([b"MSA|AE|M1", b"ERR|||206^Application record locked^HL70357|E"], Outcome.AGAIN),
        ([b"MSA|CE|M1", b"ERR|||207|E"], Outcome.AGAIN),
        ([b"MSA|AR|M1", b"ERR||MSH^1^12|203|E"], Outcome.PARKED),
        ([b"MSA|CR|M1", b"ERR|||202|E", b"ERR|||206|E"], Outcome.PARKED),
        ([b"MSA|AE|M1", b"ERR|PID^1^3^204"], Outcome.REFUSED),
        ([b"MSA|AE|M1", b"ERR|SCH^1^2^206&locked"], Outcome.AGAIN),
        ([b"MSA|AE|M1|busy|||207"], Outcome.AGAIN),
        ([b"MSA|OK|M1"], Outcome.UNREADABLE),
        ([b"MSA"], Outcome.UNREADABLE),
        ([], Outcome.UNREADABLE),
    ],
)
def test_what_an_answer_means(segments: list[bytes], outcome: Outcome) -> None:
    assert _read(*segments).outcome is outcome


def test_where_something_is_wrong() -> None:
    assert _read(b"MSA|AE|M1", b"ERR||PID^1^3|204").faults == (Fault("204", "PID-3"),)
    assert _read(b"MSA|AE|M1", b"ERR|PID^1^3^204").faults == (Fault("204", "PID-3"),)
    assert _read(b"MSA|AE|M1", b"ERR||PID|204").faults == (Fault("204", "PID"),)
    assert _read(b"MSA|AA|M1").control_id == "M1"


def test_the_control_id_that_an_answer_names() -> None:
    assert control_id_named(b"MSH|^~\\&|E\rMSA|AA|M1\r") == "M1"
    assert control_id_named(b"MSH|^~\\&|E\r") == ""
    assert control_id_named(b"nonsense") == ""


@pytest.mark.parametrize(
    ("version", "type_", "error"),
    [
        (b"2.5.1", "ACK^S12^ACK", "ERR||PID^1^3|204^Unknown key identifier^HL70357|E"),
        (b"2.8", "ACK^S12^ACK", "ERR||PID^1^3|204^Unknown key identifier^HL70357|E"),
        (b"2.3", "ACK^S12^ACK", "ERR|PID^1^3^204"),
        (b"2.2", "ACK^S12", "ERR|PID^1^3^204"),
        (b"", "ACK^S12^ACK", "ERR|PID^1^3^204"),
    ],
)
def test_our_answer_speaks_the_senders_version_and_names_its_message(version: bytes, type_: str, error: str) -> None:
    raw = b"MSH|^~\\&|APP|FAC^1.2^ISO|US|CLINIC|2026||SIU^S12|M\\F\\1|T|" + version + b"||||||UNICODE UTF-8\rSCH|1\r"
    answer = acknowledge(parse(raw), Code.AE, _NOW, "A7", (Fault(Condition.UNKNOWN_KEY, "PID-3"),)).decode()
    version_said = version.decode() or "2.3"
    assert answer == (
        f"MSH|^~\\&|US|CLINIC|APP|FAC^1.2^ISO|20261123141500+0000||{type_}|A7|T|{version_said}||||||UNICODE UTF-8\r"
        f"MSA|AE|M\\F\\1\r{error}\r"
    )
    assert read_acknowledgement(parse(answer.encode())) == Acknowledgement(Code.AE, "M|1", (Fault("204", "PID-3"),))


def test_our_answer_uses_the_senders_delimiters_and_character_set() -> None:
    raw = "MSH#*%!+#APP#CLÍNICA##C#2026##ADT*A08#M1#P#2.5.1######8859/1\rPID#1\r".encode("latin-1")
    answer = acknowledge(parse(raw), Code.AA, _NOW, "A8")
    assert answer.startswith("MSH#*%!+##C#APP#CLÍNICA#".encode("latin-1"))
    read = parse(answer)
    assert read.codec == "iso8859-1"
    assert read.value("MSH-6") == "CLÍNICA"
    assert read.value("MSH-9.2") == "A08"
    assert read.value("MSA-2") == "M1"


def test_what_is_no_message_is_refused_in_so_many_words() -> None:
    answer = parse(refuse_unreadable(_NOW, "A9"))
    assert read_acknowledgement(answer) == Acknowledgement(Code.AR, "", (Fault("100", "MSH"),))
    assert answer.oddities == ()
