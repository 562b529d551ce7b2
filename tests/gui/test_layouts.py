"""What is laid out once when all is set is laid out for good and again later."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QWidget
from pytestqt.qtbot import QtBot

from cnmas_desktop.gui.widgets.layouts import at_rest


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
