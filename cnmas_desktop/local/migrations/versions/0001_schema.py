"""The first schema, readable as SQL in the file beside this one."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    sql = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    connection = op.get_bind()
    for statement in sql.split(";\n"):
        if statement.strip():
            connection.exec_driver_sql(statement)
