"""The centre of the window: the person, the strip of steps, and under it the step or the panel that is open."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QVBoxLayout, QWidget

from cnmas_desktop.gui.agent.idle_page import IdlePage
from cnmas_desktop.gui.agent.keys_panel import Acting
from cnmas_desktop.gui.agent.panel import Occasion, Panel
from cnmas_desktop.gui.agent.panels import CONSULTED, PANELS
from cnmas_desktop.gui.agent.person_card import PersonCard
from cnmas_desktop.gui.agent.step_page import StepPage
from cnmas_desktop.gui.agent.texts import words
from cnmas_desktop.gui.widgets.choice_button import ChoiceButton
from cnmas_desktop.gui.widgets.layouts import at_rest, renew
from cnmas_desktop.gui.widgets.pages import Pages
from cnmas_desktop.gui.widgets.panel_body import PanelBody
from cnmas_desktop.gui.widgets.step_strip import StepStrip
from cnmas_desktop.services.views import CallView, DeskView

HEIGHT = 900
"""Pixels at scale 1 that the person and the step take together at most."""
FRAME, SPACE_INSIDE = 1, 12
NOT_YET = -1
SPARINGS, BRIEF_PERSON, UNNAMED_STEPS, SMALL_SENTENCE, BARE_PERSON, FEW_LINES = 6, 1, 2, 3, 4, 5
"""How much gives way, and from which degree on; the person's values only to a panel, which has its own sentence and asks for its own values,
to the notice, which is read out whole and asks for none, and to what begins or ends a call, where no value is needed; lines of a sentence
only within a panel, which scrolls."""
VALUELESS = frozenset({"ringing", "who", "identity", "notice", "ending"})
"""Steps at which nothing of the person has to be read."""


class CallArea(QWidget):
    """Shows one of: no case, the step, a panel over the step."""

    panel_submitted = Signal(dict)
    panel_drafted = Signal(dict)
    panel_written = Signal()
    panel_done = Signal()
    panel_said = Signal(str)
    panel_other = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.person = PersonCard(self)
        self.strip = StepStrip(self)
        self.step = StepPage(self)
        self.step.drafted.connect(self.panel_drafted)
        self.idle = IdlePage(self)
        self._pages = Pages(self)
        self._pages.add(self.idle)
        self._pages.add(self.step)
        self._panels: dict[str, Panel] = {}
        self._makers = dict(PANELS)
        self._panel: Panel | None = None
        self._covered: list[tuple[Panel, QWidget | None]] = []
        self._has_call = self._has_steps = self._valueless = False
        self._room, self._most, self._sparing = QSize(), HEIGHT, 0
        self._fitted: tuple[int, ...] = ()
        card = self._card = QFrame(self)
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(10, 14, 10, 12)
        inside.setSpacing(SPACE_INSIDE)
        strip = QVBoxLayout()
        strip.setContentsMargins(4, 0, 4, 0)
        strip.addWidget(self.strip)
        inside.addLayout(strip)
        inside.addWidget(self._pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.person)
        column.addWidget(card, 100)
        column.addStretch(0)
        self._column, self._inside = column, inside

    @property
    def panel(self) -> Panel | None:
        """The panel that is open."""
        return self._panel

    def body(self) -> PanelBody | None:
        """What scrolls in the panel that is open."""
        return self._panel.body if self._panel is not None else None

    @property
    def room(self) -> QSize:
        """What it was last fitted to."""
        return self._room

    def show_desk(self, view: DeskView, call: CallView | None, now: datetime) -> None:
        """Render; an open panel stays open, over the new values. `fit` follows, once the columns have their widths."""
        step, person = self.step.ui, self.person
        with at_rest(self, self._card, self.step, person, person.ui.fields, self.strip, step.answers, step.say, step.asking):
            self._render(view, call, now)

    def _render(self, view: DeskView, call: CallView | None, now: datetime) -> None:
        self._has_call = call is not None
        self._has_steps = call is not None and bool(call.strip)
        self._valueless = call is not None and (call.step in VALUELESS or not any(option.primary for option in call.options))
        self._make_way()
        if call is None:
            self.idle.show_desk(view, now)
        else:
            self.person.show_call(call, now)
            states = [mark.state for mark in call.strip]
            at = states.index("now") if "now" in states else (len(states) if states and states[-1] == "done" else -1)
            self.strip.show_steps([words(mark.label) for mark in call.strip], at)
            self.step.show_call(call)
        if self._panel is None:
            self._pages.bring(self.step if self._has_call else self.idle)

    def event(self, event: QEvent) -> bool:
        """A part asks for another height: its type is only known once it is dressed."""
        stale = event.type() == QEvent.Type.LayoutRequest and self._column.activate()
        done = super().event(event)
        if stale:
            self._fit(self._sparing)
        return done

    def limit(self, scale: float) -> None:
        """On a tall screen the card ends where the eye would have to travel from the sentence to the answers."""
        self._most = round(HEIGHT * scale)

    def fit(self, room: QSize) -> None:
        """Show the step whole within `room`, the whole page that is seen without scrolling: what is secondary gives way first, then the size of the sentence; only then
        does the sentence scroll."""
        self._room = room
        renew(self.person.ui.layout1)
        self.person.updateGeometry()
        self.step.remeasure()
        self._fitted = ()
        self._fit(0)

    def _fit(self, least: int) -> None:
        """From the degree `least` on."""
        if self._room.isEmpty():
            return
        margins = self._inside.contentsMargins()
        width = self._room.width() - margins.left() - margins.right() - 2 * FRAME
        most = SPARINGS if self._panel is not None else FEW_LINES if self._valueless else BARE_PERSON
        for sparing in range(least, most):
            self._spare(sparing)
            card = min(self._room.height(), self._most) - self._above_card()
            left = card - self._around_page() - self._page_height(width)
            if left >= 0:
                break
        self._card.setMaximumHeight(max(self._most - self._above_card(), card - left))
        if self._pages.front is self.step:
            self.step.make_room(width, left)
        if (sparing, left, card) != self._fitted:
            self._fitted = (sparing, left, card)
            self._pages.updateGeometry()
            for layout, part in ((self.step.ui.layout1, self.step), (self._inside, self._card), (self._column, self)):
                renew(layout)
                part.updateGeometry()

    def _spare(self, sparing: int) -> None:
        if sparing == self._sparing:
            return
        self._sparing = sparing
        self.person.set_brief(sparing >= BRIEF_PERSON, bare=sparing >= BARE_PERSON)
        self.strip.set_named(sparing < UNNAMED_STEPS)
        self._inside.setSpacing(SPACE_INSIDE if sparing < UNNAMED_STEPS else SPACE_INSIDE // 2)
        self.step.ui.say.set_small(sparing >= SMALL_SENTENCE)
        self.step.spare(bare=sparing >= BARE_PERSON)
        if self._panel is not None:
            self._panel.spare(tight=sparing >= UNNAMED_STEPS, small=sparing >= SMALL_SENTENCE, few=sparing >= FEW_LINES)
        renew(self.person.ui.layout1)
        self.person.updateGeometry()  # what the column remembers of its height is of another degree

    def _above_card(self) -> int:
        if self.person.isHidden():
            return 0
        return self.person.heightForWidth(self._room.width()) + self._column.spacing()

    def _around_page(self) -> int:
        margins = self._inside.contentsMargins()
        strip = 0 if self.strip.isHidden() else self.strip.sizeHint().height() + self._inside.spacing()
        return margins.top() + margins.bottom() + strip + 2 * FRAME

    def _page_height(self, width: int) -> int:
        if self._panel is not None:
            return self._panel.needed(width)
        return self.step.needed(width) if self._pages.front is self.step else self._pages.heightForWidth(width)

    def open(self, name: str, occasion: Occasion) -> None:
        """Bring the panel `name` in front, filled in for `occasion`."""
        panel = self._take(name)
        if name == "keys":
            occasion = replace(occasion, subject=self._acting())
        if name not in CONSULTED:
            self._covered.clear()
        elif self._panel is not None and self._panel is not panel:
            self._covered.append((self._panel, self._focus_in_front()))
        if name == "manual":
            occasion = replace(occasion, subject=self._places(occasion.call))
        panel.open(occasion)
        self._show(panel)

    def _acting(self) -> Acting:
        """What a key does in the page in front: its buttons, then what stands under them."""
        front = self._pages.front
        buttons = front.findChildren(ChoiceButton) if front is not None else []
        keys = [(button.key, button.accessibleName()) for button in buttons if button.isVisible() and button.isEnabled() and button.key]
        if self._panel is not None:
            return Acting(self._panel.accessibleName(), (*keys, *self._panel.keys()))
        if front is self.step:
            return Acting(self.strip.accessibleName(), (*keys, *self.step.keys()))
        return Acting(front.accessibleName() if front is not None else "", tuple(keys))

    def _places(self, call: CallView | None) -> tuple[str, ...]:
        """Where the agent is, nearest first: the panels, one over the other, then the step of the call."""
        names = {panel: name for name, panel in self._panels.items()}
        panels = [names[panel] for panel, _ in reversed(self._covered)]
        return (*panels, f"step-{call.step}") if call is not None else tuple(panels)

    def tick(self, now: datetime) -> None:
        """Once a second: what counts time."""
        self.step.tick(now)
        if self._panel is not None:
            self._panel.tick(now)

    def enter(self, focus: QWidget | None) -> bool:
        """Enter on the button that has the focus, unless it ends the call badly, or in the panel in front; False: nothing takes it."""
        if isinstance(focus, QPushButton):
            if not (isinstance(focus, ChoiceButton) and focus.destructive):
                focus.click()
        elif self._panel is not None:
            self._panel.enter()
        else:
            return False
        return True

    def is_open(self, name: str) -> bool:
        """Whether the panel in front is `name`."""
        return self._panel is not None and self._panel is self._panels.get(name)

    def provide(self, name: str, make: Callable[[QWidget], Panel]) -> None:
        """Another panel, made by `make` when it is first opened."""
        self._makers[name] = make

    def prepare(self, name: str) -> None:
        """Make the panel `name` ahead of its first opening."""
        self._take(name)

    def _take(self, name: str) -> Panel:
        if name not in self._panels:
            panel = self._makers[name](self._pages)
            panel.submitted.connect(self.panel_submitted)
            panel.drafted.connect(self.panel_drafted)
            panel.written.connect(self.panel_written)
            panel.done.connect(self.panel_done)
            panel.said.connect(self.panel_said)
            panel.other.connect(self.panel_other)
            panel.wanted.connect(lambda wanted: self.open(wanted, replace(panel.occasion, subject=None)))
            self._pages.add(panel, scrolls=True)
            self._panels[name] = panel
        return self._panels[name]

    def _show(self, panel: Panel) -> None:
        self._panel, self._sparing = panel, NOT_YET
        self._make_way()
        self._pages.bring(panel)
        self.fit(self._room)
        panel.first_focus().setFocus()

    def uncover(self) -> bool:
        """The panel that the one in front covers comes back as it was left, focus and all; False: there is none."""
        if not self._covered:
            return False
        panel, focus = self._covered.pop()
        self._show(panel)
        if focus is not None and focus.isVisible():
            focus.setFocus()
        return True

    def _focus_in_front(self) -> QWidget | None:
        focus = QApplication.focusWidget()
        return focus if self._panel is not None and focus is not None and self._panel.isAncestorOf(focus) else None

    def close_panel(self) -> None:
        """Back to the step, with the focus where the next key is expected."""
        self._panel = None
        self._covered.clear()
        self._make_way()
        self._pages.bring(self.step if self._has_call else self.idle)
        self.fit(self._room)
        self.focus_next()

    def _make_way(self) -> None:
        """The person and the steps stay in sight, but under a panel about no one person."""
        whole = self._panel is not None and self._panel.whole
        self.person.setVisible(self._has_call and not whole)
        self.strip.setVisible(self._has_steps and not whole)

    def focus_next(self) -> None:
        """Put the focus where the next key is expected."""
        if self._panel is not None:
            self._panel.first_focus().setFocus()
        else:
            (self.step.first_focus() if self._has_call else self.idle.first_focus()).setFocus()
