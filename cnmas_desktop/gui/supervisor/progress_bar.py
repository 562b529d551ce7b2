"""A bar of parts in a cell: what is done, what is closed, what is out with an agent, what remains. The text of the cell says it too."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from cnmas_desktop.gui.theme import Theme

PARTS_ROLE = Qt.ItemDataRole.UserRole + 2
"""The parts of a cell, numbers in the order of their colours; the last one is what remains."""
WIDTH, HEIGHT = 104, 10


class PartsDelegate(QStyledItemDelegate):
    """Paints the cells that have parts; leaves the others to Qt."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        parts = index.data(PARTS_ROLE)
        if not parts:
            super().paint(painter, option, index)
            return
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        bare.text = ""
        widget = option.widget
        widget.style().drawControl(widget.style().ControlElement.CE_ItemViewItem, bare, painter, widget)
        whole = sum(parts)
        room = QRectF(option.rect).adjusted(6, 0, -6, 0)
        room.setTop(room.center().y() - HEIGHT / 2)
        room.setHeight(HEIGHT)
        tokens = self._theme.tokens
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(room, HEIGHT / 2, HEIGHT / 2)
        painter.setClipPath(shape)
        painter.fillRect(room, QColor(tokens.track))
        left = room.left()
        for part, colour in zip(parts[:-1], (tokens.success, tokens.border, tokens.primary), strict=False):
            width = room.width() * part / whole if whole else 0.0
            painter.fillRect(QRectF(left, room.top(), width, HEIGHT), QColor(colour))
            left += width
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(WIDTH, hint.height()) if index.data(PARTS_ROLE) else hint
