"""Calls and corrections at random, offline and online: the queue of the workstation, the pure replay and the centre say the same."""

from collections.abc import Mapping
from datetime import datetime, timedelta
import json
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest

from cnmas_desktop.domain.campaigns import catalogue
from cnmas_desktop.domain.case_state import CALLABLE, CaseState
from cnmas_desktop.domain.cases import Fact, Standing, replay, standing_facts
from cnmas_desktop.domain.events import EventType
from cnmas_desktop.domain.interview_steps import ANSWERED, Step
from cnmas_desktop.domain.interview_turn import accepted_at, who_answered
from cnmas_desktop.local.cases import CaseShelf
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.casebook import Casebook
from cnmas_desktop.services.mending import MendChoice
from cnmas_desktop.services.sessions import AgentSession
from cnmas_desktop.services.training import under_training
from cnmas_desktop.services.virtual_agent import VirtualAgent
from tests.central_server import Centre
from tests.virtual_room import sign_in

CASES, ROUNDS = 12, 36
STOPPED = frozenset({"opted_out", "opt_out", "opposition", "deceased"})


@pytest.mark.parametrize("code", ["COORDONNEES", "SATISFACTION"])
def test_any_day_of_calls_and_corrections_reads_the_same_everywhere(centre: Centre, tmp_path: Path, code: str) -> None:
    campaign = under_training(next(one for one in catalogue() if one.code == code))
    centre.gateway.load_campaign(campaign)
    centre.gateway.open_campaign(campaign.code)
    centre.import_people(campaign.code, CASES)
    person = centre.add_agent()
    session, _ = sign_in(centre, person, tmp_path / "desk")
    chance = Random(len(code))
    agent = VirtualAgent(session.desk, Casebook(session.database.main), chance)
    assert session.syncer.run() is not None
    mended = 0
    for _ in range(ROUNDS):
        doing = chance.random()
        if doing < 0.45:
            agent.call()
        elif doing < 0.9:
            mended += mend(session, chance)
        else:
            local_agrees(session)
            assert session.syncer.run() is not None
    assert mended
    local_agrees(session)
    assert session.syncer.run() is not None
    centre_agrees(centre, session)
    figures_agree(centre, session, person.login)
    session.close()


def test_who_goes_back_and_decides_otherwise_has_decided_once(centre: Centre, tmp_path: Path) -> None:
    """The first word may have been sent before the second was said."""
    campaign = under_training(next(one for one in catalogue() if one.code == "MTDENTS"))
    centre.gateway.load_campaign(campaign)
    centre.gateway.open_campaign(campaign.code)
    centre.import_people(campaign.code, 1)
    person = centre.add_agent()
    session, _ = sign_in(centre, person, tmp_path / "desk")
    assert session.syncer.run() is not None
    desk = session.desk
    assert desk.open_next() is not None
    for step in ("call", "answered", "person"):
        assert desk.act(step) is not None
    view = desk.call()
    assert view is not None
    payload = Casebook(session.database.main).held(view.case_id).payload
    assert desk.act("identity", {"typed": payload.fields["date_naissance"], "typed2": ""}) is not None
    said = (("accept", "back", "refuse"), ("back", "back", "back", "third_party"), ("back", "person"))
    for words in said:
        for action in words:
            assert desk.act(action) is not None
        assert session.syncer.run() is not None
    assert desk.act("identity", {"typed": payload.fields["date_naissance"], "typed2": ""}) is not None
    assert desk.act("accept") is not None
    while (view := desk.call()) is not None and view.step == Step.SCRIPT:
        desk.act("next")
    for action in ("offer_accepted", "back", "terminate", "refuse", "reason:pas_le_temps"):
        assert desk.act(action) is not None, action
    assert session.syncer.run() is not None
    assert desk.act("save") is None
    assert session.syncer.run() is not None
    figures_agree(centre, session, person.login)
    day = desk.view().day
    assert (day.reached, day.interviews, day.refusals, day.agreements) == (1, 0, 1, 0)
    assert centre.value("SELECT result ->> 'interview' FROM app.call_case") == "refused"
    session.close()


def mend(session: AgentSession, chance: Random) -> bool:
    """Any correction that the desk offers, of any call of the day."""
    mending = session.desk.mending
    lines = mending.calls()
    view = mending.begin(chance.choice(lines).position) if lines else None
    if view is None:
        return False
    if view.refused is not None:
        if view.askable:
            mending.ask(view.line.position, "slip")
        return False
    things = [MendChoice(code) for code in view.outcomes]
    things += [MendChoice(view.outcome, offer=(one.code, decision, "")) for one, decision in view.offers]
    choice = chance.choice(things)
    if choice.outcome in {"RDV", "RAP"} and view.now_there is not None:
        local = (view.now_there + timedelta(days=chance.randrange(1, 5))).replace(hour=11, minute=0, second=0, microsecond=0, tzinfo=None)
        choice = MendChoice(choice.outcome, kind="firm", local=local)
    elif choice.outcome in {"REF_D", "REF_S"} and view.refusal_reasons:
        choice = MendChoice(choice.outcome, reason=chance.choice([*view.refusal_reasons]).code)
    try:
        mending.mend(view.line.position, choice, "slip")
    except KnownError as error:
        if error.code.startswith(("callback.", "may_not.")) or error.code == "mend.same":
            return False
        raise
    return True


def told(session: AgentSession) -> dict[UUID, list[Fact]]:
    """Everything this store has told, case by case."""
    facts: dict[UUID, list[Fact]] = {}
    with session.database.main.reading() as connection:
        rows = connection.exec_driver_sql("SELECT text FROM outbox WHERE case_id IS NOT NULL AND text IS NOT NULL").all()
    for (text,) in rows:
        event = json.loads(text)
        fact = Fact(UUID(event["id"]), EventType(event["type"]), event["epoch"], event["seq"], event["body"])
        facts.setdefault(UUID(event["case"]), []).append(fact)
    return facts


def local_agrees(session: AgentSession) -> None:
    shelf = CaseShelf(session.database.main)
    for case_id, facts in told(session).items():
        held, standing = shelf.case(case_id), replay(facts)
        if held is None or held.payload.blocked_reason in STOPPED:
            continue
        payload, code = held.payload, [fact.body.get("disposition") for fact in standing_facts(facts)]
        assert payload.state == standing.state.value, (case_id, code)
        if standing.state in CALLABLE - {CaseState.FRESH}:
            assert payload.queue_class == standing.next_class, code
            assert promised(standing) == (payload.callback.at if payload.callback else None), code


def figures_agree(centre: Centre, session: AgentSession, login: str) -> None:
    """Here and at the centre each call counts for what it ended with, at the step where it ended; the way there counts for nothing."""
    reached = accepted = refused = agreed = 0
    for facts in told(session).values():
        calls: dict[str, dict[EventType, Mapping[str, Any]]] = {}
        for fact in standing_facts(facts):
            calls.setdefault(fact.body.get("attempt", ""), {})[fact.type] = fact.body
        for said in calls.values():
            ended = said.get(EventType.CALL_ENDED)
            if ended is None:
                continue
            code, step = ended["disposition"], Step(ended["step"])
            decided = accepted_at(code, step)
            accepted, refused = accepted + (decided is True), refused + (decided is False)
            agreed += step is Step.FOLLOW_UP and said.get(EventType.OFFER_DECIDED, {}).get("decision") == "accepted"
            asked = bool({EventType.AUTHORISATION_WITHDRAWN, EventType.OPPOSITION_MADE} & said.keys())
            reached += step in ANSWERED and who_answered(code, step, wished=asked) == "person"
    day = session.desk.view().day
    assert (day.reached, day.interviews, day.refusals, day.agreements) == (reached, accepted, refused, agreed)
    counted = dict(centre.rows("SELECT measure, sum(n)::int FROM app.rollup WHERE login = %s GROUP BY 1", login))
    measures = ("reached", "interviews", "interview_refused", "offer_accepted")
    assert tuple(counted.get(name, 0) for name in measures) == (reached, accepted, refused, agreed)


def promised(standing: Standing) -> datetime | None:
    return datetime.fromisoformat(standing.callback["at"]) if standing.callback else None


def centre_agrees(centre: Centre, session: AgentSession) -> None:
    for case_id, facts in told(session).items():
        standing = replay(facts)
        ((state, queue_class, callback, stop, attempts),) = centre.rows(
            "SELECT c.state, c.queue_class, c.callback ->> 'at', t.do_not_call_at IS NOT NULL OR t.opposed_at IS NOT NULL"
            " OR t.deceased_at IS NOT NULL, (SELECT count(*) FROM app.reach_attempt a WHERE a.contact_id = c.contact_id AND a.counts)"
            " FROM app.call_case c JOIN app.contact t ON t.id = c.contact_id WHERE c.id = %s",
            case_id,
        )
        code = [(fact.type.value, fact.body.get("disposition"), fact.seq) for fact in standing_facts(facts)]
        assert attempts == standing.attempts, code
        if stop:
            assert state in {"blocked", "done"}, code
            continue
        assert state == standing.state.value, code
        if standing.state in CALLABLE - {CaseState.FRESH}:
            assert queue_class == standing.next_class, code
            assert (datetime.fromisoformat(callback) if callback else None) == promised(standing), code
