"""Who a caller says to be against who is on file: what is forgiven, and what never is."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.scheduling.matching import matches_person
from services.scheduling.model import Patient
from services.scheduling.names import slips_between, words_of
from tests.doubles.builders import a_patient

BORN = date(1980, 5, 4)


def on_file(given: str, family: str) -> Patient:
    return a_patient(given=tuple(given.split("+")), family=family, birth_date=BORN)


@pytest.mark.parametrize(
    ("given", "family", "said"),
    [
        ("Maria", "Garcia Lopez", "Maria Garcia Lopez"),
        ("Maria", "Garcia Lopez", "maria garcia"),
        ("Maria", "Garcia Lopez", "Garcia Lopez, Maria"),
        ("Maria", "Garcia Lopez", "GARCIA MARIA"),
        ("María", "García López", "maria garcia lopez"),
        ("Maria", "Garcia-Lopez", "Maria Garcia Lopez"),
        ("Maria", "Garcia", "Maria Garcia Lopez"),
        ("Maria", "Garcia", "Maria Elena Garcia"),
        ("Maria+Elena", "Garcia", "Maria Garcia"),
        ("Maria Elena", "Garcia", "Maria E. Garcia"),
        ("Maria+Elena", "Garcia", "Maria Elena Garcia"),
        ("Maria+Elena", "Garcia", "Garcia Lopez, Maria"),
        ("Maria", "Garcia Lopez", "Garcia Maria Elena"),
        ("Ma. Guadalupe", "Garcia", "Guadalupe Garcia"),
        ("Maria Guadalupe", "Garcia", "Lupita Garcia"),
        ("José", "Muñoz", "pepe munoz"),
        ("Jose Luis", "Perez", "Luis Perez"),
        ("Juan", "de la Cruz", "juan cruz"),
        ("Juan", "de la Cruz", "Juan De La Cruz"),
        ("Juan", "de la Cruz", "Juan delacruz"),
        ("Juan", "Delacruz", "juan de la cruz"),
        ("Ana", "de la Torre y Ruiz", "Ana Torre Ruiz"),
        ("Sean", "O'Connor", "Sean O\u2019Connor"),
        ("Sean", "O'Connor", "sean oconnor"),
        ("Sean", "O'Connor", "sean o connor"),
        ("Sean", "McDonald", "Sean Mc Donald"),
        ("Pieter", "van den Berg", "Pieter Vandenberg"),
        ("Mary Ann", "Smith", "Maryann Smith"),
        ("Maryann", "Smith", "Mary Ann Smith"),
        ("Jean-Luc", "Picard", "jean luc picard"),
        ("William", "Brown", "Bill Brown"),
        ("Bill", "Brown", "William Brown Jr."),
        ("Robert", "King III", "Bob King"),
        ("Don", "Smith", "Don Smith"),
        ("Al", "Green", "Al Green"),
        ("Søren", "Łukasz", "soren lukasz"),
        ("Patricia", "Robinson", "Patricia Robnison"),
        ("Patricia", "Robinson", "Patricia Robinsn"),
        ("Patricia", "Robinson", "Patrcia Robinson"),
        ("Elizabeth", "Ng", "Dr. Elizabeth Ng"),
    ],
)
def test_the_same_person_said_in_another_way(given: str, family: str, said: str) -> None:
    assert matches_person(on_file(given, family), said, BORN)


@pytest.mark.parametrize(
    ("given", "family", "said"),
    [
        ("Maria", "Garcia Lopez", "Maria Lopez"),
        ("Maria", "Garcia Lopez", "Maria"),
        ("Maria", "Garcia Lopez", "Garcia Lopez"),
        ("Maria", "Garcia Lopez", "Mariana Garcia"),
        ("Maria", "Garcia Lopez", "Mario Garcia"),
        ("Maria", "Garcia Lopez", "M Garcia"),
        ("Maria+Elena", "Garcia Lopez", "Maria Teresa Garcia Lopez"),
        ("Maria", "Garcia Lopez", "Maria Garcia Perez"),
        ("Maria", "Garcia Lopez", "Garcia Perez Maria"),
        ("Maria+Elena", "Garcia", "Maria Teresa Garcia"),
        ("Maria+Elena", "Garcia", "Garcia Maria Teresa"),
        ("Maria+Elena", "Garcia Lopez", "Maria Garcia Perez"),
        ("Maria", "Garcia", "Maria Elena Garcia Lopez Perez Ruiz"),
        ("Maria+Elena", "Garcia Lopez", "Elena Maria Lopez"),
        ("James Robert", "Smith", "Robert Smith"),
        ("Daniel", "Garcia", "Daniela Garcia"),
        ("Antonio", "Garcia", "Antonia Garcia"),
        ("John", "Smith", "Joan Smith"),
        ("Patricia", "Robinson", "Patricia Robertson"),
        ("Patricia", "Robinson", "Patrcia Robnison"),
        ("Patricia", "Brown", "Patricia Browne"),
        ("Anna", "Lee", "Anna Li"),
        ("", "Garcia", "Maria Garcia"),
        ("Maria", "", "Maria Garcia"),
        ("Maria", "Garcia", ""),
        ("Maria", "Garcia", "?! 123"),
        ("Maria", "de la", "Maria Cruz"),
    ],
)
def test_another_person_or_too_little_said(given: str, family: str, said: str) -> None:
    assert not matches_person(on_file(given, family), said, BORN)


def test_birth_dates_are_never_forgiven() -> None:
    maria = on_file("Maria", "Garcia")
    assert not matches_person(maria, "Maria Garcia", date(1980, 4, 5))
    assert not matches_person(a_patient(birth_date=None), "Maria Garcia", BORN)


def test_an_endless_name_is_answered_at_once() -> None:
    assert not matches_person(on_file("Maria", "Garcia"), "x " * 5000, BORN)


NAMES = st.text("abcdefghij'-. áñ", min_size=1, max_size=30)


@given(NAMES, NAMES)
def test_who_is_on_file_matches_themself_in_either_order(given_name: str, family: str) -> None:
    patient = on_file(given_name.replace("+", ""), family)
    wordy = words_of(given_name) and words_of(family)
    few = len(words_of(given_name)) <= 3 and len(words_of(family)) <= 3
    if wordy and few:
        assert matches_person(patient, f"{given_name} {family}".upper(), BORN)
        assert matches_person(patient, f"{family}, {given_name}", BORN)


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_slips_are_the_same_from_either_side(one: str, other: str) -> None:
    assert slips_between(one, other) == slips_between(other, one)
