"""The command line for its tests: one command, what it printed and its code."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cnmas_desktop import cli

Cnmas = Callable[..., tuple[int, str, str]]


@pytest.fixture
def cnmas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cnmas:
    """Run one command in a home of this test's own; returns (code, standard output, standard error)."""
    for name in ("CNMAS_CENTRAL_URL", "CNMAS_LOGIN", "CNMAS_PASSWORD_FILE", "CNMAS_OPERATOR_PASSWORD_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CNMAS_HOME", str(tmp_path / "home"))

    def run(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = cli.run([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run
