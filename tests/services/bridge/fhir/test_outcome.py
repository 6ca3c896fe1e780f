import pytest

from services.bridge.fhir.outcome import issue_code


def outcome(**issue: object) -> dict[str, object]:
    return {"resourceType": "OperationOutcome", "issue": [issue]}


def test_the_vendors_own_code_comes_first() -> None:
    assert issue_code(outcome(code="conflict", details={"coding": [{"code": "59109"}]})) == "59109"
    assert issue_code(outcome(code="conflict", details={"text": "Maria"})) == "conflict"


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {"issue": [{"code": "conflict"}]},
        {"resourceType": "OperationOutcome"},
        {"resourceType": "OperationOutcome", "issue": [7]},
        outcome(code="Maria Garcia"),
        outcome(code=["conflict"]),
        outcome(code="x" * 65),
        outcome(details={"coding": "x"}),
        outcome(details={"coding": [None]}),
    ],
)
def test_what_is_no_code_is_left_out(body: object) -> None:
    assert issue_code(body) == ""
