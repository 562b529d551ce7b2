"""The right column: what can be done at any moment, what will go to the organisme, the note of the call."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cnmas_desktop.gui.agent.keys import canonical
from cnmas_desktop.gui.agent.note_card import NoteCard
from cnmas_desktop.gui.agent.texts import key_name, tr, words
from cnmas_desktop.gui.forms.side_column import Ui_SideColumn
from cnmas_desktop.gui.theme import dress
from cnmas_desktop.gui.widgets.choice_button import RowButton
from cnmas_desktop.gui.widgets.text import label
from cnmas_desktop.services.views import CallView, OptionView

OWN_KEYS = ("F9", "Ctrl+F", "Ctrl+H", "Ctrl+Z")


class SideColumn(QWidget):
    """Renders the right side of a `CallView`. `chosen` carries an option, `pressed` a key of the window's own."""

    chosen = Signal(object)
    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_SideColumn()
        self.ui.setupUi(self)  # type: ignore[no-untyped-call]
        dress(self)
        self.ui.anytimeCard.body.setSpacing(0)
        self.note = NoteCard(self.ui.noteCard)
        self._options: tuple[OptionView, ...] | None = None
        self._rows: list[RowButton] = []
        self._keys: list[str] = []
        self._chosen: list[OptionView | None] = []
        self._incoming_here = True
        self._facts: tuple[str, ...] | None = None

    def show_call(self, call: CallView | None) -> None:
        """None: no case is open; only the window's own keys remain."""
        self._show_rows(call.anytime if call else ())
        self._show_facts(tuple(words(fact) for fact in call.facts) if call else None)
        self.note.show_call(call)

    def _show_rows(self, options: tuple[OptionView, ...]) -> None:
        if options == self._options:
            return
        self._options = options
        rows: list[tuple[str, str, OptionView | None]] = [
            (canonical(option.key), words(option.label), option) for option in options if _in_column(option)
        ]
        rows += [("F9", tr("Que répondre ?"), None), ("Ctrl+F", tr("Appel entrant"), None), ("Ctrl+H", tr("Mes appels du jour"), None)]
        while len(self._rows) < len(rows):
            self._add_row()
        self._keys = [key for key, _text, _option in sorted(rows, key=_order)]
        self._chosen = [option for _key, _text, option in sorted(rows, key=_order)]
        for row, (key, text, _option) in zip(self._rows, sorted(rows, key=_order), strict=False):
            row.become(key_name(key), text)
        self._show_or_hide()

    def _add_row(self) -> None:
        """Rows are kept from step to step: cheaper than new ones, and the focus stays where it was."""
        place = len(self._rows)
        row = RowButton("", "", parent=self)
        row.clicked.connect(lambda: self._press(place))
        self.ui.anytimeCard.body.addWidget(row)
        self._rows.append(row)

    def _press(self, place: int) -> None:
        option = self._chosen[place]
        if option is not None:
            self.chosen.emit(option)
        else:
            self.pressed.emit(self._keys[place])

    def show_incoming(self, here: bool) -> None:
        """Whether « Appel entrant » stands here; where the top bar has room, it stands there."""
        if here != self._incoming_here:
            self._incoming_here = here
            self._show_or_hide()

    def _show_or_hide(self) -> None:
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(self._keys) and (self._incoming_here or self._keys[place] != "Ctrl+F"))

    def _show_facts(self, facts: tuple[str, ...] | None) -> None:
        self.ui.factsCard.setVisible(facts is not None)
        if facts is None or facts == self._facts:
            return
        self._facts = facts
        self.ui.factsCard.clear()
        for fact in facts:
            self.ui.factsCard.body.addWidget(label("small", fact, wrap=True))
        hint = tr("Transmis à la fin de l'appel.") if facts else tr("Rien à transmettre pour l'instant.")
        self.ui.factsCard.body.addWidget(label("caption", hint, wrap=True))


def _in_column(option: OptionView) -> bool:
    """The note has its own card; F3 and Esc stand under the answers."""
    return option.form != "note" and canonical(option.key) not in {"F3", "Esc", *OWN_KEYS}


def _order(row: tuple[str, str, OptionView | None]) -> tuple[int, int]:
    """F keys by number, then other keys, then what has no key."""
    key = row[0]
    if key[:1] == "F" and key[1:].isdigit():
        return 0, int(key[1:])
    return (1, 0) if key else (2, 0)
