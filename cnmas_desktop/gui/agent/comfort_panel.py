"""Ctrl+K, « Affichage et touches »: the scheme, the size of the text, and another key for what a key does. Kept on the workstation."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from cnmas_desktop.gui.agent.keys import KeyRouter, clash, fit_for_a_shortcut, remappable
from cnmas_desktop.gui.agent.keys_panel import sheet
from cnmas_desktop.gui.agent.panel import Panel
from cnmas_desktop.gui.agent.texts import key_name, tr
from cnmas_desktop.gui.forms.choice_panel import Ui_ChoicePanel
from cnmas_desktop.gui.theme import Theme
from cnmas_desktop.gui.widgets.announce import announce
from cnmas_desktop.gui.widgets.choice_button import Answer
from cnmas_desktop.gui.widgets.choice_grid import ChoiceGrid

LARGER, SMALLER, KEYS, RESET = "larger", "smaller", "keys", "reset"


class KeyCatcher(QLineEdit):
    """A field that takes the next key whatever it is, also one that is a shortcut of the window."""

    caught = Signal(str)
    """The key, as QKeySequence writes it; empty for Escape."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr):
            return
        escaped = event.key() == Qt.Key.Key_Escape
        self.caught.emit("" if escaped else QKeySequence(event.keyCombination()).toString())


class ComfortPanel(Panel):
    """Two faces: the look, and the list of keys. What is chosen holds at once."""

    whole = True

    def __init__(self, theme: Theme, router: KeyRouter, parent: QWidget | None = None) -> None:
        self.ui = Ui_ChoicePanel()
        super().__init__(self.ui, parent)
        self._theme, self._router = theme, router
        self._grid = ChoiceGrid(self.ui.choices)
        self._grid.chosen.connect(self._chosen)
        self._catcher = KeyCatcher(self)
        self._catcher.caught.connect(self._caught)
        self._catcher.hide()
        column = self.body.column
        column.insertWidget(column.indexOf(self.ui.hintText) + 1, self._catcher)
        self._changing = ""

    def begin(self) -> None:
        self._end_catching()
        self.head(tr("Affichage et touches"), hint=tr("Ce choix est gardé sur ce poste, pour vous seul."))
        self.savable(True, tr("Revenir"))
        self._show_look()

    def data(self) -> Mapping[str, Any] | None:
        return {}

    def press(self, key: str) -> bool:
        return self._grid.press(key)

    def first_focus(self) -> QWidget:
        return self._catcher if self._changing else self._grid.first() or self

    def _show_look(self) -> None:
        looks = {
            "system": tr("Comme le système"),
            "light": tr("Clair"),
            "dark": tr("Sombre"),
            "contrast_light": tr("Contraste élevé, clair"),
            "contrast_dark": tr("Contraste élevé, sombre"),
        }
        rows = [*looks.items(), (LARGER, tr("Texte plus grand")), (SMALLER, tr("Texte plus petit")), (KEYS, tr("Changer une touche"))]
        self._grid.show_answers([Answer(code, text, str(place)) for place, (code, text) in enumerate(rows, 1)])
        self._grid.mark(self._theme.preferences.look)

    def _show_keys(self) -> None:
        self.head(tr("Changer une touche"), hint=tr("Choisissez ce que la touche fait, puis appuyez sur la nouvelle touche."))
        names = dict(sheet())
        rows = [Answer(key, names[key], key_name(key)) for key in remappable() if key in names]
        self._grid.show_answers([*rows, Answer(RESET, tr("Remettre toutes les touches d'origine"))])

    def _chosen(self, code: str) -> None:
        if code == LARGER:
            self._theme.step_scale(1)
        elif code == SMALLER:
            self._theme.step_scale(-1)
        elif code == KEYS:
            self._show_keys()
            self.first_focus().setFocus()
        elif code == RESET:
            self._keep({})
            self._say(tr("Toutes les touches sont celles d'origine."))
        elif code in remappable():
            self._catch(code)
        else:
            self._theme.set_look(code)
            self._grid.mark(code)

    def _catch(self, usual: str) -> None:
        self._changing = usual
        prompt = tr("Nouvelle touche pour « {action} » (Échap : ne rien changer)").format(action=dict(sheet())[usual])
        self._catcher.setAccessibleName(prompt)
        self._catcher.setText(prompt)
        self._catcher.show()
        self._catcher.setFocus()

    def _caught(self, key: str) -> None:
        usual, names, keys = self._changing, dict(sheet()), dict(self._theme.preferences.keys)
        if key and not fit_for_a_shortcut(key):
            self.show_error(tr("Prenez une touche F1 à F12, ou une lettre avec Ctrl ou Alt."))
            return
        other = clash(keys, usual, key) if key else ""
        if other:
            self.show_error(tr("{key} sert déjà à « {action} ».").format(key=key_name(key), action=names.get(other, key_name(other))))
            return
        self._end_catching()
        if key:
            keys.pop(usual, None)
            self._keep(keys if key == usual else keys | {usual: key})
            self._say(tr("{key} : {action}").format(key=key_name(key), action=names[usual]))
        self.first_focus().setFocus()

    def _end_catching(self) -> None:
        self._changing = ""
        self.show_error("")
        self._catcher.hide()

    def _keep(self, keys: Mapping[str, str]) -> None:
        self._theme.preferences.keys = keys
        self._router.remap(keys)

    def _say(self, text: str) -> None:
        self.ui.hintText.setText(text)
        announce(self, text)
