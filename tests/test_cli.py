"""The command line as a person types it: what it prints, where, and with which code it ends."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
import json
from pathlib import Path
import subprocess
import sys
import time
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from typer.main import get_command

from cnmas_desktop import cli
from cnmas_desktop.central.connection import connect, one_row
from cnmas_desktop.cli.words import confirmed, show_table
from cnmas_desktop.desktop import parser
from cnmas_desktop.services.own_centre import OwnCentre
from tests.central_server import OPERATOR_PASSWORD, Centre
from tests.command_line import Cnmas, cnmas

DATA = Path(__file__).parent / "data/import"

__all__ = ["cnmas"]


@pytest.fixture
def manager(cnmas: Cnmas, centre: Centre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cnmas:
    """The same at the test's centre, named by its URL, as a manager who gives their password in a file."""
    for variable, password in (("CNMAS_PASSWORD_FILE", centre.manager.password), ("CNMAS_OPERATOR_PASSWORD_FILE", OPERATOR_PASSWORD)):
        file = tmp_path / variable
        file.write_text(password + "\n")
        monkeypatch.setenv(variable, str(file))
    monkeypatch.setenv("CNMAS_LOGIN", centre.manager.login)
    monkeypatch.setenv("CNMAS_CENTRAL_URL", centre.url)
    return cnmas


@pytest.fixture
def own_centre(tmp_path: Path) -> Iterator[OwnCentre]:
    tmp_path.chmod(0o711)  # as root, the server runs under an account that must pass
    own = OwnCentre(tmp_path / "home/data/centre")
    yield own
    own.remove()


def test_on_an_empty_machine_the_commands_follow_one_another(cnmas: Cnmas, own_centre: OwnCentre, tmp_path: Path) -> None:
    code, _, error = cnmas("queue", "status")
    assert (code, error) == (1, "Aucun centre n'existe encore sur ce poste. Créez-le avec : cnmas central start\n")

    code, url, note = cnmas("central", "start")
    assert code == 0
    assert url.startswith("postgresql://127.0.0.1:")
    secrets = [own_centre.manager_file, own_centre.folder / "operator.password", own_centre.folder / "superuser.password"]
    assert json.loads(secrets[0].read_text())["password"] not in url + note
    assert all(file.read_text().strip() not in url + note for file in secrets[1:])
    assert {file.stat().st_mode & 0o777 for file in secrets} == {0o600}
    assert cnmas("central", "start")[1] == url

    assert "107 organismes" in cnmas("organismes", "load")[1]
    assert cnmas("campaigns", "load")[1].count("chargée") == 8
    assert cnmas("campaigns", "open", "MTDENTS")[0] == 0
    _, account, _ = cnmas("staff", "add", "agent", "--name", "Alix Essai", "--login", "a7k2m", "--authorised-by", "La directrice")
    assert "a7k2m" in account
    code, imported, _ = cnmas("contacts", "import", str(DATA / "mtdents_311.csv"), "--campaign", "MTDENTS", "--organisme", "311")
    assert code == 0
    assert "612 lignes : 560 acceptées" in imported
    assert "confiés à a7k2m" in cnmas("queue", "assign", "--campaign", "MTDENTS", "--to", "a7k2m", "--number", "50")[1]
    assert "560" in cnmas("queue", "status")[1]
    code, _, error = cnmas("results", "export", "--campaign", "MTDENTS", "--organisme", "311", "--out", str(tmp_path / "o.csv"))
    assert code == 1
    assert error.startswith("Aucun résultat")
    code, said, _ = cnmas("central", "check")
    assert (code, said) == (0, "Rien à corriger.\n")
    assert cnmas("central", "upgrade")[0] == 0

    code, _, error = cnmas("central", "start", "--demo")
    assert code == 1
    assert "démonstration" in error

    assert cnmas("central", "stop")[:2] == (0, "Le centre est arrêté.\n")
    code, _, error = cnmas("campaigns", "list")
    assert (code, error) == (1, "Le centre de ce poste est arrêté. Démarrez-le avec : cnmas central start\n")


def test_the_report_of_an_import_is_one_json_object_and_nothing_else(manager: Cnmas, centre: Centre, tmp_path: Path) -> None:
    centre.load_campaign("GRIPPE")
    manager("organismes", "load")
    file, rejects = DATA / "grippe_691.xlsx", tmp_path / "rejets.csv"
    command = ("contacts", "import", str(file), "--campaign", "GRIPPE", "--organisme", "691", "--json")
    code, tried, _ = manager(*command, "--dry-run")
    assert centre.value("SELECT count(*) FROM app.call_case") == 0
    code, output, error = manager(*command, "--rejects", str(rejects))
    assert (code, error) == (0, "")
    report = json.loads(output)
    assert report == json.loads(tried)
    assert list(report) == ["rows", "accepted", "duplicate", "rejected", "remarks", "dropped_columns", "rejects"]
    expected = next(one for one in json.loads((DATA / "expected.json").read_text()) if one["file"] == file.name)
    assert {name: report[name] for name in ("rows", "accepted", "duplicate", "rejected")} == {
        name: expected[name] for name in ("rows", "accepted", "duplicate", "rejected")
    }
    assert report["rows"] == report["accepted"] + report["duplicate"] + report["rejected"]
    assert [one["line"] for one in report["rejects"]] == [
        line for line, verdict in enumerate(expected["verdicts"], start=2) if verdict == "rejected"
    ]
    assert {tuple(one) for one in report["rejects"]} == {("line", "code", "reason")}
    assert len(rejects.read_text(encoding="utf-8-sig").splitlines()) == report["rejected"] + 1
    code, output, error = manager(*command, "--rejects", str(tmp_path))  # a folder: the import stands and is told all the same
    again = json.loads(output)
    assert (again["accepted"], again["duplicate"]) == (0, report["accepted"] + report["duplicate"])
    assert (code, error.count("\n")) == (1, 1)


def test_the_queue_is_counted_by_campaign_and_organisme(manager: Cnmas, centre: Centre) -> None:
    centre.plain_campaign()
    centre.import_people("ESSAI", 4)
    agent = centre.add_agent()
    assert manager("queue", "assign", "--campaign", "ESSAI", "--to", agent.login, "--number", "2")[0] == 0
    code, output, _ = manager("queue", "status", "--json")
    found = json.loads(output)
    assert code == 0
    assert [(one["campaign"], one["organisme"], one["total"], one["assigned"]) for one in found["queue"]] == [("ESSAI", "011", 4, 2)]
    assert found["as_of"].startswith("20")
    assert "2 dossiers" in manager("queue", "assign", "--campaign", "ESSAI", "--to", agent.login, "--back")[1]


def test_people_come_and_go(manager: Cnmas, centre: Centre) -> None:
    centre.load_campaign("GRIPPE")
    code, account, note = manager("staff", "add", "agent", "--name", "Alix Essai")
    login = account.splitlines()[0].removeprefix("Identifiant : ")
    assert code == 0
    assert "habilitation" in note
    assert manager("staff", "authorise", login, "--authorised-by", "La directrice", "--campaign", "GRIPPE")[0] == 0
    assert centre.rows("SELECT login, campaign, authorised_by FROM app.agent_authorisation WHERE login = %s", login) == [
        (login, "GRIPPE", "La directrice")
    ]
    _, until, _ = manager("staff", "add", "agent", "--name", "Sacha Essai", "--authorised-by", "La directrice", "--until", "2099-06-30")
    short = until.splitlines()[0].removeprefix("Identifiant : ")
    assert "30/06/2099" in next(line for line in manager("staff", "list")[1].splitlines() if short in line)
    again = manager("staff", "reset-password", login)[1]
    assert again.splitlines()[1] != account.splitlines()[1]
    assert manager("staff", "disable", login)[0] == 0
    assert "fermé" in next(line for line in manager("staff", "list")[1].splitlines() if login in line)
    assert manager("staff", "disable", "personne1")[0] == 1


def test_a_last_day_is_part_of_what_it_ends_wherever_the_machine_is(
    manager: Cnmas, centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    centre.load_campaign("GRIPPE")
    with monkeypatch.context() as machine:
        for zone in ("America/Cayenne", "Asia/Tokyo"):
            machine.setenv("TZ", zone)
            time.tzset()
            _, said, _ = manager("campaigns", "open", "GRIPPE", "--until", "2099-06-30")
            assert said == "La campagne GRIPPE est ouverte jusqu’au 30/06/2099 compris.\n"
            assert "30/06/2099" in manager("campaigns", "list")[1]
            assert centre.value("SELECT closes_at FROM app.campaign") == datetime(2099, 6, 30, 22, tzinfo=UTC)
        day = datetime.now(ZoneInfo("Europe/Paris"))
        assert manager("campaigns", "open", "GRIPPE", "--until", f"{day:%Y-%m-%d}")[0] == 0, "the day under way is part of it"
        assert manager("campaigns", "open", "GRIPPE", "--until", f"{day - timedelta(1):%Y-%m-%d}")[0] == 2
    time.tzset()


def test_a_lost_workstation_is_found_in_the_list_and_withdrawn(manager: Cnmas, centre: Centre) -> None:
    agent, device = centre.add_agent(), str(uuid4())
    with agent.connect() as connection:
        hello = {"device_id": device, "client_version": "0.1.0", "last_seq": 0, "pending": 3, "timeline": None, "held_epochs": {}}
        connection.execute("SELECT agent.hello(%s)", (json.dumps(hello),))
    assert agent.login in next(line for line in manager("devices", "list", "--of", agent.login)[1].splitlines() if device in line)
    code, said, note = manager("devices", "withdraw", device, "--now")
    assert (code, agent.login in said, "reset-password" in note) == (0, True, True)
    assert centre.rows("SELECT status FROM app.device") == [("erase",)]
    assert "non" in next(line for line in manager("devices", "list")[1].splitlines() if device in line)
    assert f"cnmas devices allow {device}" in note
    assert "en service" in manager("devices", "allow", device)[1]
    assert centre.rows("SELECT status, withdrawn_at FROM app.device") == [("active", None)]
    code, _, said = manager("devices", "withdraw", str(uuid4()))
    assert (code, "devices list" in said) == (1, True)


def test_a_centre_is_founded_on_any_server_by_its_administrator(
    manager: Cnmas, centre: Centre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    info, keys = centre.server.info, tmp_path / "clés"
    (tmp_path / "admin").write_text(info.password)
    monkeypatch.setenv("CNMAS_ADMIN_PASSWORD_FILE", str(tmp_path / "admin"))
    found = ("central", "init", "--url", f"{info.url}/nouveau_centre", "--admin", info.user, "--keys")
    (tmp_path / "file").touch()
    code, _, said = manager(*found, str(tmp_path / "file"))
    assert (code, "Rien n'a changé" in said) == (1, True)
    code, output, _ = manager(*found, str(keys))
    assert code == 0
    told = {name: value for name, _, value in (line.partition(" : ") for line in output.splitlines())}
    with connect(f"{info.url}/nouveau_centre", info.user, info.password) as inside:
        version, tables = one_row(
            inside,
            "SELECT current_setting('server_version'), count(*) FROM information_schema.tables t JOIN pg_class c ON c.relname = table_name"
            " AND c.relnamespace = table_schema::regnamespace WHERE table_schema = 'app' AND table_type = 'BASE TABLE' AND NOT relispartition",
        )
    assert told["Serveur"] == f"PostgreSQL {version}, sans TLS"
    assert f" {tables} tables," in told["Schéma"]
    assert told["Rôles"].split(", ")[0] == "nouveau_centre_operator"
    assert int(told["Droits retirés à tout le monde"]) > 0
    password = (keys / "operator.password").read_text()
    assert password not in output
    assert {file.stat().st_mode & 0o777 for file in keys.iterdir()} == {0o600}
    monkeypatch.setenv("CNMAS_OPERATOR_PASSWORD_FILE", str(keys / "operator.password"))
    code, _, _ = manager("--central-url", f"{info.url}/nouveau_centre", "staff", "add", "manager", "--name", "Alix Essai")
    assert code == 0
    assert manager(*found, str(keys))[0] == 1
    assert "existe déjà" in manager(*found, str(tmp_path / "autres"))[2]
    assert not (tmp_path / "autres").exists()
    with centre.server.admin() as admin:
        admin.execute("DROP DATABASE nouveau_centre WITH (FORCE)")


def test_a_manager_changes_their_own_password(manager: Cnmas, centre: Centre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "new").write_text("Un-Autre-Mot-2026!")
    monkeypatch.setenv("CNMAS_NEW_PASSWORD_FILE", str(tmp_path / "new"))
    assert manager("staff", "change-password")[0] == 0
    assert manager("campaigns", "list")[0] == 1
    monkeypatch.setenv("CNMAS_PASSWORD_FILE", str(tmp_path / "new"))
    assert manager("campaigns", "list")[0] == 0
    (tmp_path / "new").write_text("court")
    assert manager("staff", "change-password")[0] == 1


def test_a_fault_is_one_french_sentence_and_code_1(manager: Cnmas, centre: Centre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    centre.load_campaign("GRIPPE")
    hostile = tmp_path / "classeur.xlsx"
    hostile.write_bytes(b"PK\x03\x04" + b"\x00" * 200)
    centre.load_organisme("691")
    login = centre.add_agent().login
    of = ("--campaign", "GRIPPE", "--organisme", "691")
    faults = [
        ("campaigns", "open", "INCONNUE"),
        ("campaigns", "pause", "gripe"),
        ("campaigns", "close", "INCONNUE"),
        ("campaigns", "priority", "INCONNUE", "3"),
        ("campaigns", "purge"),
        ("campaigns", "purge", "INCONNUE", "--dry-run"),
        ("campaigns", "purge", "INCONNUE", "--yes", "INCONNUE"),
        ("contacts", "import", str(tmp_path / "absent.csv"), *of),
        ("queue", "status", "--campaign", "INCONNUE"),
        ("queue", "assign", "--campaign", "INCONNUE", "--to", login),
        ("queue", "assign", "--campaign", "GRIPPE", "--to", "nobody"),
        ("queue", "assign", "--campaign", "GRIPPE", "--to", login, "--organisme", "999"),
        ("queue", "assign", "--campaign", "INCONNUE", "--to", login, "--back"),
        ("queue", "assign", "--campaign", "GRIPPE", "--to", "nobody", "--back"),
        ("results", "lots", "--campaign", "INCONNUE", "--organisme", "691"),
        ("results", "lots", "--campaign", "GRIPPE", "--organisme", "999"),
        ("results", "received", *of, "--lot", "7"),
        ("results", "received", "--campaign", "INCONNUE", "--organisme", "691", "--lot", "7"),
        ("results", "export", *of, "--lot", "7", "--out", str(tmp_path / "o.csv")),
        ("results", "export", *of, "--out", str(tmp_path / "o.pdf")),
        ("staff", "authorise", login, "--authorised-by", "La directrice", "--campaign", "INCONNUE"),
        ("staff", "authorise", login, "--authorised-by", "La directrice", "--organisme", "999"),
        ("staff", "withdraw", "nobody"),
        ("staff", "reset-password", "nobody"),
        ("contacts", "import", str(hostile), "--campaign", "GRIPPE", "--organisme", "999"),
        ("contacts", "import", str(hostile), "--campaign", "INCONNUE", "--organisme", "691"),
        ("campaigns", "load", str(hostile)),
        ("campaigns", "load", str(tmp_path / "absent.toml")),
        ("organismes", "load", str(hostile)),
        ("central", "stop"),
        ("results", "export", "--campaign", "GRIPPE", "--organisme", "999", "--out", str(tmp_path / "o.csv")),
        ("--central-url", "postgresql://127.0.0.1:1/cnmas", "campaigns", "list"),
        ("--central-url", "pas une adresse", "campaigns", "list"),
    ]
    for command in faults:
        code, output, error = manager(*command)
        assert (code, output) == (1, ""), command
        assert error.count("\n") == 1, command
        assert "Traceback" not in error
    (tmp_path / "CNMAS_PASSWORD_FILE").write_text("Faux-mot-de-passe-1!")
    assert manager("campaigns", "list")[2] == "Identifiant ou mot de passe incorrect, ou mot de passe expiré.\n"
    monkeypatch.delenv("CNMAS_LOGIN")
    assert "CNMAS_LOGIN" in manager("campaigns", "list")[2]


def test_a_purge_is_confirmed_by_the_code_of_the_campaign(manager: Cnmas, centre: Centre) -> None:
    centre.plain_campaign()
    assert manager("campaigns", "purge", "ESSAI", "--yes", "ESSAI")[1] == "Rien n'est à détruire aujourd'hui.\n"
    centre.import_people("ESSAI", 2)
    centre.operator.execute("UPDATE app.call_case SET purge_at = now() - interval '1 day'")
    assert "dossiers" in manager("campaigns", "purge", "--dry-run")[1]
    code, output, error = manager("campaigns", "purge", "ESSAI", "--yes", "ESAI")
    assert (code, output, error) == (1, "", "Rien n'a été détruit : le code ESSAI n'a pas été confirmé.\n")
    assert centre.value("SELECT count(*) FROM app.call_case") == 2
    code, output, _ = manager("campaigns", "purge", "ESSAI", "--yes", "ESSAI")
    assert code == 0
    assert "personnes" in output
    assert centre.value("SELECT count(*) FROM app.call_case") == 0


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (("contacts", "import", "f.csv", "--campaign", "GRIPPE"), "Il manque --organisme. Voyez : cnmas contacts import --help"),
        (("staff", "perdu"), "Cette commande n'est pas connue, ou a trop de paramètres. Voyez : cnmas staff --help"),
        (("queue", "status", "--xml"), "L'option --xml n'existe pas. Voyez : cnmas queue status --help"),
        (("staff", "place"), "Il manque IDENTIFIANT. Voyez : cnmas staff place --help"),
        (("devices", "withdraw", "mon-portable"), "La valeur donnée pour POSTE ne convient pas. Voyez : cnmas devices withdraw --help"),
        (("simulate", "--agents", "0"), "La valeur donnée pour --agents ne convient pas. Voyez : cnmas simulate --help"),
        (("staff", "place", "a7k2m", "--skill", "zz"), "La valeur donnée pour --skill ne convient pas. Voyez : cnmas staff place --help"),
        (
            ("staff", "authorise", "a7k2m", "--authorised-by", "D", "--until", "2020-01-31"),
            "La valeur donnée pour --until ne convient pas. Voyez : cnmas staff authorise --help",
        ),
    ],
)
def test_a_command_not_understood_ends_with_2_and_names_the_help(cnmas: Cnmas, command: tuple[str, ...], says: str) -> None:
    assert cnmas(*command) == (2, "", says + "\n")


def test_every_help_is_in_french(cnmas: Cnmas) -> None:
    top = get_command(cli.app).commands  # type: ignore[attr-defined]
    groups: list[tuple[str, ...]] = [(), *((name,) for name in top)]
    commands = [(group, name) for group in top for name in getattr(top[group], "commands", ())]
    assert len(commands) > 20
    for command in (*groups, *commands):
        code, output, _ = cnmas(*command, "--help")
        assert code == 0
        assert "Afficher cette aide." in output
        for english in ("Show this", "required", "default", "Commands", "Error", " <"):  # « <int> »: Python's types are no words either
            assert english not in output, (command, english)


def test_a_terminal_of_eighty_columns_breaks_no_word(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    header = ("Campagne", "Org.", "État", "Total", "Fraîches", "Appelables", "En attente", "Confiées")
    show_table("Files d'appels", header, [("PS_TELESERVICES", "331", "brouillon", 100_290, 100_290, 0, 100_290, 0)])
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    assert {"PS_TELESERVICES", "brouillon", "100290", "Fraîches", "Appelables"} <= set(" ".join(lines).split())


def test_the_options_of_the_window_are_told_in_french(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        parser().parse_args(["--grand"])
    assert capsys.readouterr().err == "Cette option n'est pas connue, ou sa valeur ne convient pas. Voyez : cnmas-desktop --help\n"
    assert "afficher cette aide" in parser().format_help() and "options:" not in parser().format_help()


def test_the_command_line_never_loads_the_window_and_loads_the_rest_when_asked() -> None:
    code = (
        "import sys; from cnmas_desktop import cli;"
        "print([name for name in ('PySide6', 'cnmas_desktop.gui', 'psycopg', 'sqlalchemy', 'alembic', 'phonenumbers', 'keyring')"
        " if name in sys.modules])"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "[]\n"


def test_a_workstation_is_examined_and_its_bundle_shown_before_it_is_written(
    cnmas: Cnmas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here without a keyring and with a setting that is wrong: every other line is still said."""
    monkeypatch.setenv("CNMAS_LEASE_SIZE", "beaucoup")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:")
    bundle = tmp_path / "diagnostic.json"
    code, said, _ = cnmas("doctor", "--bundle", str(bundle), "--yes")
    assert code == 1
    assert "défaut    Réglages   CNMAS_LEASE_SIZE : policy.lease_size doit être un nombre entier de 1 à 200." in said
    assert "ok        Dossiers" in said and "remarque  Horloge" in said
    shown = said[said.index("{") : said.rindex("}") + 1]
    assert json.loads(shown) == json.loads(bundle.read_text("utf-8"))
    assert cnmas("queue", "status")[0] == 1  # no other command goes on with it


@pytest.mark.parametrize(("said", "yes"), [("o", True), (" Oui", True), ("n", False), ("", False), ("peut-être", False)])
def test_a_question_is_answered_in_french(monkeypatch: pytest.MonkeyPatch, said: str, yes: bool) -> None:
    monkeypatch.setattr("sys.stdin", StringIO(f"{said}\n"))
    assert confirmed("Écrire ce fichier ?") is yes


def test_the_centre_that_a_workstation_fixes_is_not_passed_over(cnmas: Cnmas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    common = tmp_path / "config.toml"
    common.write_text('locked = ["centre.url"]\n[centre]\nurl = "postgresql://127.0.0.1:1/cnmas"\n', encoding="utf-8")
    for module in ("cnmas_desktop.config", "cnmas_desktop.cli.words"):
        monkeypatch.setattr(f"{module}.machine_file", lambda: common)
    code, _, error = cnmas("--central-url", "postgresql://127.0.0.1:2/other", "queue", "status")
    assert code == 1 and str(common) in error and "--central-url" in error


def test_a_centre_is_saved_verified_and_made_anew_elsewhere(
    cnmas: Cnmas, own_centre: OwnCentre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cnmas("central", "start")[0] == 0
    file, key, elsewhere = tmp_path / "a.cnmas", own_centre.folder / "organisation.key", tmp_path / "home/data/second"
    code, said, _ = cnmas("central", "backup", "--to", str(file))
    assert (code, "sauvegardé" in said) == (0, True)
    code, said, error = cnmas("central", "verify", str(file), "--key", str(key), "--quick")
    assert (code, "entier" in said, error) == (0, True, "")
    other = tmp_path / "other.key"
    other.write_bytes(bytes(32))
    assert cnmas("central", "verify", str(file), "--key", str(other), "--quick")[0] == 1

    code, said, _ = cnmas("central", "rekey")
    assert (code, said) == (0, f"La clé de secours du centre est maintenant {own_centre.folder / 'organisation-2.key'}\n")
    later = tmp_path / "b.cnmas"
    assert cnmas("central", "backup", "--to", str(later))[0] == 0
    assert [cnmas("central", "verify", str(one), "--key", str(key), "--quick")[0] for one in (file, later)] == [0, 1]
    assert [cnmas("central", "verify", str(one), "--key", str(key.parent), "--quick")[0] for one in (file, later)] == [0, 0]
    monkeypatch.setenv("CNMAS_CENTRAL_URL", own_centre.url)
    assert cnmas("central", "rekey")[0] == 1, "a centre that has no folder here"
    monkeypatch.delenv("CNMAS_CENTRAL_URL")

    code, _, error = cnmas("central", "restore", str(file), "--key", str(key))
    assert (code, "contient déjà un centre" in error) == (1, True)
    code, said, error = cnmas("central", "restore", str(file), "--key", str(key), "--data", str(elsewhere))
    OwnCentre(elsewhere).remove()
    assert (code, "ligne à ligne" in said) == (0, True), error


def test_a_supervisor_writes_to_a_team_and_sees_who_has_read(
    manager: Cnmas, centre: Centre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent, supervisor = centre.add_agent(), centre.add_supervisor()
    code, out, _ = manager("staff", "place", agent.login, "--team", "Ain", "--skill", "pt")
    assert (code, out) == (0, f"{agent.login} : Ain, pt.\n")
    assert manager("staff", "place", agent.login, "--skill", "martien")[0] == 2
    (tmp_path / "supervisor").write_text(supervisor.password)
    monkeypatch.setenv("CNMAS_LOGIN", supervisor.login)
    monkeypatch.setenv("CNMAS_PASSWORD_FILE", str(tmp_path / "supervisor"))
    assert manager("message", "send", "Réunion à 14 h.", "--team", "Ain")[0] == 0
    code, _, error = manager("message", "send", "Réunion à 14 h.", "--team", "Rhône")
    assert (code, "ni un identifiant ni une équipe" in error) == (1, True)
    code, out, _ = manager("message", "list")
    assert code == 0
    assert "Réunion à 14 h." in out
    assert "0 / 1" in out
    monkeypatch.setenv("CNMAS_LOGIN", agent.login)
    (tmp_path / "supervisor").write_text(agent.password)
    assert manager("message", "list")[0] == 1
