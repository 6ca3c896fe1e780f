"""A message told: every value with its place and its name."""

from pathlib import Path

import pytest

from services.bridge.hl7v2.er7.message import parse
from services.bridge.hl7v2.explain.telling import Line, tell
from tests.services.bridge.hl7v2.messages import siu

_DATA = Path(__file__).parents[4] / "data" / "hl7v2"


def test_a_message_is_told_by_name() -> None:
    told = {each.place: each for each in tell(siu(more='AIP|1||D1^CHEN&VAN^WEI\nZPD|a\\F\\b^c|""'))}
    assert told["MSH-1"].value == "|"
    assert told["MSH-2"].value == "^~\\&"
    assert told["MSH-9.2"].names == ("Message type", "Trigger event")
    assert told["SCH-11.4"] == Line(2, "SCH-11.4", ("Appointment timing quantity", "Start date time"), "202611240900")
    assert told["PID-3.4"].names == ("Patient identifier list", "Assigning authority")
    assert told["AIP-3.2.2"].names == ("Personnel resource id", "Family name", "Own surname prefix")
    assert told["AIP-3.2.2"].value == "VAN"
    assert told["ZPD-1"] == Line(6, "ZPD-1", (), "a|b")
    assert told["ZPD-2"].deletes
    assert "PID-2" not in told


def test_nothing_of_a_value_shows_in_a_lines_name() -> None:
    assert "DOE" not in repr([each for each in tell(siu()) if each.place == "PID-5"])


@pytest.mark.parametrize("path", sorted(_DATA.glob("SIU*.hl7")), ids=lambda each: each.stem)
def test_every_place_that_is_told_can_be_read_there(path: Path) -> None:
    message = parse(path.read_bytes())
    seen: set[str] = set()
    for line in tell(message):
        name = line.place.split("-")[0]
        if name in seen and message.segments[line.segment - 1] is not message.first(name):
            continue
        seen.add(name)
        assert message.value(line.place) == line.value
    assert len(seen) > 5
