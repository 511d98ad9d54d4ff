"""Alembic's environment: runs on the connection that `storage.database` opened, inside its transaction."""

from alembic import context

from storage.database import metadata
from storage.fulltext import is_ours

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata(),
    transactional_ddl=True,
    render_as_batch=True,
    include_name=lambda name, kind, parents: kind != "table" or not is_ours(name),
)
context.run_migrations()
