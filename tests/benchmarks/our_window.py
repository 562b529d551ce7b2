"""The real program, driven by keys and timed from outside: one JSON line for each moment.

`python -m tests.benchmarks.our_window HOME MODE CALLS`. MODE `start` ends once a key is taken; `at_once` and `typed` sign in, Enter
pressed at the first paint or 1.5 s after it; `day` signs in and then makes CALLS unanswered calls beside a store that syncs; `hour`
makes CALLS calls by key presses under a fast clock (`hour_calls`).
"""

from functools import cache
import json
from pathlib import Path
import sys
import time
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from cnmas_desktop.gui import app
from tests.benchmarks.calls import Calls, Painted, pss

TYPING_MS = 1500


def say(moment: str, **more: Any) -> None:
    print(json.dumps({"moment": moment, "at": time.monotonic(), **more}), flush=True)


def press(key: Qt.Key, text: str = "") -> None:
    """As the system would: to whatever has the focus."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        focus = QApplication.focusWidget()
        if focus is not None:
            QCoreApplication.postEvent(focus, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))


class Made:
    """Not a dataclass: the program does without that module before its first paint, so does what measures it."""

    known = None

    def __init__(self, sign_in: Any) -> None:
        self.sign_in = sign_in


def services(home: Path) -> Made:
    from cnmas_desktop.credentials import DemoKeyring
    from cnmas_desktop.services.sign_in import SignIn, Workstation
    from tests.benchmarks.workstation_names import NOWHERE

    return Made(SignIn(NOWHERE, Workstation(home, DemoKeyring(home), world())))


@cache
def world() -> Any:
    """The machine's, or the fast one of the hour."""
    from cnmas_desktop.domain.world import system_world

    if MODE != "hour":
        return system_world()
    from tests.benchmarks.hour_calls import fast_world

    return fast_world()


class Driven(app.Desktop):
    """The application, with a driver at its first paint and at the paint of the agent's window. A fault of ours ends it, said."""

    def on_error(self, *fault: Any) -> None:
        sys.__excepthook__(*fault)
        QApplication.exit(1)

    def show(self) -> None:
        Painted(self.frame, self._first_paint)
        super().show()

    def _first_paint(self) -> None:
        say("painted")
        if MODE == "at_once":
            self._enter()
            return
        self.page.ui.login.textChanged.connect(self._took_key)
        press(Qt.Key.Key_A, "a")

    def _took_key(self) -> None:
        self.page.ui.login.textChanged.disconnect(self._took_key)
        say("takes_keys")
        if MODE == "start":
            QApplication.quit()
        else:
            QTimer.singleShot(TYPING_MS, self._enter)

    def _enter(self) -> None:
        from tests.benchmarks.workstation_names import LOGIN, PASSWORD

        self.page.ui.login.setText(LOGIN)
        self.page.ui.password.setText(PASSWORD)
        self.page.ui.password.setFocus()
        say("enter")
        press(Qt.Key.Key_Return)

    def show_page(self, page: QWidget) -> None:
        super().show_page(page)
        Painted(page, self._queue_painted)

    def _queue_painted(self) -> None:
        held = self.window._session.desk.view().held  # type: ignore[union-attr]
        say("queue_painted", held=held, pss=pss())
        if MODE == "day":
            self._calls = Calls(self.window, CALLS, say)
            QTimer.singleShot(500, self._calls.begin)
        elif MODE == "hour":
            from tests.benchmarks.hour_calls import Hour

            self._hour = Hour(self.window, CALLS, world(), say)
            QTimer.singleShot(500, self._hour.begin)
        else:
            QApplication.quit()


HOME, MODE, CALLS = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
app.Desktop = Driven  # type: ignore[misc]
sys.exit(app.run(lambda: services(HOME)))
