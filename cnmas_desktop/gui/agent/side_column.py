"""The right column: what can be done at any moment, what will go to the organisme, the note of the call."""

from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from cnmas_desktop.gui.agent.keys import canonical
from cnmas_desktop.gui.agent.note_card import NoteCard
from cnmas_desktop.gui.agent.texts import key_name, tr, words
from cnmas_desktop.gui.forms.side_column import Ui_SideColumn
from cnmas_desktop.gui.theme import dress
from cnmas_desktop.gui.widgets.choice_button import RowButton
from cnmas_desktop.gui.widgets.layouts import tab_before
from cnmas_desktop.gui.widgets.text import breakable, label
from cnmas_desktop.services.views import CallView, Message, OptionView

OWN_KEYS = ("F9", "Ctrl+F", "Ctrl+H", "Ctrl+Z")
SERVICE_KEYS = (("F6", "option.request"), ("F7", "option.change"), ("F8", "option.stop_calling"))
STUDY_KEYS = (("F8", "option.oppose"),)
"""What every call of the regime comes to offer: its rows are there from the start, quiet until they can be pressed, so that none of
the others ever moves from one step to the next."""


class Row(NamedTuple):
    """`option` None: a key of the window's own, or (not `offered`) one that this step does not offer."""

    key: str
    text: str
    option: OptionView | None = None
    offered: bool = True


class SideColumn(QWidget):
    """Renders the right side of a `CallView`. `chosen` carries an option, `pressed` a key of the window's own."""

    chosen = Signal(object)
    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_SideColumn()
        self.ui.setupUi(self)
        dress(self)
        self.ui.anytimeCard.body.setSpacing(0)
        self.note = NoteCard(self.ui.noteCard)
        self._shown: tuple[Row, ...] = ()
        self._rows: list[RowButton] = []
        self._incoming_here, self._sparing = True, False
        self._facts: tuple[str, ...] | None = None
        self._summed_up = False
        self._when: QLabel | None = None

    def show_call(self, call: CallView | None) -> None:
        """None: no case is open; only the window's own keys remain."""
        self._show_rows(_rows(call))
        self._show_facts(tuple(words(fact) for fact in call.facts) if call else None, summed_up=call is not None and bool(call.summary))
        self.note.show_call(call)

    def content(self) -> tuple[object, ...]:
        """What decides, with the type, how high it is."""
        rows = tuple((button.cap.text(), row.text, row.offered) for button, row in zip(self._rows, self._shown, strict=False))
        return rows, self._facts, self._summed_up, self._incoming_here, self.note.content()

    def spare(self, sparing: bool) -> None:
        """Where the column is too short for everything: without what cannot be pressed, without when facts leave, and without
        the card that says there are none, or says what the summary of the call says beside it."""
        if sparing != self._sparing:
            self._sparing = sparing
            self._show_or_hide()

    def _show_rows(self, rows: tuple[Row, ...]) -> None:
        if rows == self._shown:
            return
        self._shown = rows
        while len(self._rows) < len(rows):
            self._add_row()
        for button, row in zip(self._rows, rows, strict=False):
            button.become(key_name(row.key), row.text)
            button.setEnabled(row.offered)
        self._show_or_hide()

    def _add_row(self) -> None:
        """Rows are kept from step to step: cheaper than new ones, and the focus stays where it was."""
        place = len(self._rows)
        row = RowButton("", "", parent=self)
        row.clicked.connect(lambda: self._press(place))
        row.join(self.ui.anytimeCard.body)
        if self._rows:
            QWidget.setTabOrder(self._rows[-1], row)
        else:
            tab_before(self.note.text, row)
        self._rows.append(row)

    def _press(self, place: int) -> None:
        row = self._shown[place]
        if row.option is not None:
            self.chosen.emit(row.option)
        else:
            self.pressed.emit(row.key)

    def show_incoming(self, here: bool) -> None:
        """Whether « Appel entrant » stands here; where the top bar has room, it stands there."""
        if here != self._incoming_here:
            self._incoming_here = here
            self._show_or_hide()

    def _show_or_hide(self) -> None:
        for place, button in enumerate(self._rows):
            row = self._shown[place] if place < len(self._shown) else None
            here = row is not None and (self._incoming_here or row.key != "Ctrl+F")
            button.setVisible(here and row is not None and (row.offered or not self._sparing))
        told = bool(self._facts) and not self._summed_up
        self.ui.factsCard.setVisible(told or (self._facts is not None and not self._sparing))
        if self._when is not None:
            self._when.setVisible(not self._sparing)

    def _show_facts(self, facts: tuple[str, ...] | None, *, summed_up: bool) -> None:
        same = facts == self._facts
        if same and summed_up == self._summed_up:
            return
        self._facts, self._summed_up = facts, summed_up
        if not same and facts is not None:
            self._fill_facts(facts)
        self._show_or_hide()

    def _fill_facts(self, facts: tuple[str, ...]) -> None:
        self.ui.factsCard.clear()
        for fact in facts:
            self.ui.factsCard.body.addWidget(label("small", breakable(fact), wrap=True))
        hint = tr("Transmis à la fin de l'appel.") if facts else tr("Rien à transmettre pour l'instant.")
        self._when = label("caption", hint, wrap=True)
        self.ui.factsCard.body.addWidget(self._when)


def _in_column(option: OptionView) -> bool:
    """The note has its own card; F3 and Esc stand under the answers."""
    return option.form != "note" and canonical(option.key) not in {"F3", "Esc", *OWN_KEYS}


def _rows(call: CallView | None) -> tuple[Row, ...]:
    """In the order of their keys."""
    offered = [Row(canonical(one.key), words(one.label), one) for one in call.anytime if _in_column(one)] if call else []
    own = [Row("F9", tr("Que répondre ?")), Row("Ctrl+F", tr("Appel entrant")), Row("Ctrl+H", tr("Mes appels du jour"))]
    usual = () if call is None else SERVICE_KEYS if call.choices.get("request_types") else STUDY_KEYS
    taken = {row.key for row in offered}
    later = [Row(key, words(Message(code)), offered=False) for key, code in usual if key not in taken]
    return tuple(sorted((*offered, *own, *later), key=_order))


def _order(row: Row) -> tuple[int, int]:
    """F keys by number, then those that are always there, then what only some steps offer: nothing above it moves."""
    key = row.key
    if key[:1] == "F" and key[1:].isdigit():
        return 0, int(key[1:])
    return (1, 0) if key in OWN_KEYS else (2, 0)
