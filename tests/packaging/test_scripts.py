"""The scripts that make the packages of Windows and macOS, read where they cannot be run: each path and program they name is there."""

import ast
from pathlib import Path, PureWindowsPath
import plistlib
import re
import subprocess

import pytest

ROOT = Path(__file__).parents[2]
SPEC = ROOT / "packaging/workstation.spec"
INSTALLER = ROOT / "packaging/windows/cnmas-desktop.iss"
MADE = ROOT / "build/package"
"""What a script makes itself, before it names it."""
NAMED = re.compile(r"(?:packaging|requirements)[\w.\\/-]*\.(?:py|spec|iss|lock)")


def named_in_the_spec(kind: str, argument: str) -> list[ast.expr]:
    """The values of one argument in the calls of `kind`."""
    calls = [node for node in ast.walk(ast.parse(SPEC.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    return [
        keyword.value
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id == kind
        for keyword in call.keywords
        if keyword.arg == argument
    ]


def words_in_the_spec(kind: str, argument: str = "name") -> set[str]:
    return {str(ast.literal_eval(value)) for value in named_in_the_spec(kind, argument)}


def installer() -> dict[str, list[str]]:
    """Section -> its lines, without comments and directives of the preprocessor."""
    sections: dict[str, list[str]] = {}
    for line in INSTALLER.read_text(encoding="utf-8").splitlines():
        if header := re.fullmatch(r"\[(\w+)\]", line.strip()):
            sections[header[1]] = []
        elif line.strip() and not line.lstrip().startswith((";", "#")):
            sections[list(sections)[-1]].append(line.strip())
    return sections


def fields(line: str) -> dict[str, str]:
    """`Source: "a"; Flags: b` as its names and values."""
    found = {name: quoted or bare.strip() for name, quoted, bare in re.findall(r'(\w+):\s*(?:"([^"]*)"|([^;"]+))\s*(?:;|$)', line)}
    assert found, line
    return found


def test_each_path_of_the_windows_installer_is_in_the_checkout_or_made_before() -> None:
    folder = words_in_the_spec("COLLECT").pop()
    sources = [fields(line)["Source"] for line in installer()["Files"]]
    sources += [value for name, _, value in (line.partition("=") for line in installer()["Setup"]) if name == "LicenseFile"]
    assert len(sources) == 3
    for source in sources:
        path = (INSTALLER.parent / Path(*PureWindowsPath(source).parts)).resolve()
        assert path.parent == MADE / "dist" / folder if path.name == "*" else path.is_file(), source


def test_the_windows_installer_starts_programs_that_are_built_and_names_what_it_defines() -> None:
    sections = installer()
    assert {"Setup", "Files", "Icons", "Tasks", "Run", "Languages"} <= set(sections)
    programs = {rf"{{app}}\{name}.exe" for name in words_in_the_spec("EXE")}
    for line in (*sections["Icons"], *sections["Run"]):
        assert fields(line)["Filename"] in programs, line
    defined = {fields(line)["Name"] for line in sections["Tasks"]}
    assert {said["Tasks"] for line in sections["Icons"] if "Tasks" in (said := fields(line))} <= defined
    setup = dict(line.split("=", 1) for line in sections["Setup"])
    assert re.fullmatch(r"\{\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}", setup["AppId"])
    assert (INSTALLER.parent / Path(*PureWindowsPath(setup["OutputDir"]).parts)).resolve() == MADE
    for line in INSTALLER.read_text(encoding="utf-8").splitlines():
        assert line.startswith(";") or line.count('"') % 2 == 0, line


@pytest.mark.parametrize("script", ["windows/build.ps1", "macos/build.sh"])
def test_each_file_that_a_script_names_is_there(script: str) -> None:
    text = (ROOT / "packaging" / script).read_text(encoding="utf-8")
    named = set(NAMED.findall(text))
    assert len(named) >= 3
    assert [name for name in named if not (ROOT / Path(*PureWindowsPath(name).parts)).is_file()] == []
    assert text.count("(") == text.count(")") and text.count('"') % 2 == 0


def test_the_script_of_macos_is_a_shell_script_and_names_the_bundle_that_is_made() -> None:
    script = ROOT / "packaging/macos/build.sh"
    assert subprocess.run(["bash", "-n", script], check=False).returncode == 0
    assert f"$out/dist/{words_in_the_spec('BUNDLE').pop()}" in script.read_text(encoding="utf-8")


def test_the_spec_has_its_programs_and_a_plist_that_macos_can_read() -> None:
    assert {str(ast.literal_eval(value)) for value in named_in_the_spec("EXE", "name")} == {
        "cnmas-desktop",
        "cnmas",
    }
    for name in re.findall(r'ROOT / "(packaging/[^"]+)"', SPEC.read_text(encoding="utf-8")):
        assert (ROOT / name).is_file(), name
    (properties,) = named_in_the_spec("BUNDLE", "info_plist")
    said = ast.literal_eval(properties)
    assert plistlib.loads(plistlib.dumps(said)) == said
    assert re.fullmatch(r"[a-z]+(\.[a-z]+)+", words_in_the_spec("BUNDLE", "bundle_identifier").pop())
