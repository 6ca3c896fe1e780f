import base64
from datetime import UTC, datetime

import pytest

from services.audit.checkpoint import Checkpoint, untimed
from services.audit.errors import NoteUnreadable, NoteUntrusted
from services.audit.notes import Key, KeyKind, Note, Signature, check, sign
from services.signing.signers import LogSigner, MlDsaSigner, WitnessSigner
from services.signing.verifiers import verifier_of
from tests.doubles.clock import ManualClock
from tests.vectors import cosigned
from tests.vectors import notes as go

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
CHECKPOINT = Checkpoint("sealdesk.invalid/front", 7, bytes(range(32)))
WITNESS = WitnessSigner("sealdesk.invalid/witness", bytes(31) + b"\x01", ManualClock(NOW))
POST_QUANTUM = MlDsaSigner("sealdesk.invalid/front", bytes(31) + b"\x02")


def test_the_published_seed_signs_the_published_note_byte_for_byte() -> None:
    kind, *seed = base64.b64decode(go.SKEY)
    signer = LogSigner("PeterNeumann", bytes(seed))
    assert kind == KeyKind.ED25519
    assert signer.key.vkey == go.VKEY
    assert sign(go.TEXT, [signer]).encode() == go.NOTE


def test_a_public_logs_checkpoint_is_signed_by_its_log_and_four_witnesses() -> None:
    note = Note.parse(cosigned.NOTE)
    signed = check(note, [verifier_of(Key.parse(vkey)) for vkey in (cosigned.LOG, *cosigned.WITNESSES)])
    assert {one.key.vkey for one in signed} == {cosigned.LOG, *cosigned.WITNESSES}
    assert Checkpoint.of(note).size == 1_432_088_532


@pytest.mark.parametrize("vkey", cosigned.WITNESSES)
def test_a_witness_of_a_public_log_did_not_sign_another_size(vkey: str) -> None:
    note = Note.parse(cosigned.NOTE.replace("1432088532", "1432088533"))
    with pytest.raises(NoteUntrusted, match="does not fit"):
        check(note, [verifier_of(Key.parse(vkey))])


@pytest.mark.parametrize("signer", [WITNESS, POST_QUANTUM, LogSigner("a", bytes(32))])
def test_what_is_signed_fits_its_text_and_no_other(signer: LogSigner | WitnessSigner | MlDsaSigner) -> None:
    verifier, text = verifier_of(signer.key), CHECKPOINT.text
    signature = signer.sign(text)
    assert verifier.verify(text, signature)
    for other in (
        Checkpoint(CHECKPOINT.origin, 8, CHECKPOINT.root),
        Checkpoint(CHECKPOINT.origin, 7, bytes(32)),
        Checkpoint("sealdesk.invalid/back", 7, CHECKPOINT.root),
    ):
        assert not verifier.verify(other.text, signature)
    for place in range(0, len(signature), 41):
        spoiled = bytearray(signature)
        spoiled[place] ^= 1
        assert not verifier.verify(text, bytes(spoiled))


def test_a_cosignature_carries_its_time() -> None:
    assert untimed(WITNESS.sign(CHECKPOINT.text))[0] == int(NOW.timestamp())
    assert untimed(POST_QUANTUM.sign(CHECKPOINT.text))[0] == 0


@pytest.mark.parametrize("data", [b"", b"12345678", b"\x80" + bytes(71)])
def test_a_cosignature_that_is_too_short_or_beyond_time_does_not_fit(data: bytes) -> None:
    for signer in (WITNESS, POST_QUANTUM):
        assert not verifier_of(signer.key).verify(CHECKPOINT.text, data)


def test_ml_dsa_signs_checkpoints_only() -> None:
    with pytest.raises(NoteUnreadable, match="no checkpoint"):
        POST_QUANTUM.sign("some other text\n")
    assert not verifier_of(POST_QUANTUM.key).verify("some other text\n", bytes(2428))


def test_a_checkpoint_with_both_kinds_of_signature_is_checked_by_both() -> None:
    log = LogSigner(CHECKPOINT.origin, bytes(32))
    note = sign(CHECKPOINT.text, [log, POST_QUANTUM, WITNESS])
    signers = (log, POST_QUANTUM, WITNESS)
    assert len(check(Note.parse(note.encode()), [verifier_of(one.key) for one in signers])) == 3
    spoiled = note.with_signatures([Signature(CHECKPOINT.origin, POST_QUANTUM.key.id, bytes(2428))])
    with pytest.raises(NoteUntrusted):
        check(spoiled, [verifier_of(one.key) for one in signers])


def test_names_longer_than_a_message_holds_are_refused() -> None:
    with pytest.raises(NoteUnreadable, match="longer than 255"):
        MlDsaSigner("a" * 256, bytes(32)).sign(CHECKPOINT.text)
