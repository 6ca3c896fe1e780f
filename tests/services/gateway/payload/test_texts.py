"""A text of a request: what the conversation knows is put away, but a tool keeps its name."""

import pytest

from services.gateway.payload.clean import CleanTexts
from services.gateway.payload.messages import unchanged
from services.gateway.payload.texts import Text, Texts
from services.gateway.redaction.labels import Label
from services.gateway.refusals import FieldRefused
from services.gateway.vault.vault import Vault
from tests.doubles.finder import SmallFinder


@pytest.fixture
def texts() -> Texts:
    vault = Vault()
    for name in ("list", "Vrabec"):
        vault.placeholder(Label.NAME, name, typed=False)
    return Texts(SmallFinder(), vault, CleanTexts(), 1000)


def test_an_everyday_word_once_taken_for_a_name_stays_in_the_name_of_a_tool(texts: Texts) -> None:
    assert unchanged("list_slots", texts.rewrite, "tools[0]") == "list_slots"
    assert texts.rewrite(Text("list the slots")) == "[NAME_1] the slots"


@pytest.mark.parametrize("name", ["call_vrabec", "Vrabec", "find_list_vrabec", "call_maria_santos", "NAME_1"])
def test_a_name_that_tells_of_somebody_is_refused(texts: Texts, name: str) -> None:
    with pytest.raises(FieldRefused):
        unchanged(name, texts.rewrite, "tools[0]")
