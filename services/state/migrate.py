"""Brings a state file to the present schema when it is opened."""

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.util import CommandError

from services.state.errors import NewerSchema

HEAD = "0015_floor"
"""The newest migration; a test compares it with the migrations at hand."""


def _revision(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()


def alembic_config() -> Config:
    """Return the configuration of the packaged migrations."""
    config = Config()
    config.set_main_option("script_location", "services.state:migrations")
    config.set_main_option("path_separator", "os")
    return config


def migrate(engine: sa.Engine) -> None:
    """Run every missing migration in one transaction under the write lock; two processes cannot do it twice.

    Raises:
        NewerSchema: the file is ahead of this version.
    """
    with engine.begin() as connection:
        if _revision(connection) == HEAD:
            return
        config = alembic_config()
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise NewerSchema from error
