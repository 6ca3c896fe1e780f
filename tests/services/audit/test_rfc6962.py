"""The published vectors of RFC 6962, and the reader of transparency-dev/merkle's files."""

import base64
import json
from pathlib import Path

import pytest

from services.audit.tree import (
    Frontier,
    consistency_proof,
    fold,
    inclusion_proof,
    leaf_hash,
    verify_consistency,
    verify_inclusion,
)
from tests.vectors import merkle
from tests.vectors.rfc6962 import CONSISTENCY, INCLUSION, LEAVES, ROOTS

HASHES = [leaf_hash(leaf) for leaf in LEAVES]


def read(level: int, index: int) -> bytes:
    return fold(HASHES[index << level : index + 1 << level])


def unhex(proof: list[str]) -> list[bytes]:
    return [bytes.fromhex(item) for item in proof]


def test_the_roots_of_the_eight_leaves() -> None:
    frontier, roots = Frontier(), []
    for leaf in HASHES:
        frontier.append(leaf)
        roots.append(frontier.root())
    assert roots == ROOTS


@pytest.mark.parametrize(("place", "proof"), INCLUSION.items())
def test_published_inclusion_proofs(place: tuple[int, int], proof: list[str]) -> None:
    index, size = place
    assert inclusion_proof(index, size, read) == unhex(proof)
    assert verify_inclusion(index, size, HASHES[index], unhex(proof), ROOTS[size - 1])


@pytest.mark.parametrize(("sizes", "proof"), CONSISTENCY.items())
def test_published_consistency_proofs(sizes: tuple[int, int], proof: list[str]) -> None:
    old, new = sizes
    assert consistency_proof(old, new, read) == unhex(proof)
    assert verify_consistency(old, new, ROOTS[old - 1], ROOTS[new - 1], unhex(proof))


DATA = Path(__file__).parents[2] / "vectors" / "data"


def test_a_sample_of_transparency_devs_files_gives_what_it_wants() -> None:
    count, failed = merkle.run(DATA)
    assert count >= 20
    assert failed == []


def a_vector(folder: Path, kind: str, **fields: object) -> None:
    path = folder / "testdata" / kind / "1" / "case.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"desc": "a case", "wantErr": False, "proof": None} | fields))


def test_a_vector_that_gives_something_else_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = base64.b64encode(ROOTS[0]).decode()
    a_vector(tmp_path, "inclusion", leafIdx=0, treeSize=1, root=root, leafHash=root)
    assert merkle.main([str(tmp_path)]) == merkle.PASSED
    a_vector(tmp_path, "consistency", size1=1, size2=2, root1=root, root2=root)
    assert merkle.main([str(tmp_path)]) == merkle.FAILED
    assert "FAILED consistency/1/case.json: a case\n1 of 2 vectors gave what they want" in capsys.readouterr().out


def test_an_empty_folder_is_no_success(tmp_path: Path) -> None:
    assert merkle.main([str(tmp_path)]) == merkle.USAGE
    assert merkle.main([]) == merkle.USAGE
