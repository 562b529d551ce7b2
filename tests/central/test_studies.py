"""A supervisor reads of a running study what no two readings, whenever, tell of a few people."""

from collections.abc import Iterator, Mapping
from itertools import combinations, pairwise
import json
from random import Random
from typing import Any

import pytest

from cnmas_desktop.domain.dispositions import PRECEDENCE
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.campaign_figures import CampaignView
from cnmas_desktop.services.quality import GRID, SampleLine
from cnmas_desktop.services.steering import SetQuota
from cnmas_desktop.services.supervision import CentreFigures, CentreQuality, CentreSteering, Line
from tests.agent_desk import Office
from tests.central_server import Centre
from tests.services.test_campaign_figures import OUTCOMES, told

Cases = dict[str, dict[str, int]]
STEPS = ("reached", "notice_read", "interview_accepted", "offer_accepted")


def figures(page: Mapping[str, Any]) -> dict[str, int]:
    """Every count of what people said that a page holds."""
    return {
        **{name: page["funnel"][name] for name in STEPS},
        **{PRECEDENCE[rank]: count for rank, count in page["ranks"]},
        **page["dispositions"],
        **{f"{hour} {code}": count for hour, code, count in page.get("hours") or []},
    }


def pages(cases: Cases) -> str:
    """Of all organismes together and of each, as the centre counts them."""
    return json.dumps({"": told(cases, "study"), **{name: told({name: one}, "study") for name, one in cases.items()}})


def test_no_two_readings_of_a_study_tell_of_a_few_people(centre: Centre) -> None:
    """Random studies, read on every day: no figure, no difference of the whole and a part, of two neighbours on the page, or of a figure on
    any two days is from 1 to 10, whatever came in between and was taken back."""
    chance, seen = Random(4), 0
    with centre.admin() as admin:
        for _ in range(40):
            sizes = chance.choice(((0, 11, 30, 500), (0, 3, 11, 60), (0, 12, 5000)))
            names = [f"{code:03}" for code in range(chance.randint(1, 3))]
            cases: Cases = {name: {one: chance.choice(sizes) for one in OUTCOMES} for name in names}
            shown: list[dict[str, Any]] = []
            for _day in range(6):
                row = admin.execute(
                    "SELECT app.study_step(%s::jsonb, %s::jsonb[])",
                    (pages(cases), [json.dumps(one) for one in shown]),
                ).fetchone()
                if row is not None and row[0] is not None:
                    shown.append(row[0])
                moves = chance.choice(((0, 12, 40), (0, 0, 3, 12), (0, -12, 13, 25), (0, 10, 24)))
                for one in cases.values():
                    for code in OUTCOMES:
                        one[code] = max(0, one[code] + chance.choice(moves))
            known = [{name: figures(page) for name, page in one["pages"].items()} for one in shown]
            counts = [count for one in known for page in one.values() for count in page.values()]
            for day in known:
                counts += [abs(day[""].get(name, 0) - count) for part in names for name, count in day[part].items()]
                counts += [abs(page[step] - page[after]) for page in day.values() for step, after in pairwise(STEPS)]
            for first, second in combinations(known, 2):
                for part in first.keys() & second.keys():
                    both = first[part].keys() & second[part].keys()
                    counts += [abs(first[part][name] - second[part][name]) for name in both]
            assert not [count for count in counts if 0 < count < 11], cases
            seen += len(shown)
    assert 30 < seen < 200  # neither always shut nor always open


@pytest.fixture
def study(centre: Centre) -> Iterator[Office]:
    made = Office(centre, regime="study", campaign="ETUDE")
    yield made
    made.close()


def answer(office: Office, people: int, disposition: str, said: str) -> None:
    """So many more people have said so."""
    office.centre.operator.execute(
        "UPDATE app.call_case SET state = 'done', disposition = %s, last_at = now(), result = jsonb_build_object('interview', %s::text), result_at = now()"
        " WHERE id IN (SELECT id FROM app.call_case WHERE state = 'fresh' LIMIT %s)",
        (disposition, said, people),
    )


def test_a_study_moves_once_a_day_and_by_eleven_people(study: Office) -> None:
    person = study.centre.add_supervisor()
    port = CentreFigures(Line(study.centre.url, person.login, lambda: person.password))
    study.centre.import_people("ETUDE", 80)

    def reading(days: int = 0) -> tuple[int | None, CampaignView]:
        """What the page says of interviews accepted, so many days later."""
        study.centre.operator.execute("UPDATE app.study_view SET day = day - %s::integer", (days,))
        view = port.read("ETUDE")
        return next(one.count for one in view.funnel if one.step == "interview_accepted"), view

    answer(study, 5, "TERM", "accepted")
    first, view = reading()
    assert (first, view.hidden, view.shown_at) == (None, True, None)
    assert [one.count for one in view.funnel[:3]] == [80, None, 5]  # the work
    answer(study, 7, "TERM", "accepted")
    assert reading()[0] is None  # asked once a day
    count, view = reading(days=1)
    assert (count, view.symbols["I"]) == (12, 12)
    answer(study, 10, "TERM", "accepted")
    assert [reading()[0], reading(days=1)[0], reading(days=1)[0]] == [12, 12, 12]
    answer(study, 1, "TERM", "accepted")
    assert reading()[0] == 12
    answer(study, 3, "REF_D", "refused")
    count, view = reading(days=1)
    assert (count, view.funnel[2].count) == (12, 26)  # three refusals would be told
    answer(study, 9, "REF_D", "refused")
    assert [reading(days=1)[0], port.read("ETUDE").symbols["R"]] == [23, 12]


def test_what_is_looked_over_of_a_study_comes_with_the_steps_of_its_page(study: Office) -> None:
    """Of an agent who held eleven interviews, on a day and under a number that leads to no case; in between nothing moves."""
    person = study.centre.add_supervisor()
    line = Line(study.centre.url, person.login, lambda: person.password)
    desk, lines = study.leased(24)

    def hold(number: int) -> None:
        for one in (lines.pop() for _ in range(number)):
            desk.push(*desk.call(one, "TERM", state="done", middle=[("interview_decided", {"accepted": True})]))

    def sample(days: int = 0) -> tuple[SampleLine, ...]:
        study.centre.operator.execute("UPDATE app.study_view SET day = day - %s::integer", (days,))
        CentreFigures(line).read("ETUDE")
        return CentreQuality(line).sample()

    hold(10)
    assert (sample(), CentreQuality(line).coverage()) == ((), ())
    hold(1)
    first = sample(days=1)
    assert sorted(one.rank for one in first if one.rank) == [1, 2, 3, 4, 5] and {one.row_ref for one in first} == {None}
    assert not {one.case_id for one in first} & {row[0] for row in study.centre.rows("SELECT id FROM app.call_case")}
    hold(10)
    assert sample(days=1) == first
    CentreQuality(line).review("ETUDE", first[0].case_id, dict.fromkeys(GRID, "good"))
    (cover,) = CentreQuality(line).coverage()
    assert (cover.interviews, cover.sampled, cover.reviewed) == (None, len(first), 1)


def test_the_target_of_a_study_cannot_feel_how_many_there_are(study: Office) -> None:
    person = study.centre.add_supervisor()
    steering = CentreSteering(Line(study.centre.url, person.login, lambda: person.password))
    study.centre.operator.execute(
        "INSERT INTO app.quota (campaign, cell, place, age_min, age_max, sex, target) VALUES ('ETUDE', 'tous', 1, 0, 120, '', 40)"
    )
    told = []
    for target in (51, 52, 45, 10, 62, 40):
        try:
            steering.run(SetQuota("ETUDE", "tous", target), "Essai", lambda _done, _total: True)
        except KnownError as fault:
            told.append((target, fault.code))
    assert told == [(52, "steering.study_quota"), (45, "steering.study_quota"), (10, "steering.study_quota")]
