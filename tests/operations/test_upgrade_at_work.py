"""A centre is brought to a newer schema while agents go on pushing: each result is taken, once, and nobody waits for long."""

import json
from pathlib import Path
import shutil
from threading import Event, Thread
import time
from uuid import uuid4

import pytest

from cnmas_desktop.central import migrating
from cnmas_desktop.central.connection import one_row
from cnmas_desktop.central.lint import lint
from cnmas_desktop.messages import KnownError
from tests.agent_desk import Desk, Office
from tests.central_server import OPERATOR_PASSWORD
from tests.office import office

__all__ = ["office"]

NEWER = """
from alembic import op
revision = "9999"
down_revision = {last!r}
def upgrade() -> None:
    op.execute("ALTER TABLE app.event ADD COLUMN later text")
    op.execute("ALTER TABLE app.call_case ADD COLUMN later integer NOT NULL DEFAULT 0")
    op.execute("CREATE TABLE app.later (n integer)")
"""


class Pusher(Thread):
    """An agent whose program knows nothing of the newer schema, who sends call after call and tries again as the sync does when the centre
    is busy."""

    def __init__(self, desk: Desk, line: object, over: Event) -> None:
        super().__init__()
        self.desk, self.line, self.over = desk, line, over
        self.waits: list[float] = []
        self.sent = 0
        self.busy = 0
        self.answers: set[str] = set()

    def run(self) -> None:
        while not self.over.is_set():
            note = self.desk.seal("note_written", self.line, codes=[], text="essai")  # type: ignore[arg-type]
            began = time.monotonic()
            while True:
                try:
                    self.answers |= {answer.status.value for answer in self.desk.push(note)}
                    break
                except KnownError as error:
                    if error.code != "centre.busy":
                        raise
                    self.busy += 1
            self.waits.append(time.monotonic() - began)
            self.sent += 1


def test_an_upgrade_while_agents_push(
    office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    centre = office.centre
    migrations = tmp_path / "migrations"
    shutil.copytree(migrating._MIGRATIONS, migrations)
    (migrations / "versions" / "9999_newer.py").write_text(
        NEWER.format(last=migrating.head()), encoding="utf-8"
    )
    over = Event()
    pushers = []
    for name in ("one", "two", "three"):
        desk, (line,) = office.leased(1, name)
        pushers.append(Pusher(desk, line, over))
    monkeypatch.setattr(migrating, "_MIGRATIONS", migrations)
    for pusher in pushers:
        pusher.start()
    try:
        for _ in range(2):  # the schema, then what a second start does
            migrating.upgrade(centre.url, centre.operator_role, OPERATOR_PASSWORD)
        time.sleep(0.2)  # agents after the upgrade
    finally:
        over.set()
        for pusher in pushers:
            pusher.join(30)
    assert migrating.current(centre.operator) == "9999"
    says_hello_as_the_first_programs_did(office)
    assert min(pusher.sent for pusher in pushers) > 5
    assert {answer for pusher in pushers for answer in pusher.answers} <= {"applied"}
    assert centre.value("SELECT count(*) FROM app.event WHERE type = 'note_written'") == sum(
        pusher.sent for pusher in pushers
    )
    assert max(wait for pusher in pushers for wait in pusher.waits) < 5
    assert [finding.rule for finding in lint(centre.operator)] == ["no_policy"], (
        "the newer table has row security, and no policy yet"
    )


def says_hello_as_the_first_programs_did(office: Office) -> None:
    """What later programs say more of themselves may be left out, and what a program yet to come says more is passed over."""
    first = {"device_id": str(uuid4()), "client_version": "0.0.1", "last_seq": 0, "pending": 0, "timeline": None, "held_epochs": {}}
    with office.person("one").connect() as connection:
        for said in (first, {**first, "device_id": str(uuid4()), "not_yet_known": [1]}):
            (answer,) = one_row(connection, "SELECT agent.hello(%s)", json.dumps(said))
            assert answer["protocol_min"] <= 1 <= answer["protocol_max"]
            assert answer["device_status"] == "active"
