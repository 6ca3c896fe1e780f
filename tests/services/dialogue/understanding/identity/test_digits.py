import pytest

from services.dialogue.understanding.identity.digits import code_in, digits_in, phone_in
from services.dialogue.understanding.words.tokens import fold, tokenise
from services.kernel.language import Language


@pytest.mark.parametrize(
    ("text", "language", "digits"),
    [
        ("429155", Language.EN, "429155"),
        ("429 155", Language.EN, "429155"),
        ("four two nine one five five", Language.EN, "429155"),
        ("four two nine one double five", Language.EN, "429155"),
        ("oh oh three four one eight", Language.EN, "003418"),
        ("forty two ninety one fifty five", Language.EN, "429155"),
        ("cuatro dos nueve uno cinco cinco", Language.ES, "429155"),
        ("doce treinta y cuatro cincuenta y seis", Language.ES, "123456"),
        ("hello", Language.EN, ""),
    ],
)
def test_digits_in_any_dictation(text: str, language: Language, digits: str) -> None:
    assert digits_in(tokenise(fold(text)), language) == digits


def test_a_code_has_four_to_eight_digits() -> None:
    assert code_in(tokenise("123"), Language.EN) is None
    assert code_in(tokenise("1234"), Language.EN) == "1234"
    assert code_in(tokenise("123456789"), Language.EN) is None


def test_a_phone_number_has_ten_digits_with_or_without_the_country() -> None:
    assert phone_in(tokenise("+1 (312) 555-0142"), Language.EN) == "3125550142"
    assert phone_in(tokenise("555-0142"), Language.EN) is None
