"""The agent's window: three zones, one primary action, every key of the trade; it renders views and sends back actions."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from cnmas_desktop.gui.agent import bars
from cnmas_desktop.gui.agent.arrivals import Arrivals
from cnmas_desktop.gui.agent.call_area import CallArea
from cnmas_desktop.gui.agent.comfort_panel import ComfortPanel
from cnmas_desktop.gui.agent.draft import Draft
from cnmas_desktop.gui.agent.keys import KeyRouter, canonical
from cnmas_desktop.gui.agent.manual_panel import ManualPanel
from cnmas_desktop.gui.agent.panel import Occasion
from cnmas_desktop.gui.agent.panels import CONSULTED, PANEL_OF_FORM, PANEL_OF_KEY, form_of_step
from cnmas_desktop.gui.agent.queue_column import QueueColumn
from cnmas_desktop.gui.agent.reflow import Reflow
from cnmas_desktop.gui.agent.reminders import Reminders
from cnmas_desktop.gui.agent.shift_pages import ShiftPages
from cnmas_desktop.gui.agent.side_column import SideColumn
from cnmas_desktop.gui.agent.step_page import INLINE_FORMS
from cnmas_desktop.gui.agent.texts import fault, state_words, tr, words
from cnmas_desktop.gui.agent.vocabulary import in_words
from cnmas_desktop.gui.background import Worker
from cnmas_desktop.gui.forms.agent_window import Ui_AgentWindow
from cnmas_desktop.gui.theme import Theme, dress
from cnmas_desktop.gui.widgets.announce import announce
from cnmas_desktop.gui.widgets.layouts import box_of
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.views import AgentDesk, CallView, DeskView, OptionView


class AgentWindow(QMainWindow):
    """One agent's day. Made without a day's work, so that it may wait behind the sign-in page; the owner connects the requests and calls
    `start` once, `refresh` after each sync."""

    lock_requested = Signal()
    sign_out_requested = Signal()
    sync_requested = Signal()
    password_requested = Signal()
    """The person wants another password."""
    practice_requested = Signal()
    """Into practice, or out of it."""
    saved = Signal()
    """An action is on the disk of this workstation: it may be sent."""

    _desk: AgentDesk
    _now: Callable[[], datetime]
    _view: DeskView
    _shift: ShiftPages

    def __init__(self, theme: Theme, open_uri: Callable[[str], bool]) -> None:
        """`open_uri` hands a `tel:` address to the system; False: nothing answers it."""
        super().__init__()
        self._theme, self._open_uri = theme, open_uri
        self.worker: Worker | None = None
        self.ui = Ui_AgentWindow()
        self.ui.setupUi(self)
        dress(self)
        self.queue, self.area, self.side = QueueColumn(self), CallArea(self), SideColumn(self)
        self._reflow = Reflow(self.ui, self.area, self.queue, self.side)
        self._compose()
        self._call: CallView | None = None
        self._pending: OptionView | None = None
        self._saved_at: datetime | None = None
        self._resumed = False
        self._reminders, self._arrivals = Reminders(), Arrivals()
        self._keys = keys = KeyRouter(self, self.press)
        keys.remap(theme.preferences.keys)
        self.area.provide("comfort", lambda parent: ComfortPanel(theme, keys, parent))
        self.area.provide("manual", lambda parent: ManualPanel(theme, parent))
        self._draft = Draft(self, lambda values: self._guarded(lambda: self._desk.save_draft(values)))
        self._seconds = QTimer(self, interval=1000)
        self._seconds.timeout.connect(self.tick)
        self._after_paint = QTimer(self, interval=0, singleShot=True)
        self._after_paint.timeout.connect(self._show_around)
        self._connect()
        self.side.show_call(None)

    def start(self, desk: AgentDesk, now: Callable[[], datetime]) -> None:
        """Take up the open call of `desk`, or open the next case when the agent is available. `now`: the agent's local time, aware."""
        self._desk, self._now = desk, now
        self._view = desk.view()
        self._shift = ShiftPages(self, desk, self.area, self._toggle, self._guarded, lambda uri: self._open_uri(uri))
        self._shift.changed.connect(self._show_state)
        self._shift.begun.connect(self._go)
        self._shift.ended.connect(lambda: self._part(self.sign_out_requested))
        self._shift.sync_requested.connect(self.sync_requested)
        self._shift.password_requested.connect(self.password_requested)
        self._shift.practice_requested.connect(self._ask_practice)
        self._call = in_words(self._desk.call())
        if self._call is None:
            self._open_next()
            self._view = self._desk.view()
        if self._call is not None and self._call.resumed is not None:
            self._resumed = True
            self.notice(words(self._call.resumed), "info")
        self._seconds.start()
        self._render()
        self._settle()
        self._announce_arrivals()

    def refresh(self) -> None:
        """Show what a sync changed; what is being typed and the focus stay."""
        self._view = self._desk.view()
        if self.area.panel is None:
            self._call = in_words(self._desk.call())
        self._shift.refresh()
        self._render()
        self._announce_arrivals()

    def _announce_arrivals(self) -> None:
        line = self._arrivals.line(self._desk.notices)
        if line and not self.area.is_open("day_start"):  # which says it itself
            self.notice(line, "info")

    def notice(self, text: str, tone: str = "info") -> None:
        """One line over the window, announced; an empty text takes it away."""
        self.ui.noticeBanner.say(text, tone, button=tr("Compris") if text else "")

    def flush_draft(self) -> None:
        """Write what is being typed; called 250 ms after the last key, and before the window closes or locks."""
        self._write_note()
        if self._after_paint.isActive():
            self._show_around()
        self._draft.flush()

    def press(self, key: str) -> None:
        """A key of the trade, by the name that `gui.agent.keys` gives it."""
        own: dict[str, Callable[[], None]] = {
            "Larger": lambda: self._theme.step_scale(1),
            "Smaller": lambda: self._theme.step_scale(-1),
            "Ctrl+L": lambda: self._part(self.lock_requested),
            "Enter": self._enter,
            "Esc": self._escape,
        }
        panel = self.area.panel
        if panel is not None and panel.press(key):
            return
        if key in own:
            own[key]()
        elif key in PANEL_OF_KEY:
            self._toggle(PANEL_OF_KEY[key])
        elif not self._shift.press(key) and (panel is None or not key.isdigit()):
            self._press_option(key)

    def tick(self) -> None:
        """Once a second: timers, and the reminder five minutes before a callback."""
        now = self._now()
        self.ui.callPill.say(*bars.call_words(self._call, self._view.work_state, now))
        self.area.tick(now)
        for line in self._reminders.due(self._view.callbacks, now):
            self.notice(bars.reminder_words(line.at, line.name), "info")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.flush_draft()
        super().closeEvent(event)

    def _compose(self) -> None:
        for host, part in ((self.ui.leftColumn, self.queue), (self.ui.centre, self.area), (self.ui.rightColumn, self.side)):
            box_of(host).addWidget(part)
        self._incoming = bars.incoming_button(self.ui.incomingPlace)
        self._incoming.clicked.connect(lambda: self.press("Ctrl+F"))
        self.ui.campaignPill.give_way(12)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _connect(self) -> None:
        self.area.step.chosen.connect(self._trigger)
        self.area.panel_submitted.connect(self._submitted)
        self.area.panel_other.connect(self._trigger)
        self.area.panel_drafted.connect(self._draft.typed)
        self.area.panel_written.connect(self.saved)
        self.area.panel_done.connect(self._put_away)
        self.area.panel_said.connect(lambda said: self.notice(said, "success"))
        self.area.idle.go.connect(self._go)
        self.side.pressed.connect(self.press)
        self.side.chosen.connect(self._trigger)
        self.side.note.typed.connect(self._draft.typed)
        self.side.note.written.connect(self._write_note)
        self.side.note.left.connect(self._write_note)
        self.side.note.left.connect(self.area.focus_next)
        self.queue.open_case.connect(self._open)
        self.queue.agenda_requested.connect(lambda: self.press("Ctrl+G"))
        self.ui.syncPill.clicked.connect(lambda: self.press("Ctrl+T"))
        self.ui.keysButton.clicked.connect(lambda: self.press("F1"))
        self.ui.stateButton.clicked.connect(lambda: self.press("F12"))
        self.ui.noticeBanner.acted.connect(lambda: self.notice(""))
        self.ui.noticeBanner.acted.connect(self.area.focus_next)
        self.ui.standingBanner.acted.connect(self.password_requested)
        self._theme.changed.connect(self._fit)

    # rendering

    def _render(self) -> None:
        self._after_paint.stop()
        self._render_call()
        self._render_around()

    def _render_call(self) -> None:
        now = self._now()
        self.area.show_desk(self._view, self._call, now)
        self.side.note.show_call(self._call)
        self._fit_call()
        self.area.tick(now)

    def _render_around(self) -> None:
        self.side.show_call(self._call)
        self._reflow.fit_side()
        now = self._now()
        self.queue.show_desk(self._view, now)
        bars.show_bars(self.ui, self._view, self._call, None if self._reflow.lowered else self._saved_at, now)
        self.tick()

    def _show_around(self) -> None:
        """The columns beside and the bars follow once the person called and the step are on screen: the eye goes there first."""
        self._after_paint.stop()
        self._view = self._desk.view()
        self._render_around()

    def _fit(self) -> None:
        self._fit_call()
        self.ui.savedText.setVisible(self._saved_at is not None and not self._reflow.lowered)
        self._reflow.fit_side()

    def _fit_call(self) -> None:
        self._reflow.fit(self._theme.text_scale, self.width(), in_call=self._call is not None)
        self._incoming.setVisible(self._reflow.roomy_bar)
        self.side.show_incoming(not self._reflow.roomy_bar)

    # acting

    def _press_option(self, key: str) -> None:
        if self._call is None or (self.area.panel is None and self.area.step.press(key)):
            return
        offered = [option for option in (*self._call.options, *self._call.anytime) if canonical(option.key) == key]
        if offered and not (key == "F2" and self._call.blocked is not None):
            self._trigger(offered[0])

    def _trigger(self, option: OptionView) -> None:
        self._write_note()
        if option.form is None:
            self._act(option.action)
        elif option.form in INLINE_FORMS:
            self._answer(option, INLINE_FORMS[option.form])
        elif option.form == "note":
            self.side.note.text.setFocus()
        else:
            self._pending = option
            self._open_panel(PANEL_OF_FORM.get(option.form, "choice"), option)

    def _answer(self, option: OptionView, key: str) -> None:
        """What was typed in the step's field. An identity check without a word is none; its words are not kept."""
        typed = self.area.step.typed()
        if option.form == "identity":
            self.area.step.clear_typed()
        if typed or option.form != "identity":
            self._act(option.action, {key: typed})
        self.area.focus_next()

    def _open_panel(self, name: str, option: OptionView | None = None, subject: object = None) -> None:
        occasion = Occasion(self._desk, self._call, option, self._now(), subject=subject, worker=self.worker, clock=self._now)
        self.area.open(name, occasion)

    def _submitted(self, data: dict[str, Any]) -> None:
        if self.area.uncover():
            return
        if self._pending is not None:
            self._act(self._pending.action, data)
        elif "case" in data:
            calls_in = self.area.is_open("incoming")
            self.area.close_panel()
            self._open(data["case"], then="incoming" if calls_in else "")
        elif self.area.is_open("outbox"):
            self.area.close_panel()
            self.sync_requested.emit()
        elif self.area.is_open("agenda") and data:
            self.saved.emit()  # a callback was moved: the queue reads otherwise
            self._show_around()
        elif self.area.is_open("day_calls") and data:
            self._open_panel("correction", subject=data["position"])
        elif self.area.is_open("correction") and data:
            self._corrected(data["said"])
        elif not self._shift.take(data):
            self.area.close_panel()

    def _corrected(self, said: str) -> None:
        """A saved call reads otherwise: the queue and the open case with it."""
        self.area.close_panel()
        self.saved.emit()
        if self._call is None:
            self._open_next()
        self.refresh()
        self.notice(said, "success")
        self._settle()

    def _act(self, action: str, data: Mapping[str, Any] | None = None) -> None:
        before = self._call
        if not self._guarded(lambda: self._take(self._desk.act(action, data))):
            return
        self._pending = None
        self._draft.forget()
        if self._call is None:
            self._open_next()
        if self.area.panel is not None:
            self.area.close_panel()
        if self._call is None:
            self._view = self._desk.view()
            self._render()
        else:
            self._render_call()
            self._after_paint.start()
        self._settle()
        if self._call is not None and self._call.step == "ringing" and (before is None or before.started_at != self._call.started_at):
            self._dial()

    def _settle(self) -> None:
        """The focus where the next key is expected; a step that is a form of its own opens it."""
        step_form = form_of_step(self._call)
        if step_form is not None and step_form.form is not None and self.area.panel is None:
            self._pending = step_form
            self._open_panel(PANEL_OF_FORM[step_form.form], step_form)
        else:
            self.area.focus_next()

    def _take(self, call: CallView | None) -> None:
        self._call = in_words(call)
        self._saved_at = self._now()
        self.saved.emit()
        if self.ui.noticeBanner.property("tone") in {"error", "success"} or self._resumed:
            self._resumed = False
            self.notice("")

    def _dial(self) -> None:
        uri = self._desk.dial_uri()
        if uri is not None and not self._open_uri(uri):
            self.notice(tr("Aucun téléphone ne répond sur ce poste : composez le numéro affiché à la main."), "warning")

    def _guarded(self, work: Callable[[], object]) -> bool:
        """Do it; the world's fault is said where the agent looks, and everything stays as it was."""
        try:
            work()
        except KnownError as error:
            said = fault(error)
            if self.area.panel is not None:
                self.area.panel.show_error(said)
            else:
                self.notice(said, "error")
            return False
        return True

    def _open_next(self) -> None:
        """The desk itself opens nothing in a pause, also in one that the last action began."""
        if not self._desk.shift.begun():
            self._shift.open_day()
        elif self._view.work_state == "available":
            self._guarded(lambda: setattr(self, "_call", in_words(self._desk.open_next())))

    def _open(self, case_id: UUID, then: str = "") -> None:
        """`then`: the action that begins on it at once, where it is offered."""
        self.flush_draft()
        opened = self._guarded(lambda: setattr(self, "_call", in_words(self._desk.open(case_id))))
        self._view = self._desk.view()
        self._render()
        self.area.focus_next()
        if opened and then and self._call is not None and then in {option.action for option in self._call.options}:
            self._act(then)

    def _go(self) -> None:
        if self._view.work_state != "available":
            if self._guarded(lambda: self._desk.shift.set_state("available")):
                self._show_state()
            return
        self._open_next()
        self._view = self._desk.view()
        self._render()
        self.area.focus_next()

    def _show_state(self) -> None:
        """Another work state: shown, said, and the focus where the next key is expected; a pause bars the open case too."""
        self._view, self._call = self._desk.view(), in_words(self._desk.call())
        self._render()
        announce(self, state_words(self._view.work_state))
        self.area.focus_next()

    def _ask_practice(self) -> None:
        """Never out of a call: it would go on unseen."""
        if self._call is None or self._call.started_at is None:
            self._part(self.practice_requested)

    # keys that are the window's own

    def _enter(self) -> None:
        if self.area.enter(QApplication.focusWidget()):
            return
        if self._call is None:
            if self.area.idle.has_action():
                self._go()
        elif (primary := self.area.step.primary()) is not None and self.area.step.button(primary).isEnabled():
            self._trigger(primary)

    def _escape(self) -> None:
        if self.area.uncover():
            return
        if self.area.panel is not None and (self._pending is None or self._pending != form_of_step(self._call)):
            self._put_away()
        else:
            self.area.focus_next()
            self._press_option("Esc")

    def _put_away(self) -> None:
        """The panel in front has done its part: back to the step."""
        self._pending = None
        self.area.close_panel()
        if self._call is None and not self._desk.shift.begun():
            self._shift.open_day()
        else:
            self._settle()

    def _part(self, asked: SignalInstance) -> None:
        """What is typed is written first."""
        self.flush_draft()
        asked.emit()

    def _toggle(self, name: str) -> None:
        if self.area.is_open(name) and self.area.uncover():
            return
        if self.area.panel is None or name not in CONSULTED:
            self._pending = None
        if name == "notices" and self.ui.noticeBanner.property("tone") == "info":
            self.notice("")  # the line that announced what is read here
        if self.area.is_open(name):
            self.area.close_panel()
        else:
            self._open_panel(name)

    def _write_note(self) -> None:
        written = self.side.note.write(self._desk, self._call)
        if written is not None:
            self._take(written)
            self._render()
