"""The log tells what happened and never to whom: a canary planted anywhere must not come out."""

from collections.abc import Iterator
import json
import logging
from logging.handlers import RotatingFileHandler
import os
from pathlib import Path
import stat
import subprocess
import sys
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
import pytest

from cnmas_desktop.logs import FACTS, AllowListFormatter, known_lines, open_log
from cnmas_desktop.messages import KnownError

CANARY = "Zéphirine-0199001234"


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "log" / "journal.log"
    handler = open_log(path)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield path
    root.setLevel(level)
    root.removeHandler(handler)
    handler.close()


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_an_event_keeps_its_listed_facts(log_file: Path) -> None:
    device = UUID(int=7)
    logging.getLogger("cnmas_desktop.sync").info("sync.done", extra={"pushed": 3, "seconds": 0.4, "device": device})
    (line,) = lines(log_file)
    assert (line["event"], line["pushed"], line["seconds"], line["device"]) == ("sync.done", 3, 0.4, str(device))


def test_a_fact_outside_the_list_is_left_out_and_named(log_file: Path) -> None:
    logging.getLogger("cnmas_desktop.sync").info("sync.done", extra={"person": CANARY, "pushed": CANARY, "code": CANARY})
    (line,) = lines(log_file)
    assert line["refused"] == ["code", "person", "pushed"]
    assert "phirine" not in log_file.read_text()


def test_neither_messages_nor_arguments_of_any_library_get_in(log_file: Path) -> None:
    logging.getLogger("a_library.engine").info("INSERT ... [parameters: %s]", CANARY, extra={"count": 1})
    logging.getLogger("cnmas_desktop.sync").warning("sent %s", CANARY)
    logging.getLogger("cnmas_desktop.sync").warning(f"sent {CANARY}")
    logging.getLogger(CANARY).warning("x")
    text = log_file.read_text()
    assert "phirine" not in text
    assert "0199001234" not in text
    assert len(lines(log_file)) == 4


def test_an_exception_leaves_its_type_and_place_only(log_file: Path) -> None:
    def call(name: str) -> None:
        try:
            raise ValueError(f"cannot call {name}")
        except ValueError as error:
            raise KnownError("centre.unreachable", name=name) from error

    try:
        call(CANARY)
    except KnownError:
        logging.getLogger("cnmas_desktop.sync").exception("sync.failed")
    (line,) = lines(log_file)
    known, cause = line["errors"]
    assert known["code"] == "centre.unreachable"
    assert known["type"] == "cnmas_desktop.messages.KnownError"
    assert cause["type"] == "builtins.ValueError"
    assert any(frame.startswith("tests/test_logs.py:") and frame.endswith(":call") for frame in known["trace"])
    assert "phirine" not in log_file.read_text()
    assert str(Path.home()) not in log_file.read_text()


@pytest.mark.skipif(os.name != "posix", reason="POSIX permissions")
def test_only_its_owner_can_read_it(tmp_path: Path) -> None:
    path = tmp_path / "journal.log"
    path.write_text("")
    path.chmod(0o644)
    handler = open_log(path)
    assert isinstance(handler, RotatingFileHandler)
    handler.emit(logging.makeLogRecord({"msg": "x"}))
    handler.doRollover()
    handler.close()
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
    assert modes == {"journal.log": 0o600, "journal.log.1": 0o600}


def test_what_anybody_wrote_into_it_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "journal.log"
    nested = "[" * 20_000 + "]" * 20_000
    path.write_text("\n".join(['{"event": "sync.done", "person": "x"}', nested, nested[:-1], "[1]", '{"event": "sync.done", "pushed": 3}']))
    assert known_lines(path) == [{"event": "sync.done"}, {"event": "sync.done", "pushed": 3}]


@given(st.dictionaries(st.sampled_from(sorted(FACTS)) | st.text(min_size=1), st.just(CANARY) | st.just(199001234)))
def test_no_fact_carries_a_name_or_a_number(facts: dict[str, object]) -> None:
    standard = vars(logging.makeLogRecord({}))
    record = logging.makeLogRecord({"name": "cnmas_desktop.x", "msg": "x.y"})
    vars(record).update({name: value for name, value in facts.items() if name not in standard})
    assert "99001234" not in AllowListFormatter().format(record)


def test_a_crash_prints_no_message_and_is_logged(tmp_path: Path) -> None:
    code = (
        "import threading, sys; from pathlib import Path; from cnmas_desktop import logs\n"
        "logs.configure(Path(sys.argv[1]))\n"
        f"def fail(): raise RuntimeError({CANARY!r})\n"
        "thread = threading.Thread(target=fail); thread.start(); thread.join(); fail()\n"
    )
    log = tmp_path / "journal.log"
    done = subprocess.run([sys.executable, "-c", code, str(log)], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "phirine" not in done.stderr + done.stdout + log.read_text()
    assert [line["event"] for line in lines(log)] == ["program.crashed"] * 2
