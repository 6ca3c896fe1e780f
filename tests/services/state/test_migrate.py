"""The migrations make exactly the tables the code knows, once, whoever comes first."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from services.state.errors import NewerSchema
from services.state.migrate import HEAD, alembic_config, migrate
from services.state.sealed import Transactions, sealed_engine
from services.state.store import open_state
from services.state.tables import metadata

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
    await open_state(path, KEY, node="desk-1").close()
    engine = sealed_engine(path, KEY, Transactions.WRITE)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(NewerSchema, match="newer version"):
        open_state(path, KEY, node="desk-1")
