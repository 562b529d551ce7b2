"""A wheel moves the page: what it passes over on the way keeps its value and takes no focus."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QWidget


class _Passed(QObject):
    """Leaves a wheel to what lies around the field."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Wheel:
            return False
        event.ignore()
        return True


def pass_the_wheel(root: QWidget) -> None:
    """So for each choice, number and date of `root`, itself included."""
    for field in (root, *root.findChildren(QWidget)):
        if isinstance(field, QComboBox | QAbstractSpinBox):
            field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            field.installEventFilter(_Passed(field))
