"""Renew, fetch and check-in as the centre alone can show them."""

from datetime import timedelta

import pytest

from cnmas_desktop.central.manager_rows import ImportPhone, ImportRow
from tests.agent_desk import Office
from tests.central_server import invented_row
from tests.office import office

__all__ = ["office"]


@pytest.mark.both_servers
def test_renewal_moves_the_end_and_keeps_the_epoch(office: Office) -> None:
    desk, (line,) = office.leased()
    office.centre.operator.execute("UPDATE app.call_case SET leased_until = leased_until - interval '3 days'")
    office.centre.operator.execute("UPDATE app.lease SET until_at = until_at - interval '3 days'")
    (renewed,) = desk.gateway.renew(desk.device)
    assert (renewed.until, renewed.epoch, renewed.lease_id) == (line.until, line.epoch, line.lease_id)
    assert office.centre.value("SELECT until_at FROM app.lease") == line.until


def test_a_revoked_authorisation_takes_the_cases_back(office: Office) -> None:
    desk, (line,) = office.leased()
    office.centre.operator.execute("UPDATE app.agent_authorisation SET revoked_at = now()")
    assert [(one.case_id, one.withdrawn) for one in desk.gateway.renew(desk.device)] == [(line.case_id, "not_authorised")]
    assert desk.gateway.fetch([line.case_id]) == ()
    assert office.centre.value("SELECT count(*) FROM app.person_lease") == 0


def test_a_begun_case_is_not_given_back(office: Office) -> None:
    desk, (begun, untouched) = office.leased(2)
    desk.push(*desk.call(begun, "NRP"))
    assert desk.gateway.check_in(desk.device, [begun.case_id, untouched.case_id]) == 1
    assert [line.case_id for line in desk.gateway.renew(desk.device)] == [begun.case_id]


def test_only_the_fields_of_the_campaign_travel(office: Office) -> None:
    """`nir` and the birth date are in the file and not among the campaign's travelling fields."""
    desk, (line,) = office.leased()
    (payload,) = desk.gateway.fetch([line.case_id])
    assert set(payload.fields) == {"nom", "prenom"}
    office.centre.operator.execute("UPDATE app.campaign_version SET travelling = '{nom,nir}', online_only = '{nir}'")
    (payload,) = desk.gateway.fetch([line.case_id])
    assert set(payload.fields) == {"nom"}


def test_attempts_over_all_campaigns_travel_without_their_result(office: Office) -> None:
    """Limits hold across campaigns (decision 2); what was said elsewhere is not this campaign's affair."""
    office.centre.plain_campaign("AUTRE")

    def row(index: int) -> ImportRow:
        return invented_row(index, person_key="la même", phones=(ImportPhone("+33199000001", "Europe/Paris"),))

    office.centre.import_people("ESSAI", 1, make=row)
    office.centre.import_people("AUTRE", 1, start=5, make=row)
    desk = office.desk()
    lines = {line.campaign: line for line in desk.gateway.check_out(desk.device, 5)}
    desk.push(*desk.call(lines["ESSAI"], "NRP"))
    (own,) = desk.gateway.fetch([lines["ESSAI"].case_id])
    (other,) = desk.gateway.fetch([lines["AUTRE"].case_id])
    assert own.person_id == other.person_id
    assert [(attempt.disposition, attempt.phone_id) for attempt in own.attempts] == [("NRP", own.phones[0].id)]
    assert [(attempt.disposition, attempt.phone_id) for attempt in other.attempts] == [(None, other.phones[0].id)]
    assert other.attempts[0].at - own.attempts[0].at == timedelta()


def test_fetch_writes_nothing(office: Office) -> None:
    desk, (line,) = office.leased()
    office.gateway("one").close()
    connection = desk.gateway._connection  # type: ignore[attr-defined]
    connection.execute("SET default_transaction_read_only = on")
    assert len(desk.gateway.fetch([line.case_id])) == 1
    assert desk.gateway.reconcile(desk.device, 1).count == 0
