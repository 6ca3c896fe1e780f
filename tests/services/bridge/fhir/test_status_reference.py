from pathlib import Path

from services.bridge.fhir.status_reference import reference_page


def test_the_page_in_the_docs_is_made_of_the_tables() -> None:
    page = Path(__file__).parents[4] / "docs" / "reference" / "fhir-statuses.md"
    assert page.read_text(encoding="utf-8") == reference_page()
