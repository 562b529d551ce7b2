"""A window in English: sentences, days and hours, the program's own words; what a campaign says stays as it is."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
import re
from xml.etree import ElementTree

from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
import pytest

from cnmas_desktop.config import resource
from cnmas_desktop.domain.french_dates import day_words, time_words
from cnmas_desktop.gui.agent.texts import words
from cnmas_desktop.gui.agent.vocabulary import in_words
from cnmas_desktop.gui.theme import Theme
from cnmas_desktop.services.views import Message
from tests.gui.conftest import Opened
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


@pytest.mark.usefixtures("english")
def test_what_is_said_to_the_person_is_french_for_the_eye_and_for_a_screen_reader(open_window: Callable[..., Opened]) -> None:
    _, window = open_window()
    for keys, said in ((("F2", "1", "2", "F11"), "Je vous écoute."), (("Esc", "Ctrl+F"), "Bonjour")):
        for key in keys:
            window.press(key)
        assert window.area.panel is not None
        sentence = window.area.panel.form.say.text
        assert sentence.text().startswith(f"«\u00a0{said}")
        told = QAccessible.queryAccessibleInterface(sentence).attributesInterface()
        assert told.attributeValue(QAccessible.Attribute.Locale).language() is QLocale.Language.French


def test_no_sentence_to_say_is_handed_to_the_translators() -> None:
    sources = (one.text or "" for one in ElementTree.parse(resource("translations", "cnmas_en.ts")).iter("source"))
    assert [source for source in sources if re.match("«[^»]*[.?]\\s»", source)] == []


def test_the_same_sentence_in_french(theme: Theme) -> None:
    assert words(CLOSED) == "Appel possible à partir du 1er décembre à 9\u00a0h\u00a030 (heure de la personne)."
