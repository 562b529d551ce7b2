"""What is copied out of the window does not stay: half a minute, a lock or the end of the program takes it back (reliability 2.5).

It hears of every copy through the clipboard itself, whatever made it: Ctrl+C in a field or a table, a menu, the middle button's
selection of X11. Managers of clipboards are told that it is a secret; they and remote desktops may have read it all the same.
"""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QObject, QTimer, Slot
from PySide6.QtGui import QClipboard, QGuiApplication

KEPT_MS = 30_000
# Klipper and its like; Windows' history, cloud and monitors (a DWORD of zero is « no »). macOS would need a converter of its own.
HINTS = {
    "x-kde-passwordManagerHint": b"secret",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': bytes(4),
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': bytes(4),
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': bytes(4),
}
MODES = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)


class CopiedText(QObject):
    """Watches the clipboard for what this program put there. `owns`: whether what is there is ours."""

    def __init__(self, parent: QObject, owns: Callable[[QClipboard.Mode], bool] | None = None) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._owns = owns or self._ours
        self._timers = {mode: self._timer(mode) for mode in MODES if mode is MODES[0] or self._clipboard.supportsSelection()}
        self._clipboard.changed.connect(self._changed)

    def forget(self) -> None:
        """Take back, now, what is still ours: what somebody copied elsewhere since is theirs."""
        for mode, timer in self._timers.items():
            timer.stop()
            if self._owns(mode):
                self._clipboard.clear(mode)

    @Slot(QClipboard.Mode)
    def _changed(self, mode: QClipboard.Mode) -> None:
        timer = self._timers.get(mode)
        if timer is None:
            return
        content: QMimeData | None = self._clipboard.mimeData(mode)  # none once it was cleared
        if content is None or not content.hasText() or not self._owns(mode):
            timer.stop()
        elif mode is QClipboard.Mode.Clipboard and not content.hasFormat(next(iter(HINTS))):
            self._clipboard.setMimeData(_secret(content.text()), mode)  # says that it changed once more
        else:
            timer.start()

    def _timer(self, mode: QClipboard.Mode) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=KEPT_MS)
        timer.timeout.connect(lambda: self._clipboard.clear(mode) if self._owns(mode) else None)
        return timer

    def _ours(self, mode: QClipboard.Mode) -> bool:
        return self._clipboard.ownsSelection() if mode is QClipboard.Mode.Selection else self._clipboard.ownsClipboard()


def _secret(text: str) -> QMimeData:
    """Plain text only: a rich copy may carry more than what was seen."""
    made = QMimeData()
    made.setText(text)
    for name, value in HINTS.items():
        made.setData(name, value)
    return made
