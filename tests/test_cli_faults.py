"""A command that a fault, an interruption or a full disk ends: one sentence, a code, and nobody's words."""

from errno import ENOSPC
import os
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


@pytest.mark.skipif(sys.platform == "win32", reason="no such devices and pipes")
def test_what_has_no_end_is_refused_in_one_sentence(cnmas: Cnmas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A device without an end, and a pipe into which nobody writes."""
    pipe = tmp_path / "tube"
    os.mkfifo(pipe)
    for place in (Path("/dev/zero"), pipe):
        refused = {
            ("campaigns", "load", str(place)): "ne peut pas être lu",
            ("organismes", "load", str(place)): "le fichier ne peut pas être lu",
            ("journal", "recover", str(place), "--key", str(place)): "n'est pas la clé de secours",
            ("central", "verify", str(place), "--key", str(place)): "n'est pas la clé de secours",
        }
        for words, reason in refused.items():
            code, _, said = cnmas(*words)
            assert (code, said.count("\n")) == (1, 1), words
            assert reason in said
    key = tmp_path / "organisation.key"
    key.write_bytes(bytes(32))
    assert "ne peut pas être lue" in cnmas("central", "verify", str(pipe), "--key", str(key))[2]
    monkeypatch.setenv("CNMAS_PASSWORD_FILE", "/dev/zero")
    monkeypatch.setenv("CNMAS_LOGIN", "responsable")
    assert (
        "Le fichier de mot de passe /dev/zero ne peut pas être lu"
        in cnmas("--central-url", "postgresql://localhost/x", "campaigns", "list")[2]
    )
    monkeypatch.setenv("CNMAS_HOME", str(tmp_path))
    os.mkfifo(tmp_path / "config.toml")
    assert "ce fichier de réglages ne peut pas être lu" in cnmas("campaigns", "list")[2]


@pytest.mark.parametrize(("program", "library"), [("command_line", "typer"), ("window", "argparse")])
def test_an_interruption_while_the_program_is_still_being_read_is_said(program: str, library: str) -> None:
    code = (
        "import signal, sys\n"
        "class Interrupted:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name == {library!r}:\n"
        "            signal.raise_signal(signal.SIGINT)\n"
        "sys.meta_path.insert(0, Interrupted())\n"
        f"from cnmas_desktop.__main__ import {program}\n"
        f"{program}()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "Interrompu.\n")
