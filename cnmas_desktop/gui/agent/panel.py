"""What every panel of the call card shares: a title, perhaps a sentence to say, an error line, Enter saves, Escape goes back.

A panel takes the place of the answers, never the place of the window: the person's card and the step stay in sight. To add one:
a form in ui/, a subclass here with `begin` and `data`, an entry in `gui.agent.panels`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from cnmas_desktop.gui.agent.texts import fault, key_name, tr
from cnmas_desktop.gui.background import Worker
from cnmas_desktop.gui.theme import dress
from cnmas_desktop.gui.widgets.announce import announce
from cnmas_desktop.gui.widgets.key_cap import KeyCap
from cnmas_desktop.gui.widgets.layouts import box_of
from cnmas_desktop.gui.widgets.pages import least_height
from cnmas_desktop.gui.widgets.panel_body import RING, PanelBody
from cnmas_desktop.gui.widgets.say_box import SayBox
from cnmas_desktop.gui.widgets.text import set_property
from cnmas_desktop.gui.widgets.wheel import pass_the_wheel
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.views import AgentDesk, CallView, OptionView


class PanelForm(Protocol):
    """The parts that each panel's form has."""

    titleText: QLabel
    say: SayBox
    hintText: QLabel
    errorText: QLabel
    saveButton: QPushButton
    saveCap: KeyCap

    def setupUi(self, widget: Any) -> None: ...


MOST_SAID = 240
"""Pixels that the sentence of a panel may take; a longer one scrolls."""


TIGHT = 6
"""Pixels between the parts of a panel where room is short."""


def _no_clock() -> datetime:
    raise RuntimeError("an occasion without a clock")


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why a panel opens. `option` None: a panel of the window itself (F1, F9, F12, Ctrl+F); `now` in the agent's zone."""

    desk: AgentDesk
    call: CallView | None
    option: OptionView | None
    now: datetime
    subject: object = None
    """What a panel of the window is about, where it is not the open call."""
    worker: Worker | None = None
    clock: Callable[[], datetime] = _no_clock

    def ask(self, work: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[Exception], None]) -> None:
        """Have something blocking done off the window's thread, and hear of it on the window's."""
        if self.worker is None:
            raise RuntimeError("nobody to ask the centre")
        self.worker.run(work, done, failed)


class Panel(QWidget):
    """Base of the panels. `submitted` carries the data of the option's form."""

    whole = False
    """It is about no one person: it takes the room of the person's card and of the steps too."""

    submitted = Signal(dict)
    drafted = Signal(dict)
    other = Signal(object)
    """Another option of the step, chosen in the panel instead of its own."""
    written = Signal()
    """The panel itself had something written to the disk of this workstation."""
    said = Signal(str)
    """What came of it, for the line over the window."""
    done = Signal()
    """Nothing more to do here: back to the step."""
    wanted = Signal(str)
    """Another panel to look something up in, by its name; this one comes back after it."""

    def __init__(self, form: PanelForm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = form
        form.setupUi(self)
        dress(self)
        pass_the_wheel(self)
        box_of(self).setContentsMargins(RING, 0, RING, 0)
        self._spacing = box_of(self).spacing()
        self.body = PanelBody(box_of(self), form.errorText)
        self.body.whole.connect(lambda: self.first_focus().setFocus())
        form.say.set_compact(MOST_SAID)
        form.saveButton.setAccessibleName(form.saveButton.text())
        form.saveButton.clicked.connect(self.enter)
        form.saveButton.installEventFilter(self)
        form.say.hide()
        form.hintText.hide()
        form.errorText.hide()
        self._occasion: Occasion | None = None

    @property
    def occasion(self) -> Occasion:
        """What it was opened for; only while open."""
        if self._occasion is None:
            raise RuntimeError("panel is not open")
        return self._occasion

    @property
    def call(self) -> CallView:
        """The open call; only in panels that an option of a call opens."""
        if self.occasion.call is None:
            raise RuntimeError("panel needs a call")
        return self.occasion.call

    def open(self, occasion: Occasion) -> None:
        """Fill in for one occasion; the caller shows it and gives it the focus."""
        self._occasion = occasion
        self.show_error("")
        self.begin()

    def head(self, title: str, say: str = "", hint: str = "", caption: str = "") -> None:
        """Title, sentence to say aloud, and a hint; empty ones take no room."""
        self.form.titleText.setText(title)
        self.setAccessibleName(title)
        self.form.say.say(say, caption)
        self.form.say.setVisible(bool(say))
        self.form.hintText.setText(hint)
        self.form.hintText.setVisible(bool(hint))

    def spare(self, *, tight: bool, small: bool, few: bool) -> None:
        """Where room is short: less between the parts, then a smaller sentence, then a few lines of it that scroll, so that it and what is
        answered are seen together."""
        for column in (box_of(self), self.body.column):
            column.setSpacing(TIGHT if tight else self._spacing)
        self.form.say.set_small(small)
        self.form.say.set_compact(self.form.say.few_lines() if few else MOST_SAID)

    def needed(self, width: int) -> int:
        """The height at which nothing of it is out of sight."""
        return least_height(self, width) - self.body.least() + self.body.whole_height(width)

    def begin(self) -> None:
        """Show what the occasion offers."""
        raise NotImplementedError

    def data(self) -> Mapping[str, Any] | None:
        """The form's data, None when something is missing (then the error line says what)."""
        raise NotImplementedError

    def press(self, key: str) -> bool:
        """A key pressed outside any text field; True when it meant something here."""
        return False

    def tick(self, now: datetime) -> None:
        """Once a second while open; `now` in the agent's zone."""

    def enter(self) -> None:
        """Enter, or the button « Enregistrer »."""
        try:
            data = self.data()
        except KnownError as error:
            self.show_error(fault(error))
            return
        if data is not None:
            self.submitted.emit(dict(data))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The second of two quick clicks on the button confirms nothing that the first one brought."""
        return event.type() == QEvent.Type.MouseButtonDblClick

    def keys(self) -> list[tuple[str, str]]:
        """What Enter and Escape do here, for F1."""
        enter = [(key_name("Enter"), self.form.saveButton.text())] if not self.form.saveButton.isHidden() else []
        return [*enter, (key_name("Esc"), tr("Revenir"))]

    def first_focus(self) -> QWidget:
        """Where the next key is expected."""
        return self.form.saveButton

    def show_error(self, text: str, at: QWidget | None = None) -> None:
        """Say what is wrong and go to the field at fault; an empty text clears."""
        self.form.errorText.setText(text)
        self.form.errorText.setVisible(bool(text))
        for field in self.findChildren(QWidget):
            if field.property("wrong"):
                set_property(field, "wrong", False)
        if text:
            announce(self, text, urgent=True)
            if at is not None:
                at.setAccessibleDescription(text)
                set_property(at, "wrong", True)
                at.setFocus(Qt.FocusReason.OtherFocusReason)

    def savable(self, savable: bool, text: str = "") -> None:
        """Whether Enter does anything here; `text` renames the button."""
        self.form.saveButton.setVisible(savable)
        self.form.saveCap.setVisible(savable)
        if text:
            self.form.saveButton.setText(text)
            self.form.saveButton.setAccessibleName(text)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        announce(self, self.form.titleText.text())
