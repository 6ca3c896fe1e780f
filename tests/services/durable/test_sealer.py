"""Payloads: sealed, bound to their place, never pickle."""

import base64
import pickle
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.durable.envelope import open_result, seal_result
from services.durable.errors import DurableError, PayloadRejected
from services.durable.sealer import PayloadSealer

KEY = bytes(range(32))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab"), inner, max_size=3),
    max_leaves=8,
)


@given(JSON)
def test_what_was_sealed_opens(value: object) -> None:
    assert PayloadSealer(KEY).deserialize(PayloadSealer(KEY).serialize(value)) == value


def test_the_same_value_never_looks_the_same() -> None:
    sealer = PayloadSealer(KEY)
    assert len({sealer.serialize("yes") for _ in range(50)}) == 50


def test_nothing_of_the_value_shows() -> None:
    assert b"Maria" not in base64.b64decode(PayloadSealer(KEY).serialize({"name": "Maria"}))


def test_another_key_does_not_open_it() -> None:
    with pytest.raises(PayloadRejected):
        PayloadSealer(bytes(32)).deserialize(PayloadSealer(KEY).serialize("yes"))


@pytest.mark.parametrize("position", [0, 5, 12, 20, -1])
def test_a_flipped_bit_is_rejected(position: int) -> None:
    sealed = bytearray(base64.b64decode(PayloadSealer(KEY).serialize({"a": 1})))
    sealed[position] ^= 1
    with pytest.raises(PayloadRejected):
        PayloadSealer(KEY).deserialize(base64.b64encode(sealed).decode())


class Exploit:
    """What an attacker would have DBOS's own serializer unpickle."""

    def __reduce__(self) -> tuple[object, ...]:
        return (exec, ("raise SystemExit('pickled code ran')",))


@pytest.mark.parametrize(
    "text", ["", "not base64 !", base64.b64encode(pickle.dumps(Exploit())).decode(), '{"value": 1}', "AAAA"]
)
def test_whatever_is_not_ours_is_rejected(text: str) -> None:
    with pytest.raises(PayloadRejected):
        PayloadSealer(KEY).deserialize(text)


def test_of_an_exception_only_its_type_is_kept() -> None:
    sealer = PayloadSealer(KEY)
    restored = sealer.deserialize(sealer.serialize(LookupError("Maria")))
    assert isinstance(restored, DurableError)
    assert "LookupError" in str(restored)
    assert "Maria" not in str(restored)


@dataclass(frozen=True)
class Number:
    value: int


def test_a_result_opens_only_for_its_workflow_step_and_type() -> None:
    envelope = seal_result("change:op_1", "read", Number, Number(3))
    assert open_result(envelope, "change:op_1", "read", Number) == Number(3)
    for workflow_id, step in (("change:op_2", "read"), ("change:op_1", "write")):
        with pytest.raises(PayloadRejected):
            open_result(envelope, workflow_id, step, Number)
    with pytest.raises(PayloadRejected):
        open_result(envelope, "change:op_1", "read", list[int])
