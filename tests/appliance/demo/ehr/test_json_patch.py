from typing import Any

import pytest

from appliance.demo.ehr.json_patch import apply_patch
from appliance.demo.ehr.outcome import FhirError

BEFORE: dict[str, Any] = {"resourceType": "Slot", "id": "s", "list": [1, 2], "a/b": {"m~n": 1}, "status": "free"}


@pytest.mark.parametrize(
    ("operation", "path", "expected"),
    [
        ({"op": "add", "path": "/new", "value": [1]}, "new", [1]),
        ({"op": "add", "path": "/list/1", "value": 9}, "list", [1, 9, 2]),
        ({"op": "add", "path": "/list/-", "value": 9}, "list", [1, 2, 9]),
        ({"op": "replace", "path": "/status", "value": "busy"}, "status", "busy"),
        ({"op": "replace", "path": "/list/0", "value": 7}, "list", [7, 2]),
        ({"op": "replace", "path": "/a~1b/m~0n", "value": 2}, "a/b", {"m~n": 2}),
        ({"op": "remove", "path": "/list/0"}, "list", [2]),
        ({"op": "test", "path": "/status", "value": "free"}, "status", "free"),
        ({"op": "move", "from": "/list/0", "path": "/moved"}, "moved", 1),
        ({"op": "copy", "from": "/list", "path": "/copied"}, "copied", [1, 2]),
    ],
)
def test_operations_of_rfc_6902(operation: dict[str, Any], path: str, expected: object) -> None:
    assert apply_patch(BEFORE, [operation])[path] == expected
    assert BEFORE["list"] == [1, 2]


@pytest.mark.parametrize(
    ("operations", "status"),
    [
        ({}, 400),
        (["replace"], 400),
        ([{"op": "swap", "path": "/a"}], 400),
        ([{"op": "add", "path": "/a"}], 400),
        ([{"op": "add", "value": 1}], 400),
        ([{"op": "replace", "path": "", "value": {}}], 400),
        ([{"op": "replace", "path": "/missing", "value": 1}], 422),
        ([{"op": "remove", "path": "/list/7"}], 422),
        ([{"op": "add", "path": "/list/x", "value": 1}], 422),
        ([{"op": "add", "path": "/status/x", "value": 1}], 422),
        ([{"op": "test", "path": "/status", "value": "busy"}], 422),
        ([{"op": "replace", "path": "/id", "value": "other"}], 422),
    ],
)
def test_what_cannot_be_applied_is_refused(operations: object, status: int) -> None:
    with pytest.raises(FhirError) as raised:
        apply_patch(BEFORE, operations)
    assert raised.value.status == status
