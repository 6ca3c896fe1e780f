import threading
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.gateway.redaction.labels import Label
from services.gateway.redaction.roster.patient import PersonName, RosterPatient
from services.gateway.redaction.roster.roster import Roster
from services.gateway.redaction.spans import merged
from services.gateway.redaction.view import View

FOUND = """
hi this is <jhon smiht> | NAME
I'm <Maria Gonsalez> calling | NAME
<maria gonzales lopez> needs to move her visit | NAME
soy <de la cruz, ana> | NAME
this is <ana de la cruz> | NAME
<bob mcdonald> here | NAME
<bob mc donald> here | NAME
<Will Young> | NAME
may i speak to dr <long> | NAME
<o'brien>'s visit | NAME
<kathleen o brien> | NAME
they gave me <kathleen>'s pills | NAME
"family": "<Young>" | NAME
ask for <St. Essner> | NAME
<del hilt> needs a slot | NAME
le dije a <kathleen> que no | NAME
Dr. <Jahn Long>'s nurse | NAME
<Kathleen A. O'Brien> | NAME
my name is <s m i t h> | NAME
<j o h n s m i t h> | NAME
<S-M-I-T-H> | NAME
<JOHN SMITH> WANTS TO CANCEL | NAME
<María González López> quiere cancelar | NAME
Ms. <Smith>'s daughter | NAME
<maria> called | NAME
Can <Maria> come on Tuesday? | NAME
<gonzalez> needs a new slot | NAME
(<smith-gonzalez>) | NAME
my number is <512.555.0143> | PHONE
my number is (<512) 555-0143> | PHONE
<15125550143> | PHONE
<five one two, five five five, oh one four three> | PHONE
<cinco uno dos cinco cinco cinco cero uno cuatro tres> | PHONE
call <555-0143> | PHONE
mrn <48213> | MRN
mrn number <0048213> | MRN
<MRN-0048213> | MRN
mrn <forty eight eight one three> | MRN
chart <A1234567> | MRN
chart <a one two three four five six seven> | MRN
at <412 maple st> apt 5 | ADDRESS
vivo en <412 north maple> | ADDRESS
vivo en <calle roble 12> | ADDRESS
write to <MGONZ80@EXAMPLE.COM>. | EMAIL
my birthday is <four twelve eighty> | DOB
<4/12/80> | DOB
<oh four one two eight oh> | DOB
<041280> | DOB
<04121980> | DOB
<1980-04-12> | DOB
<cuatro doce ochenta> | DOB
"""
NOT_FOUND = """
i will long for young people
bell's palsy and parkinson's disease
lets do tuesday instead of monday
maria
will that be all
i may need 48213 steps
120/80 and 98.6
the code is 48812
call 512 555 0144
5/12/81
412 oak street
el fax de la farmacia
entre las 9:45 a.m. y las 10
appointment 4/12 10:30 or 4/12 80:20
"""


@pytest.mark.parametrize("line", FOUND.strip().splitlines())
def test_a_patient_is_found(roster: Roster, line: str) -> None:
    marked, label = line.rsplit(" | ", 1)
    start, end = marked.index("<"), marked.index(">") - 1
    text = marked.replace("<", "").replace(">", "")
    found = [(span.start, span.end, span.label) for span in merged(roster.find(View(text)))]
    assert found == [(start, end, Label(label))]


@pytest.mark.parametrize("text", NOT_FOUND.strip().splitlines())
def test_everyday_words_and_other_numbers_are_left_alone(roster: Roster, text: str) -> None:
    assert roster.find(View(text)) == []


def test_a_short_record_number_alone_is_found_where_it_was_asked_for(roster: Roster) -> None:
    assert [span.label for span in roster.find(View("48213", asked=Label.MRN))] == [Label.MRN]
    assert roster.find(View("48213")) == []


def test_a_new_roster_takes_the_place_of_the_old_one() -> None:
    roster = Roster([RosterPatient((PersonName("Zelda", "Quimby"),))])
    assert roster.find(View("zelda quimby"))
    roster.replace([RosterPatient((PersonName("Otto", "Brandt"),)), RosterPatient((PersonName("Ida", "Brandt"),))])
    assert roster.size == 2
    assert not roster.find(View("zelda quimby"))
    assert roster.find(View("otto brandt"))


def test_a_failing_rebuild_leaves_the_old_roster_in_force() -> None:
    roster = Roster([RosterPatient((PersonName("Zelda", "Quimby"),))])

    def broken() -> Iterator[RosterPatient]:
        yield RosterPatient((PersonName("Otto", "Brandt"),))
        raise ConnectionError

    with pytest.raises(ConnectionError):
        roster.replace(broken())
    assert roster.find(View("zelda quimby"))


def test_readers_see_one_roster_or_the_other_while_it_is_replaced() -> None:
    first = [RosterPatient((PersonName("Zelda", "Quimby"),))]
    second = [RosterPatient((PersonName("Otto", "Brandt"),))]
    roster = Roster(first)
    failures: list[int] = []

    def read() -> None:
        found = (len(roster.find(View("zelda quimby and otto brandt"))) for _ in range(300))
        failures.extend(count for count in found if count != 1)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for _ in range(50):
        roster.replace(second)
        roster.replace(first)
    for reader in readers:
        reader.join()
    assert failures == []


def test_an_empty_roster_finds_nothing() -> None:
    assert Roster().find(View("john smith 512 555 0143 a@b.com 4/12/80 12 main st")) == []


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=120))
def test_any_text_is_read_and_every_find_lies_within_it(roster: Roster, text: str) -> None:
    for span in roster.find(View(text)):
        assert 0 <= span.start < span.end <= len(text)


@pytest.mark.parametrize(
    "unit",
    [
        "john ",
        "smith-",
        "j ",
        "5",
        "5 ",
        "five ",
        "412 maple ",
        "a@",
        "o'",
        "mc ",
        "de la ",
        "\u200bj",
        "12/",
        "double ",
    ],
)
def test_ten_thousand_characters_of_anything_are_read(roster: Roster, unit: str) -> None:
    text = (unit * 10_000)[:10_000]
    for span in roster.find(View(text)):
        assert 0 <= span.start < span.end <= len(text)
