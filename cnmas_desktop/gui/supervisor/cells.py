"""How cells are painted: what asks for attention in heavier type, and a bar of parts (what is done, what is closed, what is out with an
agent, what remains). The text of the cell says both too. A cell of two lines has its second one in quiet type."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from cnmas_desktop.gui.theme import Theme, heavier

PARTS_ROLE = Qt.ItemDataRole.UserRole + 2
"""The parts of a cell, numbers in the order of their colours; the last one is what remains."""
HEAVY_ROLE = Qt.ItemDataRole.UserRole + 3
"""True: in heavier type."""
UNDER_ROLE = Qt.ItemDataRole.UserRole + 4
"""A second, quiet line under the text."""
WIDTH, HEIGHT = 84, 10


class CellDelegate(QStyledItemDelegate):
    """Paints the cells that have parts or a second line; leaves the others to Qt, heavier where they ask for it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        if index.data(HEAVY_ROLE):
            option.font = heavier(option.font)  # the view's own font: it has the size of text chosen

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        parts, under = index.data(PARTS_ROLE), index.data(UNDER_ROLE)
        if not parts and not under:
            super().paint(painter, option, index)
            return
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        said, bare.text = bare.text, ""
        widget = option.widget
        widget.style().drawControl(widget.style().ControlElement.CE_ItemViewItem, bare, painter, widget)
        if parts:
            self._paint_parts(painter, option, parts)
        else:
            self._paint_lines(painter, bare, said, under)

    def _paint_lines(self, painter: QPainter, option: QStyleOptionViewItem, said: str, under: str) -> None:
        """The text, and in quiet type what stands under it, each broken between its words."""
        tokens, metrics, wrapped = self._theme.tokens, option.fontMetrics, Qt.TextFlag.TextWordWrap.value
        room = option.rect.adjusted(6, 0, -6, 0)
        heights = [metrics.boundingRect(room, wrapped, text).height() for text in (said, under)]
        room.setTop(room.center().y() - sum(heights) // 2)
        painter.save()
        painter.setFont(option.font)
        for text, height, colour in zip((said, under), heights, (tokens.text, tokens.soft), strict=True):
            room.setHeight(height)
            painter.setPen(QColor(colour))
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft.value | wrapped, text)
            room.translate(0, height)
        painter.restore()

    def _paint_parts(self, painter: QPainter, option: QStyleOptionViewItem, parts: tuple[int, ...]) -> None:
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
