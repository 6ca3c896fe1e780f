import base64
import hashlib

import pytest

from services.audit.checkpoint import Checkpoint
from services.audit.notes import open_note
from services.audit.proof_file import proof_file
from services.audit.tree import inclusion_proof, verify_inclusion
from services.signing.verifiers import LogVerifier
from tests.doubles.exports import Ledger, log_key


@pytest.mark.parametrize(("size", "index"), [(1, 0), (255, 254), (256, 0), (257, 256), (300, 123)])
def test_a_stranger_reads_the_file_line_by_line_and_the_proof_holds(size: int, index: int) -> None:
    ledger = Ledger(4).grow(size)
    note = ledger.checkpoint().encode()
    file = proof_file(ledger.events[index].entry, inclusion_proof(index, size, ledger.reader()), note)
    head, _, signed = file.decode().partition("\n\n")
    kind, extra, place, *hashes = head.split("\n")
    entry = base64.b64decode(extra.removeprefix("extra "), validate=True)
    point = Checkpoint.of(open_note(signed, [LogVerifier(log_key().key)]))
    leaf = hashlib.sha256(b"\0" + entry).digest()
    assert (kind, place, signed) == ("c2sp.org/tlog-proof@v1", f"index {index}", note)
    assert len(entry) == 49
    proof = [base64.b64decode(one, validate=True) for one in hashes]
    assert verify_inclusion(index, point.size, leaf, proof, point.root)
    assert not verify_inclusion(index, point.size, hashlib.sha256(entry).digest(), proof, point.root)
