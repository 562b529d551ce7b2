"""The supervisor's board and the page of a campaign on ever more cases and attempts: the same cost, against counting them each time."""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from cnmas_desktop.services.supervision import CentreBoard, Line
from tests.benchmarks import centre as scene
from tests.benchmarks.measure import Aim, Book
from tests.central_server import Centre

TIMES = 15


@dataclass(frozen=True, slots=True)
class Size:
    """The agents and what they hold are the same in each, for the board's cost is theirs."""

    cases: int
    attempts: int
    agents: int = 500
    held: int = 20_000


SIZES = (Size(40_000, 10_000), Size(200_000, 1_000_000), Size(1_000_000, 10_000_000))
QUICK = (Size(200, 200, 5, 50), Size(400, 800, 5, 50))

PEOPLE = """
    INSERT INTO app.person (login, role_name, kind, display_name, first_name)
    SELECT 'b' || n, 'bench_' || n, 'agent', 'Agent ' || n, 'Alix' FROM generate_series(1, %(agents)s) n ON CONFLICT DO NOTHING
"""
DESKS = """
    INSERT INTO app.device (id, login, client_version, reported_pending, oldest_pending_at, work_state, state_since)
    SELECT md5('desk ' || n)::uuid, 'b' || n, '0.1.0', n %% 3, now() - interval '5 minutes', 'available', now()
      FROM generate_series(1, %(agents)s) n ON CONFLICT DO NOTHING
"""
# One case in ten is as its last call left it; some are held.
WORKED = """
    UPDATE app.call_case c
       SET state = (ARRAY['done', 'retry', 'retry', 'exhausted'])[1 + c.line %% 4], last_at = now() - interval '1 day',
           callable_from = now() + (c.line %% 60) * interval '1 hour',
           disposition = (ARRAY['TERM', 'NRP', 'OCC', 'REF_D'])[1 + c.line %% 4],
           result = CASE c.line %% 4 WHEN 0 THEN '{"interview": "accepted", "offer": "accepted"}'::jsonb ELSE '{}' END
     WHERE c.line %% 10 = 0 AND c.last_at IS NULL
"""
HELD = """
    UPDATE app.call_case c
       SET lease_id = gen_random_uuid(), leased_by = 'b' || (1 + c.line %% %(agents)s), leased_device = md5('desk ' || (1 + c.line %% %(agents)s))::uuid,
           leased_until = now() + interval '1 day', epoch = 1
     WHERE c.line %% 10 <> 0 AND c.line <= %(held)s * 10 / 9 AND c.lease_id IS NULL
"""
# Attempts as agents leave them: on the person, and in the figures of the days.
ATTEMPTS = """
    INSERT INTO app.reach_attempt (attempt_id, number_hmac, contact_id, campaign, at, counts, disposition)
    -- ids in their order: ten million by chance would be a test of the index
    SELECT lpad(to_hex(p.n * 64 + k), 32, '0')::uuid, p.number_hmac, p.contact_id, %(campaign)s, now() - (p.n %% 40) * interval '1 day' - (k * p.n %% 8) * interval '1 hour', true,
           (ARRAY['NRP', 'OCC', 'TERM', 'REF_D'])[1 + (p.n + k) %% 4]
      FROM (SELECT p.*, row_number() OVER () AS n FROM app.phone p) p, generate_series(1, %(times)s) k LIMIT %(attempts)s
"""
FIGURES = """
    INSERT INTO app.rollup (day, campaign, organisme, login, measure, n)
    SELECT a.day, a.campaign, '011', 'b' || (1 + k %% %(agents)s), m, sum(a.n) / %(agents)s + 1
      FROM (SELECT (h.at AT TIME ZONE 'Europe/Paris')::date AS day, to_char(h.at AT TIME ZONE 'Europe/Paris', 'HH24') AS hour, h.campaign,
                   h.disposition, sum(h.n) AS n
              FROM (SELECT date_bin('1 hour', a.at, '2000-01-01') AS at, a.campaign, a.disposition, count(*) AS n
                      FROM app.reach_attempt a GROUP BY 1, 2, 3) h GROUP BY 1, 2, 3, 4) a,
           unnest(ARRAY['attempts', 'disposition:' || a.disposition, 'hour:' || a.hour || ':' || a.disposition]) m, generate_series(1, %(agents)s) k
     GROUP BY 1, 2, 4, 5
"""
# What the board, and the page, would have to count without what is kept.
BOARD_COUNTED = (
    "SELECT campaign, organisme, state, lease_id IS NOT NULL, result ->> 'interview', count(*) FROM app.call_case GROUP BY 1, 2, 3, 4, 5",
    "SELECT campaign, disposition, count(*) FROM app.reach_attempt WHERE at >= date_trunc('day', now()) GROUP BY 1, 2",
)
PAGE_COUNTED = (
    """SELECT c.state, c.disposition, s.reached, c.result ->> 'interview', c.result ->> 'offer', count(*)
         FROM app.call_case c LEFT JOIN (SELECT a.contact_id, bool_or(e.contact) AS reached FROM app.reach_attempt a
              JOIN app.disposition_effect e USING (disposition) GROUP BY 1) s USING (contact_id) GROUP BY 1, 2, 3, 4, 5""",
    """SELECT extract(hour FROM at AT TIME ZONE 'Europe/Paris'), disposition, count(*) FROM app.reach_attempt
        WHERE counts AND at > now() - interval '30 days' GROUP BY 1, 2""",
)
BOARD = ("SELECT supervisor.board()",)
PAGE = (f"SELECT supervisor.campaign_page('{scene.CAMPAIGN}', NULL)",)


def measure(book: Book) -> None:
    sizes = QUICK if book.quick else SIZES
    first: dict[str, list[float]] = {}
    with scene.server() as running:
        centre, made = scene.found(running), 0
        supervisor = centre.add_supervisor()
        board = CentreBoard(Line(centre.url, supervisor.login, lambda: supervisor.password))
        for size in sizes:
            scene.add_cases(centre, made + 1, size.cases, recount=False)
            made = size.cases
            _work(centre, size)
            with supervisor.connect() as connection, centre.admin() as admin:
                _rows(book, "refresh", size, first, (connection, BOARD), (admin, BOARD_COUNTED))
                _rows(book, "page", size, first, (connection, PAGE), (admin, PAGE_COUNTED))
                inside = _inside(connection, book)
            book.add(
                f"board.database_{size.attempts}",
                "ms",
                Aim("≤ 10 ms inside the server, 500 agents", at_most=10),
                inside,
                inside,
            )
            whole = [_taken(board.refresh) for _ in range(book.size(TIMES, 3))]
            book.add(
                f"board.contact_{size.attempts}",
                "ms",
                Aim("≤ 2 s; beside: the reading alone, inside the server", at_most=2000),
                [sorted(inside)[len(inside) // 2]],
                whole,
            )
        scene.close(centre)


Asking = tuple[Any, tuple[str, ...]]
"""On which connection, what."""


def _rows(book: Book, name: str, size: Size, first: dict[str, list[float]], asked: Asking, counted: Asking) -> None:
    """The first reading after all was counted anew, the next ones beside the counting, and how they grow."""
    begun = _median(asked, 1)
    limit = [_median(counted, 1)]  # so much longer that one says enough
    ours = [_median(asked, book.size(TIMES, 3)) for _ in range(book.rounds)]
    book.add(f"board.{name}_{size.attempts}", "ms", Aim("≤ 50 ms; beside: counting", at_most=50), limit, ours)
    smallest = first.setdefault(name, ours)
    book.add(
        f"board.{name}_growth_{size.attempts}",
        "ms",
        Aim("≤ 1.3× the smallest", ratio_at_most=1.3),
        smallest,
        ours,
    )
    book.add(f"board.{name}_first_{size.attempts}", "ms", Aim("printed: the first one"), ours[:1], [begun])


def _work(centre: Centre, size: Size) -> None:
    """As many attempts on the numbers as the size says; what is kept of them is counted once at the end."""
    with centre.admin() as admin:
        values = {
            "agents": size.agents,
            "held": size.held,
            "campaign": scene.CAMPAIGN,
            "attempts": size.attempts,
        }
        values["times"] = -(-size.attempts // size.cases)
        admin.execute("SET session_replication_role = replica")
        admin.execute("TRUNCATE app.reach_attempt, app.rollup, app.day_figure, app.day_due")
        for statement in (PEOPLE, DESKS, WORKED, HELD):
            admin.execute(statement.encode(), values)
        with scene.unindexed(admin, "reach_attempt"):
            admin.execute(ATTEMPTS.encode(), values)
        admin.execute(FIGURES.encode(), values)
        admin.execute("INSERT INTO app.day_due SELECT DISTINCT day, campaign FROM app.rollup")
        for table in ("person", "device", "reach_attempt", "call_case", "rollup"):
            admin.execute(f"VACUUM ANALYZE app.{table}".encode())
        admin.execute("SELECT app.recount_cases()")
        admin.execute("VACUUM ANALYZE app.case_fact, app.fact_count, app.case_count")
        admin.execute("CHECKPOINT")  # writing down what was filled in is not the board's


def _median(asking: Asking, times: int) -> float:
    """Milliseconds of one asking, the median."""
    connection, queries = asking

    def ask() -> None:
        for query in queries:
            connection.execute(query.encode()).fetchall()

    return sorted(_taken(ask) for _ in range(times))[times // 2]


def _taken(act: Callable[[], object]) -> float:
    """Milliseconds of one act: a whole refresh as the room does it, with a connection of its own, is one."""
    began = perf_counter()
    act()
    return (perf_counter() - began) * 1000


def _inside(connection: Any, book: Book) -> list[float]:
    """Milliseconds of one refresh inside the server, as it says itself."""
    explained = f"EXPLAIN (ANALYZE, FORMAT JSON) {BOARD[0]}".encode()
    return [float(connection.execute(explained).fetchone()[0][0]["Execution Time"]) for _ in range(book.size(TIMES, 3))]
