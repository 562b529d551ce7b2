"""The application: the sign-in page first, everything heavy behind it, then the agent's or the supervisor's window.

`run` receives a factory (decision 31): the centre, the stores and the libraries under them are loaded on a worker after the first
paint, while the person types. This module imports QtWidgets and little else; `tests/test_house.py` holds that.
"""

from collections.abc import Callable
import sys
from types import TracebackType
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTimer, QTranslator, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from cnmas_desktop.config import resource
from cnmas_desktop.gui.collecting import settle
from cnmas_desktop.gui.frame import Frame
from cnmas_desktop.gui.preferences import Preferences, kept_preferences
from cnmas_desktop.gui.sign_in import SignInPage
from cnmas_desktop.gui.theme import Theme, application

if TYPE_CHECKING:
    from cnmas_desktop.gui.ahead import WindowAhead
    from cnmas_desktop.gui.background import Background
    from cnmas_desktop.gui.clipboard import CopiedText
    from cnmas_desktop.gui.session_window import SessionWindow
    from cnmas_desktop.services.sessions import AgentSession, StaffSession


class SignsIn(Protocol):
    """`services.sign_in.SignIn`, as it is used here."""

    def sign_in(self, login: str, password: str) -> "AgentSession | StaffSession": ...


class Services(Protocol):
    """What the composition root hands over."""

    @property
    def sign_in(self) -> SignsIn: ...


KEYS_FIRST_MS = 5
"""After the first paint, for keys that were typed before it."""

Known = Callable[[], tuple[str, str]]
"""Login and password of a demonstration, asked once its services are made."""


class Desktop(QObject):
    """Who is signed in, and which page is shown."""

    prepared = Signal()
    """The services are made and everything heavy is loaded."""

    def __init__(self, theme: Theme, make_services: Callable[[], Services], parent: QObject, known: Known | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.frame = Frame()
        self.page = SignInPage()
        self.window: SessionWindow | None = None
        self._make_services, self._known = make_services, known
        self._services: Services | None = None
        self._worker: Background | None = None
        self._copied: CopiedText | None = None
        self._ahead: WindowAhead | None = None
        self.page.submitted.connect(self._submitted)
        self.frame.turn_to(self.page)
        self.frame.painted.connect(self._painted)
        self.frame.closed.connect(self.leave)
        self.frame.system_changed.connect(theme.follow_text_size)

    def show(self) -> None:
        """The sign-in page; the rest follows its first paint."""
        self.frame.show()
        self.page.focus_next()
        if self._known is not None:
            self.page.wait(self.tr("Préparation de la démonstration… (une minute la première fois)"))

    def leave(self) -> None:
        """What is typed is written, the store closed; nobody is waited for (decision 28)."""
        if self.window is not None:
            self.window.close_session()
            self.window = None
        self._forget_copies()
        if self._worker is not None:
            self._worker.stop()

    def lock(self) -> None:
        """Out of sight at once: the store is closed, the login kept, the step found again."""
        if self.window is not None:
            self._ask_again(self.window.login, self.tr("Poste verrouillé. Votre mot de passe vous ramène où vous étiez."))

    def say_fault(self) -> None:
        """Something of ours broke: the window stays, and says what to do."""
        self.frame.say_fault(
            self.tr(
                "L'application n'a pas pu faire ce que vous demandiez ; ce qui était enregistré le reste. "
                "Recommencez ; si ce message revient, fermez puis rouvrez l'application et prévenez l'assistance."
            )
        )

    @property
    def ahead(self) -> "WindowAhead":
        """The agent's window that is made while somebody types."""
        if self._ahead is None:
            from cnmas_desktop.gui.ahead import WindowAhead
            from cnmas_desktop.gui.session_window import open_uri

            self._ahead = WindowAhead(self.frame.pages, self.theme, open_uri)
        return self._ahead

    @property
    def _background(self) -> "Background":
        """Made after the first paint, like all that can wait."""
        if self._worker is None:
            from cnmas_desktop.gui.background import Background

            self._worker = Background(self, "background")
        return self._worker

    # before the session

    @Slot()
    def _painted(self) -> None:
        QTimer.singleShot(KEYS_FIRST_MS, self, self._after_paint)

    @Slot()
    def _after_paint(self) -> None:
        self.theme.follow_contrast()
        from cnmas_desktop.gui.clipboard import CopiedText

        self._copied = CopiedText(self)
        self._background.run(self._prepare, self._prepared, self._refused)

    def _prepare(self) -> Services:
        """On the worker: make the services, then load what the first sign-in would otherwise wait for."""
        services = self._made()
        from cnmas_desktop.gui import session_window

        session_window.load()
        return services

    def _made(self) -> Services:
        """On the worker, which does one thing at a time: the services, made once; tried again after a fault of the world."""
        if self._services is None:
            self._services = self._make_services()
        return self._services

    def _prepared(self, _services: Services) -> None:
        self.prepared.emit()
        if self.window is None:
            self.ahead.begin()
        if self._known is not None:
            self._submitted(*self._known())

    @Slot(str, str)
    def _submitted(self, login: str, password: str) -> None:
        self.page.ui.login.setText(login)
        self.page.wait(self.tr("Ouverture de votre poste…"))

        self._background.run(lambda: self._made().sign_in.sign_in(login, password), self._entered, self._refused)

    def _refused(self, error: Exception) -> None:
        from cnmas_desktop.gui.agent.texts import fault
        from cnmas_desktop.messages import KnownError

        if not isinstance(error, KnownError):
            self.page.wait("")
            raise error
        self.page.refuse(fault(error))

    # the session

    def _entered(self, session: "AgentSession | StaffSession") -> None:
        from cnmas_desktop.gui.session_window import open_window

        try:
            self.window = open_window(session, self)
        except Exception as error:  # noqa: BLE001 - the world's is said in the form, ours goes on to the log
            session.close()
            self._refused(error)
            return
        self.page.ask(session.login)

    def show_page(self, page: QWidget) -> None:
        """A page of the session takes the window."""
        self.frame.turn_to(page)

    def sign_out(self, hint: str = "", login: str = "") -> None:
        """Back to the first page, for anybody or for `login`."""
        self._ask_again(login, hint)

    def _ask_again(self, login: str, hint: str) -> None:
        window, self.window = self.window, None
        self.page.ask(login, hint)
        self.frame.turn_to(self.page)
        self.page.focus_next()
        self._forget_copies()
        if window is not None:
            window.close_session()
        self.ahead.begin()

    def _forget_copies(self) -> None:
        if self._copied is not None:
            self._copied.forget()

    # our faults

    def on_error(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """The hook of uncaught exceptions: logged without what is personal, and said in one sentence."""
        import logging

        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        logging.getLogger(__name__).critical("program.crashed", exc_info=(kind, error, trace))
        self.say_fault()


def dress(running: QApplication, preferences: Preferences | None = None, *, language: str | None = None) -> Theme:
    """Name, language and look of the application running. `language`: "fr" or "en"; None: English on an English system, else French."""
    running.setApplicationName("cnmas-desktop")
    running.setApplicationDisplayName("CNMAS")
    english = QLocale().language() == QLocale.Language.English and QLocale().name() != "C"
    if language is None:
        language = "en" if english else "fr"
    if language == "fr":
        QLocale.setDefault(QLocale(QLocale.Language.French, QLocale.Country.France))
    elif not english:
        QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    for folder, name in (
        (str(resource("translations")), f"cnmas_{language}"),
        (QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), f"qtbase_{language}"),
    ):
        translator = QTranslator(running)
        if translator.load(name, folder):
            running.installTranslator(translator)
    return Theme(running, preferences or Preferences())


def run(
    make_services: Callable[[], Services],
    *,
    known: Known | None = None,
    identity: str = "",
    language: str | None = None,
    look: str = "",
    scale: float = 0.0,
    home: str = "",
) -> int:
    """Open the window and stay until it closes; the exit code. `make_services` is called on a worker thread.

    `identity`: what tells this instance from another centre's or person's; empty, any number may run. A second start with the
    same one raises the first window and returns 0. `look`, `scale`: for this run, instead of what the person chose; `home`: where
    that is kept, instead of the system's own place.
    """
    running = application()
    if identity:
        from cnmas_desktop.gui.single_instance import SingleInstance

        instance = SingleInstance(identity, running)
        if not instance.first:
            return 0
    desktop = Desktop(dress(running, kept_preferences(home, look=look, scale=scale), language=language), make_services, running, known)
    if identity:
        instance.raised.connect(desktop.frame.raise_up)
    desktop.prepared.connect(settle)
    desktop.prepared.connect(lambda: _hear_faults(desktop))  # the log, when it opened, put a hook of its own
    _hear_faults(desktop)
    desktop.show()
    return running.exec()


def _hear_faults(desktop: Desktop) -> None:
    sys.excepthook = desktop.on_error
