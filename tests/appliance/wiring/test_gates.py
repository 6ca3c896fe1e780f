"""`policy.gates` in the settings becomes what happens when no person decides in time."""

from datetime import timedelta
from pathlib import Path

import pytest

from appliance.wiring.policy import gate_book
from services.handoff.gates import Gate, GateBook, OnTimeout
from tests.appliance.settings_files import small_clinic


def test_what_is_left_out_is_as_usual(tmp_path: Path) -> None:
    book = gate_book(small_clinic(tmp_path))
    assert all(book.rule(gate) == GateBook().rule(gate) for gate in Gate)


@pytest.mark.parametrize("gate", Gate)
def test_every_gate_can_be_set(tmp_path: Path, gate: Gate) -> None:
    policy = {"gates": {str(gate): {"within_hours": 3, "on_timeout": "keep"}}}
    rule = gate_book(small_clinic(tmp_path, policy=policy)).rule(gate)
    assert (rule.within, rule.then) == (timedelta(hours=3), OnTimeout.KEEP)


def test_one_half_alone_leaves_the_other_as_usual(tmp_path: Path) -> None:
    book = gate_book(small_clinic(tmp_path, policy={"gates": {"late": {"within_hours": 1}}}))
    assert book.rule(Gate.LATE).then is GateBook().rule(Gate.LATE).then
    assert book.rule(Gate.LATE).within == timedelta(hours=1)
