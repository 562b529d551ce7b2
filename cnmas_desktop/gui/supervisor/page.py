"""What every page of the room shares: it asks the centre on a worker, shows what comes, and says as of when.

To add a page: a form ui/supervisor_<name>.ui, a subclass here, an entry in `gui.supervisor.pages`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QPushButton, QTableView, QWidget

from cnmas_desktop.gui.agent.texts import fault, tr
from cnmas_desktop.gui.background import Worker
from cnmas_desktop.gui.supervisor.files import ask_path, write_table
from cnmas_desktop.gui.supervisor.models import Column
from cnmas_desktop.gui.supervisor.tables import Table
from cnmas_desktop.gui.theme import Theme, dress
from cnmas_desktop.gui.widgets.announce import announce
from cnmas_desktop.gui.widgets.card import Card
from cnmas_desktop.gui.widgets.layouts import fold, rows_of
from cnmas_desktop.gui.widgets.wheel import pass_the_wheel
from cnmas_desktop.messages import KnownError

T = TypeVar("T")
ABSENT = frozenset({"centre.unreachable", "centre.timeout", "centre.busy"})
"""The centre was not there when it was asked."""
LINES = 8
"""Of a table, where the window is narrow."""
CONFIRM = ("Ctrl+Return", "Ctrl+Enter")
"""What does something for good, on either part of the keyboard."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a page is given. `zone`: where the person reads the hours; `now`: the centre's clock, as last heard."""

    worker: Worker
    zone: tzinfo
    theme: Theme
    now: Callable[[], datetime]


class Page(QWidget):
    """Base of the pages. The window shows it, calls `read` at once and, where it is `live`, every few seconds."""

    live = False
    """Its figures change by themselves."""

    dated = Signal(str)
    """As of when, for the top bar."""
    said = Signal(str, str)
    """A sentence for the line over the page, and its tone; an empty one takes it away."""
    asked = Signal(object)
    """A `Goal`: another page is wanted, with its subject."""
    steered = Signal(object)
    """An act of `gui.supervisor.steering_panel` is wanted."""

    def __init__(self, form: Any, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.around = around
        self._busy = self._again = self._failing = False
        self._shown_at: datetime | None = None
        form.setupUi(self)
        self._rows = rows_of(self)
        dress(self)
        pass_the_wheel(self)

    def name(self) -> str:
        """Its name in the navigation."""
        raise NotImplementedError

    def aim(self, subject: Any) -> None:
        """Show this of all it knows; called before `read`, only when another page sent the person here."""

    def read(self) -> None:
        """Ask the centre, through `ask`."""
        raise NotImplementedError

    def returned(self) -> None:
        """An act asked for here was done, and the page is shown again."""

    def fold(self, *, narrow: bool) -> None:
        """In a window too narrow for its text, what stands side by side stands one below the other."""
        fold(self._rows, folded=narrow)
        table = self.findChild(QTableView, "table")
        if table is not None:  # the page scrolls before the table shows a line or none
            table.setMinimumHeight(LINES * self.fontMetrics().lineSpacing() if narrow else 0)

    def first_focus(self) -> QWidget:
        """Where the next key is expected."""
        raise NotImplementedError

    def ask(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Have something read off the window's thread; once at a time, and once more where it was asked meanwhile."""
        if self._busy:
            self._again = True
            return
        self._busy = True
        self.around.worker.run(work, lambda value: self._answered(done, value), self._failed)

    def act(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Have something done off the window's thread, whatever is being read."""
        self.around.worker.run(work, done, self._refused)

    def table(self, view: QTableView, columns: tuple[Column, ...], key: Callable[[Any], object], **options: Any) -> Table:
        """A table of the page; what its figures open is asked for."""
        made = Table(view, columns, key, self.around.zone, self.around.theme, **options)
        made.opened.connect(self._open)
        return made

    def view_in(self, card: Card, words: str) -> QTableView:
        """A view without a frame, in a card that has one. `words` name it for a screen reader."""
        view = QTableView(card)
        view.setProperty("dense", True)
        view.setProperty("framed", False)
        view.setAccessibleName(words)
        card.body.addWidget(view, 1)
        return view

    def offer_files(self, source: Any, suggested: str, copy: QPushButton, write: QPushButton) -> None:
        """A copy and a file of `source.cells()`; a page that has `picture` may be written as one."""
        picture = getattr(source, "picture", None)

        def copied() -> None:
            QApplication.clipboard().setText("\n".join("\t".join(line) for line in source.cells()))
            self.said.emit(tr("Copié."), "success")

        def written() -> None:
            path = ask_path(self, suggested, picture=picture is not None)
            if path is None:
                return
            try:
                write_table(path, source.cells(), picture)
            except KnownError as error:
                self.said.emit(fault(error), "error")
                return
            self.said.emit(tr("{name} est écrit.").format(name=path.name), "success")

        copy.clicked.connect(copied)
        copy.setAccessibleName(copy.text())
        self.key("E", write, written)

    def key(self, keys: str, button: QPushButton, act: Callable[[], None]) -> None:
        """A button and its key, which acts only where the button may be pressed."""
        button.setAccessibleName(button.text())
        button.setAccessibleDescription(keys)
        button.clicked.connect(act)
        for one in CONFIRM if keys in CONFIRM else (keys,):
            QShortcut(QKeySequence(one), self, button.click).setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def date(self, as_of: datetime, words: str = "") -> None:
        """Say as of when the page is, by the centre's clock; in `words` where it has more to say."""
        self._shown_at = as_of
        self.dated.emit(words or tr("Données de {time}").format(time=self._hour(as_of)))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        announce(self, self.name())

    def _open(self, row: Any, column: Column) -> None:
        goal = column.opens(row) if column.opens is not None else None
        if goal is not None:
            self.asked.emit(goal)

    def _answered(self, done: Callable[[T], None], value: T) -> None:
        self._busy = False
        if self._failing:  # what was said of an act stays
            self._failing = False
            self.said.emit("", "info")
        done(value)
        if self._again:
            self._again = False
            self.read()

    def _failed(self, error: Exception) -> None:
        self._busy = self._again = False
        self._failing = True
        if not isinstance(error, KnownError):
            raise error
        self.said.emit(self._not_read(error), "warning")

    def _not_read(self, error: KnownError) -> str:
        """What is on the page all the same, and what comes next."""
        said = tr("Le centre ne répond pas.") if error.code in ABSENT else fault(error)
        if self._shown_at is None:
            return said + " " + tr("Rien n'a pu être lu : vérifiez le réseau, puis réessayez avec F5.")
        shown = (
            tr("L'affichage est de {time} ; il reprendra de lui-même.")
            if self.live
            else tr("L'affichage est de {time} ; F5 pour réessayer.")
        )
        return said + " " + shown.format(time=self._hour(self._shown_at))

    def _hour(self, at: datetime) -> str:
        return at.astimezone(self.around.zone).strftime("%H:%M:%S")

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        self.said.emit(act_fault(error), "error")


def act_fault(error: KnownError) -> str:
    """Why what was asked for was not done. The agent's sentences speak of a workstation that goes on by itself; a room has none."""
    if error.code in ABSENT:
        return tr("Le centre ne répond pas : rien n'a été fait. Vérifiez le réseau, puis réessayez.")
    return fault(error)
