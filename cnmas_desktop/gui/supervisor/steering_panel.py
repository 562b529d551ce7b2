"""What a supervisor is about to do: what it touches first, a reason that is kept, and how far it has come, with a way to stop.

It takes the place of the page, never a dialog above it. Enter never does anything for good: Ctrl+Enter does.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from threading import Event
from typing import Any, Protocol

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QSpinBox,
    QWidget,
)

from cnmas_desktop.gui.agent.texts import tr
from cnmas_desktop.gui.forms.supervisor_steering_panel import Ui_SteeringPanel
from cnmas_desktop.gui.supervisor.page import CONFIRM, Surroundings, act_fault
from cnmas_desktop.gui.theme import dress
from cnmas_desktop.gui.widgets.announce import announce
from cnmas_desktop.gui.widgets.key_cap import KeyCap
from cnmas_desktop.gui.widgets.layouts import box_of, clear, fold, rows_of
from cnmas_desktop.gui.widgets.text import label
from cnmas_desktop.gui.widgets.wheel import pass_the_wheel
from cnmas_desktop.messages import KnownError

FEW = 4
"""With more questions, two stand side by side, so that the button needs no scrolling."""
AFTER_A_CHANGE_MS = 300
"""A number being typed changes several times; the centre is asked once."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to choose. With `choices` (code, words) a list; with `most` a number; else a text."""

    name: str
    words: str
    choices: tuple[tuple[str, str], ...] = ()
    most: int = 0
    value: str | int = ""


@dataclass(frozen=True, slots=True)
class Touched:
    """What an act would do, in words; `lines` name what it touches. `count` 0: there is nothing to do."""

    sentence: str
    count: int
    lines: Sequence[str] = ()


class Course(Protocol):
    """How a long act tells how far it is; False: it is to stop where it is."""

    def __call__(self, done: int, total: int) -> bool: ...


@dataclass(frozen=True, slots=True)
class Act:
    """`preview` and `run` are called on the worker; `run` returns the sentence that tells what was done."""

    title: str
    verb: str
    preview: Callable[[Mapping[str, Any], Surroundings], Touched]
    run: Callable[[Mapping[str, Any], str, Course], str]
    hint: str = ""
    questions: tuple[Question, ...] = ()
    reasoned: bool = True


class SteeringPanel(QWidget):
    """One act at a time. `left` with what was done, or with nothing."""

    left = Signal(str)
    _moved = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_SteeringPanel()
        self.ui.setupUi(self)
        self._rows = rows_of(self)
        dress(self)
        self.sentence = label("strong", "", self, wrap=True)
        self.lines = QListWidget(self)
        self.lines.setAccessibleName(tr("Ce qui sera touché"))
        self.ui.touchedCard.body.addWidget(self.sentence)
        self.ui.touchedCard.body.addWidget(self.lines, 1)
        self.copy_button = QPushButton(tr("Copier cette liste"), self)
        self.copy_button.setAccessibleName(self.copy_button.text())
        self.copy_button.clicked.connect(self._copy)
        row = QHBoxLayout()
        row.addWidget(self.copy_button)
        row.addWidget(KeyCap("Ctrl C", self))
        row.addStretch(1)
        self.copy_row = QWidget(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.copy_row.setLayout(row)
        self.ui.touchedCard.body.addWidget(self.copy_row)
        self.ui.touchedCard.body.addStretch(0)  # the sentence stays at the top where there is no list
        QShortcut(QKeySequence("Ctrl+C"), self.lines, self._copy).setContext(Qt.ShortcutContext.WidgetShortcut)
        self._act: Act | None = None
        self._around: Surroundings | None = None
        self._fields: dict[str, QWidget] = {}
        self._stopped = Event()
        self._running = False
        self._count, self._round = 0, 0
        self._changed = QTimer(self, singleShot=True, interval=AFTER_A_CHANGE_MS)
        self._changed.timeout.connect(self._preview)
        self._moved.connect(self._show_course)
        self.ui.runButton.clicked.connect(self.run)
        self.ui.cancelButton.clicked.connect(self._stopped.set)
        for keys in CONFIRM:
            QShortcut(QKeySequence(keys), self, self.run).setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def fold(self, *, narrow: bool) -> None:
        """As a page's."""
        fold(self._rows, folded=narrow)
        self.ui.backText.setWordWrap(narrow)

    def open(self, act: Act, around: Surroundings) -> None:
        """Show what is about to be done; nothing is touched yet."""
        self._act, self._around, self._running = act, around, False
        self._stopped.clear()
        self.setAccessibleName(act.title)
        self.ui.titleText.setText(act.title)
        self.ui.hintText.setText(act.hint)
        self.ui.hintText.setVisible(bool(act.hint))
        self.ui.runButton.setText(act.verb)
        self.ui.runButton.setAccessibleName(act.verb)
        self.ui.reason.clear()
        for part in (self.ui.reason, self.ui.reasonLabel):
            part.setVisible(act.reasoned)
        self._refuse("")
        self._ask(act.questions)
        self.ui.progressRow.hide()
        self._preview()
        self.first_focus().setFocus()
        announce(self, act.title)

    def first_focus(self) -> QWidget:
        """The first question, else the reason, else the button."""
        if self._fields:
            return next(iter(self._fields.values()))
        return self.ui.reason if self._act is not None and self._act.reasoned else self.ui.runButton

    def leave(self) -> None:
        """Back to the page; an act under way is stopped first, and says how far it came."""
        if self._running:
            self._stopped.set()
        else:
            self._changed.stop()
            self.left.emit("")

    @Slot()
    def run(self) -> None:
        """Do it; a reason is asked for first."""
        act, around, reason = self._act, self._around, self.ui.reason.text().strip()
        if act is None or around is None or self._running or not self.ui.runButton.isEnabled():
            return
        if act.reasoned and not reason:
            self._refuse(tr("Indiquez le motif : il est enregistré avec la décision."))
            self.ui.reason.setFocus()
            return
        self._refuse("")
        self._running = True
        self.ui.runButton.setEnabled(False)
        self.ui.progress.setRange(0, 0)
        self.ui.progressText.setText(tr("En cours…"))
        self.ui.progressRow.show()
        self.ui.cancelButton.setFocus()
        values = self._values()
        around.worker.run(lambda: act.run(values, reason, self._course), self._done, self._failed)

    # the questions

    def _ask(self, questions: Sequence[Question]) -> None:
        clear(box_of(self.ui.questions))
        self._fields = {}
        holder = QWidget(self.ui.questions)
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        abreast = 2 if len(questions) > FEW else 1
        for place, question in enumerate(questions):
            field, words = self._field(question), label("strong", question.words, holder)
            words.setBuddy(field)
            field.setAccessibleName(question.words)
            pass_the_wheel(field)
            row, column = place // abreast, 2 * (place % abreast)
            grid.addWidget(words, row, column)
            grid.addWidget(field, row, column + 1)
            grid.setColumnStretch(column + 1, 1)
            self._fields[question.name] = field
        box_of(self.ui.questions).addWidget(holder)
        self.ui.questions.setVisible(bool(questions))

    def _field(self, question: Question) -> QWidget:
        if question.choices:
            chosen = QComboBox(self.ui.questions)
            for code, said in question.choices:
                chosen.addItem(said, code)
            chosen.setCurrentIndex(max(0, chosen.findData(question.value)))
            chosen.currentIndexChanged.connect(self._changed.start)
            return chosen
        if question.most:
            number = QSpinBox(self.ui.questions)
            number.setRange(1, question.most)
            number.setValue(int(question.value or 1))
            number.lineEdit().setTextMargins(8, 0, 8, 0)  # the style sheet's padding does not reach it
            number.valueChanged.connect(self._changed.start)
            return number
        text = QLineEdit(str(question.value), self.ui.questions)
        text.setMaxLength(200)
        text.textChanged.connect(self._changed.start)
        return text

    def _values(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, field in self._fields.items():
            if isinstance(field, QComboBox):
                found[name] = field.currentData()
            elif isinstance(field, QSpinBox):
                found[name] = field.value()
            elif isinstance(field, QLineEdit):
                found[name] = field.text().strip()
        return found

    # what will be touched

    @Slot()
    def _preview(self) -> None:
        act, around, values = self._act, self._around, self._values()
        if act is None or around is None or self._running:
            return
        self._round += 1
        asked = self._round
        self.ui.runButton.setEnabled(False)
        self.sentence.setText(tr("Lecture de ce qui sera touché…"))
        around.worker.run(lambda: act.preview(values, around), lambda touched: self._touches(asked, touched), self._failed)

    def _touches(self, asked: int, touched: Touched) -> None:
        if asked != self._round:
            return
        self._count = touched.count
        self.sentence.setText(touched.sentence)
        self.lines.clear()
        self.lines.addItems(list(touched.lines))
        self.lines.setVisible(bool(touched.lines))
        self.copy_row.setVisible(bool(touched.lines))
        self.ui.runButton.setEnabled(touched.count > 0)
        if self.first_focus() is self.ui.runButton:  # it could not take it before
            self.ui.runButton.setFocus()
        announce(self, touched.sentence)

    @Slot()
    def _copy(self) -> None:
        """Who was promised what stays at hand after the act: the list to the clipboard."""
        lines = (self.lines.item(place) for place in range(self.lines.count()))
        QApplication.clipboard().setText("\n".join(line.text() for line in lines if line is not None))
        announce(self, tr("Copié."))

    # the act

    def _course(self, done: int, total: int) -> bool:
        """Called on the worker, between two parts of the act."""
        self._moved.emit(done, total)
        return not self._stopped.is_set()

    @Slot(int, int)
    def _show_course(self, done: int, total: int) -> None:
        self.ui.progress.setRange(0, max(total, 1))
        self.ui.progress.setValue(done)
        self.ui.progressText.setText(tr("{done} sur {total}").format(done=done, total=total))

    def _done(self, said: str) -> None:
        self._running = False
        self.left.emit(said)

    def _failed(self, error: Exception) -> None:
        was_running, self._running = self._running, False
        self.ui.progressRow.hide()
        if not isinstance(error, KnownError):
            raise error
        self._refuse(act_fault(error))
        if not was_running:  # what it would touch is not known; nothing of an earlier answer holds
            self._count = 0
            self.sentence.clear()
        self.ui.runButton.setEnabled(self._count > 0)
        if was_running:  # the focus was on the button that stops, which is gone
            (self.ui.reason if self.ui.reason.isVisible() else self.ui.runButton).setFocus()

    def _refuse(self, text: str) -> None:
        self.ui.errorText.setText(text)
        self.ui.errorText.setVisible(bool(text))
        if text:
            announce(self, text, urgent=True)
