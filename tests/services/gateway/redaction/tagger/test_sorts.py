import pytest

from services.gateway.redaction.tagger.features import features
from services.gateway.redaction.tagger.sorts import SORTS, sorts
from services.gateway.redaction.view import View


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("zheaquimx", "unknown"),
        ("gutierrez", "name"),
        ("hope", "both"),
        ("appointment", "word"),
        ("12", "mark"),
        (";", "mark"),
    ],
)
def test_each_token_is_of_one_sort(text: str, sort: str) -> None:
    assert [SORTS[at] for at in sorts(features(View(text)).rows)] == [sort]
