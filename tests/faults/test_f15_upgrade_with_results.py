"""F15: the application is upgraded with results waiting. The process is killed along the upgrade: the store is whole, of one version or the
other, and each result keeps its bytes."""

import os
from pathlib import Path
import sys
from typing import Any

import pytest

if sys.platform == "win32":
    pytest.skip("os.fork is missing on this system", allow_module_level=True)

from cnmas_desktop.local.database import STORE
from cnmas_desktop.local.migrations import upgrade
from cnmas_desktop.local.pages import connect
from cnmas_desktop.local.schema import SCHEMA_VERSION
from tests.faults.child import Child
from tests.local.store import KEY, MORNING, Desk, payload

WAITING = 50
KILLED = 9
NEXT = SCHEMA_VERSION + 1


@pytest.mark.parametrize("step", [3, pytest.param(1, marks=pytest.mark.faults)])
def test_fifty_results_survive_a_death_anywhere_in_an_upgrade(tmp_path: Path, step: int) -> None:
    """After each `step` statements of the upgrade; the last turn reaches its end."""
    import alembic.command  # noqa: F401 - loaded once, before the processes that use it

    scripts = tmp_path / "scripts"
    scripts.mkdir()
    (scripts / "next.py").write_text(
        f'from alembic import op\nrevision = "{NEXT:04}"\ndown_revision = "{SCHEMA_VERSION:04}"\n'
        'def upgrade():\n    op.execute("ALTER TABLE cases ADD COLUMN remark TEXT")\n'
    )
    folder = tmp_path / "store"
    path = folder / STORE
    with Desk(folder) as desk:
        desk.lease([payload(number) for number in range(1, WAITING + 1)])
        for number in range(1, WAITING + 1):
            desk.end(payload(number))
        made = desk.replica.pending(WAITING * 2, 1 << 24)
    assert len(made) == WAITING

    nth, status = 0, KILLED
    while status == KILLED:

        def dying(_: object, nth: int = nth) -> None:
            seen = 0

            def count(sql: str) -> None:
                nonlocal seen
                seen += 1
                if seen > nth:
                    os._exit(KILLED)

            def watched(*arguments: Any, **more: Any) -> Any:
                raw = connect(*arguments, **more)
                raw.set_trace_callback(count)
                return raw

            upgrade(path, KEY, watched, MORNING, from_version=SCHEMA_VERSION, to_version=NEXT, scripts=scripts)

        _, status = Child(dying).end()
        if status == KILLED:
            with Desk(folder) as desk:
                assert desk.replica.pending(WAITING * 2, 1 << 24) == made
        nth += step
    assert status == 0
    assert nth > 10
    raw = connect(path, KEY)
    assert raw.execute("PRAGMA user_version").fetchone() == (NEXT,)
    texts = [text for (text,) in raw.execute("SELECT text FROM outbox ORDER BY position")]
    raw.close()
    assert texts == [event.text for event in made]
