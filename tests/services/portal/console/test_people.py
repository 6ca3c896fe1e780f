"""Names and visits for lists: what the scheduling system does not tell is left out, and never stops a page."""

import pytest

from services.portal.console import people
from services.portal.console.people import names_of, visits_of
from tests.doubles.builders import a_patient
from tests.doubles.console_clinic import ConsoleClinic


async def test_what_is_known_is_told_and_the_rest_left_out() -> None:
    clinic = ConsoleClinic()
    visit, patient = clinic.visit(3, 9), a_patient()
    assert await names_of(clinic.system, {patient.id, "pat-unknown"}) == {patient.id: "Maria Garcia Lopez"}
    assert await visits_of(clinic.system, [visit.id, "appt-unknown"]) == {visit.id: visit}
    assert await names_of(clinic.system, []) == {}


async def test_what_comes_too_late_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "ANSWERS_WITHIN", 0)
    assert await names_of(ConsoleClinic().system, [a_patient().id]) == {}
