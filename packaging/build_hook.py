"""Makes what is generated, where it is out of date: forms from ui/*.ui, .qm from resources/translations/*.ts, manuals from resources/manuals/*/*.md.

hatchling calls it before each build; `python packaging/build_hook.py` does the same in a checkout.
"""

import os
from pathlib import Path
import re
import subprocess
import sys
from typing import Any

FORMS = Path("cnmas_desktop/gui/forms")
FORMS_DOCSTRING = '"""Generated from ui/*.ui by packaging/build_hook.py: never edit."""\n'


def main(root: Path) -> None:
    """Bring the generated files of the checkout `root` up to date; forms whose .ui is gone are removed."""
    forms = root / FORMS
    forms.mkdir(parents=True, exist_ok=True)
    package = forms / "__init__.py"
    if not package.exists():
        package.write_text(FORMS_DOCSTRING, encoding="utf-8")
    sources = {forms / f"{ui.stem}.py": ui for ui in sorted((root / "ui").glob("*.ui"))}
    for form in forms.glob("*.py"):
        if form not in sources and form != package:
            form.unlink()
    for form, ui in sources.items():
        if _make(form, ui, "uic"):
            _drop_unused_imports(form)
    for ts in sorted((root / "resources/translations").glob("*.ts")):
        _make(ts.with_suffix(".qm"), ts, "lrelease", "-silent")
    _make_manuals(root)


def _make_manuals(root: Path) -> None:
    """In a process of its own, for they are filled with what the whole program knows: any of its modules may change them."""
    texts = list(root.glob("resources/manuals/[a-z][a-z]/*.md"))
    made = [root / "resources/manuals/made" / text.parent.name / f"{text.stem}{suffix}" for text in texts for suffix in (".md", ".html")]
    sources = [*texts, root / "resources/manuals/en/words.toml", *root.glob("cnmas_desktop/**/*.py"), *root.glob("resources/campaigns/*")]
    sources += [*root.glob("resources/translations/*.ts"), root / "packaging/manuals.py"]
    newest = max(source.stat().st_mtime_ns for source in sources)
    if all(page.exists() and page.stat().st_mtime_ns > newest for page in made):
        return
    environment = {**os.environ, "PYTHONPATH": str(root)}
    done = subprocess.run([sys.executable, root / "packaging/manuals.py"], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"Les manuels n'ont pas pu être faits :\n{done.stderr}")


def _make(target: Path, source: Path, tool: str, *options: str) -> bool:
    """False when there was nothing to do."""
    newest = max(source.stat().st_mtime_ns, Path(__file__).stat().st_mtime_ns)
    if target.exists() and target.stat().st_mtime_ns > newest:
        return False
    flag = "-o" if tool == "uic" else "-qm"
    call = f"from PySide6.scripts.pyside_tool import {tool}; {tool}()"  # its wrapper knows where each system keeps the tool
    command = [sys.executable, "-c", call, *options, str(source), flag, str(target)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode or not target.exists():
        target.unlink(missing_ok=True)
        raise SystemExit(f"{source}: {tool} a échoué\n{done.stdout}{done.stderr}")
    return True


def _drop_unused_imports(form: Path) -> None:
    """uic imports dozens of names; PySide6 makes a class when it is first named, and the first page would wait for all of them."""
    text = form.read_text(encoding="utf-8")
    body = text[text.index("\nclass ") :]

    def used(found: re.Match[str]) -> str:
        names = [name for name in re.findall(r"\w+", found[2]) if re.search(rf"\b{name}\b", body)]
        return f"from {found[1]} import {', '.join(names)}\n" if names else ""

    form.write_text(re.sub(r"from (\S+) import \(([^)]*)\)\n", used, text), encoding="utf-8")


if __name__ == "__main__":
    main(Path(__file__).resolve().parent.parent)
else:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface

    class BuildHook(BuildHookInterface):  # type: ignore[type-arg]  # a build has no configuration of ours
        """The hook that hatchling finds here."""

        def initialize(self, version: str, build_data: dict[str, Any]) -> None:
            main(Path(self.root))
