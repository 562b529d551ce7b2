"""The closed answers of a question: large buttons, or the numbers of a scale in a row; the same digits as on the screen."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from cnmas_desktop.gui.agent.texts import tr
from cnmas_desktop.gui.widgets.choice_button import Answer, numbered
from cnmas_desktop.gui.widgets.choice_grid import MARGIN, ChoiceGrid
from cnmas_desktop.gui.widgets.layouts import box_of, renew
from cnmas_desktop.gui.widgets.text import label
from cnmas_desktop.services.views import AnswerKind, QuestionView

LONGEST_SCALE = 11


class QuestionAnswers(QWidget):
    """A single answer is `decided` with its digit; several are marked one by one, a number with its digits, and Enter takes them."""

    decided = Signal()
    marked = Signal(str)
    """What is chosen so far, as `value` gives it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._hint = label("hint", wrap=True)
        self._hint.setContentsMargins(MARGIN, 0, MARGIN, 0)
        column.addWidget(self._hint)
        self._hosts = {scale: _host(self) for scale in (False, True)}
        self._grids = {
            False: ChoiceGrid(self._hosts[False]),
            True: ChoiceGrid(self._hosts[True], most=LONGEST_SCALE),
        }
        for scale, grid in self._grids.items():
            column.addWidget(self._hosts[scale])
            grid.chosen.connect(self._choose)
        self._question = QuestionView(AnswerKind.OPEN)
        self._chosen: list[str] = []

    def show_question(self, question: QuestionView, value: str) -> None:
        """`value`: what had been chosen before, as `value` gave it."""
        self._question = question
        codes = [choice.code for choice in question.choices]
        self._chosen = [code for code in value.split(",") if code in codes]
        hints = {
            AnswerKind.SEVERAL: tr("Plusieurs réponses possibles ; Entrée continue."),
            AnswerKind.SCALE: tr("Tapez le nombre, puis Entrée."),
        }
        self._hint.setText(hints.get(question.kind, ""))
        self._hint.setVisible(question.kind in hints)
        scale = question.kind is AnswerKind.SCALE
        for kind, host in self._hosts.items():
            host.setVisible(kind is scale)
        texts = [(choice.code, choice.label) for choice in question.choices]
        self._grid.show_answers([Answer(code, text) for code, text in texts] if scale else numbered(texts))
        self._grid.mark_all(self._chosen)
        self.updateGeometry()

    @property
    def value(self) -> str:
        """The codes chosen, with commas between."""
        return ",".join(self._chosen)

    def press(self, key: str) -> bool:
        """A digit; 1 then 0 is 10, where the scale has it."""
        if self._question.kind is not AnswerKind.SCALE:
            return self._grid.press(key)
        codes = [choice.code for choice in self._question.choices]
        typed = next((code for code in (self.value + key, key) if code in codes), "")
        if typed:
            self._choose(typed)
        return bool(typed)

    def fit(self, width: int) -> None:
        """As at that width, before it is measured."""
        self._grid.fit(width)
        renew(box_of(self))
        self.updateGeometry()

    def remeasure(self) -> None:
        """The type has changed."""
        self._grid.remeasure()
        self.updateGeometry()

    @property
    def _grid(self) -> ChoiceGrid:
        return self._grids[self._question.kind is AnswerKind.SCALE]

    def _choose(self, code: str) -> None:
        if self._question.kind is not AnswerKind.SEVERAL:
            self._chosen = [code]
        elif code in self._chosen:
            self._chosen.remove(code)
        else:
            self._chosen.append(code)
        self._grid.mark_all(self._chosen)
        self.marked.emit(self.value)
        if self._question.kind is AnswerKind.ONE:
            self.decided.emit()


def _host(parent: QWidget) -> QWidget:
    host = QWidget(parent)
    grid = QGridLayout(host)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(2)
    return host
