from datetime import time

import pytest
from pydantic import ValidationError

from appliance.settings.clinic import Clinic


def clinic(**values: object) -> Clinic:
    return Clinic.model_validate({"name": "Maple", "phone": "+1 212 555 0100", "zone": "America/Chicago", **values})


def test_hours_are_spans_by_weekday() -> None:
    open_ = clinic(hours={"monday": ["08:00-12:00", "13:00-24:00"]})
    assert open_.spans(0) == ((time(8), time(12)), (time(13), time.max))
    assert open_.spans(6) == ()


@pytest.mark.parametrize("span", ["8-17", "17:00-08:00", "08:00-08:00", "25:00-26:00", "08:00-24:30"])
def test_a_span_that_is_none_is_refused(span: str) -> None:
    with pytest.raises(ValidationError, match="is no span of the day"):
        clinic(hours={"monday": [span]})


def test_the_name_in_text_messages_has_no_accents_and_at_most_30_letters() -> None:
    long = clinic(name="Clínica Comunitaria de la Calle Arce")
    assert long.short_name == "Cl nica Comunitaria de la Call"
    assert clinic(name="X" * 40, message_name="Maple").short_name == "Maple"
    with pytest.raises(ValidationError, match="without accents"):
        clinic(message_name="Clínica")


def test_people_are_reached_at_the_clinics_number_unless_told_otherwise() -> None:
    assert clinic().people_phone == "+1 212 555 0100"
    desk = clinic(front_desk={"phone": "+1 212 555 0111", "notify": "+1 212 555 0122"})
    assert (desk.people_phone, desk.notify_phone) == ("+1 212 555 0111", "+12125550122")


@pytest.mark.parametrize("phone", ["call us", "123", "+1 212 555 0100 ext. 4"])
def test_a_number_that_is_none_is_refused(phone: str) -> None:
    with pytest.raises(ValidationError, match="is no telephone number"):
        clinic(phone=phone)
