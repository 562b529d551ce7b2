"""How alembic runs here: on the connection it is given, inside the transaction its caller began."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=False)
context.run_migrations()
