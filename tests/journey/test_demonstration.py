"""The demonstration: made once from nothing, started again in place, and nobody real in it."""

from pathlib import Path
import re
import socket

from cnmas_desktop.bootstrap import Demonstration, demonstration
from cnmas_desktop.config import Config
from cnmas_desktop.services.own_centre import OwnCentre
from cnmas_desktop.services.sessions import AgentSession, StaffSession

FICTITIOUS = re.compile(r"\+33(19900|26191|35301|46571|53649|63998)\d{4}")


def test_it_is_filled_once_works_at_any_hour_and_holds_nobody(tmp_path: Path) -> None:
    tmp_path.chmod(0o711)  # as root, the server runs under an account that must pass
    config = Config(home=tmp_path / "home")
    said: list[str] = []
    first = demonstration(config, say=said.append)
    try:
        contacts = "SELECT count(*) FROM app.contact"
        assert first.rows(contacts) == [(300,)]
        assert {row[0] for row in first.rows("SELECT DISTINCT organisme FROM app.call_case")} == {"311", "331"}
        assert first.rows("SELECT DISTINCT calling_rule, state FROM app.campaign") == [("training", "open")]
        assert first.rows("SELECT count(*) FROM app.campaign") == [(3,)]
        siblings = "SELECT count(*) FROM (SELECT contact_id FROM app.call_case GROUP BY contact_id HAVING count(*) > 1) s"
        assert first.rows(siblings)[0][0] > 5
        assert all(FICTITIOUS.fullmatch(row[0]) for row in first.rows("SELECT e164 FROM app.phone"))
        nirs = [row[0] for row in first.rows("SELECT fields ->> 'nir' FROM app.contact WHERE fields ? 'nir'")]
        assert len(nirs) == 240
        assert all(re.fullmatch(r"[12]\d{4}99999\d{5}", nir) for nir in nirs)

        def sign_in_and_look(at: Demonstration) -> int:
            session = at.sign_in.sign_in(*at.agents[0])
            assert isinstance(session, AgentSession)
            assert session.demo
            assert session.undertaking() is None
            view = session.desk.open_next()
            assert view is not None
            assert view.blocked is None, "it may be called now, whatever the hour"
            assert "entraînement" in view.campaign
            held = session.desk.view().held
            session.close()
            return held

        assert sign_in_and_look(first) >= 100
        board = first.sign_in.sign_in(*first.supervisor)
        assert isinstance(board, StaffSession)
        assert {line.campaign for line in board.room.board.refresh().campaigns} == {"MTDENTS", "GRIPPE", "PS_TELESERVICES"}

        first.network.cut = True
        session = first.sign_in.sign_in(*first.agents[0])
        assert isinstance(session, AgentSession)
        assert session.syncer.run() is None
        session.close()
        with first.manage() as manager:
            assert {line.login for line in manager.agents()} == {"agent01", "agent02", "agent03"}

        # another program takes the port while the centre is stopped: another address, the same centre and the same stores
        port = int(first.centre_url.rpartition(":")[2].partition("/")[0])
        first.close()
        with socket.create_server(("127.0.0.1", port)):
            again = demonstration(config, say=said.append)
        assert again.centre_url != first.centre_url
        assert again.rows(contacts) == [(300,)]
        assert said.count("Démarrage du centre de démonstration…") == 2
        assert sum("importés" in sentence for sentence in said) == 3
        assert sign_in_and_look(again) >= 100
        assert again.rows("SELECT count(*) FROM app.device WHERE login = 'agent01'") == [(1,)]

        fresh = demonstration(config, fresh=True)
        assert fresh.rows("SELECT count(*) FROM app.device") == [(1,)]
        assert fresh.rows(contacts) == [(300,)]
    finally:
        OwnCentre(config.data_dir / "demonstration/centre").remove()
