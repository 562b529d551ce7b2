"""A real PostgreSQL for the tests: one embedded server a session, one initialised template, a clone of it for each test.

Fixtures: `centre` (a clone, empty of people) and `central_server`. A test marked `both_servers` runs on PostgreSQL 18 (the
wheel) and 15 (the system's, where there is one); the others on 18 alone. CNMAS_TEST_POSTGRESQL="16,17" runs every test on those instead.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
import json
import os
from pathlib import Path
import shutil
import tempfile
from typing import Any
from uuid import UUID, uuid4

import psycopg
from psycopg import sql
import pytest

from cnmas_desktop.central import catalogues, roles, staffing
from cnmas_desktop.central.binaries import Binaries, locate
from cnmas_desktop.central.centre import Founded, initialise
from cnmas_desktop.central.connection import connect
from cnmas_desktop.central.embedded import ConnectionInfo, EmbeddedServer
from cnmas_desktop.central.manager_gateway import ManagerGateway
from cnmas_desktop.central.manager_rows import ImportPhone, ImportRow
from cnmas_desktop.messages import KnownError

PASSWORD = "Passe-Partout-2026!"
OPERATOR_PASSWORD = "Operateur-2026-Essai!"
TEMPLATE = "template_centre"
# Legal hours of two zones are enough, and quick to make; a test of hours elsewhere loads its own.
TEST_ZONES = ("Europe/Paris", "Indian/Reunion")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "both_servers: runs on PostgreSQL 18 and, where it is there, on 15")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "central_major" in metafunc.fixturenames:
        both = metafunc.definition.get_closest_marker("both_servers") is not None
        asked = [int(major) for major in os.environ.get("CNMAS_TEST_POSTGRESQL", "").split(",") if major]
        majors = asked or ([18, 15] if both else [18])
        metafunc.parametrize("central_major", majors, scope="session", indirect=True)


@dataclass
class CentralServer:
    """A running server with its template database. `info` is the superuser's."""

    embedded: EmbeddedServer
    info: ConnectionInfo
    founded: Founded
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def admin(self, database: str = "postgres") -> "psycopg.Connection[Any]":
        return connect(f"{self.info.url}/{database}", self.info.user, self.info.password)

    def clone(self) -> "Centre":
        """A fresh centre like the template, with an operator and privileges of its own (decision 15)."""
        database = f"centre_{next(self.numbers)}"
        with self.admin() as admin:
            roles.create_roles(admin, database, OPERATOR_PASSWORD)
            admin.execute(
                sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {} STRATEGY FILE_COPY").format(
                    sql.Identifier(database), sql.Identifier(roles.OWNER), sql.Identifier(TEMPLATE)
                )
            )
        centre = Centre(self, database)
        with centre.operator.transaction():
            roles.let_enter(centre.operator, database)
            centre.operator.execute("UPDATE app.centre SET id = %s", (uuid4(),))
        return centre


@dataclass
class Person:
    """Someone signed up at a test's centre. `connect()` opens a new connection under their login (at most two at once)."""

    centre: "Centre"
    kind: str
    login: str
    role: str
    password: str

    def connect(self) -> "psycopg.Connection[Any]":
        return connect(self.centre.url, self.role, self.password)


@dataclass
class Centre:
    """One test's centre. `operator`: an open connection of its operator, who passes row security; `admin()`: the superuser."""

    server: CentralServer
    database: str

    @property
    def url(self) -> str:
        return f"{self.server.info.url}/{self.database}"

    @property
    def operator_role(self) -> str:
        return roles.operator_role(self.database)

    @cached_property
    def operator(self) -> "psycopg.Connection[Any]":
        return connect(self.url, self.operator_role, OPERATOR_PASSWORD)

    def admin(self) -> "psycopg.Connection[Any]":
        return self.server.admin(self.database)

    def rows(self, query: str, *parameters: object) -> list[tuple[Any, ...]]:
        """What plain SQL says, asked as the operator."""
        return self.operator.execute(query.encode(), parameters or None).fetchall()

    def value(self, query: str, *parameters: object) -> Any:
        return self.rows(query, *parameters)[0][0]

    def add_person(self, kind: str, login: str | None = None, password: str = PASSWORD, *, authorised: bool = True) -> Person:
        name = next(_NAMES)
        account = staffing.add(
            self.operator,
            staffing.NewPerson(kind, f"{name} Essai", name, login),
            password,
            staffing.DirectorAuthorisation("La directrice") if authorised and kind == "agent" else None,
        )
        return Person(self, kind, account.login, account.role, password)

    def add_agent(self, login: str | None = None, *, authorised: bool = True) -> Person:
        return self.add_person("agent", login, authorised=authorised)

    def add_supervisor(self, login: str | None = None) -> Person:
        return self.add_person("supervisor", login)

    def add_auditor(self, login: str | None = None) -> Person:
        return self.add_person("auditor", login)

    @cached_property
    def manager(self) -> Person:
        """The manager under whose name the helpers below load and import."""
        return self.add_person("manager")

    def sign_in(self, person: Person) -> ManagerGateway:
        return ManagerGateway.sign_in(self.url, person.login, person.password)

    @cached_property
    def gateway(self) -> ManagerGateway:
        """`manager`, signed in."""
        return self.sign_in(self.manager)

    def load_organisme(self, code: str = "011") -> str:
        data = {"name": "CPAM d'essai", "spoken": "la CPAM d'essai", "spoken_of": "de la CPAM d'essai", "zone": "Europe/Paris"}
        self.gateway.load_organismes({code: data})
        return code

    def load_campaign(self, code: str = "COORDONNEES", *, open_it: bool = True, rule: str | None = None) -> str:
        """Load a campaign of the shipped catalogue and open it. `rule`: another calling rule (`training` is legal at any hour)."""
        from cnmas_desktop.domain.campaigns import catalogue

        campaign = next(one for one in catalogue() if one.code == code)
        self.gateway.load_campaign(campaign)
        if rule is not None:
            self.operator.execute("UPDATE app.campaign SET calling_rule = %s WHERE code = %s", (rule, code))
        if open_it:
            self.gateway.open_campaign(code)
        return code

    def plain_campaign(self, code: str = "ESSAI", *, regime: str = "service", rule: str = "training", open_it: bool = True) -> str:
        """A campaign written straight into the tables, for tests of the centre alone: two fields that travel, one that does not."""
        text = json.dumps({"code": code})
        self.operator.execute(
            "INSERT INTO app.campaign (code, regime, calling_rule, current_version, state, opens_at) VALUES (%s, %s, %s, '1', %s, now())",
            (code, regime, rule, "open" if open_it else "draft"),
        )
        self.operator.execute(
            "INSERT INTO app.campaign_version (campaign, version, sha256, text, travelling, dispositions)"
            " VALUES (%s, '1', encode(sha256(convert_to(%s, 'UTF8')), 'hex'), %s, '{nom,prenom}',"
            "         (SELECT array_agg(disposition) FROM app.disposition_effect))",
            (code, text, text),
        )
        return code

    def import_people(
        self, campaign: str, number: int = 3, *, organisme: str = "011", start: int = 0, make: Callable[[int], ImportRow] | None = None
    ) -> list[UUID]:
        """Import `number` invented people through the manager's functions; returns the ids of all cases of the file, by line."""
        self.load_organisme(organisme)
        import_id = uuid4()
        self.gateway.begin_import(
            import_id, campaign, organisme, uuid4().hex * 2, "essai.csv", self.value("SELECT now() + interval '1 year'")
        )
        rows = [(make or invented_row)(index) for index in range(start, start + number)]
        repeated = sum(len(batch) for batch in self.gateway.add_import_rows(import_id, rows))
        self.gateway.commit_import(import_id, rows=number, duplicate=repeated, rejected=0, remarks=0, dropped_columns=[])
        return [row[0] for row in self.rows("SELECT id FROM app.call_case WHERE import_id = %s ORDER BY line", import_id)]

    def close(self) -> None:
        for name in ("operator", "gateway"):
            if name in self.__dict__:
                self.__dict__[name].close()


def _names() -> Iterator[str]:
    names = ("Alix", "Brune", "Cyriel", "Doriane", "Elvire", "Fantin", "Ghislain", "Hermine", "Ivane", "Jocelin")
    for number in count():
        yield names[number % len(names)]


_NAMES = _names()


def invented_row(index: int, **changes: Any) -> ImportRow:
    """Person number `index`: no such person, and a number of a range that Arcep never attributes."""
    values: dict[str, Any] = {
        "line": index + 2,
        "person_key": f"personne {index}",
        "dedupe_key": f"dossier {index}",
        "row_ref": f"REF-{index:05d}",
        "party": "insured",
        "zone": "Europe/Paris",
        "contact": {"nom": f"Inventé {index}", "prenom": "Alix", "date_naissance": "1980-01-01", "nir": "secret"},
        "fields": {},
        "phones": (ImportPhone(f"+3319900{index:04d}", "Europe/Paris"),),
    }
    return ImportRow(**{**values, **changes})


def _room_for_plain_campaign(operator: "psycopg.Connection[Any]") -> None:
    """The partitions of `Centre.plain_campaign`, made once in the template: each import would make them anew."""
    operator.execute("INSERT INTO app.campaign (code, regime, calling_rule, current_version) VALUES ('ESSAI', 'service', 'training', '1')")
    operator.execute("SELECT app.make_room('ESSAI', app.this_month())")
    operator.execute("DELETE FROM app.campaign")


def _binaries(major: int) -> Binaries | None:
    try:
        return locate(major)
    except KnownError:
        return None


@pytest.fixture(scope="session")
def central_major(request: pytest.FixtureRequest) -> int:
    return int(getattr(request, "param", 18))


class _Servers:
    """The servers of this session by major version, started when first asked for."""

    def __init__(self) -> None:
        self.running: dict[int, CentralServer] = {}
        self.started: list[EmbeddedServer] = []
        self.folders: list[Path] = []

    def get(self, major: int) -> CentralServer:
        if major not in self.running:
            self.running[major] = self._start(major)
        return self.running[major]

    def _start(self, major: int) -> CentralServer:
        binaries = _binaries(major)
        if binaries is None:
            pytest.skip(f"the programs of PostgreSQL {major} are missing on this machine")
        folder = Path(tempfile.mkdtemp(prefix="cnmas-tests-"))
        folder.chmod(0o711)  # as root, the server runs under an account that must pass
        self.folders.append(folder)
        # Durability is the subject of tests of their own; here nothing outlives the session.
        quick = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_wal_size": "'4GB'"}
        if major >= 16:
            quick["scram_iterations"] = "1"  # hundreds of sign-ins are not what the tests wait for
        embedded = EmbeddedServer(folder / "server", bin_dir=binaries.folder, settings=quick)
        (folder / "server").mkdir()
        (folder / "server").chmod(0o711)
        info = embedded.start()
        self.started.append(embedded)
        with connect(f"{info.url}/postgres", info.user, info.password) as admin:
            founded = initialise(admin, TEMPLATE, operator_password=OPERATOR_PASSWORD, demo=True, own_cluster=True)
        with connect(founded.url, founded.operator, founded.operator_password) as operator:
            catalogues.load_legal_windows(operator, zones=TEST_ZONES)
            _room_for_plain_campaign(operator)
        return CentralServer(embedded, info, founded)

    def stop(self) -> None:
        for embedded in self.started:
            embedded.stop("immediate")
        for folder in self.folders:
            shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def _servers() -> Iterator[_Servers]:
    servers = _Servers()
    yield servers
    servers.stop()


@pytest.fixture
def central_server(_servers: _Servers, central_major: int) -> CentralServer:
    return _servers.get(central_major)


@pytest.fixture
def centre(central_server: CentralServer) -> Iterator[Centre]:
    """A centre of this test's own."""
    made = central_server.clone()
    yield made
    made.close()
    with central_server.admin() as admin:
        admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(made.database)))
