"""The room of those who work online: pages by Ctrl and a digit, each "as of" the centre's clock, read anew by itself."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from cnmas_desktop.gui.agent.texts import tr
from cnmas_desktop.gui.forms.supervisor_window import Ui_SupervisorWindow
from cnmas_desktop.gui.supervisor.models import Goal
from cnmas_desktop.gui.supervisor.page import Page
from cnmas_desktop.gui.supervisor.steering_panel import Act, SteeringPanel
from cnmas_desktop.gui.theme import dress
from cnmas_desktop.gui.widgets.choice_button import RowButton
from cnmas_desktop.gui.widgets.layouts import box_of, fold
from cnmas_desktop.gui.widgets.text import set_property

REFRESH_MS = 5000
NAVIGATION_WIDTH = 13
"""Of the column of pages, in letters « m »."""

NARROW = 850
"""Pixels at text scale 1 below which what stands side by side is folded."""
LEAST_NAME = 9
"""Letters on a line of the name, where room is short."""
AS_OF = 21
"""Letters that the hour of the figures takes; it stays on a line."""


class SupervisorWindow(QWidget):
    """`start` begins to refresh, `stop` ends it. What a person may do is the pages they are given."""

    lock_requested = Signal()
    password_requested = Signal()

    def __init__(self, pages: Sequence[Page], person: str, title: str, login: str = "", parent: QWidget | None = None) -> None:
        """`pages` in the order of their keys; `person`: who is signed in, under which `login`; `title`: as what."""
        super().__init__(parent)
        self.ui = Ui_SupervisorWindow()
        self.ui.setupUi(self)
        dress(self)
        self.ui.titleText.setText(title)
        self.ui.personPill.say(person, "info")
        self.ui.personPill.give_way(LEAST_NAME)
        self.ui.personPill.setToolTip(" · ".join(part for part in (person, login) if part))
        self.ui.asOfText.give_way(AS_OF)
        self.ui.navigation.setMinimumWidth(NAVIGATION_WIDTH * self.fontMetrics().horizontalAdvance("m"))
        self.pages = tuple(pages)
        self._buttons: list[RowButton] = []
        self.steering = SteeringPanel(self)
        for place, page in enumerate(pages, 1):
            self._add(place, page)
        box_of(self.ui.navigation).addStretch(1)
        self.ui.pages.add(self.steering, scrolls=True)
        self.steering.left.connect(self._steered)
        self._before: QWidget | None = None
        self._theme = self.pages[0].around.theme
        self._narrow = False
        self._theme.changed.connect(self._fold)
        self._fold()  # before it is shown: it would keep the width that it asks for unfolded
        self._timer = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self._timer.timeout.connect(self._tick)
        self.ui.refreshButton.clicked.connect(self.refresh)
        self.ui.lockButton.clicked.connect(self.lock_requested)
        self.ui.passwordButton.clicked.connect(self.password_requested)
        self.ui.standingBanner.acted.connect(self.password_requested)
        for keys, act in (("F1", self._manual), ("F5", self.refresh), ("Ctrl+L", self.lock_requested.emit), ("Esc", self._back)):
            QShortcut(QKeySequence(keys), self, act)
        self.ui.keysText.setText(
            tr(
                "Tab : partie suivante · S : trier la colonne · Ctrl F : filtrer · Entrée : ouvrir la liste · Ctrl C : copier · F5 : actualiser · F1 : manuel"
            )
        )

    @property
    def page(self) -> Page:
        """The page shown, or the one under the panel."""
        shown = self.ui.pages.front
        return self.pages[0] if not isinstance(shown, Page) else shown

    def page_of(self, code: str) -> Page:
        """A page by its code, the name of its module. KeyError where the person has none of that name."""
        return {page.objectName(): page for page in self.pages}[code]

    def start(self) -> None:
        """Show the first page, and its figures as soon as they come."""
        self.ui.asOfText.say(tr("Lecture des chiffres…"))
        self.turn_to(self.pages[0])

    def remind(self, ending: str) -> None:
        """Keep in sight that the password ends; nothing to say once it is changed."""
        self.ui.standingBanner.say(ending, "info", button=self.ui.passwordButton.text() if ending else "")

    def stop(self) -> None:
        """Ask for nothing more."""
        self._timer.stop()

    @Slot()
    def refresh(self) -> None:
        """Read the page that is shown anew, without holding up the window."""
        self._timer.start()
        if isinstance(self.ui.pages.front, Page):
            self.page.read()

    def turn_to(self, page: Page, subject: Any = None) -> None:
        """Show a page, read anew. `subject`: what of all it knows."""
        if page is not self.page or not page.isVisible():
            self.ui.faultBanner.say("")
        if subject is not None:
            page.aim(subject)
        self.ui.pages.bring(page)
        for button, other in zip(self._buttons, self.pages, strict=True):
            set_property(button, "marked", other is page)
            button.setAccessibleDescription(tr("page affichée") if other is page else "")
        page.first_focus().setFocus()
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        narrow = self.width() < NARROW * self._theme.text_scale
        if narrow != self._narrow:
            self._narrow = narrow
            self.ui.brandText.setVisible(not narrow)
            fold((self.ui.layout2,), folded=narrow)
            for part, side in ((self.ui.layout7, Qt.AlignmentFlag.AlignLeft), (self.ui.layout8, Qt.AlignmentFlag.AlignRight)):
                part.setAlignment(side if narrow else Qt.AlignmentFlag(0))
            for page in self.pages:
                page.fold(narrow=narrow)
            self.steering.fold(narrow=narrow)

    def _add(self, place: int, page: Page) -> None:
        button = RowButton(f"Ctrl+{place}", page.name(), parent=self)
        box_of(button).setContentsMargins(10, 4, 8, 4)
        button.clicked.connect(partial(self.turn_to, page))
        box_of(self.ui.navigation).addWidget(button)
        self._buttons.append(button)
        self.ui.pages.add(page, scrolls=True)
        QShortcut(QKeySequence(f"Ctrl+{place}"), self, partial(self.turn_to, page))
        page.dated.connect(partial(self._date, page))
        page.said.connect(partial(self._say, page))
        page.asked.connect(self._go)
        page.steered.connect(self._steer)

    def _date(self, page: Page, text: str) -> None:
        if page is self.page:
            self.ui.asOfText.say(text)

    def _say(self, page: Page, text: str, tone: str) -> None:
        if page is self.page:
            self.ui.faultBanner.say(text, tone)

    def _go(self, goal: Goal) -> None:
        if goal.page in {page.objectName() for page in self.pages}:
            self.turn_to(self.page_of(goal.page), goal.subject)

    def _steer(self, act: Act) -> None:
        """A panel in the place of the page: what will be touched, why, and how far it has come."""
        self._before = self.page
        self.ui.faultBanner.say("")
        self.ui.pages.bring(self.steering)
        self.steering.open(act, self.page.around)

    def _steered(self, said: str) -> None:
        page = self._before if isinstance(self._before, Page) else self.pages[0]
        self.turn_to(page)
        if said:
            page.returned()
            self.ui.faultBanner.say(said, "success")

    def _manual(self) -> None:
        """At the chapter of the page shown; pressed there once more, it stays where it is."""
        page = self.page_of("manual")
        if self.page is not page and self.ui.pages.front is not self.steering:
            self.turn_to(page, self.page.objectName())

    def _back(self) -> None:
        if self.ui.pages.front is self.steering:
            self.steering.leave()
        else:
            self.page.first_focus().setFocus()

    def _tick(self) -> None:
        if self.page.live and self.isVisible():
            self.refresh()
        else:
            self._timer.start()
