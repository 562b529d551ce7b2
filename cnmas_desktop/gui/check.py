"""Whether windows open here: for `cnmas doctor`, which may not load Qt itself, and lives on where Qt ends the process."""

from collections.abc import Callable, Mapping, MutableMapping
import json
import os
import sys

SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def check(say: Callable[[str], None]) -> int:
    """Make the application with the plug-in that a person's window would get, or without a screen where there is none; 0 and one line
    of JSON: Qt's version, the plug-in. Where Qt cannot start it says why on the standard error and ends the process itself."""
    from PySide6.QtCore import qVersion
    from PySide6.QtWidgets import QApplication, QWidget

    if not has_screen(os.environ):
        _without_screen(os.environ)
    running = QApplication(["cnmas-desktop"])
    window = QWidget()
    window.show()
    running.processEvents()
    say(json.dumps({"qt": qVersion(), "plugin": running.platformName()}))
    return 0


def has_screen(environment: Mapping[str, str]) -> bool:
    return sys.platform != "linux" or any(environment.get(name) for name in SCREENS)


def _without_screen(environment: MutableMapping[str, str]) -> None:
    environment["QT_QPA_PLATFORM"] = "offscreen"
