from datetime import date
from pathlib import Path

import pytest

from appliance.demo.announce import announce, to_try
from appliance.demo.settings import Ports
from services.kernel.language import Language
from tests.doubles.clock import ManualClock


@pytest.mark.parametrize(("language", "word"), [(Language.EN, "Patient chat"), (Language.ES, "Chat de pacientes")])
def test_the_greeting_names_addresses_and_people(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: Language, word: str
) -> None:
    announce(tmp_path / "appliance.yaml", Ports(8080, 8081, 8082, 8083, 8084), language, ManualClock())
    said = capsys.readouterr().out
    assert word in said
    assert all(f"http://127.0.0.1:{port}/" in said for port in (8080, 8081, 8082, 8084))
    assert "Maria Santos, born March 14, 1985 (03/14/1985): has one cleaning" in said


def test_the_people_to_try_are_of_age_and_have_a_phone() -> None:
    people = to_try(date(2026, 11, 22))
    assert len(people) == 7
    assert all(person.phone and person.birth_date < "2005" for person in people)
