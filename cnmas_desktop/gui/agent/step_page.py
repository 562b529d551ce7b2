"""One step of the call: the sentence to say, perhaps one field to type, the answers with their keys."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from cnmas_desktop.gui.agent.keys import canonical
from cnmas_desktop.gui.agent.question_answers import QuestionAnswers
from cnmas_desktop.gui.agent.texts import elapsed, key_name, quoted, tr, words
from cnmas_desktop.gui.forms.step_page import Ui_StepPage
from cnmas_desktop.gui.theme import dress
from cnmas_desktop.gui.widgets.announce import announce
from cnmas_desktop.gui.widgets.choice_button import Answer, ChoiceButton
from cnmas_desktop.gui.widgets.choice_grid import ChoiceGrid
from cnmas_desktop.gui.widgets.layouts import grid_of
from cnmas_desktop.gui.widgets.text import breakable, label, set_property
from cnmas_desktop.services.views import CallView, Message, OptionView, QuestionView

INLINE_FORMS: Mapping[str, str] = {"identity": "typed", "question": "answer"}
"""Forms answered by the one field of the page, and the key of what is typed."""


ASKED_AT_THE_END = frozenset({"request", "change"})
ROWS = 3
TIGHT = 6
"""Pixels between the parts where room is short."""
DRAFT = "question.answer"
LONGEST: Mapping[str, int] = {"identity": 200, "question": 500}
"""Characters of the field."""


class StepPage(QWidget):
    """Renders the step of a `CallView`; `chosen` carries the option that was pressed."""

    chosen = Signal(object)
    drafted = Signal(dict)
    """What is answered so far to a question of a study."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_StepPage()
        self.ui.setupUi(self)
        dress(self)
        self.grid = ChoiceGrid(self.ui.answers)
        self.grid.chosen.connect(self._chosen)
        self._marks: QuestionAnswers | None = None
        self.ui.typed.textEdited.connect(self._typed)
        self._options: tuple[OptionView, ...] = ()
        self._shown: tuple[object, ...] | None = None
        self._started_at: datetime | None = None
        self._read: tuple[object, ...] = ()
        self._left_over = 0
        self._spacing = self.ui.layout1.spacing()
        self.summary = label("body", wrap=True)
        self.summary.setObjectName("extra")
        self.summary.setAccessibleName(tr("Ce qui part à l'organisme"))
        self.ui.say.add_below(self.summary)

    def show_call(self, call: CallView) -> None:
        """Show the step. The same step again keeps what is typed and where the focus is."""
        step = (call.case_id, call.step, call.options, call.say, call.household, call.blocked)
        self._started_at = call.started_at if call.step == "ringing" else None
        self.ui.ringing.setVisible(self._started_at is not None)
        if step != self._shown:
            self._shown = step
            self._show_sentence(call)
            self._show_field(call)
            self._show_answers(call)
        self._show_summary(call)
        self._show_check(words(call.identity_answer))

    def primary(self) -> OptionView | None:
        """What Enter does here, None when nothing may sit on Enter."""
        return next((option for option in self._options if option.primary and not option.destructive), None)

    def press(self, key: str) -> bool:
        """Press the enabled answer on a key."""
        marks = self._closed()
        return (marks is not None and marks.press(key)) or self.grid.press(key_name(key))

    def button(self, option: OptionView) -> ChoiceButton:
        """The button of one of the options shown."""
        return self.grid.buttons[self._options.index(option)]

    def typed(self) -> str:
        """What was typed in the page's field, or chosen among the answers of the question."""
        marks = self._closed()
        return marks.value if marks is not None else self.ui.typed.text().strip()

    def clear_typed(self) -> None:
        """Forget it: what is said for an identity check is not kept."""
        self.ui.typed.clear()

    def keys(self) -> list[tuple[str, str]]:
        """What stands under the answers, for F1."""
        under = ((self.ui.endCap, self.ui.endText, "F3"), (self.ui.backCap, self.ui.backText, "Esc"))
        return [(key_name(key), text.text()) for cap, text, key in under if not cap.isHidden()]

    def first_focus(self) -> QWidget:
        """Where the next key is expected: the field, else the primary answer, else the first that can be pressed."""
        if not self.ui.asking.isHidden():
            return self.ui.typed
        primary = self.primary()
        if primary is not None and self.button(primary).isEnabled():
            return self.button(primary)
        return self.grid.first() or self

    def tick(self, now: datetime) -> None:
        """Once a second: how long it has been ringing."""
        if self._started_at is not None:
            rung: timedelta = now - self._started_at
            self.ui.ringText.setText(elapsed(rung))
            self.ui.ringBar.setUpdatesEnabled(False)  # else it is painted at once, and all that is still to be set with it
            self.ui.ringBar.setValue(min(int(rung.total_seconds()), self.ui.ringBar.maximum()))
            self.ui.ringBar.setUpdatesEnabled(True)

    def _show_sentence(self, call: CallView) -> None:
        self.ui.say.set_quiet(call.say is None)
        if call.blocked is not None:
            self.ui.say.say(words(call.blocked), tr("Appel impossible"))
        elif call.say is not None:
            heading = words(call.say.heading)
            if call.say.version:
                heading = tr("{heading}, version {version}").format(heading=heading, version=call.say.version)
            self.ui.say.say(quoted(call.say.text), heading)
            self._read_out((call.case_id, call.household, call.step), f"{heading}. {call.say.text}")
        elif call.step == "ringing":
            self.ui.say.say(tr("Laissez sonner six fois, environ trente secondes."), "")
        elif call.step == "ready" and call.why is not None:
            self.ui.say.say(words(call.why), tr("Pourquoi ce dossier"))
        else:
            self.ui.say.say("\n".join(words(line) for line in call.summary), words(Message("step.ending")) if call.summary else "")
        self.ui.say.setAccessibleName(self.ui.say.text.text())

    def _read_out(self, where: tuple[object, ...], sentence: str) -> None:
        """Once where it stands: a menu that opens and closes under it does not make a screen reader begin it again."""
        if (where, sentence) != self._read:
            self._read = (where, sentence)
            announce(self, sentence)

    def _show_summary(self, call: CallView) -> None:
        lines = [f"•  {words(line)}" for line in call.summary] if call.say is not None else []
        self.summary.setText(breakable("\n".join(lines)))
        self.summary.setVisible(bool(lines))

    def _show_answers(self, call: CallView) -> None:
        """Enter and Esc are written under the answers; a key of the window's own is not repeated among them."""
        shown = [option for option in call.options if canonical(option.key) not in {"Esc", "Ctrl+F"}]
        if call.step == "follow_up":  # what the person may still want is asked here, so it stands among the answers
            shown[1:1] = [option for option in call.anytime if option.form in ASKED_AT_THE_END]
        self._options = tuple(shown)
        self.grid.show_answers([_answer(place, option, call) for place, option in enumerate(self._options)])
        keys = {canonical(option.key) for option in (*call.options, *call.anytime)}
        for key, parts in (("Esc", (self.ui.backCap, self.ui.backText)), ("F3", (self.ui.endCap, self.ui.endText))):
            for part in parts:
                part.setVisible(key in keys)

    def _chosen(self, place: str) -> None:
        self.chosen.emit(self._options[int(place)])

    def remeasure(self) -> None:
        """The type has changed."""
        self.grid.remeasure()
        if self._marks is not None:
            self._marks.remeasure()

    def spare(self, *, bare: bool) -> None:
        """Last of all: how long to let it ring is told by the bar too, and what is asked for stands in its field."""
        self.ui.say.setVisible(not bare or self._started_at is None)
        self.ui.askingLabel.setVisible(not bare)
        self.ui.typed.setPlaceholderText(self.ui.askingLabel.text() if bare else "")
        self.ui.layout1.setSpacing(TIGHT if bare else self._spacing)
        self.ui.spoken.setSpacing(self.ui.layout1.spacing())

    def needed(self, width: int) -> int:
        """The height at which everything of the step shows at that width, with no room kept free."""
        ui = self.ui
        if self._marks is not None and not self._marks.isHidden():
            self._marks.fit(width)
        parts = [self._rows_height(width), ui.layout5.sizeHint().height()]
        parts += [part.heightForWidth(width) if part.hasHeightForWidth() else part.sizeHint().height()
                  for part in (ui.asking, ui.ringing, self._marks) if part is not None and not part.isHidden()]  # fmt: skip
        margins = ui.spoken.contentsMargins()
        if not ui.say.isHidden():
            parts.append(ui.say.wanted_height(width - margins.left() - margins.right()))
        return sum(parts) + (len(parts) - 1) * ui.layout1.spacing()

    def make_room(self, width: int, spare: int) -> None:
        """With `spare` pixels left over the answers keep the room of their usual rows, so that the first of them never moves."""
        row = self.grid.buttons[0].minimumHeight() if self.grid.buttons else 0
        reserved = ROWS * row + (ROWS - 1) * grid_of(self.ui.answers).verticalSpacing()
        wanted = self._rows_height(min(width, self.width()))
        self._left_over = spare
        self.ui.say.set_whole(spare >= 0)
        self.ui.answers.setFixedHeight(max(wanted, min(reserved, wanted + spare)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A scroll bar beside the page takes some of its width: a word may go to another line."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width() and self.isVisible():
            self.make_room(event.size().width(), self._left_over)

    def _rows_height(self, width: int) -> int:
        grid = grid_of(self.ui.answers)
        return grid.heightForWidth(width) if grid.hasHeightForWidth() else grid.sizeHint().height()

    def _show_field(self, call: CallView) -> None:
        inline = next((option for option in call.options if option.form in INLINE_FORMS), None)
        closed = inline is not None and call.question is not None and bool(call.question.choices)  # not in the menu of F3
        self.ui.asking.setVisible(inline is not None and not closed)
        self.ui.typed.clear()
        self._show_marks(call.question if closed else None, call.draft.get(DRAFT, ""))
        if inline is not None:
            prompt = words(call.identity_prompt) if inline.form == "identity" else tr("Réponse de la personne")
            self.ui.askingLabel.setText(prompt)
            self.ui.typed.setAccessibleName(prompt)
            self.ui.typed.setMaxLength(LONGEST[inline.form or ""])
            self.ui.typed.setText(call.draft.get(DRAFT, "") if inline.form == "question" else "")

    def _show_marks(self, question: QuestionView | None, value: str) -> None:
        if self._marks is None and question is not None:
            self._marks = QuestionAnswers(self)
            self._marks.decided.connect(self._decided)
            self._marks.marked.connect(self._typed)
            self.ui.layout1.insertWidget(self.ui.layout1.indexOf(self.ui.answers), self._marks)
            QWidget.setTabOrder(self._marks, self.ui.answers)
        if self._marks is not None:
            self._marks.setVisible(question is not None)
            if question is not None:
                self._marks.show_question(question, value)

    def _closed(self) -> QuestionAnswers | None:
        return self._marks if self._marks is not None and not self._marks.isHidden() else None

    def _decided(self) -> None:
        primary = self.primary()
        if primary is not None:
            self.chosen.emit(primary)

    def _typed(self, text: str) -> None:
        if any(option.form == "question" for option in self._options):
            self.drafted.emit({DRAFT: text})

    def _show_check(self, answer: str) -> None:
        changed = answer != self.ui.answerText.text()
        self.ui.answerText.setText(answer)
        self.ui.answerText.setVisible(bool(answer))
        set_property(self.ui.typed, "wrong", bool(answer))
        self.ui.typed.setAccessibleDescription(answer)
        if answer and changed:
            announce(self.ui.typed, answer, urgent=True)


def _dials(option: OptionView) -> bool:
    return canonical(option.key) == "F2"


def _answer(place: int, option: OptionView, call: CallView) -> Answer:
    return Answer(
        str(place),
        words(option.label),
        key_name(option.key),
        primary=option.primary and not option.destructive,
        destructive=option.destructive,
        enabled=call.blocked is None or not _dials(option),
    )
