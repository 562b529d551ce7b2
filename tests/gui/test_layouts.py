"""What is laid out once when all is set is laid out for good and again later."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtWidgets import QApplication, QDateTimeEdit, QHBoxLayout, QLabel, QWidget
from pytestqt.qtbot import QtBot

from cnmas_desktop.gui.agent.answers_panel import AnswersPanel
from cnmas_desktop.gui.driver import Driver, settle
from cnmas_desktop.gui.supervisor.board_page import BoardPage
from cnmas_desktop.gui.theme import Theme
from cnmas_desktop.gui.widgets.layouts import at_rest
from cnmas_desktop.gui.widgets.sentence import Sentence
from cnmas_desktop.services.views import Message
from tests.gui.conftest import Opened, OpenedRoom
from tests.gui.scripted_desk import offline
from tests.gui.test_agent_keys import TO_NOTICE, press


def test_a_request_that_came_at_rest_does_not_stop_those_that_come_later(qtbot: QtBot) -> None:
    page, number = QWidget(), QLabel("01")
    qtbot.addWidget(page)
    row = QHBoxLayout(page)
    row.addWidget(number)
    row.addStretch(1)
    page.resize(600, 80)
    page.show()
    QApplication.processEvents()
    with at_rest(page):
        number.setText("01 99")
        QApplication.sendPostedEvents(page, QEvent.Type.LayoutRequest.value)
    for text in ("01 99 00", "01 99 00 11 57"):
        number.setText(text)
        QApplication.processEvents()
        assert number.width() >= number.sizeHint().width()


def test_a_sync_does_not_squeeze_the_form_that_is_being_filled_in(open_window: Callable[..., Opened]) -> None:
    """Large text, and what the sync has to say takes a line more."""
    desk, window = open_window(scale=1.75, banners=(Message("banner.demonstration"),))
    Driver(window).press("F2", "1", "2", "1")
    assert window.area.is_open("callback")
    for banners in ((Message("banner.demonstration"), Message("may_not.clock")), (Message("banner.demonstration"),)):
        desk.banners = banners
        window.refresh()
        settle(0)
        fields = [field for field in window.area.findChildren(QDateTimeEdit) if field.isVisible()]
        assert [field.height() for field in fields] == [field.sizeHint().height() for field in fields]


def test_the_questions_are_whole_and_under_the_sentence_in_large_text(open_window: Callable[..., Opened]) -> None:
    """A row of Qt's own asks for one line whatever its words, and a column takes of its highest parts what it lacks, also of what cannot give."""
    _desk, window = open_window(scale=1.5, sync=offline())
    press(window, *TO_NOTICE, "F9")
    settle(0)
    panel = window.area.panel
    assert isinstance(panel, AnswersPanel)
    listed, say = panel.ui.questionList, panel.ui.say
    assert say.geometry().bottom() < listed.geometry().top()
    for row in range(listed.count()):
        rect, said = listed.visualItemRect(listed.item(row)), listed.item(row).text()
        words = listed.fontMetrics().boundingRect(QRect(0, 0, rect.width(), 1000), Qt.TextFlag.TextWordWrap, said)
        assert words.height() <= rect.height(), said
    longest = max((listed.item(row).text() for row in range(listed.count())), key=listed.fontMetrics().horizontalAdvance)
    assert listed.fontMetrics().horizontalAdvance(longest) > listed.viewport().width() - 16, (
        "the test asks nothing of a list that is wide enough"
    )


def test_no_line_of_a_sentence_begins_with_its_question_mark(qtbot: QtBot) -> None:
    said = Sentence("say")
    qtbot.addWidget(said)
    said.setText("Souhaitez-vous continuer ?")
    width = said.fontMetrics().horizontalAdvance("Souhaitez-vous continuer") + 2
    layout, _height = said._set(width)
    lines = [layout.lineAt(at) for at in range(layout.lineCount())]
    assert [layout.text()[line.textStart() :][: line.textLength()] for line in lines] == ["Souhaitez-vous ", "continuer\u00a0?"]


def test_the_room_folds_where_the_window_is_narrow_for_its_text_and_unfolds_again(
    open_room: Callable[..., OpenedRoom], theme: Theme
) -> None:
    """Asked for unfolded, it would be wider than the screen."""
    _room, window = open_room(scale=2.0, width=1024, height=700)
    settle(0)
    board = window.page
    assert isinstance(board, BoardPage)
    assert window.width() == 1024
    assert window.ui.scroll.horizontalScrollBar().maximum() == 0
    assert len({tile.y() for tile in board.tiles.values()}) == 2
    theme.set_scale(1.0)
    settle(0)
    assert len({tile.y() for tile in board.tiles.values()}) == 1


def test_a_panel_that_scrolls_opens_with_the_beginning_of_its_sentence_and_its_first_answer(open_window: Callable[..., Opened]) -> None:
    """The sentence keeps a few lines and scrolls, before the answers push it out of sight."""
    _desk, window = open_window(1024, 700, scale=2.0)
    press(window, *TO_NOTICE, "F11")
    settle(0)
    body, focus = window.area.body(), QApplication.focusWidget()
    assert body is not None and body.scrolls() and focus is not None
    assert body.verticalScrollBar().value() == 0
    assert focus.mapTo(body, focus.rect().bottomLeft()).y() < body.height()
