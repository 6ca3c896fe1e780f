from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from compliance.agreements.expiry import Term, registered, uncovered
from services.egress.allow_list import AllowList
from services.egress.register import FolderRegister
from tests.doubles.clock import ManualClock
from tests.doubles.evidence import APPROVER, NOW, ZONE, agreement, twilio


@pytest.fixture
def register(tmp_path: Path) -> FolderRegister:
    return FolderRegister(tmp_path, [APPROVER.public_key()], ZONE)


@pytest.mark.parametrize(
    ("days", "term", "words"),
    [
        (61, Term.COUNTS, "counts for 61 days more"),
        (60, Term.EXPIRES_SOON, "expires in 60 days"),
        (1, Term.EXPIRES_SOON, "expires in 1 day"),
        (0, Term.EXPIRES_SOON, "expires today"),
        (-1, Term.EXPIRED, "expired 1 day ago"),
    ],
)
def test_an_agreement_is_called_out_before_its_end(
    register: FolderRegister, tmp_path: Path, days: int, term: Term, words: str
) -> None:
    agreement(tmp_path, days)
    (found,) = registered(register, NOW)
    assert (found.term, found.words, found.days_left) == (term, words, days)


def test_the_one_that_ends_first_stands_at_the_top_and_a_strangers_signature_counts_for_nothing(
    register: FolderRegister, tmp_path: Path
) -> None:
    agreement(tmp_path, 90, id_="later")
    agreement(tmp_path, 10, id_="sooner")
    agreement(tmp_path, 5, id_="strange", key=Ed25519PrivateKey.generate())
    found = registered(register, NOW)
    assert [(one.signed.record.id, one.term) for one in found] == [
        ("strange", Term.UNTRUSTED),
        ("sooner", Term.EXPIRES_SOON),
        ("later", Term.COUNTS),
    ]


def test_a_destination_that_nothing_covers_is_named(register: FolderRegister, tmp_path: Path) -> None:
    allowed = AllowList(register, ManualClock(NOW), [twilio()])
    assert uncovered(allowed) == ("twilio",)
    agreement(tmp_path, 10)
    assert uncovered(allowed) == ()
