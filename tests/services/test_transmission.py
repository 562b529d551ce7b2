"""Each line of what is transmitted tells the agent what becomes of it."""

import re

import pytest

from cnmas_desktop.messages import MESSAGES, KnownError
from cnmas_desktop.services.syncing import SyncState
from cnmas_desktop.services.transmission import next_step

ONLINE, OFFLINE = SyncState(online=True), SyncState(online=False)
REFUSED = SyncState(online=True, problem=KnownError("sign_in.refused"))


def said(status: str, reason: str | None = None, sync: SyncState = ONLINE) -> str:
    message = next_step(status, reason, sync)
    return MESSAGES[message.code] if message else ""


def test_what_waits_says_when_it_leaves() -> None:
    assert "Entrée" in said("waiting")
    assert "retour du réseau" in said("waiting", sync=OFFLINE)
    assert "haut de cette page" in said("waiting", sync=REFUSED)
    assert said("received") == ""


@pytest.mark.parametrize("status", ["flagged", "quarantined"])
@pytest.mark.parametrize("reason", [code.removeprefix("reason.") for code in MESSAGES if code.startswith("reason.")] + ["of_tomorrow"])
def test_every_remark_of_the_centre_has_what_follows(status: str, reason: str) -> None:
    sentence = said(status, reason)
    assert re.search(r"gardé|décide", sentence)
    assert not re.search(r"lease|sync|outbox|échec|opt-out", sentence)


def test_nobody_is_told_to_call_again_who_asked_not_to_be() -> None:
    assert "Ne rappelez pas" in said("flagged", "after_opt_out")
