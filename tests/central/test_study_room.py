"""All that a supervisor may ask of a running study is the same whatever was said in it.

Two studies of one centre are alike: the same people, agents, hours and calls, in which other things were said. Every function of the room is asked
about both. So no few answers can be read from any of them, nor from any two of their answers, at whatever moments. What does depend on what was
said is the page's own steps, and what they hold is tested in test_studies.py.
"""

from collections.abc import Iterator
from dataclasses import dataclass
import json
from random import Random
import re
from typing import TYPE_CHECKING, Any
from uuid import UUID

import psycopg
import pytest

from cnmas_desktop.services.quality import GRID
from cnmas_desktop.sync.protocol import LeaseLine
from tests.agent_desk import Desk, Office
from tests.central_server import Centre, invented_row

if TYPE_CHECKING:
    from psycopg import Connection

Said = list[tuple[str, dict[str, Any]]]
ENDS: dict[str, tuple[str, Said]] = {
    "TERM": ("done", [("notice_read", {"notice": "1"}), ("interview_decided", {"accepted": True})]),
    "REF_D": ("done", [("notice_read", {"notice": "1"}), ("interview_decided", {"accepted": False})]),
    "OPPO": ("blocked", [("opposition_made", {})]),
    "DCD": ("done", []),
    "HCH": ("done", [("reached", {"who": "person"})]),
}
"""How a call may close a case: its state, and what was said."""
FIGURES = (
    "total", "fresh", "callable", "waiting", "quota_full", "called_in", "missed_team", "missed_held", "in_field", "incident", "given_back",
    "unreached", "callbacks_due", "callbacks_late", "leased", "assigned", "to_decide", "done", "exhausted", "blocked", "interviews",
    "interviews_refused", "offers_accepted", "offers_refused", "to_export",
)  # fmt: skip
ASKED = {
    "hello": "supervisor.hello()", "own_campaigns": "supervisor.own_campaigns()", "organismes": "supervisor.organismes()",
    "colleagues": "supervisor.colleagues()", "messages": "supervisor.messages()", "board": "supervisor.board()", "paces": "supervisor.paces()",
    "queue_counts": "supervisor.queue_counts('{code}')", "metrics": "supervisor.metrics() WHERE labels ? 'campaign' ORDER BY labels",
    "campaign_page": "supervisor.campaign_page('{code}', '011')", "waiting": "supervisor.waiting('{code}')",
    "cases_behind": "unnest(ARRAY[{figures}]) f, supervisor.cases_behind('{code}', NULL, f)",
    "asked_cancellations": "supervisor.asked_cancellations()", "decisions": "supervisor.decisions()",
    "quality_sample": "supervisor.quality_sample('{code}')", "quality_coverage": "supervisor.quality_coverage()",
    "find_cases": "supervisor.find_cases('{case}')", "open_record": "supervisor.open_record('{case}', 'Essai')",
    "review": "supervisor.review('{code}', '{case}', '{grid}', '')", "preview": "supervisor.preview('{act}', '{rule}')",
}  # fmt: skip
"""Every function of the room, and what one may ask of it."""
ACTS = {
    "share": {"campaign": "{code}", "to": ["{agent}"]}, "take_back": {"login": "{agent}"}, "release": {"login": "{agent}"},
    "reopen": {"case_id": "{case}"}, "close": {"case_id": "{case}"}, "cancel_slip": {"ids": ["{case}"]},
    "decide": {"ids": ["{case}"], "keep": False},
}  # fmt: skip
WRITES = {"decide", "carry_out", "cancel_authorisation", "send_message", "password_changed"}
"""They answer with an id, or with what a preview told."""


@dataclass
class Study:
    code: str
    agent: str
    desk: Desk
    held: dict[str, LeaseLine]
    cases: dict[str, UUID]

    def call(self, ref: str, disposition: str) -> None:
        state, said = ENDS[disposition]
        self.desk.push(*self.desk.call(self.held[ref], disposition, state=state, middle=said))


@pytest.fixture
def studies(centre: Centre) -> Iterator[tuple[Study, Study]]:
    office = Office(centre, regime="study", campaign="ETUDE_A")
    centre.plain_campaign("ETUDE_B", regime="study")
    centre.plain_campaign("AUTRE", regime="study")

    def study(name: str, start: int) -> Study:
        code, agent = f"ETUDE_{name}", office.person(name).login
        centre.import_people(
            code, 7, start=start, make=lambda n: invented_row(n, row_ref=f"R{n % 100}", contact={"nom": "Inventé", "prenom": "Alix"})
        )
        centre.operator.execute("UPDATE app.agent_authorisation SET campaign = %s WHERE login = %s", (code, agent))
        centre.operator.execute("UPDATE app.person SET display_name = 'Alix Essai' WHERE login = %s", (agent,))
        centre.operator.execute("UPDATE app.call_case SET seeded_key = line %% 100 WHERE campaign = %s", (code,))
        cases = dict(centre.rows("SELECT row_ref, id FROM app.call_case WHERE campaign = %s ORDER BY 1", code))
        desk = office.desk(name)
        held = {line.case_id: line for line in desk.gateway.check_out(desk.device, 5)}
        return Study(code, agent, desk, {ref: held[case] for ref, case in cases.items() if case in held}, cases)

    yield study("A", 100), study("B", 200)
    office.close()


def everything(room: "Connection[Any]", study: Study, other: Study) -> dict[str, object]:
    """All that the room says of a study, without ids and instants, its own names those of any study."""
    names = {"code": study.code, "agent": study.agent, "grid": json.dumps(dict.fromkeys(GRID, "good")), "figures": str(FIGURES)[1:-1]}
    questions: dict[str, str] = {}
    for ref, case in study.cases.items():
        for name, query in ASKED.items():
            for act, rule in (ACTS if name == "preview" else {"": {}}).items():
                written = json.dumps(rule)
                for word, own in {**names, "case": str(case)}.items():
                    written = written.replace(f"{{{word}}}", own)
                asked = query.format(**names, case=case, act=act, rule=written)
                questions.setdefault(asked, f"{name} {act} {ref if str(case) in asked else ''}")

    def about(value: Any) -> Any:
        if isinstance(value, list):
            return [
                about(one)
                for one in value
                if not re.search(rf"{other.code}|{other.agent}\b", json.dumps(one)) or study.code in json.dumps(one)
            ]
        return {key: about(one) for key, one in value.items() if key != other.code} if isinstance(value, dict) else value

    said: dict[str, object] = {}
    for asked, name in questions.items():
        try:
            answer = [row[0] for row in room.execute(f"SELECT to_json(x) FROM (SELECT * FROM {asked}) x".encode()).fetchall()]
        except psycopg.Error as fault:
            answer = [str(fault.diag.message_primary)]
        text = json.dumps(about(answer), sort_keys=True).replace(study.code, "ETUDE").replace(study.agent, "agent")
        text = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "id", text)
        said[name] = json.loads(re.sub(r'"\d{4}-\d\d-\d\dT[^"]*"', '"instant"', text))
    return said


def test_the_room_tells_of_two_studies_the_same_whatever_was_said(centre: Centre, studies: tuple[Study, Study]) -> None:
    first, second = studies
    chance = Random()
    with centre.admin() as admin:
        room_has = {
            row[0] for row in admin.execute("SELECT proname FROM pg_proc WHERE pronamespace = 'supervisor'::regnamespace").fetchall()
        }
    assert room_has == ASKED.keys() | WRITES
    # Of the second, one person was stopped before anybody called, by a word said elsewhere.
    centre.operator.execute(
        "UPDATE app.contact SET opposed_at = now() WHERE id = (SELECT contact_id FROM app.call_case WHERE id = %s)", (second.cases["R6"],)
    )
    centre.operator.execute("UPDATE app.call_case SET state = 'blocked' WHERE id = %s", (second.cases["R6"],))
    with centre.add_supervisor().connect() as room:
        for refs, late in ((("R0", "R1", "R2"), False), (("R3", "R4"), True)):
            if late:  # what is told under a reservation that was taken away waits for a decision
                centre.operator.execute("SELECT app.end_leases(ARRAY(SELECT id FROM app.call_case WHERE lease_id IS NOT NULL), 'released')")
            for ref in refs:
                one, another = chance.sample(sorted(ENDS), 2)
                first.call(ref, one)
                second.call(ref, another)
            said = [everything(room, first, second), everything(room, second, first)]
            assert {name: (said[0][name], said[1][name]) for name in said[0] if said[0][name] != said[1][name]} == {}
        assert said[0]["waiting  "] != []


def test_the_pages_that_the_server_reads_do_not_tell_what_was_said(studies: tuple[Study, Study], centre: Centre) -> None:
    """EXPLAIN counts them for anybody's psql: three interviews held in one study, none in the other."""
    for study, disposition in zip(studies, ("TERM", "REF_D"), strict=True):
        for ref in ("R0", "R1", "R2"):
            study.call(ref, disposition)
    with centre.add_supervisor().connect() as room:
        for setting in (
            "join_collapse_limit = 1",
            "enable_hashjoin = off",
            "enable_mergejoin = off",
            "enable_material = off",
            "enable_memoize = off",
        ):
            room.execute(f"SET {setting}".encode())  # as anybody may: each case that is left is compared with its campaign by itself

        def pages(study: Study, figure: str) -> int:
            asked = f"EXPLAIN (ANALYZE, BUFFERS, FORMAT json) SELECT * FROM supervisor.cases_behind('{study.code}', NULL, '{figure}')"
            plans = [room.execute(asked.encode()).fetchall()[0][0][0]["Plan"] for _ in range(3)]
            return min(int(plan["Shared Hit Blocks"]) + int(plan["Shared Read Blocks"]) for plan in plans)

        told = {figure: [pages(study, figure) for study in studies] for figure in FIGURES}
    assert {figure: one for figure, one in told.items() if len(set(one)) != 1} == {}
