"""Runs the migrations on the connection that `services.state.migrate` passes in."""

from alembic import context

from services.state.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
