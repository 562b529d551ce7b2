"""A bare PySide6 window of our size, as a program: says when it was painted, and what it weighs with the imports named.

`python bare_window.py [MODULE…]`: imports the modules after the paint, prints one JSON line, and ends.
"""

from importlib import import_module
import json
from pathlib import Path
import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget


class Window(QWidget):
    painted_at = 0.0

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.painted_at:
            self.painted_at = time.monotonic()
            QTimer.singleShot(0, self.say)

    def say(self) -> None:
        for name in sys.argv[1:]:
            import_module(name)
        rollup = Path("/proc/self/smaps_rollup").read_text() if sys.argv[1:] else ""
        pss = [int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")]
        print(json.dumps({"painted": self.painted_at, "pss": pss[0] / 1024 if pss else 0}), flush=True)
        QApplication.quit()


application = QApplication(sys.argv[:1])
window = Window()
window.resize(1280, 800)
window.show()
sys.exit(application.exec())
