import hashlib

import pytest

from services.audit.errors import NoteUnreadable, NoteUntrusted
from services.audit.notes import sign
from services.audit.statement import Closed, Shredding, certificate, certified
from services.signing.verifiers import verifier_of
from tests.doubles.exports import ORIGIN, log_key

OLD, NEW = log_key(0), log_key(1)
SHREDDING = Shredding("2020Q3", ("staff-1", "staff-2"), 2, "00" * 32, "retention ended", ("ab" * 32,), "{}")


def test_the_key_before_certifies_the_new_one() -> None:
    assert certified(certificate(NEW.key, OLD).encode(), verifier_of(OLD.key)) == NEW.key


def test_a_certificate_by_another_key_is_refused() -> None:
    with pytest.raises(NoteUntrusted):
        certified(certificate(NEW.key, log_key(2)).encode(), verifier_of(OLD.key))


def test_a_key_with_another_name_is_not_certified() -> None:
    with pytest.raises(NoteUnreadable, match="another name"):
        certificate(log_key(1, "sealdesk.invalid/back").key, OLD)


@pytest.mark.parametrize(
    "text",
    [
        f"sealdesk-key/v2\n{ORIGIN}\n{NEW.key.vkey}\n",
        f"sealdesk-key/v1\nsealdesk.invalid/back\n{NEW.key.vkey}\n",
        f"sealdesk-key/v1\n{ORIGIN}\n{log_key(1, 'sealdesk.invalid/back').key.vkey}\n",
        f"sealdesk-key/v1\n{ORIGIN}\n{NEW.key.vkey}\nmore\n",
        "sealdesk-key/v1\n",
    ],
)
def test_another_signed_note_is_no_certificate(text: str) -> None:
    with pytest.raises(NoteUnreadable):
        certified(sign(text, [OLD]).encode(), verifier_of(OLD.key))


def test_the_commitment_to_closed_entries_is_a_line_for_each_patient() -> None:
    closed = Closed()
    for patient, sequence in (("bb", 1), (None, 2), ("bb", 258)):
        closed.take(patient, sequence)
    nobody = hashlib.sha256(bytes(7) + b"\x02").hexdigest()
    somebody = hashlib.sha256(bytes(7) + b"\x01" + bytes(6) + b"\x01\x02").hexdigest()
    assert closed.events == 3
    assert closed.digest() == hashlib.sha256(f" 1 {nobody}\nbb 2 {somebody}\n".encode()).hexdigest()


def test_a_shredding_reads_back_from_its_event() -> None:
    assert Shredding.of(SHREDDING.body()) == SHREDDING


@pytest.mark.parametrize("people", ["staff-1", "", "staff-1 staff-1"])
def test_one_person_alone_destroys_no_key(people: str) -> None:
    with pytest.raises(NoteUnreadable, match="Two different people"):
        Shredding.of(SHREDDING.body() | {"people": people})


@pytest.mark.parametrize("name", SHREDDING.body())
def test_a_shredding_without_a_value_is_refused(name: str) -> None:
    body = SHREDDING.body()
    del body[name]
    with pytest.raises(NoteUnreadable, match="does not say"):
        Shredding.of(body)
