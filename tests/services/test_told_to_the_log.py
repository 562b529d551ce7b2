"""What a real day leaves in the workstation's log: counts and durations, and nobody."""

import json
import logging
from pathlib import Path

import pytest

from cnmas_desktop.logs import open_log
from cnmas_desktop.messages import KnownError
from tests.central_server import PASSWORD, Centre
from tests.faults.workplace import Workplace, call


def test_a_day_is_logged_in_figures_and_names_nobody(centre: Centre, tmp_path: Path) -> None:
    path = tmp_path / "journal.log"
    handler, root = open_log(path), logging.getLogger()
    root.addHandler(handler)
    before = root.level
    root.setLevel(logging.DEBUG)
    try:
        with Workplace(centre, tmp_path, cases=6) as place:
            person = centre.add_agent()
            session = place.sign_in(person.login)
            call(session, place.world, 2)
            place.network.cut = True
            session.syncer.run()
            place.network.cut = False
            session.syncer.run()
            session.close()
            with pytest.raises(KnownError):
                place.sign_in(person.login, "Pas-Celui-Ci-2026!")
    finally:
        root.setLevel(before)
        root.removeHandler(handler)
        handler.close()
    text = path.read_text(encoding="utf-8")
    told = [line for line in map(json.loads, text.splitlines()) if "event" in line]
    assert not [line for line in told if "refused" in line], "each fact is one that the list knows"
    *_, failed, done, refused = told
    assert told[0]["event"] == "session.opened"
    assert (failed["event"], failed["code"], failed["attempt"]) == ("sync.failed", "centre.unreachable", 1)
    assert (done["event"], done["pushed"], done["applied"], done["lost"]) == ("sync.done", 4, 4, 0)
    assert 0 < done["push_seconds"] < done["seconds"]
    assert (refused["event"], refused["code"]) == ("session.refused", "sign_in.refused")
    for secret in (person.login, person.role, PASSWORD, "Inventé", "Alix", "19900", "REF-", "ESSAI", "dossier"):
        assert secret not in text, secret
