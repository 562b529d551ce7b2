"""A durable centre for the benchmarks: the embedded server with its shipped settings, a campaign, people, and cases made by SQL."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
import shutil
import tempfile
from typing import Any

from cnmas_desktop.central import catalogues
from cnmas_desktop.central.agent_gateway import AgentGateway
from cnmas_desktop.central.centre import initialise
from cnmas_desktop.central.connection import connect
from cnmas_desktop.central.embedded import EmbeddedServer
from tests.agent_desk import Desk
from tests.benchmarks.limits import postgres
from tests.central_server import OPERATOR_PASSWORD, TEMPLATE, TEST_ZONES, CentralServer, Centre, Person

CAMPAIGN = "ESSAI"
CASES_A_STATEMENT = 100_000

# Cases as an import leaves them: a person, a number and about 600 bytes of fields each.
CASES = """
    WITH n AS MATERIALIZED (
        SELECT n, lpad(to_hex(n), 32, '0')::uuid AS person FROM generate_series(%(first)s::bigint, %(last)s::bigint) n
    ), people AS (
        INSERT INTO app.contact (id, regime, person_key, party, zone, fields)
        SELECT person, 'service', sha256(int8send(n)), 'insured', 'Europe/Paris',
               jsonb_build_object('nom', 'Inventé ' || n, 'prenom', 'Aldegonde', 'adresse_postale', repeat('rue des Essais ', 20))
          FROM n
    ), numbers AS (
        INSERT INTO app.phone (id, contact_id, ordinal, e164, zone, number_hmac)
        SELECT gen_random_uuid(), person, 1, '+3319900' || lpad((n %% 10000)::text, 4, '0'), 'Europe/Paris', sha256(int8send(-n)) FROM n
    )
    INSERT INTO app.call_case (campaign, id, contact_id, organisme, zone, import_id, line, row_ref, dedupe_key, fields, seeded_key, purge_at)
    SELECT %(campaign)s, gen_random_uuid(), person, '011', 'Europe/Paris', %(file)s, n, 'REF-' || n, sha256(int8send(n)),
           jsonb_build_object('ville', 'Trifouilly'), hashint8extended(n, 0), now() + interval '1 year'
      FROM n
"""


INDEXES = """
    SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
     WHERE i.indrelid = ANY (%s::regclass[]) AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
"""


@contextmanager
def unindexed(admin: Any, *tables: str) -> Iterator[None]:
    """Much is written into `tables` here: their indexes, but for keys, are made again afterwards, at once."""
    indexes = admin.execute(INDEXES.encode(), ([f"app.{table}" for table in tables],)).fetchall()
    admin.execute("SET maintenance_work_mem = '256MB'")
    for name, _ in indexes:
        admin.execute(f"DROP INDEX {name}".encode())
    yield
    for _, definition in indexes:
        admin.execute(definition.encode())


@contextmanager
def server(connections: int = 200) -> Iterator[CentralServer]:
    """A server of its own, every commit on disk. `connections`: how many may be open."""
    folder = Path(tempfile.mkdtemp(prefix="cnmas-bench-"))
    folder.chmod(0o711)  # as root, the server runs under an account that must pass
    home = folder / "server"
    home.mkdir(mode=0o711)
    embedded = EmbeddedServer(home, settings={"max_connections": str(connections)})
    info = embedded.start()
    try:
        with connect(f"{info.url}/postgres", info.user, info.password) as admin:
            founded = initialise(admin, TEMPLATE, operator_password=OPERATOR_PASSWORD, demo=True, own_cluster=True)
        with connect(founded.url, founded.operator, founded.operator_password) as operator:
            catalogues.load_legal_windows(operator, zones=TEST_ZONES)
        yield CentralServer(embedded, info, founded)
    finally:
        embedded.stop("immediate")
        shutil.rmtree(folder, ignore_errors=True)


def found(running: CentralServer) -> Centre:
    """A centre with one open campaign that may be called at any hour, whose agents may hold as much as they ask for."""
    centre = running.clone()
    centre.load_organisme()
    centre.plain_campaign(CAMPAIGN)
    centre.operator.execute("SELECT app.make_room(%s, app.this_month())", (CAMPAIGN,))
    centre.operator.execute("UPDATE app.campaign SET lease_cap = 10000")
    centre.operator.execute("""UPDATE app.centre SET policy = policy || '{"lease_size": 10000, "lease_cap": 10000}'""")
    centre.operator.execute(
        "INSERT INTO app.import_batch (id, campaign, organisme, file_sha256, file_name) VALUES (%s, %s, '011', '', 'essai.csv')",
        (centre.value("SELECT id FROM app.centre"), CAMPAIGN),
    )
    return centre


def add_cases(centre: Centre, first: int, last: int, *, recount: bool = True) -> None:
    """Cases number `first` to `last`, both included; `recount`: the figures kept of them too. As superuser and without the checks of each row: only making a million cases is
    quicker for it, what is timed runs under agents' logins."""
    file = centre.value("SELECT id FROM app.centre")
    with centre.admin() as admin:
        admin.execute("SET session_replication_role = replica")
        many = ("contact", "phone", "call_case") if last - first >= CASES_A_STATEMENT else ()
        with unindexed(admin, *many):
            for start in range(first, last + 1, CASES_A_STATEMENT):
                end = min(last, start + CASES_A_STATEMENT - 1)
                values = {"first": start, "last": end, "campaign": CAMPAIGN, "file": file}
                admin.execute(CASES.encode(), values)
        if recount:
            admin.execute("SELECT app.recount_cases()")
        for table in ("contact", "phone", "call_case"):
            admin.execute(f"VACUUM ANALYZE app.{table}".encode())


def agent(centre: Centre) -> Desk:
    """An agent at work: signed in, the undertaking signed, one open connection."""
    return desk_of(centre, centre.add_agent())


def desk_of(centre: Centre, person: Person) -> Desk:
    desk = Desk(AgentGateway.sign_in(centre.url, person.login, person.password, deadline_seconds=120))
    desk.sign_undertaking()
    return desk


def close(centre: Centre, desks: Sequence[Desk] = ()) -> None:
    for desk in desks:
        desk.gateway.close()
    centre.close()


def bare(centre: Centre) -> Any:
    """The limit's connection: the superuser's, on tables without anything of ours."""
    connection = centre.admin()
    postgres.prepare(connection)
    return connection
