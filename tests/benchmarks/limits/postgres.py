"""What PostgreSQL can do with nothing of ours around it: one superuser's connection, plain tables, every commit on disk."""

import json
from typing import Any

SCHEMA = """
    CREATE SCHEMA IF NOT EXISTS bare;
    CREATE TABLE IF NOT EXISTS bare.event (id text PRIMARY KEY, body jsonb NOT NULL);
    CREATE TABLE IF NOT EXISTS bare.payload (id bigint PRIMARY KEY, body jsonb NOT NULL);
    CREATE TABLE IF NOT EXISTS bare.queue (id bigint PRIMARY KEY, state text NOT NULL, holder text, key bigint NOT NULL);
    CREATE TABLE IF NOT EXISTS bare.result (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, queue_id bigint NOT NULL, code text NOT NULL);
    CREATE INDEX IF NOT EXISTS queue_free ON bare.queue (key, id) WHERE state = 'free';
"""


def check_durable(connection: Any) -> None:
    """Stop rather than compare with a limit that cheats."""
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        assert connection.execute(f"SHOW {setting}").fetchone()[0] == "on", f"{setting} is off"


def prepare(connection: Any) -> None:
    check_durable(connection)
    connection.execute(SCHEMA)
    connection.execute("TRUNCATE bare.event, bare.payload, bare.queue, bare.result")


def take_batch(connection: Any, texts: list[str], start: int) -> None:
    """Texts into a table, once each however often they are sent: an idempotent batch in one durable statement."""
    rows = json.dumps([{"id": str(start + place), "body": json.loads(text)} for place, text in enumerate(texts)])
    connection.execute(
        "INSERT INTO bare.event SELECT r ->> 'id', r -> 'body' FROM jsonb_array_elements(%s::jsonb) r ON CONFLICT DO NOTHING", (rows,)
    )


def fill_queue(connection: Any, cases: int) -> None:
    """Bring the bare queue to `cases` free cases."""
    connection.execute("TRUNCATE bare.queue, bare.result")
    connection.execute(
        "INSERT INTO bare.queue SELECT n, 'free', NULL, hashint8extended(n, 0) FROM generate_series(1, %s::bigint) n", (cases,)
    )
    connection.execute("VACUUM ANALYZE bare.queue")


def free_cases(connection: Any) -> int:
    (free,) = connection.execute("SELECT count(*) FROM bare.queue WHERE state = 'free'").fetchone()
    return int(free)


def take_case(connection: Any, who: str) -> int | None:
    """First of the two minimal durable statements."""
    row = connection.execute(
        "UPDATE bare.queue SET state = 'held', holder = %s WHERE id = (SELECT id FROM bare.queue WHERE state = 'free'"
        " ORDER BY key, id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id",
        (who,),
    ).fetchone()
    return None if row is None else int(row[0])


def end_case(connection: Any, case: int, who: str) -> None:
    """The second one: a disposition and the new state of its case."""
    connection.execute(
        "WITH kept AS (INSERT INTO bare.result (queue_id, code) VALUES (%s, 'NRP'))"
        " UPDATE bare.queue SET state = 'done', holder = NULL WHERE id = %s AND holder = %s",
        (case, case, who),
    )
