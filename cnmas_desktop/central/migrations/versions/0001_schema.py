"""The first schema, readable as SQL in the file beside this one."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    sql = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    op.get_bind().connection.cursor().execute(sql)


def downgrade() -> None:
    """Everything goes but alembic's own table, which says that nothing is there."""
    op.execute(
        """
        DO $$
        DECLARE one record;
        BEGIN
            FOR one IN SELECT relname FROM pg_class
                        WHERE relnamespace = 'app'::regnamespace AND relkind IN ('r', 'p') AND relname <> 'alembic_version'
            LOOP
                EXECUTE format('DROP TABLE IF EXISTS app.%I CASCADE', one.relname);  -- a partition goes with its table
            END LOOP;
            FOR one IN SELECT relname FROM pg_class WHERE relnamespace = 'app'::regnamespace AND relkind = 'c' LOOP
                EXECUTE format('DROP TYPE app.%I CASCADE', one.relname);
            END LOOP;
            FOR one IN SELECT typname FROM pg_type WHERE typnamespace = 'app'::regnamespace AND typtype = 'd' LOOP
                EXECUTE format('DROP DOMAIN app.%I CASCADE', one.typname);
            END LOOP;
        END $$
        """
    )
