"""A supervisor's line reaches whom it is for, and comes back read."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cnmas_desktop.central.supervisor_gateway import SupervisorGateway
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.steering import Sent
from tests.agent_desk import Desk, Office
from tests.office import office

__all__ = ["office"]


@pytest.fixture
def supervisor(office: Office) -> Iterator[SupervisorGateway]:
    gateway = SupervisorGateway(office.centre.add_supervisor().connect())
    yield gateway
    gateway.close()


def told(desk: Desk) -> list[tuple[str, bool]]:
    return [(one.text, one.read) for one in desk.hello().messages]


@pytest.mark.both_servers
def test_a_message_reaches_its_addressee_and_comes_back_read(office: Office, supervisor: SupervisorGateway) -> None:
    one, two = office.desk("one"), office.desk("two")
    office.centre.operator.execute("UPDATE app.person SET team = 'Ain' WHERE login = %s", (office.person("two").login,))
    supervisor.send_message("Réunion à 14 h.  Salle 2.")
    supervisor.send_message("Le lot est parti.", person=office.person("one").login)
    supervisor.send_message("Bravo à l'équipe.", team="Ain")
    assert told(one) == [("Le lot est parti.", False), ("Réunion à 14 h. Salle 2.", False)]
    assert told(two) == [("Bravo à l'équipe.", False), ("Réunion à 14 h. Salle 2.", False)]
    latest = one.hello().messages[0]
    assert one.push(one.seal("message_read", None, message=str(latest.id)))[0].status.value == "applied"
    assert told(one)[0] == ("Le lot est parti.", True)
    assert [(line.text, line.addressed, line.read) for line in (Sent(*row) for row in supervisor.messages())] == [
        ("Bravo à l'équipe.", 1, 0), ("Le lot est parti.", 1, 1), ("Réunion à 14 h. Salle 2.", 2, 0),
    ]  # fmt: skip


def test_a_message_ends(office: Office, supervisor: SupervisorGateway) -> None:
    desk = office.desk()
    supervisor.send_message("Pour une heure.", until=datetime.now(UTC) + timedelta(hours=1))
    assert told(desk) == [("Pour une heure.", False)]
    office.centre.operator.execute("UPDATE app.message SET ends_at = now()")
    assert told(desk) == []


@pytest.mark.parametrize(
    ("text", "to", "code"),
    [(" ", {}, "message.length"), ("x" * 281, {}, "message.length"), ("Bonjour", {"person": "personne"}, "message.nobody"),
     ("Bonjour", {"team": "Nulle part"}, "message.nobody"), ("Bonjour", {"until": datetime(2020, 1, 1, tzinfo=UTC)}, "message.ends")],
)  # fmt: skip
def test_what_cannot_be_sent_is_said(office: Office, supervisor: SupervisorGateway, text: str, to: dict[str, Any], code: str) -> None:
    office.person("one")
    with pytest.raises(KnownError) as refused:
        supervisor.send_message(text, **to)
    assert refused.value.code == code
