"""F9, « Que répondre ? »: questions of the person, and what to say. Reading it stays in the call, and works offline."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from cnmas_desktop.gui.agent.panel import Panel
from cnmas_desktop.gui.agent.sentences import wary
from cnmas_desktop.gui.agent.texts import tr
from cnmas_desktop.gui.forms.answers_panel import Ui_AnswersPanel
from cnmas_desktop.gui.widgets.announce import announce
from cnmas_desktop.gui.widgets.text import bound
from cnmas_desktop.gui.widgets.wrapped import Wrapped


class AnswersPanel(Panel):
    """Arrows or a digit choose the question; Enter and Escape go back to the step."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.ui = Ui_AnswersPanel()
        super().__init__(self.ui, parent)
        self.ui.questionList.currentRowChanged.connect(self._show)
        Wrapped(self.ui.questionList)
        self._answers: list[str] = []

    def begin(self) -> None:
        call = self.occasion.call
        self.head(
            tr("Que répondre ?"),
            wary(call.public_number) if call else "",
            caption=tr("En cas de méfiance"),
        )
        self.savable(True, tr("Revenir à l'appel"))
        pairs = self.occasion.desk.faq()
        self._answers = [answer for _, answer in pairs]
        self.ui.questionList.clear()
        self.ui.questionList.addItems([bound(f"{place}   {question}") for place, (question, _) in enumerate(pairs, 1)])
        self.ui.questionList.setCurrentRow(0)

    def data(self) -> Mapping[str, Any] | None:
        return {}

    def press(self, key: str) -> bool:
        if key.isdigit() and 0 < int(key) <= len(self._answers):
            self.ui.questionList.setCurrentRow(int(key) - 1)
            return True
        return False

    def first_focus(self) -> QWidget:
        return self.ui.questionList

    def _show(self, row: int) -> None:
        answer = self._answers[row] if 0 <= row < len(self._answers) else ""
        self.ui.answerText.setText(answer)
        if answer and self.isVisible():
            announce(self.ui.answerText, answer)
