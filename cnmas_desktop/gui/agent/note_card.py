"""The note of the call: coded ones first, then at most 200 characters that the person may ask to read."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QSizePolicy, QWidget

from cnmas_desktop.domain.cells import one_line
from cnmas_desktop.gui.agent.texts import fault, tr
from cnmas_desktop.gui.widgets.announce import announce
from cnmas_desktop.gui.widgets.card import Card
from cnmas_desktop.gui.widgets.layouts import FlowLayout, clear, tab_before
from cnmas_desktop.gui.widgets.text import label
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.views import AgentDesk, CallView, Choice

LONGEST = 200


class Note(QPlainTextEdit):
    """What is pasted or dropped comes on one line, and no more of it than there is room for: cut only afterwards, a document pasted by
    mistake held the window for seconds. The name of a file is no note."""

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() and not source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        room = LONGEST - len(self.toPlainText()) + len(self.textCursor().selectedText())
        if self.canInsertFromMimeData(source) and room > 0:
            self.insertPlainText(one_line(source.text())[:room])


class NoteCard(QObject):
    """Fills the card `card`. Nothing is said before the agent leaves the note: then `written` carries it once."""

    typed = Signal(dict)
    """What is being typed, as the draft keeps it."""
    written = Signal()
    left = Signal()
    """Enter in the note: the focus goes back to the answers."""

    def __init__(self, card: Card) -> None:
        super().__init__(card)
        self._card = card
        self._codes = QWidget(card)
        self._flow = FlowLayout(self._codes, gap=2, line_gap=0)
        self.text = Note(card)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(tr("Note de l'appel"))
        self.text.setPlaceholderText(tr("Ni santé, ni jugement, ni numéro"))
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.text.installEventFilter(self)
        self.text.textChanged.connect(self._changed)
        self._hint = label("caption", wrap=True)
        self._error = label("error", wrap=True)
        for part in (self._codes, self.text, self._hint, self._error):
            card.body.addWidget(part)
        self._boxes: dict[str, QCheckBox] = {}
        self._offered: tuple[Choice, ...] = ()
        self._case: object = None
        self._saved: tuple[str, str] = ("", "")
        self._resize()

    def show_call(self, call: CallView | None) -> None:
        """A new case brings its own note; the same case keeps what is being typed."""
        same = call is not None and call.case_id == self._case
        allowed = call is not None and call.note_allowed
        self._card.setVisible(allowed or (same and not self._card.isHidden()))
        self._card.setEnabled(allowed)  # a menu in front asks for another key; the note keeps its place
        if call is None or same:
            return
        self._case = None  # what is filled in here is no typing
        self._offer(call.choices.get("note_codes", ()))
        draft_codes = call.draft.get("note.codes", ",".join(call.note_codes)).split(",")
        for code, box in self._boxes.items():
            box.setChecked(code in draft_codes)
        text = call.draft.get("note.text", call.note)
        if text != self.text.toPlainText():
            self.text.setPlainText(text)
        self._case = call.case_id
        self._saved = (",".join(code for code in self._boxes if code in call.note_codes), call.note)
        self._count()
        self.show_error("")

    def _offer(self, choices: Sequence[Choice]) -> None:
        """The boxes stay from case to case, unless a campaign offers others."""
        if tuple(choices) == self._offered:
            return
        self._offered = tuple(choices)
        clear(self._flow)
        self._boxes = {}
        for choice in choices:
            box = QCheckBox(choice.label, self._codes)
            box.setProperty("role", "small")
            box.setAccessibleName(choice.label)
            box.toggled.connect(lambda _checked: self._tell())
            self._flow.addWidget(box)
            tab_before(self.text, box)
            self._boxes[choice.code] = box
        self._codes.setVisible(bool(self._boxes))

    def content(self) -> tuple[object, ...]:
        """What decides, with the type, how high the card is."""
        return self._card.isHidden(), self._offered, self._hint.text(), self._error.text()

    def values(self) -> tuple[str, str]:
        """(codes joined by commas, text)."""
        codes = ",".join(code for code, box in self._boxes.items() if box.isChecked())
        return codes, self.text.toPlainText().strip()

    def dirty(self) -> bool:
        """Whether it differs from what was last written."""
        return not self._card.isHidden() and self.values() != self._saved

    def write(self, desk: AgentDesk, call: CallView | None) -> CallView | None:
        """Write what differs; the view that follows, None when there is nothing to write or the note is refused (and says why)."""
        options = (*call.anytime, *call.options) if call is not None else ()
        option = next((option for option in options if option.form == "note"), None)
        if option is None or not self.dirty():
            return None
        codes, text = self.values()
        try:
            written = desk.act(option.action, {"codes": codes, "text": text})
        except KnownError as error:
            self.show_error(fault(error))
            announce(self.text, fault(error), urgent=True)
            return None
        self._saved = (codes, text)
        self.show_error("")
        return written

    def show_error(self, text: str) -> None:
        """Why the note is not taken; an empty text clears."""
        self._error.setText(text)
        self._error.setVisible(bool(text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and self.dirty():
            self.written.emit()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
                self.left.emit()
                return True
        elif event.type() == QEvent.Type.FontChange:
            self._resize()
        return False

    def _resize(self) -> None:
        self.text.setFixedHeight(2 * self.text.fontMetrics().lineSpacing() + 22)

    def _changed(self) -> None:
        typed = self.text.toPlainText()
        if len(typed) > LONGEST or "\n" in typed:
            cursor = self.text.textCursor()
            place = min(cursor.position(), LONGEST)
            self.text.setPlainText(typed.replace("\n", " ")[:LONGEST])
            cursor.setPosition(place)
            self.text.setTextCursor(cursor)
        self._count()
        self._tell()

    def _tell(self) -> None:
        if self._case is not None:
            codes, text = self.values()
            self.typed.emit({"note.codes": codes, "note.text": text})

    def _count(self) -> None:
        used = len(self.text.toPlainText())
        said = tr("La personne peut demander à lire cette note. {used} / {most}").format(used=used, most=LONGEST)
        self._hint.setText(said.replace(" / ", "\u00a0/\u00a0"))
