"""Whatever the centre flags or sets aside has its words and a next step, for the agent and for the supervisor, in both languages."""

from collections.abc import Iterator
from pathlib import Path
import re

from PySide6.QtCore import QCoreApplication, QTranslator
import pytest

from cnmas_desktop.domain.events import EventType
from cnmas_desktop.gui.agent.texts import words
from cnmas_desktop.gui.supervisor.vocabulary import obstacles, remarks, steps, waiting_reasons
from cnmas_desktop.messages import MESSAGES
from cnmas_desktop.services.syncing import SyncState
from cnmas_desktop.services.transmission import next_step
from cnmas_desktop.services.views import Message
from tests.central_server import Centre

REASONS = """
    SELECT r.relname, pg_get_constraintdef(c.oid) FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid
     WHERE r.oid = ANY ('{app.flagged, app.quarantine}'::regclass[]) AND pg_get_constraintdef(c.oid) LIKE 'CHECK ((reason %'"""
OBSTACLES = "SELECT prosrc FROM pg_proc WHERE oid = ANY ('{app.obstacle,app.waiting_events}'::regproc[])"
ADVICE = {
    "fr": r"\b(retenez|écarte[zr]|retenu|gardé|décide|vérifiez|demandez|n'avez rien à faire|prévenez|rappelez)\b",
    "en": r"\b(keep|kept|set aside|decides?|check|ask|nothing to do|tell|call)\b",
}


@pytest.fixture(params=["fr", "en"])
def language(request: pytest.FixtureRequest, qapp: object) -> Iterator[str]:
    translator = QTranslator()
    folder = Path(__file__).parents[2] / "resources" / "translations"
    if request.param == "en":
        assert translator.load(str(folder / "cnmas_en.qm"))
        QCoreApplication.installTranslator(translator)
    yield request.param
    QCoreApplication.removeTranslator(translator)


def test_every_reason_of_the_centre_has_words_and_a_next_step(centre: Centre, language: str) -> None:
    told = {table: set(re.findall(r"'(\w+)'::text", check)) for table, check in centre.rows(REASONS)}
    assert {table: len(codes) for table, codes in told.items()} == {"flagged": 5, "quarantine": 5}
    told["flagged"].add("restored")  # flagged to the agent alone: there is nothing to decide
    said = set()
    for table, codes in told.items():
        for code in codes:
            assert f"reason.{code}" in MESSAGES
            step = next_step({"flagged": "flagged", "quarantine": "quarantined"}[table], code, SyncState(online=True))
            assert step is not None
            sentences = [words(step)]
            said |= {words(Message(f"reason.{code}")), remarks()[code], *sentences}
            if code != "restored":
                sentences.append(steps()[code])
                said |= {steps()[code], waiting_reasons()[code]}
            for sentence in sentences:
                assert re.search(ADVICE[language], sentence, re.IGNORECASE), (code, sentence)
                assert sentence.endswith(".")
    assert len(said) > 30
    found = {code for (source,) in centre.rows(OBSTACLES) for code in re.findall(r"(?:THEN|RETURN|,) '([a-z_]+)'", source)}
    assert found - {"flagged", *(kind.value for kind in EventType)} == set(obstacles())


def test_no_word_of_the_technique_is_read() -> None:
    texts = [*steps().values(), *obstacles().values(), *remarks().values()]
    texts += [text for code, text in MESSAGES.items() if code.startswith(("reason.", "next."))]
    assert not [
        text for text in texts if re.search(r"lease|sync|outbox|payload|epoch|quarantaine|hash|opt-out|device", text, re.IGNORECASE)
    ]
