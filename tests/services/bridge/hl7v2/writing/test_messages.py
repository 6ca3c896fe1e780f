"""Requests of our own: strict by hl7apy in every version that a site may want, and read back by ourselves."""

from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hl7apy.consts import VALIDATION_LEVEL
from hl7apy.parser import parse_message
from hypothesis import given, settings
from hypothesis import strategies as st

from services.bridge.hl7v2.er7.message import parse
from services.bridge.hl7v2.profile import SenderProfile
from services.bridge.hl7v2.reading.appointment import read_scheduled
from services.bridge.hl7v2.reading.identifiers import Identifier, Named
from services.bridge.hl7v2.writing.messages import write_change
from services.bridge.hl7v2.writing.request import VERSIONS, Asking, Change, Receiver, Way
from services.kernel.interval import Interval

_CHICAGO = ZoneInfo("America/Chicago")
_NOW = datetime(2026, 11, 23, 14, 15, tzinfo=UTC)
_HALF_PAST_NINE = Interval(datetime(2026, 11, 24, 15, 30, tzinfo=UTC), datetime(2026, 11, 24, 16, tzinfo=UTC))


def _change(asking: Asking, family: str = "O'DOE|^\\&~", interval: Interval | None = _HALF_PAST_NINE) -> Change:
    return Change(
        asking=asking,
        placer=Identifier("op_1", "SEALDESK"),
        filler=None if asking is Asking.BOOK else Identifier("F1", "EHR"),
        patient=Identifier("77", "CL", "MR"),
        family=family,
        given="ANA",
        interval=interval,
        visit_type=Named("OFFICE", "Office visit"),
        reason=Named("ROUTINE", "Routine"),
        service=Named("OV", "Office visit"),
        provider=Named("D1", "WEI CHEN"),
        place=("MAIN", "R1", "", "CLINIC"),
    )


def _receiver(way: Way, version: str = "2.5.1") -> Receiver:
    charset = "UNICODE UTF-8" if version >= "2.5" else "8859/1"
    return Receiver(("SEALDESK", "CLINIC"), ("EHR", "CLINIC"), _CHICAGO, way, version, charset=charset)


def _strict(raw: bytes, version: str, tmp_path: Path) -> list[str]:
    """Return what hl7apy has to say against a message.

    Its tables of version 2.3 know a structure by the first event of its kind only; the structure is the same.
    """
    text = raw.decode("latin-1")
    if version == "2.3":
        text = text.replace("^S02|", "^S01|").replace("^S03|", "^S01|").replace("^S04|", "^S01|")
        text = text.replace("^S13|", "^S12|").replace("^S14|", "^S12|").replace("^S15|", "^S12|")
    report = tmp_path / "report"
    message = parse_message(text, validation_level=VALIDATION_LEVEL.STRICT, find_groups=True)
    message.validate(report_file=str(report))
    assert message.to_er7() == text.rstrip("\r"), "hl7apy finds every field in its place"
    return report.read_text(encoding="utf-8").splitlines()


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # hl7apy leaves its report open
@pytest.mark.parametrize(("way", "version", "asking"), list(product(Way, VERSIONS, Asking)))
def test_every_message_is_strictly_the_standards(way: Way, version: str, asking: Asking, tmp_path: Path) -> None:
    raw = write_change(_change(asking), _receiver(way, version), "M1", _NOW)
    assert _strict(raw, version, tmp_path) == []
    assert parse(raw).encode() == raw
    assert parse(raw).oddities == ()


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("way", Way)
def test_a_cancellation_of_what_has_no_time_is_strict_too(way: Way, tmp_path: Path) -> None:
    raw = write_change(_change(Asking.CANCEL, interval=None), _receiver(way), "M1", _NOW)
    assert _strict(raw, "2.5.1", tmp_path) == []


def test_a_request_word_for_word() -> None:
    assert write_change(_change(Asking.MOVE), _receiver(Way.SRM), "M1", _NOW).decode().split("\r") == [
        "MSH|^~\\&|SEALDESK|CLINIC|EHR|CLINIC|20261123081500-0600||SRM^S02^SRM_S01|M1|P|2.5.1||||||UNICODE UTF-8",
        "ARQ|op_1^SEALDESK|F1^EHR||||PATIENT|ROUTINE^Routine|OFFICE^Office visit|30|min"
        "|20261124093000-0600^20261124100000-0600||||SEALDESK^Sealdesk||||SEALDESK^Sealdesk",
        "PID|1||77^^^CL^MR||O'DOE\\F\\\\S\\\\E\\\\T\\\\R\\^ANA",
        "RGS|1|U",
        "AIS|1|U|OV^Office visit|20261124093000-0600|||30|min",
        "AIL|1|U|MAIN^R1^^CLINIC|C||20261124093000-0600|||30|min",
        "AIP|1|U|D1^CHEN^WEI|PROVIDER||20261124093000-0600|||30|min",
        "",
    ]


def test_what_is_sent_again_differs_in_its_time_alone() -> None:
    receiver, later = _receiver(Way.SRM), _NOW.replace(hour=15)
    first, again = (parse(write_change(_change(Asking.CANCEL), receiver, "M1", now)) for now in (_NOW, later))
    assert first.value("MSH-7") != again.value("MSH-7")
    assert first.header.replaced(7, "").text == again.header.replaced(7, "").text
    assert [each.text for each in first.segments[1:]] == [each.text for each in again.segments[1:]]


@pytest.mark.parametrize("asking", Asking)
def test_a_notification_says_to_a_reader_what_was_meant(asking: Asking) -> None:
    change = _change(asking)
    found = read_scheduled(
        parse(write_change(change, _receiver(Way.SIU), "M1", _NOW)),
        SenderProfile("x", _CHICAGO, appointment_id="placer"),
    )
    assert found is not None
    assert (found.placer, found.filler, found.patient) == (change.placer, change.filler, change.patient)
    assert found.interval == change.interval
    assert found.providers == (change.provider,)
    assert found.doubts == ()
    assert found.status == ("cancelled" if asking is Asking.CANCEL else "booked")


@settings(max_examples=50)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\x0b\x1c"), max_size=30))
def test_any_name_arrives(family: str) -> None:
    message = parse(write_change(_change(Asking.MOVE, family), _receiver(Way.SRM), "M1", _NOW))
    assert message.value("PID-5.1") == ("" if family == '""' else family)
    assert message.value("PID-5.2") == "ANA"
    assert [each.name for each in message] == ["MSH", "ARQ", "PID", "RGS", "AIS", "AIL", "AIP"]


def test_the_receivers_zone_on_the_day_the_clocks_change() -> None:
    night = Interval(datetime(2026, 11, 1, 7, 30, tzinfo=UTC), datetime(2026, 11, 1, 8, tzinfo=UTC))
    message = parse(write_change(_change(Asking.MOVE, interval=night), _receiver(Way.SRM), "M1", _NOW))
    assert message.value("ARQ-11.1") == "20261101013000-0600"
    assert message.value("ARQ-11.2") == "20261101020000-0600"
