"""What an ADT message says of a patient, and what it leaves as it is."""

from datetime import date
from pathlib import Path

import pytest

from services.bridge.hl7v2.er7.message import Message, parse
from services.bridge.hl7v2.profile import SenderProfile
from services.bridge.hl7v2.reading.doubt import Kind
from services.bridge.hl7v2.reading.identifiers import Identifier
from services.bridge.hl7v2.reading.patient import Demographics, PatientEvent, PersonName, Registered, read_registered
from services.kernel.language import Language
from tests.services.bridge.hl7v2.messages import CHICAGO, PROFILE

_DATA = Path(__file__).parents[4] / "data" / "hl7v2"


def _adt(event: str, *segments: str) -> Message:
    header = f"MSH|^~\\&|EHR|CLINIC|SEALDESK|CLINIC|20261123081500||ADT^{event}|M1|P|2.5.1"
    return parse("".join(f"{each}\r" for each in (header, "EVN||20261123081500", *segments)).encode())


def _one(message: Message, profile: SenderProfile = PROFILE) -> Registered:
    found = read_registered(message, profile)
    assert found is not None
    assert len(found) == 1
    return found[0]


def test_a_patient() -> None:
    found = _one(
        _adt(
            "A04",
            "PID|1||77^^^CL^MR~999^^^SSA^SS||DE LA CRUZ^ANA^MARIA J^^^^L~CRUZ^ANITA^^^^^N||19800229|F|||"
            "1 MAIN ST^^AUSTIN^TX|| (512) 555-0142^PRN^PH~5125550199^PRN^CP~^NET^Internet^ana@example.org|"
            "^WPN^PH^^1^512^5550111|spa^Spanish" + "|" * 15 + "N",
        )
    )
    assert found.event is PatientEvent.REGISTERED
    assert found.patient == Identifier("77", "CL", "MR")
    assert [each.value for each in found.identifiers] == ["77", "999"]
    assert found.said == Demographics(
        names=(PersonName("DE LA CRUZ", ("ANA", "MARIA", "J"), "L"), PersonName("CRUZ", ("ANITA",), "N")),
        birth_date=date(1980, 2, 29),
        phones=("5125550199", " (512) 555-0142", "+15125550111"),
        mails=("ana@example.org",),
        language=Language.ES,
        deceased=False,
    )
    assert found.doubts == ()


def test_what_is_not_said_stays_and_what_is_null_goes() -> None:
    assert _one(_adt("A08", "PID|1||77")).said == Demographics()
    said = _one(_adt("A08", 'PID|1||77||""||""||||||""')).said
    assert said == Demographics(names=(), phones=(), mails=())


@pytest.mark.parametrize(
    ("written", "language"), [("en", "en"), ("EN-US", "en"), ("eng^English", "en"), ("es_MX", "es"), ("zho", None)]
)
def test_languages(written: str, language: str | None) -> None:
    assert _one(_adt("A31", f"PID|1||77||||||||||||{written}")).said.language == language


def test_a_merge_says_which_number_stays_and_which_goes() -> None:
    found = read_registered(
        _adt("A40", "PID|1||77^^^CL^MR||DOE^ANA", "MRG|78^^^CL^MR", "PID|2||80^^^CL^MR", "PV1|1", "MRG|81^^^CL^MR"),
        PROFILE,
    )
    assert found is not None
    assert [(each.patient and each.patient.value, each.retired and each.retired.value) for each in found] == [
        ("77", "78"),
        ("80", "81"),
    ]
    assert all(each.doubts == () for each in found)


@pytest.mark.parametrize(
    ("segments", "kind"),
    [
        (["PID|1||", "MRG|78"], Kind.NO_PATIENT),
        (["PID|1||77", "MRG|"], Kind.NO_PATIENT),
        (["PID|1||77"], Kind.NO_PATIENT),
        (["MRG|78"], Kind.NO_PATIENT),
        (["PID|1||77", "MRG|77"], Kind.SEVERAL_PATIENTS),
    ],
)
def test_a_merge_that_is_not_clear(segments: list[str], kind: Kind) -> None:
    assert [each.kind for each in _one(_adt("A40", *segments)).doubts] == [kind]


def test_a_message_about_nobody() -> None:
    assert [each.kind for each in _one(_adt("A08")).doubts] == [Kind.NO_PATIENT]
    mrn = SenderProfile("ehr", CHICAGO, patient_type="MR")
    assert [each.kind for each in _one(_adt("A08", "PID|1||77^^^CL^PI"), mrn).doubts] == [Kind.NO_PATIENT]


@pytest.mark.parametrize("event", ["A01", "A03", ""])
def test_other_events_are_not_read(event: str) -> None:
    assert read_registered(_adt(event, "PID|1||77"), PROFILE) is None


@pytest.mark.parametrize(
    "path",
    sorted(path for event in ("04", "08", "28", "31", "40") for path in _DATA.glob(f"ADT-A{event}-*")),
    ids=lambda each: each.stem,
)
def test_public_messages_are_read(path: Path) -> None:
    for found in read_registered(parse(path.read_bytes()), PROFILE) or [pytest.fail("it was not read")]:
        assert found.patient is not None
        assert found.doubts == ()
        assert (found.retired is not None) == ("A40" in path.name)
        if found.event is not PatientEvent.MERGED:
            assert found.said.names
            assert found.said.birth_date
