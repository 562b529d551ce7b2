"""When the window locks by itself: nobody touches it for the policy's minutes, or the system locks or goes to sleep.

A call suspends the first limit up to a longer one (decision 28): an agent who listens must not lose the screen.
"""

from collections.abc import Callable
import time

from PySide6.QtCore import SLOT, QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtDBus import QDBusConnection
from PySide6.QtGui import QGuiApplication, QWindow

CHECK_MS = 5000
ACTIVITY = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class IdleWatch(QObject):
    """Emits `idle` once nobody has used `window` for long enough. Input reaches the native window before any widget, so a filled
    field or an open panel changes nothing."""

    idle = Signal()
    touched = Signal()
    """Input came."""

    def __init__(
        self,
        window: QWindow,
        minutes: tuple[int, int],
        in_call: Callable[[], bool],
        parent: QObject,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`minutes`: outside a call, within one."""
        super().__init__(parent)
        self._limit, self._limit_in_call = (60.0 * one for one in minutes)
        self._in_call = in_call
        self._monotonic = monotonic
        self._touched_at = monotonic()
        self._timer = QTimer(self, interval=CHECK_MS)
        self._timer.timeout.connect(self.check)
        self._timer.start()
        window.installEventFilter(self)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self.touch)  # a calendar or a list in a window of its own

    @Slot()
    def touch(self) -> None:
        """Somebody is here."""
        self._touched_at = self._monotonic()
        self.touched.emit()

    @Slot()
    def check(self) -> None:
        """Lock if it is time. A limit of zero minutes means never."""
        unused = self._monotonic() - self._touched_at
        if not self._limit or unused < self._limit:
            return
        if unused >= max(self._limit, self._limit_in_call) or not self._in_call():
            self.stop()
            self.idle.emit()

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in ACTIVITY:
            self.touch()
        return False


class SystemLock(QObject):
    """Emits `locked` when the session is locked or the machine goes to sleep, where a bus says so; elsewhere it is silent.

    `listen` belongs on the main thread, after `reach` has returned on another one: a dead bus may take seconds to refuse.
    """

    locked = Signal()

    @staticmethod
    def reach() -> bool:
        """Open the buses. Returns whether there is one."""
        return any([QDBusConnection.systemBus().isConnected(), QDBusConnection.sessionBus().isConnected()])

    @Slot(bool)
    def listen(self, reached: bool) -> None:
        if not reached:
            return
        login, sleeping, locking = "org.freedesktop.login1", SLOT("_on_state(bool)"), SLOT("_on_lock()")
        system, session = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        for bus, service, path, interface, name, slot in (
            (system, login, "/org/freedesktop/login1", f"{login}.Manager", "PrepareForSleep", sleeping),
            (system, login, "", f"{login}.Session", "Lock", locking),
            (session, "", "", "org.freedesktop.ScreenSaver", "ActiveChanged", sleeping),
            (session, "", "", "org.gnome.ScreenSaver", "ActiveChanged", sleeping),
        ):
            if bus.isConnected():
                bus.connect(service, path, interface, name, self, slot)  # type: ignore[call-overload]  # its stub asks for bytes, it takes text

    @Slot(bool)
    def _on_state(self, on: bool) -> None:
        if on:
            self.locked.emit()

    @Slot()
    def _on_lock(self) -> None:
        self.locked.emit()
