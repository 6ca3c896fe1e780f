from services.dialogue.understanding.grammar.cascade import Match, Symbol, apply_rules, rule


def _symbols(*cats: str) -> list[Symbol]:
    return [Symbol(cat, number, number, number) for number, cat in enumerate(cats)]


def test_a_rule_turns_what_it_matches_into_one_symbol_that_covers_it() -> None:
    joined = rule("NEXT WD", "DAYS", lambda match, _scene: match.get("WD"))

    made = apply_rules(_symbols("X", "NEXT", "WD", "X"), [joined], None)

    assert [(symbol.cat, symbol.value, symbol.first, symbol.last) for symbol in made][1] == ("DAYS", 2, 1, 2)


def test_a_rule_that_builds_nothing_leaves_the_symbols_alone() -> None:
    never = rule("NEXT WD", "DAYS", lambda _match, _scene: None)

    assert [symbol.cat for symbol in apply_rules(_symbols("NEXT", "WD"), [never], None)] == ["NEXT", "WD"]


def test_a_rule_may_put_several_symbols_in_place() -> None:
    swapped = rule("NEXT WD", "", lambda match, _scene: list(reversed(match.symbols)))

    assert [symbol.cat for symbol in apply_rules(_symbols("NEXT", "WD"), [swapped], None)] == ["WD", "NEXT"]


def test_alternatives_options_and_look_around_work_on_categories() -> None:
    bound = rule("(AFTER|BEFORE) THE? NUM(?!UNIT)", "WIN", lambda match, _scene: match.has("AFTER"))

    assert apply_rules(_symbols("AFTER", "THE", "NUM"), [bound], None)[0].cat == "WIN"
    assert apply_rules(_symbols("AFTER", "NUM", "UNIT"), [bound], None)[0].cat == "AFTER"


def test_a_match_gives_values_by_category() -> None:
    match = Match(_symbols("NUM", "OR", "NUM"))

    assert match.all("NUM") == [0, 2]
    assert match.get("MON") is None
    assert match.has("OR")
