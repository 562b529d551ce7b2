"""Rules of the house that no reader should have to check: layers, sizes, locks, and no trace of the machine it was written on."""

import os
from pathlib import Path
import re
import shutil
import subprocess
import sys
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).resolve().parent.parent
LONGEST_MODULE = 450
ADDRESSES = re.compile(
    r"\bpyp[i]\.|pythonhoste[d]|--(extra-)?inde[x][-]url|--find-link[s]|fil[e]:///|(?<![\w.}])/(work|root|opt|tmp|home/\w+)/"
)
MAY_NAME_ADDRESSES = {"LICENSE", "tests/test_house.py"}
# Loaded on first use, after the first paint.
TOO_HEAVY_FOR_THE_START = {
    "alembic", "holidays", "keyring", "numpy", "openpyxl", "phonenumbers", "psycopg", "pyqtgraph", "python_calamine", "pyxform",
    "sqlalchemy", "sqlcipher3", "xlsxwriter",
}  # fmt: skip


def tracked_files() -> list[str]:
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    # A container may run the tests as someone else than the owner of the folder.
    command = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def run_python(code: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_qt_survives_many_calls() -> None:
    """PySide6 6.12.0 takes a reference from None at each call and aborts Python 3.11 after some 5,000 of them."""
    done = run_python(
        "from PySide6.QtWidgets import QApplication, QLabel\n"
        "application = QApplication([]); label = QLabel()\n"
        "for _ in range(20_000): label.setText('x')\n"
    )
    assert done.returncode == 0, done.stderr[-500:]


def test_imports_run_downwards_only() -> None:
    done = run_python("import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_logo=True, cache_dir=None))")
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_store_goes_around_the_encrypted_one() -> None:
    """import-linter sees packages only; QtSql is a module of PySide6."""
    package = [name for name in tracked_files() if name.startswith("cnmas_desktop/") and name.endswith(".py")]
    assert [name for name in package if re.search(r"\bQtSql\b|\bQSqlDatabase\b", (ROOT / name).read_text("utf-8"))] == []


def test_modules_stay_readable() -> None:
    lengths = {name: len((ROOT / name).read_text("utf-8").splitlines()) for name in tracked_files() if name.endswith(".py")}
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_each_form_says_of_each_part_whether_it_stretches() -> None:
    """One part more than was said, and the room goes to another one than was meant."""
    for form in sorted((ROOT / "ui").glob("*.ui")):
        for layout in ElementTree.parse(form).iter("layout"):
            if stretch := layout.get("stretch"):
                assert len(stretch.split(",")) == len(layout.findall("item")), f"{form.name}: {layout.get('name')}"


def test_no_tracked_file_names_an_index_or_a_path_of_a_machine() -> None:
    found = []
    for name in tracked_files():
        if name in MAY_NAME_ADDRESSES:
            continue
        try:
            text = (ROOT / name).read_text("utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{name}:{number}" for number, line in enumerate(text.splitlines(), 1) if ADDRESSES.search(line)]
    assert found == []


def requirements(lock: str) -> dict[str, int]:
    """Each pinned requirement, with its number of hashes."""
    text = (ROOT / lock).read_text("utf-8").replace("\\\n", " ")
    return {line.split(" --hash=")[0].strip(): line.count("--hash=sha256:") for line in text.splitlines() if line.strip()}


def test_locks_pin_every_requirement_with_its_hashes() -> None:
    run, development = requirements("requirements.lock"), requirements("requirements-dev.lock")
    for requirement, hashes in (run | development).items():
        assert re.match(r"[a-z0-9-]+==[^ ]+", requirement), requirement
        assert hashes, requirement
    # A development environment is also one to run in: tasks.py relies on it.
    assert run.keys() <= development.keys()


def test_the_locks_hold_every_dependency_of_the_project() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    locked = {name.split("==")[0] for name in requirements("requirements-dev.lock")}
    wanted = [*project["dependencies"], *extras["embedded"], *extras["checkout"], *extras["dev"]]
    assert {re.split(r"[\[<>=~! ;]", name)[0].lower() for name in wanted} <= locked


def test_the_window_starts_light() -> None:
    done = run_python("import sys, cnmas_desktop.gui.app; print(*{name.split('.')[0] for name in sys.modules})")
    assert done.returncode == 0, done.stderr
    assert TOO_HEAVY_FOR_THE_START & set(done.stdout.split()) == set()


def test_an_agents_process_never_loads_the_charts() -> None:
    """Everything that a sign-in loads, both windows included: the charts wait for the supervisor's page that shows them."""
    done = run_python(
        "import sys\nfrom cnmas_desktop.gui import session_window\nsession_window.load()\nprint(*{'numpy', 'pyqtgraph'} & set(sys.modules))"
    )
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr


def test_the_first_page_is_painted_before_what_it_does_not_need() -> None:
    """The namespace Qt and QStyle are made with all their enumerations when they are first named: a fifth of an empty window's time."""
    done = run_python(
        "import sys\n"
        "from PySide6 import QtCore, QtWidgets\n"
        "from cnmas_desktop.gui import app\n"
        "running = app.application()\n"
        "desktop = app.Desktop(app.dress(running), lambda: None, running)\n"
        "desktop.show()\n"
        "assert not desktop.frame.grab().isNull()\n"
        "print(*{'Qt'} & set(vars(QtCore)), *{'QStyle'} & set(vars(QtWidgets)), *{'dataclasses'} & set(sys.modules))\n"
    )
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr
