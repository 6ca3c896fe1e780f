"""The keep-list: what is dropped, and what never is."""

import pytest

from services.gateway.redaction.keep.kept import kept
from services.gateway.redaction.labels import Label
from services.gateway.redaction.spans import Span
from services.gateway.redaction.view import View


def stands(text: str, part: str, label: Label, weight: int = 1) -> bool:
    start = text.index(part)
    return bool(kept(View(text), [Span(start, start + len(part), label, weight)]))


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("i have parkinson's disease", "parkinson"),
        ("he is 72 and has Parkinsons", "Parkinsons"),
        ("mi papá de Parkinson", "Parkinson"),
        ("Cheyne-Stokes breathing", "Cheyne-Stokes breathing"),
        ("Gustilo II open fx", "Gustilo II"),
        ("Weber B ankle", "Weber B"),
        ("max 8 in 24 hours", "max"),
        ("mac is 00:1b:44:11:3a:b7", "mac"),
        ("tPA not given", "tPA"),
        ("CV RRR no murmur", "CV RRR"),
        ("w/ radiculopathy", "radiculopathy"),
        ("Silfverskiold pos", "Silfverskiold"),
        ("sometime in june or july", "july"),
        ('"tz": "America/Chicago"', "Chicago"),
        ("she has Bell's palsy", "Bell"),
        ("they put in a Foley catheter", "Foley"),
        ("the foley is leaking", "foley"),
        ("the epley maneuver", "epley"),
        ("holter monitor", "holter"),
        ("diagnosed with hodgkin lymphoma", "hodgkin"),
        ("quiste de Baker", "Baker"),
        ("enfermedad de Crohn", "Crohn"),
        ("hx Raynaud's", "Raynaud"),
        ("bell palsy", "bell palsy"),
        ("apgar score of 9", "apgar"),
        ("i take lexapro", "lexapro"),
        ("tomo Metformina", "Metformina"),
        ("cardiology called", "cardiology"),
        ("do you take Aetna", "Aetna"),
        ("aceptan molina?", "molina"),
        ("my insurance is Oscar", "Oscar"),
        ("Oscar Health", "Oscar"),
        ("el domingo de Ramos", "Ramos"),
        ("rule out Chagas", "Chagas"),
        ("Descartar Hashimoto", "Hashimoto"),
        ("And an Apgar of 8?", "an Apgar"),
        ("the Glasgow Coma Scale of 13", "Glasgow Coma Scale"),
        ("Lyme disease, Colles fx in 2018", "Colles"),
        ("molina says my referral is lost", "molina"),
        ("el plan es Molina Plata", "Molina Plata"),
        ("on Christmas Eve", "Christmas Eve"),
        ('"plan": {"name": "Oscar"}', "Oscar"),
        ('{"sig":"1 tab","qty":2}', "sig"),
        ("re: mammo next week", "mammo"),
        ("s/p RAI in 2012", "RAI"),
        ("FOLEY REMOVED", "FOLEY"),
        ("Ortolani and Barlow negative", "Ortolani"),
        ("Weber midline, Rinne AC > BC", "Weber midline"),
        ("Bishop 6, cervix 2 cm", "Bishop"),
        ("Oscar Bronze Simple", "Oscar Bronze Simple"),
        ("Health Net Platinum 90 HMO", "Health Net Platinum"),
        ("Blue Cross Bronce, lo aceptan?", "Cross Bronce"),
        ("out of network max is 9000", "max"),
        ("uhhh i think tuesday", "uhhh"),
        ("sooner is fine. Will I need a driver?", "Will"),
    ],
)
def test_words_of_medicine_are_no_names(text: str, part: str) -> None:
    assert not stands(text, part, Label.NAME, 2)


@pytest.mark.parametrize(
    ("text", "part", "weight"),
    [
        ("Dr. Parkinson called", "Parkinson", 3),
        ("my name is joe baker", "joe baker", 4),
        ("this is Oscar", "Oscar", 3),
        ("bell called twice", "bell", 2),
        ("Murphy called twice", "Murphy", 2),
        ("pt saw Rai today", "Rai", 2),
        ("ANA called about labs", "ANA", 2),
        ("Grace just left a message", "Grace", 2),
        ("Will Sutter here", "Will Sutter", 2),
        ("Max is 9 years old", "Max", 2),
        ("Maria Foley called", "Maria Foley", 2),
        ("my daughter georgia", "georgia", 3),
        ("mr. wilson", "wilson", 3),
    ],
)
def test_people_who_are_called_like_a_disease_stand(text: str, part: str, weight: int) -> None:
    assert stands(text, part, Label.NAME, weight)


@pytest.mark.parametrize(
    ("text", "part"), [("in texas", "texas"), ("from El Salvador", "El Salvador"), ("nueva york", "nueva york")]
)
def test_states_and_countries_are_no_places(text: str, part: str) -> None:
    assert not stands(text, part, Label.PLACE)


def test_a_city_stands() -> None:
    assert stands("in albuquerque", "albuquerque", Label.PLACE)


@pytest.mark.parametrize("text", ["67", "89 years old", "45 años"])
def test_ages_to_89_are_kept(text: str) -> None:
    assert not stands(text, text, Label.AGE)


@pytest.mark.parametrize("text", ["90", "94 years old", "102"])
def test_ages_over_89_stand(text: str) -> None:
    assert stands(text, text, Label.AGE)


@pytest.mark.parametrize(
    ("text", "part", "label"),
    [
        ("bp 120/80", "120/80", Label.DATE),
        ("temp 98.6", "98.6", Label.ID),
        ("copay $45.00", "45.00", Label.ID),
        ("500 mg", "500", Label.ID),
        ("cpt 99213", "99213", Label.ADDRESS),
        ("icd-10 E11.9", "E11.9", Label.ID),
        ("loinc 4548-4", "4548-4", Label.ID),
        ("at 10:30 am", "10:30 am", Label.DATE),
        ("since 2019", "2019", Label.DATE),
        ("5'4", "5'4", Label.ID),
        ("wt 150 lbs", "150", Label.ID),
        ("cuesta 45 dolares", "45", Label.ACCOUNT),
    ],
)
def test_measures_money_times_and_codes_are_kept(text: str, part: str, label: Label) -> None:
    assert not stands(text, part, label)


@pytest.mark.parametrize(
    ("text", "part", "label", "weight"),
    [
        ("ssn 123-45-6789", "123-45-6789", Label.SSN, 1),
        ("mrn 123456", "123456", Label.MRN, 3),
        ("call 512-555-0134", "512-555-0134", Label.PHONE, 2),
        ("born 4/12/1980", "4/12/1980", Label.DATE, 2),
        ("zip 99213", "99213", Label.ADDRESS, 2),
        ("card 4454794511390933", "4454794511390933", Label.ACCOUNT, 2),
        ("plate 120/80", "120/80", Label.VEHICLE, 1),
        ("a@b.co", "a@b.co", Label.EMAIL, 1),
        ("member id 12345678 aetna", "12345678", Label.HEALTH_PLAN, 2),
    ],
)
def test_identifiers_are_never_dropped(text: str, part: str, label: Label, weight: int) -> None:
    assert stands(text, part, label, weight)


@pytest.mark.parametrize("piece", ["the ", "foley ", "$", "de la ", "12 ", "'s "])
def test_hostile_surroundings(piece: str) -> None:
    text = piece * (10_000 // len(piece)) + "baker"
    assert len(kept(View(text), [Span(len(text) - 5, len(text), Label.NAME, 4)])) == 1


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("el codigo 99213 lo cubre el plan?", "99213"),
        ("is code 99214 covered", "99214"),
        ("the code 80053 was denied", "80053"),
    ],
)
def test_a_code_that_a_plan_covers_is_a_procedure(text: str, part: str) -> None:
    assert not stands(text, part, Label.ID, 3)


def test_a_code_that_was_sent_stands() -> None:
    assert stands("the code 48213 never came", "48213", Label.ID, 3)


@pytest.mark.parametrize(
    ("text", "part", "left"),
    [
        ("so uhhh Priscilla Okafor here", "uhhh Priscilla Okafor", ["Priscilla Okafor"]),
        ("name is kelechi um kelechi nwosu", "kelechi um kelechi nwosu", ["kelechi", "kelechi nwosu"]),
        ("its Marisol aqui", "Marisol aqui", ["Marisol"]),
        ("Marisol", "Marisol", ["Marisol"]),
    ],
)
def test_fillers_are_no_part_of_a_name(text: str, part: str, left: list[str]) -> None:
    start = text.index(part)
    stay = kept(View(text), [Span(start, start + len(part), Label.NAME, 2)])
    assert [text[span.start : span.end] for span in stay] == left


def test_a_number_has_no_cue_before_it() -> None:
    text = "cb 347-555-0164"
    assert kept(View(text), [Span(0, len(text), Label.PHONE)]) == [Span(3, len(text), Label.PHONE)]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("BP 142/91, HR 88, RR 16, temp 98.9", "RR 16"),
        ("HR 112 RR 22 SpO2 93% RA", "22 SpO2 93% RA"),
        ("K 3.9 Cl 101 BUN 14", "9 Cl 101"),
    ],
)
def test_vitals_and_halves_of_numbers_are_no_address(text: str, part: str) -> None:
    assert not stands(text, part, Label.ADDRESS, 3)


@pytest.mark.parametrize(
    ("text", "part", "label"),
    [
        ("Parkinson called, wants a refill", "Parkinson", Label.NAME),
        ("Jackson Pratt called", "Jackson Pratt", Label.NAME),
        ("thanks, Leopold W.", "Leopold W", Label.NAME),
        ("Rudi, Jackson and Campos", "Jackson", Label.NAME),
        ("mail it to RR 3 Box 41", "RR 3 Box 41", Label.ADDRESS),
        ("Bjornstad negative for strep", "Bjornstad", Label.NAME),
    ],
)
def test_people_and_addresses_that_look_like_them_stand(text: str, part: str, label: Label) -> None:
    assert stands(text, part, label, 2)
