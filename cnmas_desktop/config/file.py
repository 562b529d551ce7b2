"""The two files of settings, TOML, and the variables over them: the workstation's file, then the person's, then the environment.

    locked = ["centre", "policy.lock_minutes"]

    [centre]
    url = "postgresql://c1.exemple.fr,c2.exemple.fr/cnmas"

What the workstation's file locks (a key, or all keys of a table) has the value written there, or none; only that file locks.
"""

from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from pathlib import Path
import re
import tomllib
from typing import Any, NamedTuple

from cnmas_desktop.config.keys import KEYS
from cnmas_desktop.messages import KnownError
from cnmas_desktop.plain_files import read_plain

LOCKED = "locked"
_HEADER = re.compile(r"\s*\[\s*([\w.\- \"']+?)\s*\]")
_ASSIGNED = re.compile(r"\s*([\w.\- \"']+?)\s*=")
_BESIDE_NAMES = re.compile(r"[\s\"']")
_LINE = re.compile(r"at line (\d+)")


class Settings(NamedTuple):
    """`values`: field -> value. `locked`: fields that a person cannot set; `ignored`: keys and variables that tried."""

    values: Mapping[str, str | int]
    locked: frozenset[str]
    ignored: tuple[str, ...]


def settings(machine: Path, person: Path, environment: Mapping[str, str]) -> Settings:
    """What holds here. A file that is not there says nothing; an empty variable counts as absent.

    KnownError `config.*`, which names the file and the line: a setting that cannot be read is never passed over in silence.
    """
    ours = _read(machine, may_lock=True)
    locks = _locks(ours, machine)
    locked = {key.name for key in KEYS if any(key.name == lock or key.name.startswith(f"{lock}.") for lock in locks)}
    values: dict[str, str | int] = {}
    ignored: list[str] = []
    variables = {key.name: environment[key.variable] for key in KEYS if environment.get(key.variable)}
    for given, source in ((ours, machine), (_read(person), person), (variables, None)):
        for key in KEYS:
            if key.name not in given:
                continue
            if key.name in locked and source is not machine:
                ignored.append(key.name if source else key.variable)
                continue
            value = key.value(given[key.name])
            if value is None:
                where = _where(source, key.name) if source else key.variable
                raise KnownError(key.fault, where=where, key=key.name, low=key.low, high=key.high, choices=key.pattern.replace("|", ", "))
            values[key.field] = value
    return Settings(values, frozenset(key.field for key in KEYS if key.name in locked), tuple(ignored))


def _read(file: Path, *, may_lock: bool = False) -> dict[str, Any]:
    """Dotted key -> value, every key known."""
    try:
        text = read_plain(file).removeprefix(BOM_UTF8).decode()
        document = tomllib.loads(text)
    except FileNotFoundError:
        return {}
    except OSError:
        raise KnownError("config.unreadable", where=str(file)) from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise KnownError("config.syntax", where=_at(file, line)) from None
    except tomllib.TOMLDecodeError as error:
        found = _LINE.search(str(error))
        raise KnownError("config.syntax", where=_at(file, int(found[1]) if found else text.count("\n") + 1)) from None
    given = dict(_flat(document))
    known = {key.name for key in KEYS} | ({LOCKED} if may_lock else set())
    for name in given:
        if name not in known:
            raise KnownError("config.only_machine" if name == LOCKED else "config.unknown_key", where=_where(file, name), key=name)
    return given


def _locks(given: dict[str, Any], file: Path) -> list[str]:
    locks = given.get(LOCKED, [])
    lockable = {key.name for key in KEYS} | {key.name.partition(".")[0] for key in KEYS}
    wrong = [lock for lock in locks if not isinstance(lock, str) or lock not in lockable] if isinstance(locks, list) else [locks]
    if wrong:
        raise KnownError("config.bad_lock", where=_where(file, LOCKED), key=str(wrong[0]))
    return list(locks)


def _flat(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value


def _where(file: Path, key: str) -> str:
    """The line that gives `key`; TOML's reader does not tell. An inline table: the line of the table."""
    table, nearest = "", 1
    for number, line in enumerate(file.read_text(encoding="utf-8-sig").splitlines(), 1):
        if header := _HEADER.match(line):
            table = _BESIDE_NAMES.sub("", header[1]) + "."
        elif assigned := _ASSIGNED.match(line):
            name = table + _BESIDE_NAMES.sub("", assigned[1])
            if name == key:
                return _at(file, number)
            if key.startswith(f"{name}."):
                nearest = number
    return _at(file, nearest)


def _at(file: Path, line: int) -> str:
    return f"{file} (l. {line})"
