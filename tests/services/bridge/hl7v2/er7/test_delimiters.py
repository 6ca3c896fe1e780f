"""MSH-1 and MSH-2."""

import pytest

from services.bridge.hl7v2.er7.delimiters import STANDARD, Delimiters, read_delimiters
from services.bridge.hl7v2.errors import WrongDelimiters


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("MSH|^~\\&|A", STANDARD),
        ("MSH|^~\\&", STANDARD),
        ("MSH|^~\\&#|A", Delimiters(truncation="#", declared="^~\\&#")),
        ("MSH|^~\\|A", Delimiters(subcomponent="", declared="^~\\")),
        ("MSH|^|A", Delimiters(repetition="", escape="", subcomponent="", declared="^")),
        ("FHS#*%!+#A", Delimiters("#", "*", "%", "!", "+", "", "*%!+")),
        ("MSH|^~\\\\&|A", Delimiters(declared="^~\\\\&")),
        ("MSH|^~\\&#$|A", Delimiters(truncation="#", declared="^~\\&#$")),
        ("BHS\u00a6^~\\&\u00a6A", Delimiters(field="\u00a6")),
    ],
)
def test_the_header_says_how_to_split(header: str, expected: Delimiters) -> None:
    assert read_delimiters(header) == expected


@pytest.mark.parametrize(
    "header", ["MSH", "MSH|", "MSH||A|B", "MSH|A^~|", "MSHA^~\\&A", "MSH|^ ~|", "MSH ^~\\& A", "MSH|^|~|"[:4]]
)
def test_what_cannot_split_is_refused(header: str) -> None:
    with pytest.raises(WrongDelimiters) as refused:
        read_delimiters(header)
    assert "MSH-2" in refused.value.do
