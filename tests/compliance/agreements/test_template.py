"""The template holds each clause that 45 CFR 164.504(e)(2) and 164.314(a)(2)(i) ask for, and the terms of 164.410."""

import pytest

from compliance.agreements.template import clauses, template_text

#: What each paragraph is about, in words that a clause on something else would not hold.
ASKED = {
    "164.504(e)(2)(i)": ["may use and disclose", "only to provide the services", "subpart E"],
    "164.504(e)(2)(i)(A)": [
        "management and administration",
        "legal responsibilities",
        "reasonable assurances",
        "held confidentially and used or further disclosed only as required by law or for the purpose",
        "notifies the Business Associate of any instance of which it is aware",
    ],
    "164.504(e)(2)(i)(B)": ["data aggregation services", "health care operations"],
    "164.504(e)(2)(ii)(A)": ["not use or further disclose", "permits or requires", "required by law"],
    "164.504(e)(2)(ii)(B)": ["appropriate safeguards", "subpart C", "electronic Protected Health Information"],
    "164.504(e)(2)(ii)(C)": ["report", "does not provide for", "becomes aware", "unsecured", "45 CFR 164.410"],
    "164.410(a) to (c)": [
        "without unreasonable delay",
        "after discovery",
        "first day on which it is known",
        "reasonable diligence",
        "identifies, to the extent possible, each individual",
        "164.404(c)",
    ],
    "164.504(e)(2)(ii)(D)": ["subcontractor", "164.502(e)(1)(ii)", "same restrictions and conditions"],
    "164.504(e)(2)(ii)(E)": ["available", "45 CFR 164.524"],
    "164.504(e)(2)(ii)(F)": ["available for amendment", "incorporate any amendment", "45 CFR 164.526"],
    "164.504(e)(2)(ii)(G)": ["accounting of disclosures", "45 CFR 164.528"],
    "164.504(e)(2)(ii)(H)": [
        "carries out an obligation of the Covered Entity",
        "comply with the requirements of subpart E",
    ],
    "164.504(e)(2)(ii)(I)": ["internal practices, books and records", "available to the Secretary"],
    "164.504(e)(2)(ii)(J)": ["return or destroy", "no copies", "if feasible", "limit further uses and disclosures"],
    "164.504(e)(2)(iii)": ["may terminate", "material term"],
    "164.314(a)(2)(i)(A)": ["comply with the applicable requirements of subpart C"],
    "164.314(a)(2)(i)(B)": ["subcontractor", "164.308(b)(2)", "electronic", "contract or other arrangement", "164.314"],
    "164.314(a)(2)(i)(C)": ["security incident", "becomes aware", "breaches of unsecured", "45 CFR 164.410"],
}


def test_there_is_one_clause_for_each_paragraph_in_order() -> None:
    binding = [clause.cite for clause in clauses() if not clause.optional]
    assert binding == list(ASKED)


@pytest.mark.parametrize("cite", ASKED)
def test_the_clause_says_what_its_paragraph_asks_for(cite: str) -> None:
    clause = next(each for each in clauses() if each.cite == cite)
    for words in (*ASKED[cite], *clause.holds):
        assert words in clause.text, words


@pytest.mark.parametrize("cite", ASKED)
def test_the_template_prints_each_clause_with_its_paragraph(cite: str) -> None:
    clause = next(each for each in clauses() if each.cite == cite)
    assert f"{clause.heading}\n\n{clause.text}\n\n*45 CFR {cite}*" in template_text()


def test_what_is_only_proposed_is_optional_and_called_so() -> None:
    (optional,) = (clause for clause in clauses() if clause.optional)
    assert "not the law" in optional.heading
    assert "proposed" in optional.cite
    assert all(words in optional.text for words in optional.holds)


def test_the_template_is_no_advice_and_has_places_to_sign() -> None:
    text = template_text()
    for words in ("no legal advice", "| Signature | | |", "Annex A", "Annex B", "sealdesk baa sign"):
        assert words in text
    assert "{" not in text
