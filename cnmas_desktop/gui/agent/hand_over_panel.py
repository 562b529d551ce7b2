"""« Confier le dossier »: to a colleague, a skill or a team, with a coded reason."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from cnmas_desktop.gui.agent.panel import Panel
from cnmas_desktop.gui.agent.sentences import HANDED_OVER
from cnmas_desktop.gui.agent.texts import clock, tr, words
from cnmas_desktop.gui.agent.vocabulary import in_words
from cnmas_desktop.gui.forms.hand_over_panel import Ui_HandOverPanel
from cnmas_desktop.gui.widgets.wrapped import Wrapped
from cnmas_desktop.services.views import CallView, Choice


class HandOverPanel(Panel):
    """Data: to_kind, to, reason. A target's code is « kind:code » (« team:ain »), its kind alone when it has no second part."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.ui = Ui_HandOverPanel()
        super().__init__(self.ui, parent)
        for listed, named in ((self.ui.toList, self.ui.toLabel), (self.ui.reasonList, self.ui.reasonLabel)):
            listed.setAccessibleName(named.text().replace("&", ""))
            Wrapped(listed)

    def begin(self) -> None:
        self._show(self.call)
        asking = self.occasion.desk.presence.asking()
        if asking is not None and self.occasion.worker is not None:
            self.occasion.ask(asking, lambda _none: self._heard(), lambda _error: None)  # unanswered: what is shown says as of when

    def _heard(self) -> None:
        """The centre said who is there: shown anew, with what is chosen, unless somebody else is called by now."""
        call = in_words(self.occasion.desk.call())
        if call is not None and self.isVisible() and call.case_id == self.call.case_id:
            chosen = _code(self.ui.toList), _code(self.ui.reasonList)
            self._show(call)
            for listed, code in zip((self.ui.toList, self.ui.reasonList), chosen, strict=True):
                _choose(listed, code)

    def _show(self, call: CallView) -> None:
        option = self.occasion.option
        self.head(
            words(option.label) if option else tr("Confier le dossier"),
            "" if call.step == "ready" else HANDED_OVER,
            self._who_is_there(call.present_at),
        )
        _fill(self.ui.toList, call.choices.get("handover_targets", ()))
        _fill(self.ui.reasonList, call.choices.get("handover_reasons", ()))

    def _who_is_there(self, at: datetime | None) -> str:
        how = tr("En direct si quelqu'un est en ligne, sinon par un rappel.")
        if at is None:
            return how + " " + tr("Qui est en ligne : inconnu pour l'instant.")
        return how + " " + tr("Qui est en ligne : à {time}.").format(time=clock(at))

    def data(self) -> Mapping[str, Any] | None:
        to, reason = _code(self.ui.toList), _code(self.ui.reasonList)
        if not to or not reason:
            missing = self.ui.reasonList if to else self.ui.toList
            self.show_error(tr("Choisissez à qui et pourquoi."), missing)
            return None
        kind, _, code = to.partition(":")
        return {"to_kind": kind, "to": code, "reason": reason}

    def first_focus(self) -> QWidget:
        return self.ui.toList


def _fill(listed: QListWidget, choices: tuple[Choice, ...]) -> None:
    listed.clear()
    for choice in choices:
        named = choice.code.startswith("team:") and choice.code.removeprefix("team:") == choice.label
        name = tr("Équipe {name}").format(name=choice.label) if named else choice.label
        item = QListWidgetItem(" · ".join(part for part in (name, _presence(choice)) if part), listed)
        item.setData(Qt.ItemDataRole.UserRole, choice.code)
    if choices:
        listed.setCurrentRow(0)


def _choose(listed: QListWidget, code: str) -> None:
    """Nothing, where it is no longer offered."""
    for row in range(listed.count()):
        if listed.item(row).data(Qt.ItemDataRole.UserRole) == code:
            listed.setCurrentRow(row)


def _presence(choice: Choice) -> str:
    """Nothing where nobody knows."""
    if choice.there is None:
        return ""
    if not choice.there:
        return tr("hors ligne") if choice.code.startswith("colleague:") else tr("personne en ligne")
    return tr("en ligne") if choice.code.startswith("colleague:") else tr("{count} en ligne").format(count=choice.there)


def _code(listed: QListWidget) -> str:
    item = listed.currentItem()
    return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""
