"""What a workstation needs, looked at one thing after the other: `cnmas doctor`.

Each finding is a code with facts that hold nothing personal (no name, login, address, path): what a diagnostics bundle keeps. What only
the one at the screen should read (`shown`) never leaves it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
import json
from pathlib import Path
import platform
import secrets as entropy
import shutil
import subprocess
import sys

from cnmas_desktop.config import Config, machine_file, person_file
from cnmas_desktop.credentials import SecretStore
from cnmas_desktop.domain.promises import CLOCKS_APART
from cnmas_desktop.messages import KnownError

Fact = int | float | str

QT_SECONDS = 30
LEAST_FREE, COMFORTABLY_FREE = 300_000_000, 2_000_000_000
ENDS_SOON = timedelta(days=30)
SOME_OFFSET = 30.0
NETWORK_DRIVES = ("nfs", "cifs", "smb", "fuse.sshfs", "9p", "afs", "ceph", "fuse.rclone", "davfs")


class Verdict(StrEnum):
    OK = "ok"
    REMARK = "remark"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Finding:
    """`code`: of `topic`, for its sentence and what to do. `fault`: the world's, where it has its own sentence."""

    topic: str
    verdict: Verdict
    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)
    fault: KnownError | None = None


@dataclass(frozen=True, slots=True)
class Patient:
    """The workstation looked at. `fault`: why its settings could not be read; `centre`: address and lasting name, None where there is none.
    `who`: a login and its password, for what only the centre or the key of a store can tell."""

    config: Config
    fault: KnownError | None
    centre: tuple[str, str] | None
    secrets: SecretStore
    who: tuple[str, str] | None = None


def examine(patient: Patient) -> Iterator[Finding]:
    """Every finding, as soon as it is known."""
    for look in (_settings, _versions, _windows, _keyring, _disk, _stores, _own_store, _centre, _clock):
        yield from look(patient)


def _settings(patient: Patient) -> Iterator[Finding]:
    if patient.fault is not None:
        yield Finding("settings", Verdict.FAULT, "known", fault=patient.fault)
        return
    files = sum(file.exists() for file in (machine_file(), person_file()))
    ignored = patient.config.ignored
    if ignored:
        yield Finding("settings", Verdict.REMARK, "overruled", {"count": len(ignored)}, {"names": ", ".join(ignored)})
    else:
        yield Finding("settings", Verdict.OK, "read", {"files": files, "locked": len(patient.config.locked)})


def _versions(patient: Patient) -> Iterator[Finding]:
    from importlib.metadata import version

    from cnmas_desktop.central.reach import driver_version
    from cnmas_desktop.local.condition import library

    found = library()
    facts: dict[str, Fact] = {
        "program": version("cnmas-desktop"), "python": platform.python_version(), "sqlcipher": found.cipher, "sqlite": found.sqlite,
        "libpq": driver_version(), "system": platform.system().lower(), "machine": platform.machine(),
    }  # fmt: skip
    yield Finding("versions", Verdict.OK if found.fit else Verdict.FAULT, "known_good" if found.fit else "unfit_store", facts)


def check_command() -> list[str]:
    """The window's program, told to say whether it could open."""
    if getattr(sys, "frozen", False):
        beside = Path(sys.executable)
        return [str(beside.with_name("cnmas-desktop" + beside.suffix)), "--check"]
    return [sys.executable, "-m", "cnmas_desktop", "--check"]


def _windows(patient: Patient) -> Iterator[Finding]:
    try:
        done = subprocess.run(check_command(), capture_output=True, text=True, timeout=QT_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        yield Finding("windows", Verdict.FAULT, "no_answer")
        return
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [""]
        said = lines[-1] if lines[0].startswith("Traceback") else lines[0]
        yield Finding("windows", Verdict.FAULT, "qt_fails", {"code": done.returncode}, {"said": said})
        return
    answer: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    unseen = answer["plugin"] == "offscreen"
    yield Finding("windows", Verdict.REMARK if unseen else Verdict.OK, "no_screen" if unseen else "open", answer)


def _keyring(patient: Patient) -> Iterator[Finding]:
    account = f"doctor-{entropy.token_hex(8)}"
    try:
        patient.secrets.set(account, entropy.token_bytes(32))
        patient.secrets.delete(account)
    except KnownError as error:
        yield Finding("keyring", Verdict.FAULT, "known", {"reason": error.code}, fault=error)
        return
    yield Finding("keyring", Verdict.OK, "keeps")


def _disk(patient: Patient) -> Iterator[Finding]:
    folder = patient.config.data_dir
    free = shutil.disk_usage(folder).free
    facts: dict[str, Fact] = {"megabytes": free // 1_000_000}
    verdict = Verdict.FAULT if free < LEAST_FREE else Verdict.REMARK if free < COMFORTABLY_FREE else Verdict.OK
    yield Finding("disk", verdict, "free" if verdict is Verdict.OK else "low", facts)
    kind = drive_of(folder)
    if kind.startswith(NETWORK_DRIVES):
        yield Finding("disk", Verdict.FAULT, "network_drive", {"kind": kind}, {"folder": str(folder)})


def drive_of(folder: Path, table: Path = Path("/proc/self/mountinfo")) -> str:
    """The kind of file system under `folder` (proc(5), mountinfo); empty where the system does not say."""
    try:
        lines = table.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    resolved, found = folder.resolve(), ("", "")
    for line in lines:
        before, _, after = line.partition(" - ")
        point = before.split()[4].encode().decode("unicode_escape")
        if resolved.is_relative_to(point) and len(point) >= len(found[0]):
            found = (point, after.split()[0])
    return found[1]


def _stores(patient: Patient) -> Iterator[Finding]:
    from cnmas_desktop.local.condition import conditions

    found = conditions(patient.config.data_dir / "stores", patient.secrets)
    if not found:
        yield Finding("stores", Verdict.OK, "none")
        return
    for number, one in enumerate(found, 1):
        facts: dict[str, Fact] = {"number": number, "of": len(found), "key_copies": one.key_copies, "set_aside": one.set_aside}
        if not one.encrypted:
            yield Finding("stores", Verdict.FAULT, "plain", facts)
        elif not one.key_copies:
            yield Finding("stores", Verdict.FAULT, "no_key", facts)
        elif one.in_keyring is False:
            yield Finding("stores", Verdict.FAULT, "not_in_keyring", facts)
        elif one.open_to_others:
            yield Finding("stores", Verdict.FAULT, "open_to_others", facts)
        elif one.set_aside:
            yield Finding("stores", Verdict.REMARK, "set_aside", facts)
        elif one.key_copies == 1:
            yield Finding("stores", Verdict.REMARK, "one_key", facts)
        else:
            yield Finding("stores", Verdict.OK, "in_order", facts)


def _own_store(patient: Patient) -> Iterator[Finding]:
    if patient.who is None or patient.centre is None:
        return
    from cnmas_desktop.local.condition import own_store

    login, password = patient.who
    try:
        found = own_store(patient.config.data_dir / "stores", login, patient.centre[1], password, patient.secrets, patient.config.journals)
    except KnownError as error:
        in_use = error.code == "store.in_use"
        yield Finding("stores", Verdict.REMARK if in_use else Verdict.FAULT, "known", {"reason": error.code}, fault=error)
        return
    if found is None:
        yield Finding("stores", Verdict.OK, "not_yet")
        return
    yield Finding("stores", Verdict.OK if found.whole else Verdict.FAULT, "whole" if found.whole else "damaged")
    if found.can_seal is False:
        yield Finding("stores", Verdict.FAULT, "cannot_seal")
    elif found.behind:
        yield Finding("stores", Verdict.REMARK, "copy_behind", {"count": found.behind})
    elif found.behind == 0:
        yield Finding("stores", Verdict.OK, "copied")


def _centre(patient: Patient) -> Iterator[Finding]:
    if patient.centre is None:
        yield Finding("centre", Verdict.REMARK, "not_named")
        return
    from cnmas_desktop.central.reach import reach

    try:
        answers = reach(patient.centre[0])
    except KnownError as error:
        yield Finding("centre", Verdict.FAULT, "known", {"reason": error.code}, fault=error)
        return
    for one in answers:
        facts: dict[str, Fact] = {"server": one.number, "of": len(answers), "milliseconds": round(one.seconds * 1000)}
        if one.outcome == "plain":
            yield Finding("centre", Verdict.OK, "plain", facts)
        elif one.outcome != "ok":
            yield Finding("centre", Verdict.FAULT, one.outcome, facts)
        else:
            days = (one.expires_at - datetime.now(UTC)).days if one.expires_at else 0
            soon = one.expires_at is not None and days < ENDS_SOON.days
            facts |= {"tls": one.tls, "days": days}
            yield Finding("centre", Verdict.REMARK if soon else Verdict.OK, "ends_soon" if soon else "answers", facts)


def _clock(patient: Patient) -> Iterator[Finding]:
    if patient.who is None or patient.centre is None:
        yield Finding("clock", Verdict.REMARK, "not_compared")
        return
    from cnmas_desktop.central.reach import clock_offset

    try:
        offset = clock_offset(patient.centre[0], *patient.who)
    except KnownError as error:
        yield Finding("clock", Verdict.FAULT, "known", {"reason": error.code}, fault=error)
        return
    verdict = Verdict.FAULT if abs(offset) > CLOCKS_APART.total_seconds() else Verdict.REMARK if abs(offset) > SOME_OFFSET else Verdict.OK
    yield Finding("clock", verdict, "right" if verdict is Verdict.OK else "off", {"seconds": round(offset, 1)})


def bundle(findings: list[Finding], logs: Callable[[Path], list[dict[str, object]]], folder: Path, now: datetime) -> dict[str, object]:
    """What may be sent to whoever helps: the findings without what was only shown, and the last lines of the logs in `folder`, each
    read again through the allow-list of `logs`."""
    return {
        "made_at": now.isoformat(timespec="seconds"),
        "findings": [
            {"topic": one.topic, "verdict": str(one.verdict), "code": one.fault.code if one.fault else one.code, "facts": dict(one.facts)}
            for one in findings
        ],
        "logs": {file.stem: logs(file) for file in sorted(folder.glob("*.log")) if file.stem in LOGS},
    }


LOGS = frozenset({"desktop", "demonstration", "tour"})
"""The files that the programs write."""
