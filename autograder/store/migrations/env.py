"""Run by Alembic: applies the migrations on the connection that `autograder.store.engine` gives."""

from __future__ import annotations

from alembic import context

from autograder.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite changes a table only by making it anew
)
with context.begin_transaction():
    context.run_migrations()
