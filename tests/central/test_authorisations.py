"""A slip in an authorisation: the agent asks, a supervisor cancels with a reason, nobody else may."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from cnmas_desktop import cli
from cnmas_desktop.domain.events import Event
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.steering import CancelSlips, Preview
from cnmas_desktop.services.supervision import CentreSteering, Line
from cnmas_desktop.sync.protocol import LeaseLine
from tests.agent_desk import Desk, Office, centre_attempt, phone_state
from tests.office import office

__all__ = ["office"]


class Supervisor:
    """The steering port of one, and the cancelling of a single slip as the command line does it."""

    def __init__(self, office: Office) -> None:
        self.person = office.centre.add_supervisor()
        self.line = Line(office.centre.url, self.person.login, lambda: self.person.password)
        self.steering = CentreSteering(self.line)

    def cancel(self, slip: UUID, reason: str = "Erreur de touche") -> int:
        with self.line.supervisor() as gateway:
            return gateway.cancel_slip(slip, reason)


def opted_out(desk: Desk, line: LeaseLine) -> tuple[list[Event], Event]:
    """The events of a call that ended with the wish not to be called, and the wish."""
    events = desk.call(line, "OPTOUT", state="blocked", middle=[("authorisation_withdrawn", {"channel": "phone"})])
    return events, events[1]


def test_a_slip_asked_for_is_cancelled_with_a_reason_and_the_person_is_called_again(office: Office) -> None:
    desk, (line,) = office.leased()
    events, wish = opted_out(desk, line)
    desk.push(*events)
    ask = desk.seal("correction", line, attempt=centre_attempt(wish), supersedes=str(wish.id), reason="slip")
    (answer,) = desk.push(ask)
    assert answer.status.value == "applied"
    assert (phone_state(office, line), office.case(line)) == (
        "withdrawn",
        "blocked",
    )  # an agent's word alone changes nothing
    supervisor = Supervisor(office)
    (asked,) = supervisor.steering.slips()
    assert (asked.slip, asked.case_id, asked.channel, asked.reason, asked.login) == (
        wish.id,
        line.case_id,
        "phone",
        "slip",
        office.person("one").login,
    )
    act = CancelSlips((wish.id,))
    assert supervisor.steering.preview(act) == Preview(cases=1, people=1)
    assert supervisor.steering.run(act, "La personne l'a confirmé par écrit", lambda _done, _total: True).touched == 1
    assert supervisor.steering.slips() == ()
    assert supervisor.steering.run(act, "Encore une fois", lambda _done, _total: True).touched == 0
    with pytest.raises(KnownError, match="déjà annulée"):
        supervisor.cancel(wish.id)
    told = supervisor.steering.decisions()
    assert [(one.kind, one.reason, one.touched) for one in told[-1:]] == [("cancel_slip", "La personne l'a confirmé par écrit", 1)]
    assert phone_state(office, line) is None
    assert office.case(line, "state, queue_class, result") == (
        "retry",
        4,
        {},
    )  # the organisme hears of no refusal
    ((login, detail),) = office.centre.rows("SELECT login, detail FROM app.audit WHERE type = 'authorisation_cancelled'")
    assert login not in {"", office.person("one").login}
    assert detail == {"slip": str(wish.id), "reason": "La personne l'a confirmé par écrit"}
    again = office.desk("two")
    assert line.case_id in {one.case_id for one in again.gateway.check_out(again.device, 5)}


def test_another_refusal_of_the_person_still_stands(office: Office) -> None:
    desk, (line,) = office.leased()
    events, wish = opted_out(desk, line)
    desk.push(*events)
    desk.push(desk.seal("authorisation_withdrawn", line, channel="phone", attempt=str(uuid4())))
    Supervisor(office).cancel(wish.id)
    assert (phone_state(office, line), office.case(line)) == ("withdrawn", "blocked")


def test_only_a_supervisor_and_only_a_slip_that_exists(office: Office) -> None:
    desk, (line,) = office.leased()
    events, wish = opted_out(desk, line)
    desk.push(*events)
    supervisor = Supervisor(office)
    with pytest.raises(KnownError, match="ne porte ce numéro"):
        supervisor.cancel(uuid4())
    with pytest.raises(KnownError, match="motif"):
        supervisor.cancel(wish.id, " x ")
    agent = office.person("one")
    statements = (
        f"SELECT supervisor.cancel_authorisation('{wish.id}', 'slip')",
        "SELECT * FROM supervisor.asked_cancellations()",
    )
    for person in (agent, office.centre.manager, office.centre.add_auditor()):
        for statement in statements:
            with person.connect() as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)
    assert phone_state(office, line) == "withdrawn"


def test_figures_follow_corrections_and_corrections_of_corrections(office: Office) -> None:
    desk, (line,) = office.leased()
    later = datetime.now(desk.clock.now().tzinfo) + timedelta(hours=3)
    middle: list[tuple[str, dict[str, Any]]] = [
        ("interview_decided", {"accepted": True}),
        ("offer_decided", {"offer": "B", "decision": "undecided"}),
    ]
    events = desk.call(line, "TERM", state="done", middle=middle, at=later)
    desk.push(*events)
    first = desk.seal("correction", line, supersedes=str(events[2].id), reason="slip", replacement={"decision": "accepted"})
    ended = desk.seal("correction", line, supersedes=str(events[-1].id), reason="slip", replacement={"disposition": "PART"})
    desk.push(first, ended)
    assert figures(office) == {"attempts": 1, "interviews": 1, "offer_accepted": 1, "disposition:PART": 1}
    second = desk.seal("correction", line, supersedes=str(first.id), reason="slip", replacement={"decision": "refused"})
    back = desk.seal("correction", line, supersedes=str(ended.id), reason="slip", replacement={"disposition": "TERM"})
    desk.push(second, back)
    assert figures(office) == {"attempts": 1, "interviews": 1, "offer_refused": 1, "disposition:TERM": 1}
    desk.push(desk.seal("correction", line, supersedes=str(second.id), reason="slip"))
    assert figures(office) == {"attempts": 1, "interviews": 1, "disposition:TERM": 1}


def test_the_command_lists_and_cancels(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    desk, (line,) = office.leased()
    events, wish = opted_out(desk, line)
    desk.push(*events, desk.seal("correction", line, supersedes=str(wish.id), reason="slip"))
    person = office.centre.add_supervisor()
    (tmp_path / "password").write_text(person.password)
    for name, value in {
        "CNMAS_HOME": str(tmp_path), "CNMAS_LOGIN": person.login, "CNMAS_CENTRAL_URL": office.centre.url,
        "CNMAS_PASSWORD_FILE": str(tmp_path / "password"), "COLUMNS": "240",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    assert cli.run(["authorisations", "asked"]) == 0
    told = capsys.readouterr().out
    assert str(wish.id) in told
    assert "Erreur de touche" in told
    assert cli.run(["authorisations", "cancel", str(wish.id), "--reason", "x"]) == 1
    assert "Indiquez le motif" in capsys.readouterr().err
    assert cli.run(["authorisations", "cancel", str(wish.id), "--reason", "Erreur de touche"]) == 0
    assert "reviennent dans la file : 1." in capsys.readouterr().out
    assert cli.run(["authorisations", "asked"]) == 0
    assert capsys.readouterr().out == "Aucune demande n'attend de décision.\n"


def figures(office: Office) -> dict[str, int]:
    rows = office.centre.rows(
        "SELECT measure, sum(n)::integer FROM app.rollup WHERE measure NOT LIKE 'hour:%' GROUP BY 1 HAVING sum(n) <> 0"
    )
    return dict(rows)
