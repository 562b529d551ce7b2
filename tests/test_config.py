"""Files and environment decide where the centre and the folders are; what is locked stays, and libpq's own variables decide nothing."""

from collections.abc import Callable
import os
from pathlib import Path
import stat
import subprocess
import sys

import platformdirs
import pytest

from cnmas_desktop.config import Config, Limits, forget_inherited, machine_file, person_file, resource
from cnmas_desktop.config.keys import ENVIRONMENT, KEYS
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.limits import stricter
from cnmas_desktop.sync.protocol import Policy

Read = Callable[..., Config]
CENTRE = 'locked = ["centre"]\n\n[centre]\nurl = "postgresql://c1.exemple.fr,c2.exemple.fr:5433/cnmas"\n'


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read the settings as on a workstation with these two files."""

    def read(machine: str = "", person: str = "", **environment: str) -> Config:
        common = tmp_path / "common.toml"
        common.write_text(machine, encoding="utf-8")
        home = tmp_path / "home"
        home.mkdir(exist_ok=True)
        (home / "config.toml").write_text(person, encoding="utf-8")
        return Config.read({"CNMAS_HOME": str(home), **environment}, common)

    return read


def test_the_environment_names_the_centre_and_the_home(read: Read, tmp_path: Path) -> None:
    config = read(CNMAS_CENTRAL_URL="postgresql://centre")
    assert config.central_url == "postgresql://centre"
    assert config.data_dir == tmp_path / "home" / "data"
    assert config.state_dir == tmp_path / "home" / "state"


def test_without_a_word_the_centre_is_the_embedded_one(tmp_path: Path) -> None:
    nowhere = tmp_path / "none.toml"
    assert Config.read({"CNMAS_CENTRAL_URL": "", "CNMAS_HOME": "", "XDG_CONFIG_HOME": str(tmp_path)}, nowhere) == Config()


def test_the_person_overrides_the_workstation_and_the_environment_both(read: Read) -> None:
    machine = '[centre]\nurl = "postgresql://machine/a"\n[policy]\nlease_size = 60\nlock_minutes = 4\n'
    config = read(machine, '[policy]\nlease_size = 50\n[window]\nlanguage = "en"\n', CNMAS_CENTRAL_URL="postgresql://variable/b")
    assert config.central_url == "postgresql://variable/b"
    assert (config.limits, config.language) == (Limits(lease_size=50, lock_minutes=4), "en")


def test_what_the_workstation_locks_nobody_overrides(read: Read, tmp_path: Path) -> None:
    authorities = tmp_path / "other.pem"
    authorities.touch()
    config = read(
        CENTRE,
        f'[centre]\nurl = "postgresql://elsewhere/x"\nca_file = "{authorities}"\n',
        CNMAS_CENTRAL_URL="postgresql://there/y",
        CNMAS_CENTRAL_CA=str(authorities),
    )
    assert config.central_address == "postgresql://c1.exemple.fr,c2.exemple.fr:5433/cnmas"
    assert config.ignored == ("centre.url", "centre.ca_file", "CNMAS_CENTRAL_URL", "CNMAS_CENTRAL_CA")


def test_the_authorities_of_the_settings_win_over_those_of_an_address(tmp_path: Path) -> None:
    from cnmas_desktop.central.connection import connection_parameters

    config = Config(central_url="postgresql://c.exemple.fr/cnmas?sslrootcert=/etc/other.pem", ca_file="/etc/l'organisme & co.pem")
    parameters = connection_parameters(config.central_address or "")
    assert (parameters["sslrootcert"], parameters["sslmode"]) == ("/etc/l'organisme & co.pem", "verify-full")


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ('[centre]\nurl = "postgresql://u:secret@c/base"\n', 2, "sans identifiant ni mot de passe"),
        ('[centre]\nurl = "postgresql://c/base?sslmode=disable"\n', 2, "postgresql://serveur"),
        ('\n["policy"]\n"lease_size" = 900\n', 3, "un nombre entier de 1 à 200"),
        ("[centre]\n\nport = 3\n", 3, "le réglage centre.port n'existe pas"),
        ("[policy]\n# trop\nlock_minutes = 90\n", 3, "policy.lock_minutes doit être un nombre entier de 1 à 15"),
        ("[policy]\nlease_size = true\n", 2, "un nombre entier de 1 à 200"),
        ('policy.dial_scheme = "file"\n', 1, "tel, sip"),
        ('[window]\nlanguage = "de"\n', 2, "fr, en"),
        ('[centre]\nca_file = "/nowhere/ca.pem"\n', 2, "un fichier qui existe"),
        ("[centre]\nurl = \n", 2, "TOML"),
        ("[centre\n", 1, "TOML"),
        ("centre = { name = 4 }\n", 1, "un texte d'une ligne"),
        ("window = 3\n", 1, "le réglage window n'existe pas"),
    ],
)
def test_a_setting_that_is_wrong_is_told_with_its_file_line_and_reason(
    read: Read, tmp_path: Path, text: str, line: int, reason: str
) -> None:
    with pytest.raises(KnownError) as told:
        read(person=text)
    sentence = str(told.value)
    assert sentence.startswith(f"{tmp_path / 'home/config.toml'} (l. {line}) : ")
    assert reason in sentence and "secret" not in sentence


@pytest.mark.parametrize("text", ['locked = "centre"\n', 'locked = ["center"]\n', "locked = [1]\n", 'locked = [["centre"]]\n'])
def test_a_lock_on_nothing_is_refused(read: Read, text: str) -> None:
    with pytest.raises(KnownError, match="verrouille"):
        read(text)


def test_a_person_locks_nothing(read: Read) -> None:
    with pytest.raises(KnownError, match=r"\(l\. 1\) : seul le fichier commun"):
        read(person='locked = ["centre"]\n')


def test_a_file_that_is_no_text_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "common.toml"
    file.write_bytes('[centre]\nname = "d\xe9p\xf4t"\n'.encode("latin-1"))
    with pytest.raises(KnownError, match=r"\(l\. 2\)"):
        Config.read({}, file)


@pytest.mark.parametrize("size", ["beaucoup", "²", "9" * 5000])
def test_a_variable_that_is_wrong_is_told_by_its_name(read: Read, size: str) -> None:
    with pytest.raises(KnownError, match=r"^CNMAS_LEASE_SIZE : "):
        read(CNMAS_LEASE_SIZE=size)


def test_the_mark_that_windows_puts_before_a_text_is_none_of_it(read: Read) -> None:
    assert read("\ufeff" + CENTRE) == read(CENTRE)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs is asked")
def test_the_files_are_where_platformdirs_has_them(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CNMAS_HOME", "XDG_CONFIG_DIRS", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    assert machine_file() == platformdirs.site_config_path("cnmas-desktop", appauthor=False) / "config.toml"
    assert person_file() == platformdirs.user_config_path("cnmas-desktop", appauthor=False) / "config.toml"
    monkeypatch.setenv("XDG_CONFIG_HOME", "/srv/settings")
    assert person_file() == platformdirs.user_config_path("cnmas-desktop", appauthor=False) / "config.toml"
    # A person's variable would move the file that locks.
    monkeypatch.setenv("XDG_CONFIG_DIRS", "/srv/mine")
    assert machine_file() == Path("/etc/xdg/cnmas-desktop/config.toml")


def test_a_workstation_is_only_ever_stricter_than_the_centre() -> None:
    centre = Policy(lock_minutes=5, lock_in_call_minutes=0, lease_size=120)
    narrowed = stricter(Limits(lock_minutes=3, lock_in_call_minutes=30, lease_size=200, dial_scheme="sip"))(centre)
    assert (narrowed.lock_minutes, narrowed.lock_in_call_minutes, narrowed.lease_size, narrowed.dial_scheme) == (3, 30, 120, "sip")
    assert stricter(Limits(lock_minutes=15, lease_size=12))(centre).lock_minutes == 5
    assert stricter(Limits())(centre) == centre


@pytest.mark.skipif(os.name != "posix", reason="POSIX permissions")
def test_folders_are_for_their_owner_only(tmp_path: Path) -> None:
    assert stat.S_IMODE(Config(home=tmp_path).data_dir.stat().st_mode) == 0o700


def test_resources_are_found_and_a_missing_one_is_our_fault() -> None:
    assert resource("translations", "cnmas_en.ts").is_file()
    with pytest.raises(FileNotFoundError, match="resources/nothing/here"):
        resource("nothing", "here")


def test_inherited_settings_are_forgotten() -> None:
    hostile = {
        "PGSERVICEFILE": "x", "PGPASSWORD": "y", "PYTHONPATH": "z", "OPENSSL_CONF": "c", "SSL_CERT_FILE": "f", "SSLKEYLOGFILE": "k",
        "QT_PLUGIN_PATH": "p", "QT_QPA_PLATFORM": "vnc:port=5900",
    }  # fmt: skip
    kept = {"PATH": "/usr/bin", "QT_SCALE_FACTOR": "2", "LANG": "fr_FR.UTF-8"}
    environment = hostile | kept
    assert sorted(forget_inherited(environment)) == sorted(hostile)
    assert environment == kept
    assert forget_inherited({"QT_QPA_PLATFORM": "offscreen"}) == []


def test_each_setting_has_a_variable_of_its_own() -> None:
    assert len({key.variable for key in KEYS} | {"CNMAS_HOME", "CNMAS_PG_BIN"}) == len(ENVIRONMENT) == len(KEYS) + 2
    assert {key.field for key in KEYS} <= {*Config._fields, *Limits._fields}


def test_a_tour_with_a_setting_that_is_wrong_ends_with_its_sentence(tmp_path: Path) -> None:
    environment = {**os.environ, "CNMAS_HOME": str(tmp_path), "CNMAS_LEASE_SIZE": "beaucoup"}
    command = [sys.executable, "-m", "cnmas_desktop", "--tour", str(tmp_path / "tour")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1 and done.stdout.startswith("CNMAS_LEASE_SIZE : "), done.stderr
