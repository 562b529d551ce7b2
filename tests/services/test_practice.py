"""Practice: the same desk, and no trace of it anywhere afterwards."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
import re

import pytest

from cnmas_desktop.credentials import DemoKeyring
from cnmas_desktop.domain.campaigns import catalogue
from cnmas_desktop.domain.world import SystemClock, World
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.practice import FOLDER, Practice
from cnmas_desktop.services.sessions import AgentSession
from cnmas_desktop.services.sign_in import SignIn, Workstation
from cnmas_desktop.services.training import under_training
from tests.central_server import PASSWORD, Centre

CALLS = (("call", "no_answer", "save"), ("call", "answered", "hung_up", "save"), ("call", "busy", "save"))


@pytest.fixture
def session(centre: Centre, tmp_path: Path) -> Iterator[AgentSession]:
    campaign = under_training(next(one for one in catalogue() if one.code == "COORDONNEES"))
    centre.gateway.load_campaign(campaign)
    centre.gateway.open_campaign(campaign.code)
    centre.import_people(campaign.code, 2)
    door = SignIn(centre.url, Workstation(tmp_path, DemoKeyring(tmp_path), World(SystemClock(), Random(1))))
    made = door.sign_in(centre.add_agent().login, PASSWORD)
    assert isinstance(made, AgentSession)
    made.sign_undertaking()
    assert made.syncer.run() is not None
    yield made
    made.close()


def play(practice: Practice) -> list[str]:
    """A few calls; the names of those called."""
    names = []
    for steps in CALLS:
        view = practice.desk.open_next()
        assert view is not None
        names.append(view.name)
        for action in steps:
            view = practice.desk.act(action)
        assert view is None
    return names


def test_a_practice_leaves_nothing_at_the_centre_nor_in_the_real_store(session: AgentSession, centre: Centre) -> None:
    before = session.desk.view()
    practice = session.practise()
    play(practice)
    assert practice.desk.view().day.calls == len(CALLS)
    practice.close()
    after = session.desk.view()
    assert (after.held, after.day, after.sync.waiting) == (before.held, before.day, 0)
    assert session.syncer.run() is not None
    assert centre.rows("SELECT DISTINCT type FROM app.event") == [("undertaking_signed",)]
    assert centre.value("SELECT count(*) FROM app.audit WHERE device IS NOT NULL") == 0
    assert centre.value("SELECT count(*) FROM app.device") == 1
    assert not (session.database.folder / FOLDER).exists()


def test_it_says_what_it_is_and_shows_no_outbox(session: AgentSession) -> None:
    practice = session.practise()
    play(practice)
    view = practice.desk.view()
    assert [banner.code for banner in view.banners] == ["banner.practice"]
    assert view.practice
    assert (view.sync.waiting, practice.desk.outbox()) == (0, ())
    assert view.callbacks, "one promise to practise on"
    assert not session.desk.view().practice
    practice.close()


def test_everybody_in_it_is_invented_and_may_be_called_at_any_hour(session: AgentSession) -> None:
    practice = session.practise()
    view = practice.desk.view()
    assert view.callable_now == view.held - len(view.callbacks) >= 18
    numbers = set()
    for line in (view.next, *view.upcoming):
        assert line is not None
        numbers |= {phone.display for phone in practice.desk.open(line.case_id).phones}
    assert numbers
    assert {re.sub(r"\D", "", number)[:6] for number in numbers} <= {
        "019900",
        "026191",
        "035301",
        "046571",
        "053649",
        "063998",
    }
    practice.close()


def test_what_a_crash_left_is_unreadable_and_goes_with_the_next(session: AgentSession) -> None:
    first = session.practise()
    names = play(first)
    first._database.close()  # the program dies here
    left = b"".join(path.read_bytes() for path in (session.database.folder / FOLDER).iterdir())
    assert left
    assert not any(part.encode() in left for name in names for part in name.split())
    second = session.practise()
    assert second.desk.view().day.calls == 0
    second.close()


def test_two_at_once_are_not_possible(session: AgentSession, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lock of the store holds for this one too."""
    practice = session.practise()
    monkeypatch.setattr(Practice, "_erase", lambda self: None)
    with pytest.raises(KnownError) as refused:
        session.practise()
    assert refused.value.code == "store.in_use"
    monkeypatch.undo()
    practice.close()
