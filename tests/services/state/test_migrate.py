"""The migrations make exactly the tables the code knows, once, whoever comes first."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from services.audit.courier import NoLedger
from services.scheduling.outbox import DeliveryState
from services.state.codec import MESSAGE
from services.state.errors import NewerSchema
from services.state.migrate import HEAD, alembic_config, migrate
from services.state.sealed import Transactions, sealed_engine
from services.state.store import open_state
from services.state.tables import metadata
from tests.contract.store_world import a_message

KEY = bytes(range(32))


def test_a_new_file_has_the_tables_the_code_knows(path: Path) -> None:
    engine = sealed_engine(path, KEY, Transactions.WRITE)
    migrate(engine)
    with engine.begin() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_every_index_of_the_code_is_there(path: Path) -> None:
    engine = sealed_engine(path, KEY, Transactions.WRITE)
    migrate(engine)
    with engine.begin() as connection:
        made = {row.name for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'index'")}
    engine.dispose()
    assert {index.name for table in metadata.sorted_tables for index in table.indexes} <= made


def test_migrating_again_changes_nothing(path: Path) -> None:
    engine = sealed_engine(path, KEY, Transactions.WRITE)
    migrate(engine)
    with engine.begin() as connection:
        before = connection.exec_driver_sql("PRAGMA schema_version").scalar()
    migrate(engine)
    with engine.begin() as connection:
        assert connection.exec_driver_sql("PRAGMA schema_version").scalar() == before
    engine.dispose()


def test_the_named_head_is_the_newest_migration() -> None:
    assert ScriptDirectory.from_config(alembic_config()).get_heads() == [HEAD]


def test_there_is_no_way_back() -> None:
    script = ScriptDirectory.from_config(alembic_config()).get_revision(HEAD)
    assert script is not None
    with pytest.raises(NotImplementedError, match="backup"):
        script.module.downgrade()


async def test_a_file_of_a_newer_version_is_left_alone(path: Path) -> None:
    await open_state(path, KEY, node="desk-1", courier=NoLedger()).close()
    engine = sealed_engine(path, KEY, Transactions.WRITE)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(NewerSchema, match="newer version"):
        open_state(path, KEY, node="desk-1", courier=NoLedger())


async def test_a_file_of_the_first_version_keeps_its_messages(path: Path) -> None:
    engine = sealed_engine(path, KEY, Transactions.WRITE)
    with engine.begin() as connection:
        config = alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        row = {"id": "msg_1", "payload": MESSAGE.dump(a_message())}
        connection.execute(sa.text(_QUEUED), row)
    engine.dispose()
    store = open_state(path, KEY, node="desk-1", courier=NoLedger())
    kept = await store.read(lambda tx: tx.outbox.get("msg_1"))
    assert kept is not None
    assert (kept.message, kept.state, kept.reason) == (a_message(), DeliveryState.QUEUED, None)
    await store.close()


_QUEUED = """
INSERT INTO outbox (id, state, attempts, created_at, next_attempt_at, payload) VALUES (:id, 'queued', 0, 1, 1, :payload)
"""
