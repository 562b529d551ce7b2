"""Every page of the program, one after the other: what stands before the windows, the agent's window, the rooms. No store, no clock, no thread."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget
import shiboken6

from cnmas_desktop.config import resource
from cnmas_desktop.gui.agent.window import AgentWindow
from cnmas_desktop.gui.driver import Driver, wait_until
from cnmas_desktop.gui.password_page import PasswordPage
from cnmas_desktop.gui.sign_in import SignInPage
from cnmas_desktop.gui.supervisor.page import Surroundings
from cnmas_desktop.gui.supervisor.pages import pages_of
from cnmas_desktop.gui.supervisor.window import SupervisorWindow
from cnmas_desktop.gui.theme import Theme
from cnmas_desktop.gui.undertaking import UndertakingPage
from tests.gui.scripted_desk import NOON, VALUES, ScriptedDesk, campaign, offline, promised
from tests.gui.scripted_notices import SCRIPT, ScriptedNotices, message
from tests.gui.scripted_reviews import ScriptedReviews, review
from tests.gui.scripted_room import NOON as CENTRE_NOON
from tests.gui.scripted_room import ScriptedRoom
from tests.gui.test_agent_accessibility import settle
from tests.gui.test_agent_pages import WALK

T = TypeVar("T")
Seen = Iterator[tuple[str, QWidget]]
WIDTH, HEIGHT = 1366, 768
FURTHER: dict[str, tuple[str, ...]] = {
    "manual": ("Esc", "Ctrl+F1"),
    "outbox": ("Esc", "outbox"),
    "agenda of a day": ("Esc", "Ctrl+G", "1"),
    "third party": ("Esc", "Enter", "F2", "1", "2"),
    "ending a call": ("Esc", "1", VALUES["date_naissance"], "Enter", "F3"),
    "stop calling": ("Esc", "F8"),
    "provisional code": (
        "Esc",
        "F3",
        "1",
        "AMELI",
        "Enter",
        "F2",
        "1",
        "1",
        VALUES["date_naissance"],
        "Enter",
        "1",
        "F10",
    ),
    "question": ("Esc", "F3", "1", "SATISFACTION", "Enter", "F2", "1", "1", "1"),
    "question with several answers": ("7", "Enter"),
    "nobody to call": ("F3", "1", "Enter"),
    "pause": ("F12", "2"),
}
"""Where the call of `WALK` leads on to; a campaign named is that of the cases that follow."""
PEOPLE = 4
"""As many as the walk calls."""
UNDERTAKING = resource("undertaking.txt").read_text(encoding="utf-8").strip()


class AtOnce:
    """The worker of a room that waits for nobody."""

    def run(self, work: Callable[[], T], done: Callable[[T], None], _failed: Callable[[Exception], None]) -> None:
        done(work())


def every_page(theme: Theme) -> Seen:
    """(name, window) for each page, at rest. The window is the same from page to page: look at it before going on."""
    yield from entrance()
    yield from agent(theme)
    for kind in ("supervisor", "manager", "auditor"):
        yield from room(theme, kind)


def entrance() -> Seen:
    sign_in, password = SignInPage(), PasswordPage(lambda _current, _new: None)
    undertaking = UndertakingPage(UNDERTAKING)
    with shown(sign_in):
        sign_in.focus_next()
        settle()
        yield "sign-in", sign_in
        sign_in.refuse("Identifiant ou mot de passe incorrect, ou mot de passe expiré.")
        settle()
        yield "sign-in refused", sign_in
    for name, page in (("password", password), ("undertaking", undertaking)):
        with shown(page):
            page.focus_next()
            settle()
            yield name, page


def agent(theme: Theme) -> Seen:
    notices = ScriptedNotices((message(NOON),), (SCRIPT,))
    reviews = ScriptedReviews((review(NOON), review(NOON, 4, courtesy="not_seen")))
    desk = ScriptedDesk(
        people=PEOPLE,
        sync=offline(),
        callbacks=(promised(-5, due=True, late=True),),
        notices=notices,
        reviews=reviews,
    )
    window = AgentWindow(theme, lambda _uri: True)
    with shown(window):
        window.start(desk, lambda: desk.now)
        for page, keys in (WALK | FURTHER).items():
            for key in keys:
                if "/" in key:
                    window.area.step.ui.typed.setText(key)
                elif key == "outbox":
                    window.ui.syncPill.click()
                elif key.isalpha() and key.isupper():
                    desk.campaign = campaign(key)
                else:
                    window.press(key)
            settle()
            yield f"agent {page}", window


def room(theme: Theme, kind: str) -> Seen:
    around = Surroundings(AtOnce(), ZoneInfo("Europe/Paris"), theme, lambda: CENTRE_NOON)
    window = SupervisorWindow(pages_of(ScriptedRoom(kind), around), "s1", "Supervision")
    with shown(window):
        window.start()
        window.stop()
        for page in window.pages if kind == "supervisor" else window.pages[:-1]:  # the manual is the same
            window.turn_to(page)
            window.stop()
            settle()
            settle()  # a choice that grows with its entries asks its row for room only once it was laid out
            yield f"{kind} {page.objectName()}", window
        if kind == "supervisor":
            window.turn_to(window.page_of("slips"))
            Driver(window).press("Ctrl+A", "A")
            window.stop()
            settle()
            yield "supervisor steering", window


@contextmanager
def shown(window: QWidget) -> Iterator[None]:
    """Active, of the size of a common screen, and gone afterwards."""
    window.resize(WIDTH, HEIGHT)
    window.show()
    window.activateWindow()
    wait_until(window.isActiveWindow, "an active window")
    try:
        yield
    finally:
        window.close()
        shiboken6.delete(window)
