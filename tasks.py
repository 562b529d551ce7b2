#!/usr/bin/env python3
"""The front door of a checkout, on every system, with nothing but Python's standard library.

    python3 tasks.py setup          make .venv from the locks, and the generated files
    python3 tasks.py run            set up, then the demonstration (without a display: the tour, into build/tour)
    python3 tasks.py test [...]     set up, then the tests; further arguments go to pytest
    python3 tasks.py faults         nothing lost, nothing doubled: the simulation under every fault, ten minutes; faults-long: 10,000 schedules
    python3 tasks.py lint           ruff, mypy, import-linter, known weaknesses of what we depend on
    python3 tasks.py bench [...]    the benchmarks
    python3 tasks.py manuals        the manuals, one page each to read or print, into build/manuals
    python3 tasks.py pictures       the pictures of the manuals, made anew by the program itself, two minutes
    python3 tasks.py looks          take the reference pictures of every page anew; sheets of them to look at into build/looks
    python3 tasks.py package-linux  the Debian package of a workstation, into build/package
    python3 tasks.py translations   collect the texts to translate into resources/translations
    python3 tasks.py lock           pin the dependencies anew (needs uv)

Everything is made once and again only when its source has changed.
"""

import hashlib
import os
from pathlib import Path
import shlex
import shutil
import subprocess
import sys
from typing import Dict, List, NoReturn, Optional

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "installed.sha256"
OLDEST, NEWEST = (3, 11), (3, 14)
MOST_WORKERS = 4  # of the whole suite: each starts a PostgreSQL of its own

# What PySide6 loads and its wheels do not carry: first for any start, then for a real window.
QT_LIBRARIES = (
    "libegl1 libgl1 libx11-6 libfontconfig1 libxkbcommon0 libdbus-1-3 libglib2.0-0 "
    "libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 "
    "libxcb-sync1 libxcb-xfixes0 libxcb-xkb1 libxkbcommon-x11-0 libx11-xcb1"
).split()
# A real keyring for its tests: installed when we may, otherwise those tests skip and say so.
KEYRING = {"gnome-keyring-daemon": "gnome-keyring", "dbus-run-session": "dbus"}
QT_STARTS = "import PySide6.QtWidgets"
QT_SHOWS = "import ctypes, pathlib, PySide6; ctypes.CDLL(str(pathlib.Path(PySide6.__file__).parent / 'Qt/plugins/platforms/libqxcb.so'))"


def main(arguments: List[str]) -> int:
    tasks = {
        "setup": setup, "run": run, "test": test, "faults": faults, "faults-long": faults_long, "lint": lint, "bench": bench,
        "manuals": manuals, "pictures": pictures, "looks": looks, "package-linux": package_linux, "translations": translations, "lock": lock,
    }  # fmt: skip
    if not arguments or arguments[0] not in tasks:
        print(__doc__)
        return 0 if arguments in ([], ["-h"], ["--help"]) else 2
    os.chdir(str(ROOT))
    try:
        return tasks[arguments[0]](arguments[1:])
    except KeyboardInterrupt:
        return 130


# --- tasks ---------------------------------------------------------------------------------------


def setup(_: List[str]) -> int:
    prepare(development=False)
    print("Prêt. Lancez : python3 tasks.py run")
    return 0


def run(arguments: List[str]) -> int:
    prepare(development=False)
    if has_display():
        return call(PYTHON, "-m", "cnmas_desktop", "--demo", *arguments)
    print("Pas d'écran : visite guidée, images dans build/tour.", flush=True)
    return call(PYTHON, "-m", "cnmas_desktop", "--tour", "build/tour", *arguments, QT_QPA_PLATFORM="offscreen")


def test(arguments: List[str]) -> int:
    prepare(development=True)
    if sys.platform.startswith("linux") and shutil.which("apt-get") and os.geteuid() == 0:
        missing = [package for program, package in KEYRING.items() if shutil.which(program) is None]
        if missing:
            install_packages(missing)
    whole_suite = [] if arguments else ["-n", str(min(os.cpu_count() or 1, MOST_WORKERS))]
    return call(PYTHON, "-m", "pytest", *whole_suite, *arguments)


def faults(arguments: List[str]) -> int:
    """The builds broken on purpose first: unless each is caught, the figures of the sound one say nothing."""
    prepare(development=True)
    workers = str(min(os.cpu_count() or 1, MOST_WORKERS))
    return call(PYTHON, "-m", "pytest", "tests/faults", "-m", "faults", "-q", "-n", workers) or call(
        PYTHON, "-m", "tests.faults.simulation", *arguments
    )


def faults_long(_: List[str]) -> int:
    return faults(["--long"])


def lint(_: List[str]) -> int:
    prepare(development=True)
    imports = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    checks = (
        ("-m", "ruff", "check", "."),
        ("-m", "ruff", "format", "--check", "--quiet", "."),
        ("-m", "mypy"),
        ("-c", imports, "--no-logo"),
    )
    return max(*(call(PYTHON, *check) for check in checks), audit())


def audit() -> int:
    """Known weaknesses of what a run installs. Without the service that knows them this says so, and is no failure of ours."""
    report = ROOT / "build/audit.json"
    report.parent.mkdir(exist_ok=True)
    if report.exists():
        report.unlink()
    options = ["--disable-pip", "--progress-spinner", "off", "--format", "json", "--output", report]
    code = call(PYTHON, "-m", "pip_audit", "--requirement", "requirements.lock", *options)
    if code and not report.exists():
        print("Failles connues : le service qui les recense n'a pas répondu, rien n'a été vérifié.", file=sys.stderr)
        return 0
    return code


def bench(arguments: List[str]) -> int:
    prepare(development=True)
    return call(PYTHON, "-m", "tests.benchmarks", *arguments, QT_QPA_PLATFORM="offscreen")


def manuals(_: List[str]) -> int:
    prepare(development=False)
    out = ROOT / "build/manuals"
    if out.exists():
        shutil.rmtree(str(out))
    publish = (
        "import pathlib, sys; from cnmas_desktop.services.manuals import publish; print(*publish(pathlib.Path(sys.argv[1])), sep='\\n')"
    )
    return call(PYTHON, "-c", publish, out.relative_to(ROOT))


def pictures(_: List[str]) -> int:
    prepare(development=False)
    return call(PYTHON, "packaging/pictures.py", QT_QPA_PLATFORM="offscreen", PYTHONPATH=str(ROOT))


def looks(_: List[str]) -> int:
    prepare(development=True)
    return call(PYTHON, "-m", "tests.gui.reference", QT_QPA_PLATFORM="offscreen")


def package_linux(_: List[str]) -> int:
    """In an environment of its own, so that nothing of the tests can slip into the package."""
    prepare(development=True)
    out = ROOT / "build/package"
    python = out / "venv/bin/python"
    stamp = out / "venv/installed.sha256"
    lock_file = "requirements-package.lock"
    if not stamp.exists() or stamp.read_text() != fingerprint(lock_file):
        if call(PYTHON, "-m", "venv", "--clear", out / "venv"):
            return 1
        quiet = [python, "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
        if call(*quiet, "--require-hashes", "--requirement", lock_file) or call(*quiet, "--no-deps", "--no-build-isolation", "."):
            return 1
        stamp.write_text(fingerprint(lock_file))
    depends = ", ".join(QT_LIBRARIES)
    return call(python, "packaging/linux/build.py", out, "--depends", depends, PYTHONPATH=str(ROOT)) or call(
        PYTHON, "-m", "pytest", "tests/packaging", "-m", "package"
    )


def translations(_: List[str]) -> int:
    prepare(development=True)
    return collect_texts(ROOT / "resources/translations", PYTHON) or call(PYTHON, "packaging/build_hook.py")


def lock(_: List[str]) -> int:
    uv = shutil.which("uv")
    if uv is None:
        stop("Il faut uv pour figer les dépendances : installez-le hors de ce dossier, puis recommencez.")
    common = "--universal --generate-hashes --no-header --no-annotate --quiet --python-version 3.11"
    locks = {
        "requirements.lock": "--extra embedded --extra checkout",
        "requirements-dev.lock": "--extra embedded --extra checkout --extra dev",
        "requirements-package.lock": "--extra checkout --extra package",
    }
    for name, extras in locks.items():
        options = shlex.split(f"{common} {extras} --output-file {name}")
        if call(uv, "pip", "compile", "pyproject.toml", *options):
            return 1
    return 0


# --- the environment -----------------------------------------------------------------------------


def prepare(development: bool) -> None:
    """Make what is missing or out of date: environment, dependencies, the project itself, generated files."""
    if not PYTHON.exists() or subprocess.call([str(PYTHON), "-c", ""], stderr=subprocess.DEVNULL):
        make_venv()
    locks = {True: "requirements-dev.lock", False: "requirements.lock"}
    # What the tests need includes what a run needs.
    enough = {fingerprint(locks[True]), fingerprint(locks[development])}
    if not STAMP.exists() or STAMP.read_text() not in enough:
        print("Installation des dépendances (une à deux minutes la première fois)…", flush=True)
        pip("install", "--require-hashes", "--requirement", locks[development])
    check_libraries()
    if not STAMP.exists() or STAMP.read_text() not in enough:
        pip("install", "--no-deps", "--no-build-isolation", "--editable", ".")
        STAMP.write_text(fingerprint(locks[development]))
    if call(PYTHON, "packaging/build_hook.py"):
        raise SystemExit(1)


def make_venv() -> None:
    python = find_python()
    if subprocess.call([python, "-c", "import ensurepip, venv"], stderr=subprocess.DEVNULL):
        version = subprocess.check_output([python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"])
        install_packages([f"python{version.decode().strip()}-venv", *QT_LIBRARIES])
    print("Création de l'environnement .venv…", flush=True)
    if subprocess.call([python, "-m", "venv", "--clear", str(VENV)]):
        stop("L'environnement .venv n'a pas pu être créé : voyez le message ci-dessus.")


def find_python() -> str:
    """This interpreter if it is recent enough, else the newest suitable one on the PATH."""
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return sys.executable
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        found: Optional[str] = shutil.which(f"python3.{minor}")
        if found and not subprocess.call([found, "-c", ""], stderr=subprocess.DEVNULL):
            return found
    wanted, found_here = f"de {OLDEST[0]}.{OLDEST[1]} à {NEWEST[0]}.{NEWEST[1]}", sys.version.split()[0]
    stop(f"Il faut Python {wanted} ; celui-ci est {found_here}. Installez-en un, puis relancez cette commande.")


def fingerprint(lock_name: str) -> str:
    """Changes when an installation from this lock, here, would give something else."""
    digest = hashlib.sha256(str(ROOT).encode())
    for name in (lock_name, "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def pip(*arguments: str) -> None:
    if call(PYTHON, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments):
        stop("L'installation a échoué (voyez ci-dessus). Si c'est le réseau, relancez la même commande plus tard.")


# --- system libraries ----------------------------------------------------------------------------


def has_display() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def check_libraries() -> None:
    if missing_libraries():
        if not sys.platform.startswith("linux"):
            stop(f"Qt ne se charge pas : {missing_libraries()}")
        install_packages(QT_LIBRARIES)
        error = missing_libraries()
        if error:
            stop(f"Qt ne se charge toujours pas : {error}")


def missing_libraries() -> str:
    """Why Qt would not start here; empty when it would."""
    for code in [QT_STARTS] + ([QT_SHOWS] if sys.platform.startswith("linux") and has_display() else []):
        done = subprocess.run([str(PYTHON), "-c", code], stderr=subprocess.PIPE, universal_newlines=True)
        if done.returncode:
            return (done.stderr.strip().splitlines() or ["erreur inconnue"])[-1]
    return ""


def install_packages(names: List[str]) -> None:
    """Install Debian packages when we may; otherwise say exactly which, and stop."""
    command = ["apt-get", "install", "-y", "--no-install-recommends", *names]
    if shutil.which("apt-get") is None:
        stop(f"Il manque des bibliothèques du système. Sous Debian, elles s'appellent : {' '.join(names)}")
    if os.geteuid() != 0:
        stop(f"Il manque des paquets du système. Installez-les, puis relancez la même commande :\n  sudo {' '.join(command)}")
    print("Installation des paquets du système…", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["apt-get", "update", "-q"], command):
        if subprocess.call(step, env=environment, stdout=subprocess.DEVNULL):
            stop(f"Cette commande a échoué : {' '.join(step)}")


# --- translations --------------------------------------------------------------------------------


def collect_texts(folder: Path, python: Path) -> int:
    """Bring cnmas_en.ts and cnmas_fr.ts of `folder` up to date with the sources; French holds the plurals only."""
    generated = ROOT / "cnmas_desktop/gui/forms"
    modules = [path for path in sorted(ROOT.glob("cnmas_desktop/**/*.py")) if generated not in path.parents]
    sources = [path.relative_to(ROOT).as_posix() for path in modules + sorted(ROOT.glob("ui/*.ui"))]
    lupdate = "from PySide6.scripts.pyside_tool import lupdate; lupdate()"
    fixed = ["-silent", "-no-obsolete", "-locations", "none", "-source-language", "fr_FR"]
    for language, options in {"en": ["-target-language", "en_GB"], "fr": ["-target-language", "fr_FR", "-pluralonly"]}.items():
        target = folder / f"cnmas_{language}.ts"
        code = subprocess.call([str(python), "-c", lupdate, *fixed, *options, *sources, "-ts", str(target)], cwd=str(ROOT))
        if code:
            return code
    return 0


# --- small things --------------------------------------------------------------------------------


def call(*command: object, **variables: str) -> int:
    environment: Dict[str, str] = {**os.environ, **variables}
    return subprocess.call([str(part) for part in command], env=environment)


def stop(sentence: str) -> NoReturn:
    print(sentence, file=sys.stderr)
    raise SystemExit(2)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
