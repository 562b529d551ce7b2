"""A command that a fault, an interruption or a full disk ends: one sentence, a code, and nobody's words."""

from errno import ENOSPC
from pathlib import Path
import signal
import subprocess
import sys

import pytest

from cnmas_desktop import cli
from cnmas_desktop.services.own_centre import OwnCentre
from tests.command_line import Cnmas, cnmas

__all__ = ["cnmas"]


def test_a_fault_of_ours_is_said_by_its_place_and_quotes_no_row() -> None:
    code = (
        "from cnmas_desktop import cli\n"
        "def broken():\n"
        "    raise ValueError('Key (nom)=(Zéphirin) already exists')\n"
        "cli.run = broken\n"
        "cli.main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "builtins.ValueError" in done.stderr
    assert ":broken" in done.stderr
    assert "phirin" not in done.stdout + done.stderr


def test_an_interruption_is_said(cnmas: Cnmas, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_centre: OwnCentre) -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(OwnCentre, "status", interrupted)
    assert cnmas("central", "status") == (130, "", "Interrompu.\n")


def test_a_fault_of_ours_is_told_by_its_place_not_in_its_words(
    cnmas: Cnmas, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A database quotes the row in them."""

    def broken(_centre: OwnCentre) -> None:
        raise ValueError("Timothée Moulin")

    monkeypatch.setattr(OwnCentre, "status", broken)
    monkeypatch.setattr(sys, "argv", ["cnmas", "central", "status"])
    with pytest.raises(SystemExit) as left:
        cli.main()
    said = capsys.readouterr().err
    assert left.value.code == 1
    assert said.startswith("Erreur interne (builtins.ValueError) : ") and "test_cli_faults.py" in said
    assert "Moulin" not in said


def test_a_disk_that_takes_nothing_is_said_in_one_sentence(cnmas: Cnmas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever was to be written there."""
    (tmp_path / "state").touch()
    monkeypatch.setenv("CNMAS_HOME", str(tmp_path))
    code, _, said = cnmas("central", "start")
    assert (code, said.count("\n")) == (1, 1)
    assert said.startswith(f"Cet endroit ne peut pas servir : {tmp_path / 'state'}")

    def full(_centre: OwnCentre) -> None:
        raise OSError(ENOSPC, "No space left on device")

    (tmp_path / "state").unlink()
    monkeypatch.setattr(OwnCentre, "status", full)
    assert cnmas("central", "status")[2].startswith("Le disque est plein")
