"""A table that is read with the arrows: whole rows, nothing edited, and Tab leaves it."""

from PySide6.QtWidgets import QAbstractItemView, QTableView


def to_read(table: QTableView) -> None:
    """Without a grid or numbers of rows; what is longer than its column goes on in the next line."""
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(True)
    table.verticalHeader().hide()
