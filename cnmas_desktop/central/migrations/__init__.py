"""alembic's environment of the central database. Migrations own the tables; functions/*.sql are applied again after each upgrade."""
