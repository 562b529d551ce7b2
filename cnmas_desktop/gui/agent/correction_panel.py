"""« Corriger »: what was true instead, why it is corrected, both readings one under the other, Enter."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Any

from PySide6.QtCore import QDate, QTime
from PySide6.QtWidgets import QWidget

from cnmas_desktop.gui.agent.panel import Panel
from cnmas_desktop.gui.agent.texts import clock, fault, full_moment, key_name, tr, words
from cnmas_desktop.gui.agent.vocabulary import named
from cnmas_desktop.gui.forms.correction_panel import Ui_CorrectionPanel
from cnmas_desktop.gui.widgets.choice_button import Answer, numbered
from cnmas_desktop.gui.widgets.choice_grid import ChoiceGrid
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.mending import MendChoice, MendView
from cnmas_desktop.services.views import Message

REFUSALS = frozenset({"REF_D", "REF_S"})
CALLBACKS = frozenset({"RDV", "RAP"})
OFFER, REASON, MOMENT, NO_MOMENT = "offer:", "reason", "moment", "none"


class Stage(Enum):
    """What is asked now; Escape goes back one."""

    WHAT = auto()
    REASON = auto()
    MOMENT = auto()
    WHY = auto()
    REVIEW = auto()


class CorrectionPanel(Panel):
    """Writes the correction itself. Data: said, the sentence that it is done; empty when nothing could be done."""

    whole = True

    def __init__(self, parent: QWidget | None = None) -> None:
        self.ui = Ui_CorrectionPanel()
        super().__init__(self.ui, parent)
        self._grid = ChoiceGrid(self.ui.choices)
        self._grid.chosen.connect(self._chosen)
        self.ui.dayEdit.setAccessibleName(self.ui.dayLabel.text().replace("&", ""))
        self.ui.timeEdit.setAccessibleName(self.ui.timeLabel.text().replace("&", ""))
        self.ui.dayEdit.dateChanged.connect(self._check_moment)
        self.ui.timeEdit.timeChanged.connect(self._check_moment)
        self._view: MendView | None = None
        self._choice = MendChoice("")
        self._why = ""
        self._stages: list[Stage] = []
        self._filling = False

    def begin(self) -> None:
        position = self.occasion.subject
        self._view = self.occasion.desk.mending.begin(position if isinstance(position, int) else None)
        self._why, self._stages = "", [Stage.WHAT]
        if self._view is None:
            self.head(tr("Corriger un appel"), hint=tr("Aucun appel n'est encore enregistré aujourd'hui."))
            self._only_back()
            return
        self._choice = MendChoice(self._view.outcome)
        line = self._view.line
        self.head(tr("Corriger l'appel de {time} · {name}").format(time=clock(line.at), name=line.name))
        if self._view.refused is not None and not self._view.askable:
            self.form.hintText.setText(words(self._view.refused))
            self.form.hintText.show()
            self._only_back()
            self._show_before()
            return
        if self._view.askable:
            self._stages = [Stage.WHY]
        self._show()

    def data(self) -> Mapping[str, Any] | None:
        """At the last stage, write; before it, Enter goes on where it can."""
        view = self._view
        if view is None or (view.refused is not None and not view.askable):
            return {}
        if self._stage is Stage.MOMENT:
            self._moment_entered()
            return None
        if self._stage is not Stage.REVIEW:
            return None
        mending = self.occasion.desk.mending
        if view.askable:
            mending.ask(view.line.position, self._why)
            return {"said": tr("Le superviseur est prévenu.")}
        mending.mend(view.line.position, self._choice, self._why)
        return {"said": tr("Appel de {time} corrigé.").format(time=clock(view.line.at))}

    def press(self, key: str) -> bool:
        if key == "Esc" and len(self._stages) > 1:
            self._stages.pop()
            self._show()
            self.first_focus().setFocus()
            return True
        return self._stage is not Stage.MOMENT and self._grid.press(key)

    def first_focus(self) -> QWidget:
        if self._stage is Stage.MOMENT:
            return self.ui.dayEdit
        if self._stage is Stage.REASON:
            return self._grid.buttons[-1]  # a reason is optional: Enter goes on without
        return (self._grid.first() if self.ui.choices.isVisibleTo(self) else None) or self.ui.saveButton

    @property
    def _stage(self) -> Stage:
        return self._stages[-1] if self._stages else Stage.WHAT

    @property
    def _open(self) -> MendView:
        if self._view is None:
            raise RuntimeError("no call is being corrected")
        return self._view

    # Showing

    def _show(self) -> None:
        stage, view = self._stage, self._open
        self.show_error("")
        self._show_before()
        asking = view.askable and view.refused is not None
        self.form.hintText.setText(words(view.refused) if asking else "")
        self.form.hintText.setVisible(asking)
        said = self._said_after() if stage in (Stage.WHY, Stage.REVIEW) and not asking else ""
        self.ui.afterText.setText(said)
        for widget in (self.ui.afterText, self.ui.afterCaption):
            widget.setVisible(bool(said))
        self.ui.questionText.setText(_questions()[stage])
        self.ui.questionText.setVisible(stage is not Stage.REVIEW)
        self.ui.moment.setVisible(stage is Stage.MOMENT)
        answers = self._answers()
        self.ui.choices.setVisible(bool(answers))
        self._grid.show_answers(answers)
        last = tr("Demander au superviseur") if asking else tr("Corriger")
        self.savable(stage in (Stage.MOMENT, Stage.REVIEW), tr("Continuer") if stage is Stage.MOMENT else last)
        if stage is Stage.MOMENT:
            self._show_moment()

    def _show_before(self) -> None:
        self.ui.beforeText.setText(_joined(self._open.before))
        for widget in (self.ui.beforeText, self.ui.beforeCaption):
            widget.show()

    def _only_back(self) -> None:
        """Nothing to choose: Enter and Escape go back."""
        for widget in (
            self.ui.beforeText,
            self.ui.beforeCaption,
            self.ui.afterText,
            self.ui.afterCaption,
            self.ui.questionText,
            self.ui.moment,
            self.ui.choices,
        ):
            widget.hide()
        self.savable(True, tr("Revenir"))

    def _answers(self) -> list[Answer]:
        view = self._open
        match self._stage:
            case Stage.WHAT:
                return numbered(self._things())
            case Stage.REASON:
                reasons = numbered([(one.code, one.label) for one in view.refusal_reasons])
                return [*reasons[:9], Answer("", tr("Sans motif"), key_name("Enter"), primary=True)]
            case Stage.MOMENT:
                return [Answer(NO_MOMENT, tr("Sans moment précis"))] if self._choice.outcome == "RAP" else []
            case Stage.WHY:
                return numbered([(one.code, named(one.label)) for one in view.reasons])
            case _:
                return []

    def _things(self) -> list[tuple[str, str]]:
        """Everything that may be put right: the answer to the offer, then what the call may have been, then details."""
        view = self._open
        offers = [
            (f"{OFFER}{one.code}:{decision}", words(Message(f"fact.offer_{decision}", {"offer": one.label})))
            for one, decision in view.offers
        ]
        details = []
        if view.outcome in REFUSALS and view.refusal_reasons:
            details.append((REASON, tr("Autre motif du refus")))
        if view.moment is not None:
            details.append((MOMENT, tr("Autre moment de rappel")))
        return [*offers, *details, *((code, words(Message(f"disposition.{code}"))) for code in view.outcomes)]

    def _said_after(self) -> str:
        view = self._open
        try:
            return _joined(self.occasion.desk.mending.preview(view.line.position, self._choice))
        except KnownError as error:
            self.show_error(fault(error))
            return ""

    # Choosing

    def _chosen(self, code: str) -> None:
        match self._stage:
            case Stage.WHAT:
                self._thing(code)
            case Stage.REASON:
                self._reason(code)
            case Stage.MOMENT:
                self._choice = replace(self._choice, kind=NO_MOMENT, local=None)
                self._to(Stage.WHY)
            case Stage.WHY:
                self._why = code
                self._to(Stage.REVIEW)
            case Stage.REVIEW:
                pass

    def _thing(self, code: str) -> None:
        view = self._open
        self._choice = MendChoice(view.outcome)
        if code.startswith(OFFER):
            offer, decision = code.removeprefix(OFFER).split(":")
            self._choice = MendChoice(view.outcome, offer=(offer, decision, ""))
            self._to(Stage.REASON if decision == "refused" and view.refusal_reasons else Stage.WHY)
        elif code == REASON:
            self._to(Stage.REASON)
        elif code == MOMENT:
            self._to(Stage.MOMENT)
        else:
            self._choice = MendChoice(code)
            follows = Stage.REASON if code in REFUSALS and view.refusal_reasons else Stage.MOMENT if code in CALLBACKS else Stage.WHY
            self._to(follows)

    def _reason(self, code: str) -> None:
        offer = self._choice.offer
        self._choice = replace(self._choice, offer=(*offer[:2], code)) if offer else replace(self._choice, reason=code)
        self._to(Stage.WHY)

    def _to(self, stage: Stage) -> None:
        self._stages.append(stage)
        self._show()
        self.first_focus().setFocus()

    # A moment to call back

    def _show_moment(self) -> None:
        view = self._open
        there = view.now_there or self.occasion.now
        first = view.moment or (there + timedelta(days=1)).replace(minute=there.minute // 5 * 5)
        self._filling = True
        self.ui.dayEdit.setMinimumDate(_qdate(there))
        self.ui.dayEdit.setDate(_qdate(first))
        self.ui.timeEdit.setTime(QTime(first.hour, first.minute))
        self._filling = False
        self._check_moment()

    def _local(self) -> datetime:
        day, at = self.ui.dayEdit.date(), self.ui.timeEdit.time()
        return datetime(day.year(), day.month(), day.day(), at.hour(), at.minute())  # noqa: DTZ001 - the port asks for it

    def _check_moment(self) -> bool:
        """Say both hours, or why the person may not be called then."""
        if self._filling or self._view is None:
            return False
        try:
            check = self.occasion.desk.mending.check_callback(self._view.line.position, self._local())
        except KnownError as error:
            self.ui.bothTimes.say(fault(error), "warning")
            return False
        if check.refused is not None:
            self.ui.bothTimes.say(words(check.refused), "warning")
            return False
        same = check.agent_local.replace(tzinfo=None) == check.person_local.replace(tzinfo=None)
        here = tr("Même heure ici.") if same else tr("Ici : {agent}.").format(agent=full_moment(check.agent_local))
        self.ui.bothTimes.say(f"{full_moment(check.person_local).capitalize()}. {here}", "success", icon="clock")
        return True

    def _moment_entered(self) -> None:
        if not self._check_moment():
            self.show_error(tr("Choisissez un moment où la personne peut être appelée."), self.ui.timeEdit)
            return
        self._choice = replace(self._choice, kind="firm" if self._choice.outcome == "RDV" else "soft", local=self._local())
        self._to(Stage.WHY)


def _questions() -> dict[Stage, str]:
    return {
        Stage.WHAT: tr("Qu'est-ce qui était vrai ?"),
        Stage.REASON: tr("Pour quel motif ?"),
        Stage.MOMENT: tr("Quand rappeler ?"),
        Stage.WHY: tr("Pourquoi corriger ?"),
        Stage.REVIEW: "",
    }


def _joined(said: Sequence[Message]) -> str:
    return " · ".join(words(one) for one in said)


def _qdate(moment: datetime) -> QDate:
    return QDate(moment.year, moment.month, moment.day)
