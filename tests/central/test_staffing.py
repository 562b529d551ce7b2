"""Accounts: one opaque login each, one group, shut out at once when disabled, passwords that never reach the server in clear."""

from datetime import UTC, datetime, timedelta
from random import Random
import re

from hypothesis import given
from hypothesis import strategies as st
import psycopg
import pytest

from cnmas_desktop.central import passwords, staffing
from cnmas_desktop.central.connection import connect
from cnmas_desktop.central.lint import lint
from cnmas_desktop.central.manager_gateway import ManagerGateway
from cnmas_desktop.messages import KnownError
from tests.central_server import PASSWORD, Centre

NEW_PASSWORD = "Nouvelle-Phrase-77!"


def code_of(act: object, *arguments: object) -> str:
    assert callable(act)
    with pytest.raises(KnownError) as caught:
        act(*arguments)
    return caught.value.code


@pytest.mark.both_servers
def test_a_person_signs_in_and_may_execute_the_functions_of_their_kind_only(centre: Centre) -> None:
    for kind, function in (("supervisor", "supervisor.hello"), ("manager", "manager.hello"), ("auditor", "auditor.hello")):
        person = centre.add_person(kind)
        with person.connect() as connection:
            row = connection.execute(f"SELECT {function}()".encode()).fetchone()
            assert row is not None
            (said,) = row
            assert (said["login"], said["kind"], said["demo"]) == (person.login, kind, True)
            others = {"supervisor.hello", "manager.hello", "auditor.hello"} - {function}
            for other in others:
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute(f"SELECT {other}()".encode())


def test_a_login_says_nothing_of_the_person(centre: Centre) -> None:
    account = staffing.add(centre.operator, staffing.NewPerson("agent", "Hélène Delaroche", "Hélène"))
    assert re.fullmatch(r"[a-z][a-z0-9]{4}", account.login)
    assert account.role == f"{centre.database}_{account.login}"
    for login in ("delaroche", "helene1", "hdelaroche", "Agent", "a b", "x" * 25, "operator", "é1"):
        person = staffing.NewPerson("agent", "Hélène Delaroche", "Hélène", login)
        assert code_of(staffing.add, centre.operator, person) == "staff.bad_login"


def test_who_has_no_name_gets_no_account_and_signs_nothing(centre: Centre) -> None:
    for name in ("", "  ", "A\nB", "x" * 81):
        assert code_of(staffing.add, centre.operator, staffing.NewPerson("agent", name, "Hélène")) == "staff.bad_name"
        signed = staffing.DirectorAuthorisation(name)
        assert code_of(staffing.add, centre.operator, staffing.NewPerson("agent", "Hélène", "Hélène"), None, signed) == "staff.bad_name"


def test_a_login_is_given_once_and_a_failure_leaves_nothing(centre: Centre) -> None:
    centre.add_agent("agent01")
    again = staffing.NewPerson("agent", "Une autre", "Autre", "agent01")
    assert code_of(staffing.add, centre.operator, again) == "staff.exists"
    weak = staffing.NewPerson("agent", "Une autre", "Autre", "agent02")
    assert code_of(staffing.add, centre.operator, weak, "court") == "password.weak"
    assert centre.value("SELECT count(*) FROM app.person") == 1
    assert centre.value("SELECT count(*) FROM pg_roles WHERE rolname LIKE %s", f"{centre.database}\\_agent%") == 1


@pytest.mark.both_servers
def test_a_disabled_person_is_out_at_once_even_with_an_open_session(centre: Centre) -> None:
    agent = centre.add_agent()
    session = agent.connect()
    assert session.execute("SELECT 1").fetchone() == (1,)
    staffing.disable(centre.operator, agent.login)
    with pytest.raises(psycopg.OperationalError):
        session.execute("SELECT 1")
    assert code_of(agent.connect) == "sign_in.refused"
    assert centre.rows("SELECT rolcanlogin FROM pg_roles WHERE rolname = %s", agent.role) == [(False,)]
    assert not staffing.staff(centre.operator)[0].authorised
    staffing.disable(centre.operator, agent.login)
    assert lint(centre.operator) == []
    assert code_of(staffing.disable, centre.operator, "nobody") == "staff.unknown"


def test_the_cases_of_one_who_leaves_go_back_to_the_team(centre: Centre) -> None:
    centre.load_organisme()
    centre.plain_campaign()
    leaving, staying = centre.add_agent(), centre.add_agent()
    assigned, held, others, _ = centre.import_people("ESSAI", 4)
    centre.operator.execute("UPDATE app.call_case SET assigned_to = %s WHERE id = ANY (%s)", (leaving.login, [assigned, held]))
    centre.operator.execute("UPDATE app.call_case SET assigned_to = %s WHERE id = %s", (staying.login, others))
    centre.operator.execute(
        "UPDATE app.call_case SET lease_id = gen_random_uuid(), leased_by = %s, leased_until = now() + interval '1 day' WHERE id = %s",
        (leaving.login, held),
    )
    back = staffing.disable(centre.operator, leaving.login)
    assert (back.free, back.held, back.until is not None) == (1, 1, True)
    assert centre.rows("SELECT assigned_to, withdrawn FROM app.call_case ORDER BY line") == [
        (None, None), (None, "account_closed"), (staying.login, None), (None, None),
    ]  # fmt: skip
    assert staffing.disable(centre.operator, leaving.login).free == 0


@pytest.mark.both_servers
def test_one_changes_ones_own_password_and_the_old_one_is_dead(centre: Centre) -> None:
    account = staffing.add(centre.operator, staffing.NewPerson("manager", "Une gérante", "Une"))
    assert centre.value("SELECT password_expires_at > now() FROM app.person WHERE login = %s", account.login)
    staffing.change_own_password(centre.url, account.login, account.password, NEW_PASSWORD)
    assert code_of(connect, centre.url, account.role, account.password) == "sign_in.refused"
    with ManagerGateway.sign_in(centre.url, account.login, NEW_PASSWORD) as gateway:
        assert gateway.hello()["password_expires_at"] is None  # as its person is told: done
    # The temporary end is lifted by the operator's next maintenance.
    assert staffing.settle_passwords(centre.operator) == 1
    assert staffing.settle_passwords(centre.operator) == 0
    assert centre.rows("SELECT password_expires_at FROM app.person") == [(None,)]
    assert centre.value("SELECT rolvaliduntil = 'infinity' FROM pg_roles WHERE rolname = %s", account.role)


def test_changing_a_password_asks_for_a_good_one_and_for_the_old_one(centre: Centre) -> None:
    agent = centre.add_agent()
    change = staffing.change_own_password
    assert code_of(change, centre.url, agent.login, PASSWORD, "court") == "password.weak"
    assert code_of(change, centre.url, agent.login, PASSWORD, PASSWORD) == "password.same"
    assert code_of(change, centre.url, agent.login, "Pas-Celui-Ci-2026!", NEW_PASSWORD) == "sign_in.refused"
    assert code_of(change, centre.url, agent.login, PASSWORD, "a\x00" + NEW_PASSWORD) == "password.unusable"
    with agent.connect() as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_the_server_never_sees_a_password_in_clear(centre: Centre) -> None:
    with centre.admin() as superuser:
        superuser.execute(f"ALTER DATABASE {centre.database} SET log_statement = 'all'".encode())
    agent = centre.add_agent()
    staffing.change_own_password(centre.url, agent.login, agent.password, NEW_PASSWORD)
    made = staffing.reset_password(centre.operator, agent.login)
    log = centre.server.embedded.log_file.read_text(encoding="utf-8", errors="replace")
    assert f'ALTER ROLE "{agent.role}" PASSWORD \'SCRAM-SHA-256$' in log
    assert not [secret for secret in (PASSWORD, NEW_PASSWORD, made.password) if secret in log]


def test_an_expired_password_a_wrong_one_and_a_stranger_sound_alike(centre: Centre) -> None:
    agent = centre.add_agent()
    with centre.admin() as superuser:
        superuser.execute(f"ALTER ROLE {agent.role} VALID UNTIL '2020-01-01'".encode())
    assert code_of(agent.connect) == "sign_in.refused"
    assert code_of(connect, centre.url, agent.role, "Pas-Celui-Ci-2026!") == "sign_in.refused"
    assert code_of(connect, centre.url, f"{centre.database}_inconnu", PASSWORD) == "sign_in.refused"


def test_a_reset_undoes_what_a_person_set_for_their_role(centre: Centre) -> None:
    agent = centre.add_agent()
    with agent.connect() as connection:
        connection.execute(f"ALTER ROLE {agent.role} SET search_path = 'pg_temp'".encode())
    assert [finding.rule for finding in lint(centre.operator)] == ["own_settings"]
    account = staffing.reset_password(centre.operator, agent.login)
    assert lint(centre.operator) == []
    assert code_of(agent.connect) == "sign_in.refused"
    with connect(centre.url, account.role, account.password) as connection:
        assert connection.execute("SHOW search_path").fetchone() == ('"$user", public',)


def test_a_third_connection_is_asked_to_wait_and_not_blamed_on_the_password(centre: Centre) -> None:
    agent = centre.add_agent()
    first, second = agent.connect(), agent.connect()
    assert code_of(agent.connect) == "centre.busy"
    first.close()
    second.close()


def test_the_directors_authorisation_has_an_end(centre: Centre) -> None:
    centre.operator.execute("INSERT INTO app.organisme (code, data) VALUES ('011', '{}')")
    centre.plain_campaign("GRIPPE")
    agent = centre.add_agent(authorised=False)
    assert [line.authorised for line in staffing.staff(centre.operator)] == [False]
    yesterday, tomorrow = (datetime.now(UTC) + timedelta(days) for days in (-1, 1))
    staffing.authorise(centre.operator, agent.login, staffing.DirectorAuthorisation("La directrice", until=yesterday))
    assert [line.authorised for line in staffing.staff(centre.operator)] == [False]
    staffing.authorise(centre.operator, agent.login, staffing.DirectorAuthorisation("La directrice", "GRIPPE", "011", tomorrow))
    assert [(line.authorised, line.authorised_until) for line in staffing.staff(centre.operator)] == [(True, tomorrow)]
    for campaign, organisme, code in (("GRIPE", None, "campaign.unknown"), (None, "999", "organisme.unknown")):
        unknown = staffing.DirectorAuthorisation("La directrice", campaign, organisme)
        assert code_of(staffing.authorise, centre.operator, agent.login, unknown) == code
    assert staffing.withdraw_authorisations(centre.operator, agent.login) == 2
    assert [line.authorised for line in staffing.staff(centre.operator)] == [False]


# -- the rule of CNIL 2022-100


@pytest.mark.parametrize(
    ("password", "strong"),
    [
        ("Abcdefgh-123", True),  # 12 signs, four classes
        ("Abcdefgh-12", False),  # 11
        ("abcdefgh-123", False),  # three classes on 12
        ("Abcdefgh123456", True),  # 14 with upper, lower, digit
        ("Abcdefgh12345", False),  # 13
        ("Aa1!Aa1!Aa1!Aa1!", False),  # four signs repeated
        ("le chat dort sur une vieille chaise bleue", True),  # seven words and more
        ("chat chat chat chat chat chat chat", False),
        ("", False),
    ],
)
def test_what_is_strong_enough(password: str, strong: bool) -> None:
    assert passwords.is_strong(password) is strong


def test_a_password_does_not_hold_the_login() -> None:
    with pytest.raises(KnownError):
        passwords.check("Xx-agent01-2026!", "agent01")


@given(st.integers())
def test_temporary_passwords_and_logins_always_pass_their_own_rules(seed: int) -> None:
    random = Random(seed)
    login = staffing.opaque_login(random)
    assert re.fullmatch(r"[a-z0-9]{2,24}", login)
    passwords.check(passwords.temporary(random), login)
