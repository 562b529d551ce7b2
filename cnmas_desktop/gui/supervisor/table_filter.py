"""What is typed over a table to leave only the rows that say it: Ctrl+F opens it, Escape takes it away, Enter goes back to the rows."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit

from cnmas_desktop.domain.spelling import plain
from cnmas_desktop.gui.agent.texts import tr

WIDTH = 22
"""Letters « m »."""


class TableFilter(QLineEdit):
    """Lies over the lower right corner of its view, while it is open or holds something. `changed` when what is wanted is another."""

    changed = Signal()

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self.setPlaceholderText(tr("Filtrer les lignes"))
        self.setAccessibleName(tr("Filtrer les lignes"))
        self.setClearButtonEnabled(True)
        self.textChanged.connect(lambda _text: self.changed.emit())
        self.hide()
        view.installEventFilter(self)

    def open(self) -> None:
        self._place()
        self.show()
        self.raise_()
        self.setFocus()
        self.selectAll()

    def event(self, event: QEvent) -> bool:
        # The window has an Escape of its own.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key
        if event.key() == key.Key_Escape:
            self.clear()
            self._leave()
        elif event.key() in (key.Key_Return, key.Key_Enter, key.Key_Down, key.Key_Up):
            self._leave()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _leave(self) -> None:
        self.setVisible(bool(self.text()))
        self._view.setFocus()

    def _place(self) -> None:
        size, room = self.sizeHint(), self._view.rect()
        size.setWidth(min(WIDTH * self.fontMetrics().horizontalAdvance("m"), room.width() - 16))
        self.resize(size)
        self.move(room.right() - size.width() - 16, room.bottom() - size.height() - 6)


def says(text: str, wanted: str) -> bool:
    """Each word wanted is in the text, without regard to accents and capitals."""
    known = plain(text)
    return all(word in known for word in plain(wanted).split())
