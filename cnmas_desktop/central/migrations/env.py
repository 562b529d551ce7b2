"""Run by alembic inside `cnmas_desktop.central.migrating`, which hands over an open connection."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], version_table_schema="app", transaction_per_migration=False)
with context.begin_transaction():
    context.run_migrations()
