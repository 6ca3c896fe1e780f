"""The work on cases in the database: `services.handoff.ports.Tasks`."""

import sqlalchemy as sa

from services.handoff.task import Task, TaskState
from services.state.codec import TASK
from services.state.instants import to_micros
from services.state.tables import tasks as table

_ROWID: sa.ColumnClause[int] = sa.literal_column("tasks.rowid")
_GET = sa.select(table.c.payload).where(table.c.case_id == sa.bindparam("wanted"))
_ADD = sa.insert(table).prefix_with("OR IGNORE")
_SAVE = sa.update(table).where(table.c.case_id == sa.bindparam("wanted"), table.c.version == sa.bindparam("stored"))
_UNFINISHED = sa.select(table.c.payload).where(table.c.state != TaskState.CLOSED.value).order_by(_ROWID)


class SealedTasks:
    """The work of one transaction on cases."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def get(self, case_id: str) -> Task | None:
        """Return the work on this case, or None."""
        payload = self._connection.execute(_GET, {"wanted": case_id}).scalar()
        return None if payload is None else TASK.load(payload)

    def save(self, task: Task) -> bool:
        """Keep the task whose stored version is `task.version - 1` (0 where none is stored).

        Returns False, and changes nothing, when somebody else saved it meanwhile.
        """
        row = {
            "version": task.version,
            "state": task.state.value,
            "timeout_at": to_micros(task.timeout_at) if task.timeout_at else None,
            "payload": TASK.dump(task),
        }
        if task.version == 1:
            return self._connection.execute(_ADD, {"case_id": task.id, **row}).rowcount == 1
        guard = {"wanted": task.id, "stored": task.version - 1}
        return self._connection.execute(_SAVE, {**guard, **row}).rowcount == 1

    def unfinished(self) -> list[Task]:
        """Return the tasks that are not closed, in the order of their first saving."""
        return [TASK.load(payload) for payload in self._connection.execute(_UNFINISHED).scalars()]
