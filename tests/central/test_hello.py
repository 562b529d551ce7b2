"""Hello as the centre alone can show it: devices, policy, campaigns by authorisation, the timeline."""

from datetime import UTC, datetime, timedelta
import json
from uuid import uuid4

import pytest

from cnmas_desktop.central.agent_gateway import REPEATED
from cnmas_desktop.messages import KnownError
from cnmas_desktop.sync.protocol import HelloRequest, VersionRef
from tests.agent_desk import Desk, Office
from tests.office import office

__all__ = ["office"]


@pytest.mark.both_servers
def test_everything_hello_answers(office: Office) -> None:
    person = office.person("one")
    policy = {"lease_size": 7, "undertaking_version": "3", "undertaking_text": "Je m'engage.", "a_later_setting": True}
    office.centre.operator.execute("UPDATE app.centre SET policy = %s", (json.dumps(policy),))
    office.centre.operator.execute("UPDATE app.person SET password_expires_at = '2026-12-01Z' WHERE login = %s", (person.login,))
    answer = Desk(office.gateway("one")).hello()
    assert str(answer.centre_id) == str(office.centre.value("SELECT id FROM app.centre"))
    assert answer.demo is True
    assert abs(answer.server_time - datetime.now(UTC)) < timedelta(seconds=30)
    assert (answer.policy.lease_size, answer.policy.undertaking_version, answer.policy.undertaking_text) == (7, "3", "Je m'engage.")
    assert (answer.person.login, answer.person.role, answer.person.undertaking_signed) == (person.login, "agent", "1")
    assert answer.password_expires_at == datetime(2026, 12, 1, tzinfo=UTC)
    assert answer.organisation_key == office.centre.value("SELECT organisation_key FROM app.centre")
    system, timeline = answer.timeline.split("/")
    assert int(system) > 0
    assert int(timeline, 16) == office.centre.value("SELECT timeline_id FROM pg_control_checkpoint()")


def test_what_the_device_reports_is_noted(office: Office) -> None:
    gateway = office.gateway("one")
    device, oldest = uuid4(), datetime(2026, 11, 20, 9, tzinfo=UTC)
    for pending in (3, 5):
        gateway.hello(HelloRequest(device, "0.1.0", 9, pending, oldest, None))
    assert office.centre.rows("SELECT id, client_version, reported_pending, oldest_pending_at, status FROM app.device") == [
        (device, "0.1.0", 5, oldest, "active")
    ]


def test_only_the_campaigns_one_is_authorised_for(office: Office) -> None:
    office.centre.plain_campaign("AUTRE")
    office.centre.plain_campaign("BROUILLON", open_it=False)
    office.centre.plain_campaign("PAUSE")
    office.centre.operator.execute("UPDATE app.campaign SET state = 'paused' WHERE code = 'PAUSE'")
    desk = office.desk()
    assert [version.code for version in desk.hello().campaigns] == ["AUTRE", "ESSAI", "PAUSE"]
    office.centre.operator.execute("UPDATE app.agent_authorisation SET campaign = 'AUTRE'")
    assert [version.code for version in desk.hello().campaigns] == ["AUTRE"]
    with pytest.raises(KnownError) as refusal:
        desk.gateway.fetch_campaign(VersionRef("ESSAI", "1", ""))
    with pytest.raises(KnownError) as unknown:
        desk.gateway.fetch_campaign(VersionRef("JAMAIS", "1", ""))
    assert refusal.value.code == unknown.value.code == "centre.refused"
    office.centre.operator.execute("UPDATE app.agent_authorisation SET revoked_at = now()")
    answer = desk.hello()
    assert (answer.campaigns, answer.person.authorised) == ((), False)


@pytest.mark.parametrize("request_text", ["{", "[]", '{"device_id": "x"}', "{}", '{"device_id": "' + "0" * 70_000 + '"}'])
def test_a_request_no_workstation_makes_is_refused_alike(office: Office, request_text: str) -> None:
    gateway = office.gateway("one")
    with pytest.raises(KnownError) as refusal:
        gateway._value("SELECT agent.hello(%s)", request_text)
    assert refusal.value.code == "centre.refused"


def test_what_is_asked_again_and_again_is_made_ready_once(office: Office) -> None:
    gateway = office.gateway()
    counts = []
    for _ in range(REPEATED + 2):
        gateway.colleagues()
        counts.append(gateway._connection.execute("SELECT count(*) FROM pg_prepared_statements", prepare=False).fetchone())
    assert (counts[0], counts[-1]) == ((0,), (1,))
