"""A window in English: sentences, days and hours, the program's own words; what a campaign says stays as it is."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication
import pytest

from cnmas_desktop.config import resource
from cnmas_desktop.domain.french_dates import day_words, time_words
from cnmas_desktop.gui.agent.texts import words
from cnmas_desktop.gui.agent.vocabulary import in_words
from cnmas_desktop.gui.theme import Theme
from cnmas_desktop.services.views import Message
from tests.gui.scripted_desk import ScriptedDesk

CLOSED = Message("may_not.closed_day", {"day": day_words(date(2026, 12, 1)), "time": time_words(datetime(2026, 12, 1, 9, 30, tzinfo=UTC))})


@pytest.fixture
def english(qapp: QApplication) -> Iterator[None]:
    before, translator = QLocale(), QTranslator()
    assert translator.load("cnmas_en", str(resource("translations")))
    qapp.installTranslator(translator)
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    yield
    qapp.removeTranslator(translator)
    QLocale.setDefault(before)


@pytest.mark.usefixtures("english")
def test_days_and_hours_are_said_in_english() -> None:
    assert words(CLOSED) == "Calling is possible from 1 December at 09:30 (the person's time)."
    told = Message("fact.withdrawn", {"channel": "Courrier"})
    assert words(told) == "Post: no longer wants to be contacted"


@pytest.mark.usefixtures("english")
def test_the_programs_words_are_translated_and_the_campaigns_kept() -> None:
    desk = ScriptedDesk()
    call = in_words(desk.open_next())
    assert call is not None
    assert [choice.label for choice in call.choices["channels"]] == ["Telephone", "E-mail", "Text message", "Post"]
    assert call.choices["request_types"][0].label == desk.campaign.request_types[0].label


def test_the_same_sentence_in_french(theme: Theme) -> None:
    assert words(CLOSED) == "Appel possible à partir du 1er décembre à 9\u00a0h\u00a030 (heure de la personne)."
