"""From a successful sign-in to the window that fits it: the undertaking, the agent's day, or the supervisor's figures.

Loaded behind the sign-in page; everything the windows need is imported here.
"""

import sys
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QWindow

from cnmas_desktop.gui.agent.texts import fault, words
from cnmas_desktop.gui.agent.window import AgentWindow
from cnmas_desktop.gui.background import Background
from cnmas_desktop.gui.locking import IdleWatch, SystemLock
from cnmas_desktop.gui.password_page import PasswordPage
from cnmas_desktop.gui.practice_day import PracticeDay
from cnmas_desktop.gui.supervisor.page import Surroundings
from cnmas_desktop.gui.supervisor.pages import pages_of
from cnmas_desktop.gui.supervisor.window import SupervisorWindow
from cnmas_desktop.gui.sync_service import SyncService
from cnmas_desktop.gui.undertaking import UndertakingPage
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.sessions import AgentSession, StaffSession
from cnmas_desktop.services.syncing import SyncState
from cnmas_desktop.services.views import AgentDesk

if TYPE_CHECKING:
    from cnmas_desktop.gui.app import Desktop

LAST_SYNC_MS = 8000
"""At the end of the day the last sync is given this long; what remains leaves with the next sign-in."""
NOT_IN_A_CALL = frozenset({"ready", "ended"})


class SessionWindow(Protocol):
    """What is open under one login."""

    login: str

    def close_session(self) -> None:
        """Write what is typed and close the store; nobody is waited for."""
        ...


def load() -> None:
    """On a worker, while the person types: import what a sign-in needs beside this module, and read what every case needs."""
    from cnmas_desktop.domain.organismes import organismes
    from cnmas_desktop.services.sign_in import load_libraries

    load_libraries()
    organismes()


SWITCH_SECONDS = 0.0001
"""How long the sync's thread may keep the interpreter from the window's, which asks for it again after each statement of the store: at
Python's own five milliseconds, the slowest keys beside a sync of 10,000 leases took twice as long.
Only from the session on: before it, the libraries are loaded beside the window being made, and changing more often costs both."""


def open_window(session: AgentSession | StaffSession, desktop: "Desktop") -> SessionWindow:
    """Show what belongs to `session`."""
    if isinstance(session, AgentSession):
        sys.setswitchinterval(SWITCH_SECONDS)
        return AgentDay(session, desktop)
    desktop.ahead.forget()
    return SupervisorDay(session, desktop)


class AgentDay(QObject):
    """An agent's open store with its window, its sync and its locks."""

    def __init__(self, session: AgentSession, desktop: "Desktop") -> None:
        super().__init__(desktop)
        self.login = session.login
        self._session, self._desktop = session, desktop
        self._agent: AgentWindow | None = None
        self._practice: PracticeDay | None = None
        self._leaving, self._before = False, ""
        self.sync = SyncService(session.syncer, self)
        self._told = QTimer(self, singleShot=True, interval=0)
        self._told.timeout.connect(self._show_sync)
        self.idle = IdleWatch(_native(desktop), session.lock_minutes, self._in_call, self)
        self.idle.idle.connect(desktop.lock)
        self.idle.touched.connect(self.sync.give_way)
        self._buses = Background(self, "buses")
        self._system = SystemLock(self)
        self._system.locked.connect(desktop.lock)
        self._buses.run(session.check, lambda _: None, self._cannot_go_on)
        self._buses.run(SystemLock.reach, self._system.listen, self._raise)
        undertaking = session.undertaking()
        if undertaking is None:
            self._start()
        else:
            self._page = UndertakingPage(undertaking)
            self._page.signed.connect(self._sign)
            self._page.left.connect(desktop.frame.close)
            desktop.show_page(self._page)
            self._page.focus_next()

    @property
    def agent(self) -> AgentWindow:
        """The agent's window, once the undertaking is signed."""
        if self._agent is None:
            raise RuntimeError("the undertaking is not signed")
        return self._agent

    @property
    def asks_undertaking(self) -> bool:
        """Whether the undertaking is on the screen, still to be signed."""
        return self._agent is None

    @property
    def desk(self) -> AgentDesk:
        """What the window shows and asks."""
        return self._session.desk

    def close_session(self) -> None:
        self._stop()
        if self._practice is not None:
            self._practice.close()
        if self._agent is not None:
            self._agent.close()  # writes what is being typed
        self._session.close()
        self.deleteLater()

    @Slot()
    def _sign(self) -> None:
        try:
            self._session.sign_undertaking()
        except KnownError as error:
            self._page.refuse(fault(error))
            return
        # The centre hears of the signature at the first sync, and hands out cases at the next: not a minute later.
        self.sync.finished.connect(self.sync.request, Qt.ConnectionType.SingleShotConnection)
        self._start()

    def _start(self) -> None:
        window = self._desktop.ahead.take()
        window.lock_requested.connect(self._desktop.lock)
        window.sign_out_requested.connect(self._end_of_day)
        window.sync_requested.connect(self.sync.request)
        window.saved.connect(self.sync.saved)
        window.worker = self.sync
        window.password_requested.connect(self._ask_password)
        window.practice_requested.connect(self._practise)
        self.sync.changed.connect(self._synced)
        self.sync.broke.connect(self._raise)
        self._agent = window
        self._desktop.show_page(window)
        window.start(self._session.desk, self._session.local_now)
        QTimer.singleShot(0, self.sync, self.sync.start)  # once the day is on screen: it would share the processor with the paint
        if self._session.offers_password_change:
            self._ask_password()

    @Slot()
    def _ask_password(self) -> None:
        page = PasswordPage(self._session.change_password)
        page.left.connect(self._back_to_work)
        page.changed.connect(self._password_changed)
        self._desktop.frame.lay_over(page)
        page.focus_next()

    @Slot()
    def _password_changed(self) -> None:
        self._back_to_work()
        self.agent.notice(self.tr("Votre mot de passe est changé. Il sert dès maintenant, ici et au centre."), "success")
        self.sync.request()

    @Slot()
    def _back_to_work(self) -> None:
        self._desktop.show_page(self.agent)
        self.agent.area.focus_next()

    @property
    def practice(self) -> PracticeDay | None:
        """The practice that is open."""
        return self._practice

    @Slot()
    def _practise(self) -> None:
        """Invented people, over the real window. Whose day has begun is « Autre » meanwhile, and then what they were before."""
        try:
            shift = self._session.desk.shift
            self._before = shift.chosen
            if shift.begun() and self._before == "available":
                shift.set_state("other")
            self._practice = PracticeDay(self._session.practise(), self._desktop.theme, self._desktop.lock, self)
        except KnownError as error:
            self.agent.notice(fault(error), "error")
            return
        self._practice.left.connect(self._stop_practising)
        self._desktop.frame.lay_over(self._practice.window)
        self._practice.start()

    @Slot()
    def _stop_practising(self) -> None:
        practice, self._practice = self._practice, None
        if practice is None:
            return
        self._desktop.frame.lay_over(self.agent)
        practice.close()
        shift = self._session.desk.shift
        if shift.begun() and self._before == "available":
            shift.set_state("available")
        self.agent.refresh()
        self.agent.area.focus_next()

    def _in_call(self) -> bool:
        if self._agent is None:
            return False
        call = self._session.desk.call()
        return call is not None and call.step not in NOT_IN_A_CALL

    @Slot(object)
    def _synced(self, state: SyncState) -> None:
        """Once for all that a sync says in one turn, and after what is under way is painted."""
        self._told.start()

    @Slot()
    def _show_sync(self) -> None:
        if self._session.dismissed and not self._in_call():
            self._erase()
        elif self._agent is not None:
            self._agent.refresh()

    def _erase(self) -> None:
        """The workstation was withdrawn, and the centre has everything: no call is open, so nobody loses a word."""
        self.sync.stop()
        if self._agent is not None:
            self._agent.close()
            self._agent = None
        said = ""
        try:
            self._session.erase()
        except KnownError as error:
            said = fault(error)
        self._desktop.sign_out(self.tr("Ce poste a été retiré du service. Vos résultats étaient transmis ; ses données sont effacées."))
        if said:
            self._desktop.page.refuse(said)

    def _cannot_go_on(self, error: Exception) -> None:
        """The store is damaged: nothing was written since it was opened."""
        if not isinstance(error, KnownError):
            raise error
        self._desktop.sign_out(login=self.login)
        self._desktop.page.refuse(fault(error))

    def _raise(self, error: Exception) -> None:
        """Our fault on another thread: to the hook, as if it had been on this one."""
        raise error

    # the end of the day

    @Slot()
    def _end_of_day(self) -> None:
        """One last sync, then the first page; what could not leave is said."""
        if self._leaving:
            return
        self._leaving = True
        self._desktop.page.ask()
        self._desktop.page.wait(self.tr("Fin de journée : transmission de vos résultats…"))
        if self._agent is not None:
            self._agent.close()
            self._agent = None
        self._desktop.show_page(self._desktop.page)
        self.sync.finished.connect(self._sign_out)
        QTimer.singleShot(LAST_SYNC_MS, self, self._sign_out)
        self.sync.finish()

    @Slot()
    def _sign_out(self) -> None:
        if self._desktop.window is not self:
            return
        waiting = self._session.desk.view().sync.waiting
        said = self.tr("%n résultat(s) ne sont pas transmis. Ils partiront à votre prochaine connexion.", "", waiting)
        self._desktop.sign_out(said if waiting else self.tr("Tout est transmis. Bonne fin de journée."))

    def _stop(self) -> None:
        self._told.stop()
        self.sync.stop()
        self.idle.stop()
        self._buses.stop()


class SupervisorDay(QObject):
    """The room of a supervisor, a manager or an auditor; nothing is kept on the workstation."""

    def __init__(self, session: StaffSession, desktop: "Desktop") -> None:
        super().__init__(desktop)
        self.login = session.login
        self._session = session
        self._background = Background(self, "room")
        around = Surroundings(self._background, session.zone, desktop.theme, session.room.now)
        self.board = SupervisorWindow(pages_of(session.room, around), session.name, self._title(session.kind), session.login)
        self.board.lock_requested.connect(desktop.lock)
        self.board.password_requested.connect(self._ask_password)
        self._desktop = desktop
        self.idle = IdleWatch(_native(desktop), BOARD_MINUTES, lambda: False, self)
        self.idle.idle.connect(desktop.lock)
        desktop.show_page(self.board)
        self.board.start()
        if ending := session.password_ending():
            self.board.remind(words(ending))

    @Slot()
    def _ask_password(self) -> None:
        page = PasswordPage(self._session.change_password)
        page.left.connect(self._back_to_board)
        page.changed.connect(self._password_changed)
        self._desktop.frame.lay_over(page)
        page.focus_next()

    def _title(self, kind: str) -> str:
        return {"supervisor": self.tr("Supervision"), "manager": self.tr("Campagnes")}.get(kind, self.tr("Audit"))

    @Slot()
    def _password_changed(self) -> None:
        self.board.remind("")
        self._back_to_board()

    @Slot()
    def _back_to_board(self) -> None:
        self._desktop.show_page(self.board)
        self.board.turn_to(self.board.page)

    def close_session(self) -> None:
        self.idle.stop()
        self.board.stop()
        self._background.stop()
        self._session.close()
        self.deleteLater()


BOARD_MINUTES = (15, 15)
"""A board is watched more than touched; it shows counts, never a person called."""


def _native(desktop: "Desktop") -> QWindow:
    handle = desktop.frame.windowHandle()
    if handle is None:
        raise RuntimeError("the frame was never shown")
    return handle


def open_uri(uri: str) -> bool:
    """Hand an address to the system's program for it; False: there is none."""
    return QDesktopServices.openUrl(QUrl(uri))
