"""The live board: the tiles of the moment, the campaigns, the desks, and what waits for somebody."""

from datetime import datetime, tzinfo

from PySide6.QtWidgets import QTableView, QWidget

from cnmas_desktop.gui.agent.texts import tr
from cnmas_desktop.gui.forms.supervisor_board_page import Ui_BoardPage
from cnmas_desktop.gui.supervisor.columns import agent_columns, campaign_columns, todo_columns, total
from cnmas_desktop.gui.supervisor.figures import span
from cnmas_desktop.gui.supervisor.legend import Legend
from cnmas_desktop.gui.supervisor.models import Goal, grouped
from cnmas_desktop.gui.supervisor.page import Page, Surroundings
from cnmas_desktop.gui.supervisor.tile import Tile
from cnmas_desktop.gui.widgets.text import label
from cnmas_desktop.services.board import BoardView, LiveBoard


class BoardPage(Page):
    """Everything of one reading, as of one instant."""

    live = True

    def __init__(self, board: LiveBoard, around: Surroundings, parent: QWidget | None = None) -> None:
        self.ui = Ui_BoardPage()
        super().__init__(self.ui, around, parent)
        self._board = board
        self._as_of = around.now()
        self.tiles = {name: self._tile(words, goal, str(place)) for place, (name, (words, goal)) in enumerate(_tiles().items(), 1)}
        self.campaign_view = self.view_in(self.ui.queueCard, tr("Campagnes, par organisme"))
        self.campaigns = self.table(self.campaign_view, campaign_columns(), lambda row: (row.campaign, row.organisme))
        colours = (
            ("success", tr("entretiens")),
            ("border", tr("clos sans entretien")),
            ("primary", tr("réservées")),
            ("track", tr("à appeler")),
        )
        self.legend = Legend(colours, around.theme, self.ui.queueCard)
        self.ui.queueCard.body.addWidget(self.legend)
        self.agent_view = self.view_in(self.ui.deskCard, tr("Agents"))
        self.agents = self.table(self.agent_view, agent_columns(lambda: self._as_of), lambda row: (row.login, row.device))
        self.todo_view = self.view_in(self.ui.decisionCard, tr("À traiter"))
        self.todo = self.table(
            self.todo_view, todo_columns(lambda: self._as_of), lambda row: (row.campaign, row.kind, row.reason), stretch=1
        )
        self.none = label("hint", tr("Rien à traiter pour l'instant."))
        self.ui.decisionCard.body.addWidget(self.none)

    def name(self) -> str:
        return tr("Tableau de bord")

    def first_focus(self) -> QTableView:
        return self.campaign_view

    def fold(self, *, narrow: bool) -> None:
        super().fold(narrow=narrow)
        self.ui.tiles.fold(narrow=narrow)
        self.legend.fold(narrow=narrow)

    def read(self) -> None:
        self.ask(self._board.refresh, self.show_view)

    def show_view(self, view: BoardView) -> None:
        """Put one reading on the page."""
        self._as_of = view.as_of
        self.date(view.as_of, as_of_words(view, self.around.zone))
        self.campaigns.show((*view.campaigns, *total(view.campaigns)), view.as_of)
        self.agents.show(view.agents, view.as_of)
        self.todo.show(view.waiting, view.as_of)
        self.todo_view.setVisible(bool(view.waiting))
        self.none.setVisible(not view.waiting)
        for name, (figure, tone) in figures(view).items():
            self.tiles[name].say(figure, tone)
        self.campaigns.first()

    def _tile(self, words: str, goal: Goal, key: str) -> Tile:
        tile = Tile(words, key, self.ui.tiles)
        self.key(key, tile, lambda: self.asked.emit(goal))
        tile.say("—")  # its name is its figure
        self.ui.tiles.add(tile)
        return tile


def as_of_words(view: BoardView, zone: tzinfo) -> str:
    """« Données de 14:31:07 · + ≈ 3 sur le terrain · dernier contact le plus ancien : 12 min »."""
    parts = [tr("Données de {time}").format(time=view.as_of.astimezone(zone).strftime("%H:%M:%S"))]
    if view.tiles.field:
        parts.append(tr("+ ≈ {count} sur le terrain").format(count=view.tiles.field))
    oldest: datetime | None = view.oldest_contact_at
    if oldest is not None:
        parts.append(tr("dernier contact le plus ancien : {age}").format(age=span(view.as_of - oldest)))
    return " · ".join(parts)


def _tiles() -> dict[str, tuple[str, Goal]]:
    return {
        "callable": (tr("Appelables maintenant"), Goal("cases", (None, "callable", None))),
        "callbacks_due": (tr("Rappels dus"), Goal("cases", (None, "callbacks_due", None))),
        "callbacks_late": (tr("Rappels en retard"), Goal("cases", (None, "callbacks_late", None))),
        "interviews_today": (tr("Entretiens du jour"), Goal("agents")),
        "to_decide": (tr("À décider"), Goal("decisions")),
        "field": (tr("Sur le terrain, non transmis"), Goal("agents")),
        "late_to_send": (tr("Postes non transmis depuis 1 h"), Goal("agents")),
    }


def figures(view: BoardView) -> dict[str, tuple[str, str]]:
    """The figure and the tone of each tile. What is in the field is at least what the desks last said."""
    tiles = view.tiles
    found = {name: (grouped(getattr(tiles, name)), "") for name in _tiles()}
    for name in ("callbacks_late", "to_decide", "late_to_send"):
        found[name] = (found[name][0], "late" if getattr(tiles, name) else "")
    if tiles.field:
        found["field"] = (f"≥ {grouped(tiles.field)}", "")
    return found
