"""Names of accounts and numbers in the fields of records."""

from collections.abc import Callable

import pytest

Find = Callable[[str], list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cant log in, user mrosales", "mrosales"),
        ("portal login bhargrove locked out", "bhargrove"),
        ("my username for the portal is jtwillis", "jtwillis"),
        ("her handle is nightgardener", "nightgardener"),
        ("usuario pgalvez bloqueado", "pgalvez"),
        ("mi usuario del portal es lupitareza", "lupitareza"),
        ('{"note":"left vm","by":"ehollings"}', "ehollings"),
        ('{"created_by":"vkowalczyk"}', "vkowalczyk"),
        ('{"creado_por":"dvillasenor"}', "dvillasenor"),
        ('{"username": "cdelarosa"}', "cdelarosa"),
        ('{"cita":"C-55182"}', "C-55182"),
        ('{"claim_id":"CL-40982"}', "CL-40982"),
        ('{"ticket":"T-4418"}', "T-4418"),
    ],
)
def test_finds_the_name_or_number(find: Find, text: str, expected: str) -> None:
    assert find(text) == [(expected, "ID")]


@pytest.mark.parametrize(
    "text",
    [
        "the new user guide is on the portal",
        "please login again and check",
        "user error, sorry",
        "el usuario no existe",
        '{"user":"admin","action":"sync"}',
        '{"by":"system"}',
        '{"created_by":"patient","channel":"sms"}',
        '{"slot":"09:30","room":"B-12"}',
    ],
)
def test_leaves_words_alone(find: Find, text: str) -> None:
    assert find(text) == []
