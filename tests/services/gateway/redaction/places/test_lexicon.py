from services.gateway.redaction.places.lexicon import Kind, lexicon


def test_names_have_their_kind() -> None:
    kinds = lexicon().kinds
    assert kinds["albuquerque"] is Kind.STRONG
    assert kinds["salem"] is Kind.CONTEXT
    assert kinds["reading"] is Kind.WORD
    assert "texas" not in kinds
    assert "mexico" not in kinds


def test_the_longest_name_is_taken() -> None:
    assert lexicon().at(["new", "york", "city", "hall"], 0) == (3, Kind.STRONG)
    assert lexicon().at(["st", ".", "louis"], 0) == (3, Kind.STRONG)
    assert lexicon().at(["saint", "louis"], 0) == (2, Kind.STRONG)
    assert lexicon().at(["please"], 0) is None


def test_every_name_is_folded() -> None:
    names = lexicon()
    assert all(name == name.lower() and name.strip() == name for name in (*names.kinds, *names.counties))
    assert len(names.kinds) > 30_000
    assert len(names.counties) > 1_800
