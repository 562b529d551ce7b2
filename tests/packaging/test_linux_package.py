"""The Debian package that `tasks.py package-linux` has built: laid out in a fresh folder, started, a day of calls, removed."""

import json
import os
from pathlib import Path
import re
import shutil
import subprocess
import sys
import time

import pytest

pytestmark = [pytest.mark.package, pytest.mark.timeout(400)]

BUILT = Path(__file__).parents[2] / "build/package"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh folder in which dpkg believes to be alone, with the package installed."""
    folder = tmp_path_factory.mktemp("root")
    database = folder / "var/lib/dpkg"
    (database / "updates").mkdir(parents=True)
    (database / "info").mkdir()
    (database / "status").touch()
    dpkg(folder, "--force-depends", "--install", *BUILT.glob("*.deb"))
    return folder


def dpkg(root: Path, *arguments: object) -> None:
    options = ["--root", root, "--force-not-root", "--force-script-chrootless", "--log", root / "dpkg.log"]
    done = subprocess.run(["dpkg", *map(str, options), *map(str, arguments)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def run(root: Path, program: str, *arguments: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """As a person whose environment holds nothing of ours: no checkout, no virtual environment."""
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(root), "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen", **variables}
    command = [root / "usr/bin" / program, *arguments]
    return subprocess.run(command, env=environment, cwd=root, capture_output=True, text=True, timeout=300, check=False)


def postgresql() -> str:
    from cnmas_desktop.central.binaries import locate

    return str(locate().folder)


def test_the_window_signs_in_calls_and_syncs(root: Path, tmp_path: Path) -> None:
    """The tour: eight calls by keys and clicks, half of them without network, then what the centre holds is compared."""
    done = run(root, "cnmas-desktop", "--tour", tmp_path / "tour", CNMAS_HOME=str(tmp_path / "home"), CNMAS_PG_BIN=postgresql())
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(list((tmp_path / "tour").glob("*.png"))) > 20


def test_no_library_is_looked_for_where_it_was_built(root: Path) -> None:
    libraries = [path for path in (root / "usr/lib/cnmas-desktop").rglob("*.so*") if not path.is_symlink()]
    dynamic = subprocess.run(["readelf", "--dynamic", *libraries], capture_output=True, text=True, check=True, env={"LC_ALL": "C"}).stdout
    places = re.findall(r"\((?:RUNPATH|RPATH)\).*\[(.*)\]", dynamic)
    assert len(libraries) > 100 and places, "Qt finds its own libraries beside it"
    assert [one for one in places if not all(place.startswith("$ORIGIN") for place in one.split(":"))] == []


def test_the_command_line_answers_in_french(root: Path, tmp_path: Path) -> None:
    done = run(root, "cnmas", "central", "status", CNMAS_HOME=str(tmp_path))
    assert done.returncode == 1 and "Traceback" not in done.stderr and done.stderr.strip()


def test_the_installed_program_examines_its_workstation(root: Path, tmp_path: Path) -> None:
    """Its own window's program is found beside it; here without a screen, and perhaps without a keyring."""
    done = run(root, "cnmas", "doctor", "--bundle", tmp_path / "bundle.json", "--yes", CNMAS_HOME=str(tmp_path / "home"))
    assert "Traceback" not in done.stderr, done.stderr
    findings = {one["topic"]: one for one in json.loads((tmp_path / "bundle.json").read_text())["findings"]}
    assert (findings["windows"]["code"], findings["versions"]["code"], findings["stores"]["code"]) == ("no_screen", "known_good", "none")


def test_no_inherited_setting_brings_code_into_the_installed_program(root: Path, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    foreign = tmp_path / "foreign"
    for module in ("sitecustomize.py", "usercustomize.py", "typer/__init__.py", "cnmas_desktop/__init__.py"):
        (foreign / module).parent.mkdir(parents=True, exist_ok=True)
        (foreign / module).write_text(f"open({str(seen)!r}, 'w').close()\n")
    hostile = {
        "PYTHONPATH": str(foreign),
        "PYTHONHOME": str(foreign),
        "PYTHONSTARTUP": str(foreign / "sitecustomize.py"),
        "PYTHONINSPECT": "1",
    }
    done = run(root, "cnmas", "central", "status", CNMAS_HOME=str(tmp_path / "home"), **hostile)
    assert done.returncode == 1 and done.stderr.startswith("Aucun centre") and not seen.exists()


def test_it_starts_nearly_as_fast_as_the_source(root: Path, tmp_path: Path) -> None:
    """From `exec` to the first page's paint, in turns, the best of each, which a busy machine disturbs least; Qt says when it paints."""

    def painted(number: int, *command: str | Path) -> float:
        said = {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "qt.widgets.painting=true", "CNMAS_HOME": str(tmp_path / str(number))}
        began = time.monotonic()
        with subprocess.Popen(command, env={**os.environ, **said}, stderr=subprocess.PIPE, text=True) as program:
            assert program.stderr is not None and any("lush" in line for line in program.stderr)
            took = time.monotonic() - began
            program.kill()
        return took

    pairs = [
        (painted(2 * turn, sys.executable, "-m", "cnmas_desktop"), painted(2 * turn + 1, root / "usr/bin/cnmas-desktop"))
        for turn in range(8)
    ][1:]
    source, installed = (min(times) for times in zip(*pairs, strict=True))
    print(f"painted after {source * 1000:.0f} ms from the source, {installed * 1000:.0f} ms installed")
    assert installed <= 1.3 * source


def test_what_is_shipped_is_listed_with_its_licence(root: Path) -> None:
    documents = root / "usr/share/doc/cnmas-desktop"
    bill = json.loads((documents / "sbom.cdx.json").read_text())
    names = {one["name"] for one in bill["components"]}
    assert {"PySide6_Essentials", "sqlcipher3", "psycopg"} <= names
    assert not names & {"pyinstaller-hooks-contrib", "pip_audit", "pytest"}
    listed = (documents / "copyright").read_text()
    assert all(f"\n{name} " in listed for name in names)


def test_the_desktop_finds_it_and_no_address_opens_it(root: Path) -> None:
    entry = (root / "usr/share/applications/fr.cnmas.Desktop.desktop").read_text()
    assert "Exec=cnmas-desktop\n" in entry and "MimeType" not in entry
    assert (root / "usr/share/icons/hicolor/scalable/apps/cnmas-desktop.svg").exists()
    for page in ("cnmas", "cnmas-desktop"):
        shown = subprocess.run(["zcat", root / f"usr/share/man/man1/{page}.1.gz"], capture_output=True, text=True, check=True).stdout
        assert shown.startswith(".TH") and "CNMAS_CENTRAL_URL" in shown


def test_nothing_in_it_may_be_written_by_others(root: Path) -> None:
    assert not [path for path in (root / "usr").rglob("*") if not path.is_symlink() and path.stat().st_mode & 0o022]


def test_removed_it_leaves_nothing(root: Path, tmp_path: Path) -> None:
    other = tmp_path / "root"
    shutil.copytree(root, other, symlinks=True)
    dpkg(other, "--purge", "cnmas-desktop")
    left = [path for path in (other / "usr").rglob("*") if path.is_file() or path.is_symlink()] if (other / "usr").exists() else []
    assert left == []
    assert os.listdir(root / "usr/bin")
