"""The left column: what comes next and why, callbacks due, what the queue holds, the figures of the day."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cnmas_desktop.gui.agent.texts import clock, key_name, moment, tr, until, words
from cnmas_desktop.gui.forms.queue_column import Ui_QueueColumn
from cnmas_desktop.gui.theme import dress
from cnmas_desktop.gui.widgets.choice_button import RowButton
from cnmas_desktop.gui.widgets.counters import Counters
from cnmas_desktop.gui.widgets.layouts import clear
from cnmas_desktop.gui.widgets.text import breakable, label
from cnmas_desktop.services.views import Blocking, CallbackLine, DeskView

SHOWN_CALLBACKS = 5


class QueueColumn(QWidget):
    """Renders a `DeskView`; a callback that is due may be opened with the mouse, or by Tab and Space."""

    open_case = Signal(object)
    """UUID of the case whose callback was chosen."""
    agenda_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_QueueColumn()
        self.ui.setupUi(self)
        dress(self)
        self._queue = Counters()
        self._held = label("caption", wrap=True)
        self._reasons = label("caption", wrap=True)
        for part in (self._queue, self._reasons, self._held):
            self.ui.queueCard.body.addWidget(part)
        self._day = Counters()
        self.ui.dayCard.body.addWidget(self._day)
        self._next_name = label("strong", wrap=True)
        self._next_why = label("hint", wrap=True)
        for text in (self._next_name, self._next_why):
            self.ui.nextCard.body.addWidget(text)
        self._callbacks: tuple[CallbackLine, ...] = ()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(self.ui.callbacksCard.body.spacing())
        self._no_callback, self._more = label("hint", tr("Aucun rappel promis."), wrap=True), label("hint")
        self._more.hide()
        agenda = RowButton(key_name("Ctrl+G"), tr("Agenda"), parent=self)
        agenda.clicked.connect(self.agenda_requested)
        self.ui.callbacksCard.body.addLayout(self._lines)
        for line in (self._no_callback, self._more):
            self.ui.callbacksCard.body.addWidget(line)
        agenda.join(self.ui.callbacksCard.body)
        for counters in (self._queue, self._day):
            counters.show_counts([("", "")] * 3)

    def show_desk(self, view: DeskView, now: datetime) -> None:
        """`now` in the agent's zone: it tells today from tomorrow."""
        upcoming = view.next
        self._next_name.setText(breakable(upcoming.name) if upcoming else tr("Personne pour l'instant"))
        self._next_why.setText(words(upcoming.why) if upcoming else words(view.none))
        self._show_callbacks(view.callbacks, now)
        self._queue.show_counts(_queue_counts(view, now))
        shown = view.blocked[2:]
        self._reasons.setText("\n".join(f"{blocking.count} · {words(blocking.reason)}" for blocking in shown))
        self._reasons.setVisible(bool(shown))
        self._held.setVisible(view.held_until is not None)
        if view.held_until is not None:
            held = self.tr("%n réservé(s) jusqu'à {until}, même sans réseau.", "", view.held)
            self._held.setText(held.format(until=until(view.held_until, now)))
        day = view.day
        self._day.show_counts(
            (
                (str(day.calls), tr("appels")),
                (str(day.interviews), tr("entretiens")),
                (str(day.agreements), tr("accords")),
            )
        )

    def _show_callbacks(self, callbacks: Sequence[CallbackLine], now: datetime) -> None:
        if tuple(callbacks) == self._callbacks:
            return
        self._callbacks = tuple(callbacks)
        clear(self._lines)
        for line in callbacks[:SHOWN_CALLBACKS]:
            self._callback_row(line, now).join(self._lines)
        self._no_callback.setVisible(not callbacks)
        hidden = len(callbacks) - SHOWN_CALLBACKS
        self._more.setText(tr("et {count} autres").format(count=hidden))
        self._more.setVisible(hidden > 0)

    def _callback_row(self, line: CallbackLine, now: datetime) -> RowButton:
        """A callback that is due can be opened; one to come is only announced."""
        wished = tr("a appelé") if line.called_in else tr("souhaité")
        remarks = [tr("en retard") if line.late else tr("promis") if line.firm else wished]
        if line.local_at is not None:
            remarks.append(tr("{time} sur place").format(time=clock(line.local_at)))
        row = RowButton("", f"{moment(line.at, now)}   {breakable(line.name)}", " · ".join(remarks), self)
        row.setEnabled(line.due)
        row.hint_label.setProperty("role", "late" if line.late else "caption")
        row.clicked.connect(lambda _checked=False, case=line.case_id: self.open_case.emit(case))
        return row


def _queue_counts(view: DeskView, now: datetime) -> list[tuple[str, str]]:
    counts = [(str(view.callable_now), tr("à appeler"))]
    for blocking in view.blocked[:2]:
        counts.append((str(blocking.count), _when(blocking, now)))
    return counts


def _when(blocking: Blocking, now: datetime) -> str:
    if blocking.next_at is None:
        return tr("en attente")
    at = blocking.next_at
    days = (at.date() - now.date()).days
    if days == 0:
        return tr("à {time}").format(time=clock(at))
    return tr("demain") if days == 1 else f"{at:%d/%m}"
