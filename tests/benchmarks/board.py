"""The supervisor's board on ever more cases and attempts: the same cost, against counting them each time."""

from time import perf_counter
from typing import Any

from tests.benchmarks import centre as scene
from tests.benchmarks.measure import Aim, Book
from tests.central_server import Centre

TIMES = 15

# Attempts as agents leave them: on the person, and in the figures of the days.
ATTEMPTS = """
    INSERT INTO app.reach_attempt (attempt_id, number_hmac, contact_id, campaign, at, counts, disposition)
    SELECT gen_random_uuid(), p.number_hmac, p.contact_id, %(campaign)s, now() - (n %% 40) * interval '7 hours', true,
           (ARRAY['NRP', 'OCC', 'TERM', 'REF_D'])[1 + n %% 4]
      FROM (SELECT p.*, row_number() OVER () AS n FROM app.phone p) p
"""
FIGURES = """
    INSERT INTO app.rollup (day, campaign, organisme, login, measure, n)
    SELECT (a.at AT TIME ZONE 'Europe/Paris')::date, a.campaign, '011', %(login)s, m, count(*)
      FROM app.reach_attempt a, unnest(ARRAY['attempts', 'disposition:' || a.disposition]) m GROUP BY 1, 2, 5
"""
# What the board would have to count without what is kept.
COUNTED = (
    "SELECT campaign, organisme, state, lease_id IS NOT NULL, result ->> 'interview', count(*) FROM app.call_case GROUP BY 1, 2, 3, 4, 5",
    "SELECT campaign, disposition, count(*) FROM app.reach_attempt WHERE at >= date_trunc('day', now()) GROUP BY 1, 2",
)


def measure(book: Book) -> None:
    sizes = (200, 400) if book.quick else (10_000, 1_000_000)
    first: list[float] = []
    with scene.server() as running:
        centre = scene.found(running)
        login, made = centre.add_agent().login, 0
        for size in sizes:
            scene.add_cases(centre, made + 1, size)
            made = size
            _attempts(centre, login)
            ours, counted = _board(book, centre)
            first = first or ours
            book.add(
                f"board.refresh_{size}", "ms", Aim("≤ 50 ms; beside: counting", at_most=50), counted, ours
            )
            book.add(f"board.growth_{size}", "ms", Aim("≤ 1.3× the smallest", ratio_at_most=1.3), first, ours)
        scene.close(centre)


def _attempts(centre: Centre, login: str) -> None:
    """One attempt on each number, as many as there are cases."""
    with centre.admin() as admin:
        admin.execute("TRUNCATE app.reach_attempt, app.rollup")
        admin.execute(ATTEMPTS.encode(), {"campaign": scene.CAMPAIGN})
        admin.execute(FIGURES.encode(), {"login": login})
        admin.execute("VACUUM ANALYZE app.reach_attempt, app.rollup")


def _board(book: Book, centre: Centre) -> tuple[list[float], list[float]]:
    """Milliseconds of one refresh and of the counting it replaces, the median of each round."""
    with centre.add_supervisor().connect() as supervisor, centre.admin() as admin:

        def ours() -> float:
            return _median(supervisor, ("SELECT supervisor.board()",), book)

        ours()
        counted, own = book.alternate(lambda: _median(admin, COUNTED, book), ours)
    return own, counted


def _median(connection: Any, queries: tuple[str, ...], book: Book) -> float:
    took = []
    for _ in range(book.size(TIMES, 3)):
        began = perf_counter()
        for query in queries:
            connection.execute(query.encode()).fetchall()
        took.append((perf_counter() - began) * 1000)
    return sorted(took)[len(took) // 2]
