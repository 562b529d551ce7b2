"""What is laid out once when all is set is laid out for good and again later."""

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDateTimeEdit, QHBoxLayout, QLabel, QWidget
from pytestqt.qtbot import QtBot

from cnmas_desktop.gui.driver import Driver, settle
from cnmas_desktop.gui.widgets.layouts import at_rest
from cnmas_desktop.services.views import Message
from tests.gui.conftest import Opened


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
