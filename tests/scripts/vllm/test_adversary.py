from scripts.vllm.adversary import fuzzed


def test_the_dialogues_are_held_in_a_process_of_their_own_and_told_in_a_line() -> None:
    lines, status = fuzzed(["--dialogues", "3"])
    assert status == 0
    assert lines[0].startswith("drawn in the process: 3 dialogues, 0 violations")


def test_dialogues_that_cannot_be_held_are_no_success() -> None:
    assert fuzzed(["--dialogues", "many"])[1] != 0
