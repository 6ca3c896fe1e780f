from scripts.redaction.tagger.tags import NO_TAG, tags

STARTS, ENDS = [0, 5, 10, 15], [4, 9, 14, 19]


def test_a_find_begins_and_goes_on() -> None:
    assert tags(STARTS, ENDS, [(5, 14, "NAME")]) == [0, 1, 2, 0]


def test_the_other_groups_are_one_kind() -> None:
    assert tags(STARTS, ENDS, [(0, 4, "PHONE"), (5, 9, "MRN")]) == [13, 13, 0, 0]


def test_part_of_a_token_is_the_token() -> None:
    assert tags(STARTS, ENDS, [(6, 7, "PLACE")]) == [0, 5, 0, 0]


def test_neutral_ground_does_not_train_and_gives_way() -> None:
    assert tags(STARTS, ENDS, [(0, 9, "neutral"), (5, 9, "DOB")]) == [NO_TAG, 9, 0, 0]
