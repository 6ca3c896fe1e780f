"""The DBOS runtime keeps the contract."""

from collections.abc import Mapping
from typing import Any

import pytest

from services.kernel.steps import Workflow, Workflows
from tests.contract.workflows import Launch, WorkflowsContract


@pytest.fixture
def launch(machine: Any) -> Launch:  # noqa: ANN401 the fixture of conftest.py
    async def start(registered: Mapping[str, Workflow]) -> Workflows:
        workflows: Workflows = await machine.start(registered)
        return workflows

    return start


class TestDbosWorkflows(WorkflowsContract):
    pass
