"""A manual on one calm page: its chapters, a search, and the text, in the language of the window and without any network."""

from collections.abc import Sequence
from html import escape
from pathlib import Path
import re

from PySide6.QtCore import QLocale, Qt, QUrl, Signal
from PySide6.QtGui import (
    QFont,
    QImage,
    QKeyEvent,
    QResizeEvent,
    QShowEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from cnmas_desktop.gui.agent.texts import tr, with_keys
from cnmas_desktop.gui.theme import Theme, heavier
from cnmas_desktop.gui.tokens import TYPE_SCALE, Tokens
from cnmas_desktop.gui.widgets.announce import announce
from cnmas_desktop.gui.widgets.text import label
from cnmas_desktop.services.manuals import Manual, manual

UNBOUNDED = 16777215
"""QWIDGETSIZE_MAX, which PySide6 does not name."""
ROOMY = 46
"""Width, in letters « m », from which the chapters stand beside the text; below it they stand over it."""
BESIDE = 15, 26
"""Width of the chapters there, in the same measure: that of the longest one, within these bounds."""
CHAPTERS_ABOVE = 3
FEWEST_LINES = 10
"""Of the text, in sight at any size of window."""
HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
PICTURE = re.compile(r"pictures/[a-z-]+\.png")
SHOWN = re.compile(r'<p>(<img src="[^"]*" alt="([^"]*)" />)</p>')
LESS = 0.7
"""Of a letter « m »: what indents the text from its frame."""


class ManualText(QTextBrowser):
    """The text and its pictures. It loads nothing else, and no address in it leads out of the manuals. Arrows and page keys scroll."""

    typed = Signal(str)
    """A letter: somebody looks for a word."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """A picture of the manual shown, by the path that it has there; nothing else whatever is asked for."""
        asked = name.toString() if isinstance(name, QUrl) else name
        if self.folder is None or kind != QTextDocument.ResourceType.ImageResource or not PICTURE.fullmatch(asked):
            return None
        self._pictures[asked] = QImage(str(self.folder / asked))
        return self._fitted(asked)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.folder: Path | None = None
        self._pictures: dict[str, QImage] = {}
        self._read = 0
        self._by_hand = False
        bar = self.verticalScrollBar()
        bar.actionTriggered.connect(self._moved)
        bar.valueChanged.connect(self._scrolled)
        bar.rangeChanged.connect(self._settle)

    @property
    def top(self) -> QTextBlock:
        """What stands first in sight."""
        return self.document().findBlockByNumber(self._read)

    def bring_up(self, block: QTextBlock) -> None:
        """Have `block` stand first, and stay there however the lines break later. The cursor too: Qt shows it whenever the focus comes."""
        self._read = max(0, block.blockNumber())
        self.setTextCursor(QTextCursor(self.top))
        self._settle()

    def find_on(self, wanted: str, *, from_top: bool = False) -> None:
        """The next place that holds `wanted`, from the top again after the last."""
        if from_top or not self.find(wanted):
            self.moveCursor(QTextCursor.MoveOperation.Start)
            self.find(wanted)
        self._read = self._first_in_sight()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isalpha() and not event.modifiers() & HELD:
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            for name in self._pictures:
                self.document().addResource(QTextDocument.ResourceType.ImageResource, QUrl(name), self._fitted(name))
        super().resizeEvent(event)

    def _fitted(self, name: str) -> QImage:
        """A picture no wider than the text: the document itself would draw it in steps."""
        picture, dots = self._pictures[name], self.devicePixelRatio()
        room = int((self.viewport().width() - 2 * self.document().documentMargin()) * dots)
        if 0 < room < picture.width():
            picture = picture.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
            picture.setDevicePixelRatio(dots)
        return picture

    def _settle(self) -> None:
        """What is read comes back to the top, wherever the lines are by now."""
        if self.isVisible():
            layout = self.document().documentLayout()
            layout.pageCount()  # to its end: the bar must reach as far
            self.verticalScrollBar().setValue(int(layout.blockBoundingRect(self.top).top()))

    def _moved(self) -> None:
        self._by_hand = True

    def _scrolled(self) -> None:
        if self._by_hand:
            self._by_hand = False
            self._read = self._first_in_sight()

    def _first_in_sight(self) -> int:
        return self.cursorForPosition(self.viewport().rect().topLeft()).blockNumber()


class ManualView(QWidget):
    """`read` shows a manual; `names` are those that may be chosen here, the first one first."""

    def __init__(self, theme: Theme, names: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        language = "en" if QLocale().language() == QLocale.Language.English else "fr"
        self._manuals = {name: manual(name, language) for name in names}
        self._front: Manual = self._manuals[names[0]]
        self.chapters = QListWidget(self)
        self.chapters.setAccessibleName(tr("Manuels et chapitres"))
        self.chapters.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.chapters.setProperty("chapters", True)
        self.chapters.setWordWrap(True)
        self.chapters.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.chapters.setResizeMode(QListView.ResizeMode.Adjust)
        self.search = QLineEdit(self)
        self.search.setAccessibleName(tr("Chercher dans le manuel"))
        self.search.setPlaceholderText(tr("Tapez un mot à chercher"))
        self.search.setClearButtonEnabled(True)
        self.found = label("hint", "")
        self.text = ManualText(self)
        self.text.setOpenLinks(False)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._column = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self.text.typed.connect(self._look_for)
        self.chapters.currentItemChanged.connect(self._choose)
        self.search.textEdited.connect(self._search)
        self.text.anchorClicked.connect(self._follow)
        self.text.verticalScrollBar().valueChanged.connect(self._mark_chapter)
        self._dressed = False
        theme.changed.connect(self._restyle)

    @property
    def front(self) -> Manual:
        """The manual that is shown."""
        return self._front

    def read(self, name: str = "", anchor: str = "") -> None:
        """Show a manual, at `anchor` where it has one of that name; otherwise what was last read stays where it was."""
        wanted = self._manuals.get(name, self._front)
        new = wanted is not self._front or not self.chapters.count()
        if new:
            self._front, self._dressed = wanted, False
            self._fill()
        if not self._dressed:
            self._dress()
        if anchor and wanted.has(anchor):
            self._turn_to(anchor)
        elif new:
            self.text.bring_up(self.text.document().begin())
        self._mark_chapter()

    def find_next(self) -> None:
        """The next place that holds what is searched, from the top again after the last."""
        if self.search.text():
            self.text.find_on(self.search.text())

    def leave_search(self) -> bool:
        """Empty the search and go back to the text; False when nothing is searched."""
        if not self.search.text() and not self.search.hasFocus():
            return False
        self.search.clear()
        self._search("")
        self.text.setFocus()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _turn_to(self, anchor: str) -> None:
        block = self.text.document().begin()
        while block.isValid() and anchor not in _anchors(block):
            block = block.next()
        self.text.bring_up(block)

    def _lay_out(self) -> None:
        searching = QHBoxLayout()
        searching.addWidget(self.search, 1)
        searching.addWidget(self.found)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addLayout(searching)
        right.addWidget(self.text, 1)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(14)
        self._column.addWidget(self.chapters)
        self._column.addLayout(right, 1)
        self.setLayout(self._column)

    def _arrange(self) -> None:
        letter = self.fontMetrics().horizontalAdvance("m")
        beside = self.width() >= ROOMY * letter
        self._column.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        if beside:
            least, most = (bound * letter for bound in BESIDE)
            self.chapters.setFixedWidth(min(max(self._longest(), least), most, self.width() // 3))
        else:
            self.chapters.setMinimumWidth(0)
            self.chapters.setMaximumWidth(UNBOUNDED)
        line = self.fontMetrics().lineSpacing()
        self.chapters.setMaximumHeight(UNBOUNDED if beside else CHAPTERS_ABOVE * 2 * line)
        self.text.setMinimumHeight(FEWEST_LINES * line)

    def _longest(self) -> int:
        """Of the chapters, with what stands around them."""
        bar = self.chapters.verticalScrollBar().sizeHint().width()
        return self.chapters.sizeHintForColumn(0) + bar + 2 * self.chapters.frameWidth()

    def _fill(self) -> None:
        """Each manual that may be read here, and under the one in front its chapters."""
        self.chapters.blockSignals(True)
        self.chapters.clear()
        for one in self._manuals.values():
            self._add(one.title, one.name, "", heading=True)
            if one is self._front:
                for chapter in one.chapters:
                    self._add(chapter.title, one.name, chapter.anchor)
        self.chapters.blockSignals(False)

    def _add(self, text: str, name: str, anchor: str, *, heading: bool = False) -> None:
        item = QListWidgetItem(text)
        item.setData(Qt.ItemDataRole.UserRole, (name, anchor))
        if heading:
            item.setFont(heavier(QFont(self.chapters.font())))
        self.chapters.addItem(item)

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        name, anchor = item.data(Qt.ItemDataRole.UserRole)
        if name == self._front.name and not anchor:
            self.text.verticalScrollBar().setValue(0)
        else:
            self.read(name, anchor)

    def _follow(self, address: QUrl) -> None:
        """To another chapter or manual; an address of any other kind leads nowhere."""
        name = address.path().removesuffix(".html")
        if not address.scheme() and (not name or name in self._manuals):
            self.read(name, address.fragment())

    def _mark_chapter(self) -> None:
        """The chapter that is being read, in the list."""
        here, anchor = self.text.top, ""
        while here.isValid() and not anchor:
            if here.blockFormat().headingLevel() == 2:
                anchor = next(iter(_anchors(here)), "")
            here = here.previous()
        self.chapters.blockSignals(True)
        for row in range(self.chapters.count()):
            if self.chapters.item(row).data(Qt.ItemDataRole.UserRole) == (self._front.name, anchor):
                self.chapters.setCurrentRow(row)
                self.chapters.scrollToItem(self.chapters.item(row))
        self.chapters.blockSignals(False)

    def _look_for(self, letter: str) -> None:
        self.search.setFocus()
        self.search.setText(letter)
        self._search(letter)

    def _search(self, wanted: str) -> None:
        if not wanted:
            self.found.setText("")
            return
        count = self.text.document().toPlainText().casefold().count(wanted.casefold())
        self.text.find_on(wanted, from_top=True)
        said = tr("{count} fois").format(count=count) if count else tr("Introuvable ici")
        self.found.setText(said)
        announce(self.found, said)

    def _restyle(self) -> None:
        self._dressed = False
        if self.isVisible():
            self._dress()

    def _dress(self) -> None:
        """The text in the colours and the size of the window; the place that is read stays."""
        read, self._dressed = self.text.top.blockNumber(), True
        document = self.text.document()
        document.setDocumentMargin(LESS * self.fontMetrics().horizontalAdvance("m"))
        document.setDefaultStyleSheet(style(self._theme.tokens, TYPE_SCALE["body"] * self._theme.text_scale))
        self.text.folder = self._front.folder
        self.text.setHtml(with_keys(_for_qt(self._front.body)))
        self.text.setAccessibleName(self._front.title)
        _weigh(document)
        self._arrange()
        self.text.bring_up(document.findBlockByNumber(read))


def _anchors(block: QTextBlock) -> Sequence[str]:
    """The names of the place where `block` begins."""
    return block.charFormat().anchorNames()


def _weigh(document: QTextDocument) -> None:
    """Headings in the true semi-bold of the typeface, which a style sheet cannot ask for."""
    cursor, block = QTextCursor(document), document.begin()
    while block.isValid():
        if block.blockFormat().headingLevel():
            cursor.setPosition(block.position())
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            shape = QTextCharFormat()
            shape.setFont(
                heavier(QFont(block.charFormat().font())), QTextCharFormat.FontPropertiesInheritanceBehavior.FontPropertiesSpecifiedOnly
            )
            cursor.mergeCharFormat(shape)
        block = block.next()


def _for_qt(body: str) -> str:
    """Qt's reader takes the rules of a table from its attributes, and reads no picture aloud: what one shows stands under it, in words."""
    tables = body.replace("<table>", '<table width="100%" cellspacing="0" cellpadding="6">')
    return SHOWN.sub(r'<p class="picture">\1</p>\n<p class="told">\2</p>', tables)


def style(tokens: Tokens, size: float) -> str:
    """The style of a manual in one scheme; `size` of its text in pixels."""
    return f"""
        body, p, li, td, th {{ color: {escape(tokens.text)}; font-size: {round(size)}px; }}
        p, li {{ line-height: 140%; }}
        .picture {{ line-height: 100%; margin-bottom: 2px; }} .told {{ color: {tokens.soft}; font-size: {round(size * 0.93)}px; margin-top: 2px; }}
        h1 {{ font-size: {round(size * 1.7)}px; }} h2 {{ font-size: {round(size * 1.3)}px; margin-top: {round(size * 1.8)}px; }}
        h3 {{ font-size: {round(size * 1.08)}px; margin-top: {round(size * 1.2)}px; margin-bottom: {round(size * 0.4)}px; }}
        a {{ color: {tokens.primary_text}; }} img {{ max-width: 100%; }}
        code, pre {{ font-size: {round(size * 0.93)}px; }} code {{ background-color: {tokens.key}; }}
        pre {{ white-space: pre-wrap; }} pre, pre code {{ background-color: {tokens.ground}; }}
        th {{ text-align: left; color: {tokens.soft}; background-color: {tokens.ground}; }}
        td {{ border-bottom: 1px solid {tokens.line}; }}
    """
