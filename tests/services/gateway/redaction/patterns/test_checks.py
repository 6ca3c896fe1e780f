"""Check digits, against published examples."""

import pytest

from services.gateway.redaction.patterns import checks


@pytest.mark.parametrize("number", ["4111111111111111", "378282246310005", "6011111111111117"])
def test_luhn_knows_the_card_schemes_own_test_numbers(number: str) -> None:
    assert checks.luhn(number)
    assert not checks.luhn(number[:-1] + str((int(number[-1]) + 1) % 10))


def test_npi_is_luhn_with_the_issuers_prefix() -> None:
    assert checks.npi("1234567893")
    assert not checks.npi("1234567890")
    assert not checks.npi("3234567893")


def test_aba_weighs_three_seven_one() -> None:
    assert checks.aba("021000021")
    assert not checks.aba("021000022")
    assert not checks.aba("02100002")


@pytest.mark.parametrize("value", ["GB82 WEST 1234 5698 7654 32".lower(), "de89370400440532013000"])
def test_iban_is_modulo_97(value: str) -> None:
    assert checks.iban(value)
    assert not checks.iban(value[:-1] + "1")


def test_vin_has_a_check_digit_in_the_ninth_place() -> None:
    assert checks.vin("1m8gdm9axkp042788")
    assert checks.vin("11111111111111111")
    assert not checks.vin("1m8gdm9a1kp042788")
    assert not checks.vin("1m8gdm9axkp04278")


def test_dea_checks_its_last_digit() -> None:
    assert checks.dea("ab1234563")
    assert not checks.dea("ab1234564")


@pytest.mark.parametrize("digits", ["000123456", "666123456", "123004567", "123450000", "12345678"])
def test_social_security_numbers_have_no_part_of_zeros(digits: str) -> None:
    assert not checks.social_security(digits)


def test_bare_keeps_letters_and_digits() -> None:
    assert checks.bare("1eg4-te5 mk73") == "1eg4te5mk73"
