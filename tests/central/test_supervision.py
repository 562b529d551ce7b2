"""The supervisor's room: what it shows is what is there; what it decides is written, done, and kept within its own teams."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from random import Random
from uuid import uuid4

import pytest

from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.auditing_centre import CentreAuditing
from cnmas_desktop.services.quality import GRID
from cnmas_desktop.services.steering import Decide, Release, Reopen, SetPriority, SetState, Share, TakeBack
from cnmas_desktop.services.supervision import CentreBoard, CentreFigures, CentreQuality, CentreSteering, Line
from cnmas_desktop.sync.protocol import HelloRequest, LeaseLine
from tests.agent_desk import Desk, Office, instant
from tests.central.test_counts import work
from tests.central.test_facts import interviews
from tests.office import office

__all__ = ["office"]

ACCEPTED = (
    ("reached", {"who": "person"}),
    ("notice_read", {"notice": "1"}),
    ("interview_decided", {"accepted": True}),
    ("offer_decided", {"offer": "B", "decision": "accepted"}),
)


class Room:
    """A supervisor's ports."""

    def __init__(self, office: Office) -> None:
        self.person = office.centre.add_supervisor()
        line = Line(office.centre.url, self.person.login, lambda: self.person.password)
        self.board, self.figures = CentreBoard(line), CentreFigures(line)
        self.steering, self.quality = CentreSteering(line, portion=2), CentreQuality(line)


@pytest.fixture
def room(office: Office) -> Room:
    return Room(office)


def go(done: int, total: int) -> bool:
    return True


class _Fault:
    def __init__(self, code: str) -> None:
        self.code = code

    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> bool:
        assert isinstance(error, KnownError), f"{self.code} was not raised"
        assert error.code == self.code
        return True


def test_the_board_and_the_campaign_page_tell_a_recount(office: Office, room: Room) -> None:
    desk, lines = office.leased(4)
    desk.push(*desk.call(lines[0], "TERM", state="done", middle=ACCEPTED), *desk.call(lines[1], "NRP"))
    desk.gateway.hello(HelloRequest(desk.device, "0.1.0", desk.seq, 3, None, None, clock_offset=-7.5))
    view = room.board.refresh()
    (campaign,), (agent,) = view.campaigns, view.agents
    assert (campaign.total, campaign.done, campaign.interviews, campaign.leased) == (4, 1, 1, 3)
    assert (agent.calls_today, agent.interviews_today, agent.leased, agent.pending) == (2, 1, 3, 3)
    assert (view.tiles.field, view.tiles.interviews_today) == (3, 1)
    assert agent.clock_offset == -7.5
    assert agent.mute(view.as_of + timedelta(minutes=11))
    page = room.figures.read("ESSAI")
    assert {one.step: one.count for one in page.funnel} == {
        "imported": 4, "callable": 4, "attempted": 2, "reached": 1, "notice_read": 1, "interview_accepted": 1, "offer_accepted": 1,
    }  # fmt: skip
    assert {name: count for name, count in page.symbols.items() if count} == {"I": 1, "UH": 3}
    rates = {one.name: one.value for one in page.rates}
    one, quarter = Fraction(1), Fraction(1, 4)
    assert (rates["RR1"], rates["RR5"], rates["COOP1"], page.progress.progress) == (
        quarter,
        one,
        one,
        quarter,
    )
    assert {name: sum(line.by_disposition.get(name, 0) for line in page.hours) for name in ("TERM", "NRP")} == {"TERM": 1, "NRP": 1}
    assert [one.case_id for one in room.board.cases("ESSAI", None, "done")] == [lines[0].case_id]


@pytest.mark.parametrize("seed", range(3))
def test_the_rollups_are_a_recount_of_the_events(office: Office, seed: int) -> None:
    office.centre.import_people("ESSAI", 25)
    chance = Random(seed)
    for name in ("one", "two"):
        work(office, office.desk(name), chance, 20)
    kept = office.centre.rows(
        "SELECT login, measure, sum(n)::integer FROM app.rollup WHERE measure IN ('attempts', 'interviews') OR measure LIKE 'disposition:%%'"
        " GROUP BY 1, 2 HAVING sum(n) <> 0 ORDER BY 1, 2"
    )
    assert kept == office.centre.rows(
        "SELECT v.login, m.measure, count(*)::integer FROM app.call_case c, app.valid_events(c.campaign, c.id) v,"
        " unnest(app.measures(v.type, v.body, v.at)) AS m (measure) WHERE m.measure IN ('attempts', 'interviews')"
        " OR m.measure LIKE 'disposition:%%' AND v.type = 'call_ended' GROUP BY 1, 2 ORDER BY 1, 2"
    )


def test_cases_are_shared_in_portions_stopped_and_taken_back(office: Office, room: Room) -> None:
    office.centre.import_people("ESSAI", 9)
    one, two = (office.person(name).login for name in ("one", "two"))
    act = Share("ESSAI", (one, two), count=7)
    assert room.steering.preview(act).cases == 7
    stopped = room.steering.run(act, "Renfort du matin", lambda done, total: False)
    assert (stopped.touched, stopped.stopped) == (2, True)
    seen: list[tuple[int, int]] = []

    def watched(done: int, total: int) -> bool:
        seen.append((done, total))
        return True

    done = room.steering.run(Share("ESSAI", (one, two), count=5), "Suite", watched)
    assert (done.touched, seen) == (5, [(2, 5), (4, 5), (5, 5)])
    shares = dict(office.centre.rows("SELECT assigned_to, count(*)::integer FROM app.call_case WHERE assigned_to IS NOT NULL GROUP BY 1"))
    assert sorted(shares.values()) == [3, 4]
    assert room.steering.run(TakeBack(one), "Absent", go).touched == shares[one]
    told = room.steering.decisions()
    assert [(line.kind, line.touched) for line in told] == [
        ("take_back", shares[one]),
        ("share", 5),
        ("share", 2),
    ]
    assert told[0].reason == "Absent"
    with _Fault("steering.reason"):
        room.steering.run(TakeBack(two), " x ", go)
    office.centre.operator.execute("UPDATE app.agent_authorisation SET revoked_at = now() WHERE login = %s", (two,))
    with _Fault("steering.not_authorised"):
        room.steering.preview(Share("ESSAI", (two,)))


def promised(office: Office) -> tuple[Desk, list[LeaseLine]]:
    desk, lines = office.leased(2)
    at = datetime.now(UTC) + timedelta(hours=1)
    promise = ("callback_set", {"kind": "firm", "at": instant(at), "zone": "Europe/Paris", "with": "person"})
    desk.push(*desk.call(lines[0], "RDV", state="callback", at=at, middle=[promise], queue_class=1))
    return desk, lines


def test_an_absent_agents_cases_come_back_at_the_desks_next_contact(office: Office, room: Room) -> None:
    desk, lines = promised(office)
    act = Release(office.person("one").login)
    preview = room.steering.preview(act)
    assert (preview.cases, preview.live) == (2, 2)
    assert [(one.case_id, one.firm, one.promised_by) for one in preview.promises] == [(lines[0].case_id, True, act.login)]
    assert room.steering.run(act, "Arrêt maladie", go).touched == 2
    assert office.case(lines[0], "promised_by, lease_id IS NULL, withdrawn") == (None, False, "released")
    assert {line.withdrawn for line in desk.gateway.renew(desk.device)} == {"released"}
    assert office.case(lines[0], "lease_id IS NULL") is True


def test_released_now_a_late_result_is_kept_and_marked_and_may_be_set_aside(office: Office, room: Room) -> None:
    desk, lines = promised(office)
    late = desk.call(lines[1], "TERM", state="done", middle=[("interview_decided", {"accepted": True})])
    assert room.steering.run(Release(office.person("one").login, now=True), "Poste perdu", go).touched == 2
    assert office.case(lines[1], "lease_id IS NULL, epoch") == (True, lines[1].epoch + 1)
    assert {answer.reason for answer in desk.push(*late)} == {"stale_lease"}
    assert office.case(lines[1]) == "done"
    waiting = room.steering.waiting()
    assert {one.kind for one in waiting} == {"flagged"}
    ended = tuple(one.id for one in waiting if one.type in ("call_ended", "interview_decided"))
    assert room.steering.run(Decide(ended, keep=False), "Appelée deux fois", go).touched == 2
    assert office.case(lines[1], "state, result") == ("fresh", {})
    assert office.centre.value("SELECT coalesce(sum(n), 0)::integer FROM app.rollup WHERE measure = 'interviews'") == 0
    rest = tuple(one.id for one in room.steering.waiting())
    assert room.steering.run(Decide(rest, keep=True), "Relu avec l'agent", go).touched == len(rest) == 1
    assert room.steering.waiting() == ()


def test_what_was_set_aside_for_want_of_a_lease_is_taken_in(office: Office, room: Room) -> None:
    desk, (line,) = office.leased()
    # Of a version whose leases proved nothing, and the centre lost its memory of it.
    events = desk.call(
        replace(line, lease_id=uuid4()), "TERM", state="done", phone=desk.phone(line), middle=[("interview_decided", {"accepted": True})]
    )  # fmt: skip
    office.centre.operator.execute("DELETE FROM app.lease")
    office.centre.operator.execute("UPDATE app.call_case SET lease_id = NULL, leased_by = NULL, leased_device = NULL, leased_until = NULL")
    assert {answer.reason for answer in desk.push(*events)} == {"not_held"}
    ids = tuple(one.id for one in room.steering.waiting() if not one.no_keep)
    assert room.steering.run(Decide(ids, keep=True), "Serveur repris", go).touched == 3
    assert office.case(line, "state, result ->> 'interview'") == ("done", "accepted")
    assert {answer.status.value for answer in desk.push(*events)} == {"duplicate"}
    assert room.steering.waiting() == ()


def test_a_case_is_reopened_and_a_late_event_does_not_close_it_again(office: Office, room: Room) -> None:
    desk, (line,) = office.leased()
    late = desk.call(line, "NRP", state="exhausted")
    desk.push(*desk.call(line, "TERM", state="done"))
    room.steering.run(Reopen(line.case_id), "Mauvaise personne", go)
    assert office.case(line) == "retry"
    desk.push(*late)
    assert office.case(line) == "retry"
    with _Fault("steering.not_reopened"):
        room.steering.preview(Reopen(line.case_id))


def test_campaigns_are_paused_ranked_and_closed_for_good(office: Office, room: Room) -> None:
    room.steering.run(SetState("ESSAI", "paused"), "Panne du standard", go)
    room.steering.run(SetPriority("ESSAI", 5), "Prioritaire", go)
    assert office.centre.rows("SELECT state, priority FROM app.campaign") == [("paused", 5)]
    room.steering.run(SetState("ESSAI", "closed"), "Terminée", go)
    with _Fault("campaign.closed"):
        room.steering.preview(SetState("ESSAI", "open"))


def test_another_team_and_another_campaign_are_not_there(office: Office, room: Room) -> None:
    _, lines = office.leased(2)
    office.centre.plain_campaign("AUTRE")
    office.centre.operator.execute("UPDATE app.person SET team = 'Ain' WHERE login = %s", (room.person.login,))
    office.centre.operator.execute(
        "INSERT INTO app.agent_authorisation (login, campaign, authorised_by) VALUES (%s, 'AUTRE', 'La directrice')",
        (room.person.login,),
    )
    view = room.board.refresh()
    assert (view.agents, view.campaigns, room.figures.campaigns()) == ((), (), ("AUTRE",))
    assert room.board.cases(None, None, "total") == ()
    other = office.person("one").login
    for act, code in (
        (TakeBack(other), "staff.unknown"),
        (SetPriority("ESSAI", 1), "campaign.unknown"),
        (Reopen(lines[0].case_id), "case.unknown"),
    ):
        with _Fault(code):
            room.steering.run(act, "Essai de dehors", go)
    with _Fault("case.unknown"):
        room.quality.open_record(lines[0].case_id, "Curiosité")
    with _Fault("campaign.unknown"):
        room.figures.read("ESSAI")


def test_a_record_is_opened_with_a_reason_without_nir_and_noted(office: Office, room: Room) -> None:
    _, (line,) = office.leased()
    with _Fault("steering.reason"):
        room.quality.open_record(line.case_id, "")
    record = room.quality.open_record(line.case_id, "Réclamation écrite")
    assert dict(record.fields) == {"nom": "Inventé 0", "prenom": "Alix"}
    auditor = office.centre.add_auditor()
    port = CentreAuditing(Line(office.centre.url, auditor.login, lambda: auditor.password))
    now = datetime.now(UTC)
    log = port.log(now - timedelta(hours=1), now + timedelta(hours=1), reference=record.row_ref)
    assert [(one.type, one.login, dict(one.detail)["reason"]) for one in log if one.type == "record_opened"] == [
        ("record_opened", room.person.login, "Réclamation écrite")
    ]
    assert office.person("one").login in {one.login for one in port.authorisations()}


def test_of_a_study_a_record_tells_who_was_called_and_nothing_of_what_was_said(office: Office, room: Room) -> None:
    desk, (line,) = office.leased()
    desk.push(*desk.call(line, "TERM", state="done", middle=ACCEPTED))
    office.centre.operator.execute("UPDATE app.campaign SET regime = 'study'")
    office.centre.operator.execute("UPDATE app.campaign_version SET travelling = '{nom,prenom,sexe}'")
    office.centre.operator.execute("""UPDATE app.call_case SET fields = fields || '{"sexe": "F"}'""")
    record = room.quality.open_record(line.case_id, "Réclamation écrite")
    assert (dict(record.fields), record.disposition) == ({"nom": "Inventé 0", "prenom": "Alix"}, None)
    assert (record.state, [(one.type, one.disposition) for one in record.history]) == ("over", [("call_started", None)])


def test_five_interviews_are_looked_over_then_one_in_twenty(office: Office, room: Room) -> None:
    desk, lines = office.leased(40)
    for line in lines:
        desk.push(*desk.call(line, "TERM", state="done", middle=ACCEPTED))
    sample = room.quality.sample()
    (cover,) = room.quality.coverage()
    assert [one.rank for one in sample if one.rank] == [5, 4, 3, 2, 1]  # the latest first; those after them are drawn
    assert (cover.interviews, cover.sampled, cover.reviewed) == (40, len(sample), 0)
    assert 5 <= len(sample) <= 15
    marks = dict.fromkeys(GRID, "good")
    room.quality.review("ESSAI", sample[0].case_id, marks, "Claire")
    with _Fault("quality.reviewed"):
        room.quality.review("ESSAI", sample[0].case_id, marks)
    assert room.quality.sample()[-1].marks == marks
    assert room.quality.coverage()[0].reviewed == 1
    outside = next(line.case_id for line in lines if line.case_id not in {one.case_id for one in sample})
    with _Fault("quality.not_sampled"):
        room.quality.review("ESSAI", outside, marks)


def test_an_interview_is_whose_word_stands(office: Office, room: Room) -> None:
    """The case goes to another agent, who is accepted too; that is set aside, and the first is reviewed again as the first's."""
    desk, (line,) = office.leased()
    desk.push(*desk.call(line, "TERM", state="done", middle=ACCEPTED))
    room.steering.run(Reopen(line.case_id), "Réclamation", go)
    assert [(one.login, one.interviews) for one in room.quality.coverage()] == [(office.person("one").login, 1)]
    other = office.desk("two")
    (again,) = other.gateway.check_out(other.device, 1)
    call = other.call(again, "TERM", state="done", middle=ACCEPTED)
    other.push(*call)
    assert [(one.login, one.rank) for one in room.quality.sample()] == [(office.person("two").login, 1)]
    other.push(other.seal("correction", again, supersedes=str(call[3].id), replacement=None, reason="slip"))
    assert [(one.login, one.sampled) for one in room.quality.coverage()] == [(office.person("one").login, 1)]
    interviews(office)


def test_a_chain_that_was_touched_is_found(office: Office) -> None:
    desk, lines = office.leased(2)
    desk.push(
        *desk.call(lines[0], "NRP"),
        desk.seal("record_opened", lines[0], purpose="file"),
        *desk.call(lines[1], "NRP"),
    )
    auditor = office.centre.add_auditor()
    port = CentreAuditing(Line(office.centre.url, auditor.login, lambda: auditor.password))
    assert port.verify().breaks == ()
    office.centre.operator.execute("UPDATE app.event SET text = replace(text, 'NRP', 'OCC') WHERE seq = 2")
    office.centre.operator.execute("DELETE FROM app.audit WHERE seq = 3")
    whose = office.person("one").login
    assert [(one.seq, one.kind, one.login) for one in port.verify().breaks] == [(2, "altered", whose), (4, "gap", whose)]


def test_a_case_is_found_by_its_reference_without_reading_the_others(office: Office, room: Room) -> None:
    """Ten thousand cases: an index leads to the one, by the organisme's reference and by its id."""
    centre = office.centre
    centre.import_people("ESSAI", 1)
    with centre.admin() as admin, admin.transaction(force_rollback=True):
        admin.execute("SET LOCAL session_replication_role = replica")
        admin.execute(
            "INSERT INTO app.call_case (campaign, id, contact_id, organisme, zone, import_id, line, row_ref, dedupe_key, fields, seeded_key, purge_at)"
            " SELECT campaign, gen_random_uuid(), contact_id, organisme, zone, import_id, n, 'AUTRE-' || n, int4send(n), fields, n, purge_at"
            "   FROM app.call_case, generate_series(1, 10000) n"
        )
        admin.execute("ANALYZE app.call_case")
        ((case_id,),) = admin.execute("SELECT id FROM app.call_case WHERE row_ref = 'AUTRE-4321'").fetchall()
        read = "SELECT seq_tup_read, idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = 'call_case'"
        before = admin.execute(read).fetchall()[0]
        admin.execute(f"SET LOCAL SESSION AUTHORIZATION {room.person.role}".encode())
        for asked in ("AUTRE-4321", str(case_id).upper(), "4321", "%"):
            found = admin.execute("SELECT case_id FROM supervisor.find_cases(%s)", (asked,)).fetchall()
            assert found == ([(case_id,)] if len(asked) > 4 else [])
        admin.execute("RESET SESSION AUTHORIZATION")
        after = admin.execute(read).fetchall()[0]
        assert (after[0] - before[0], after[1] - before[1]) <= (0, 10)
