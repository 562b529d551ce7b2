"""The agents and their desks, and what may be done for one who is absent. The same figures as the agents see of themselves."""

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from cnmas_desktop.gui.agent.texts import tr
from cnmas_desktop.gui.forms.supervisor_agents_page import Ui_AgentsPage
from cnmas_desktop.gui.supervisor import acts
from cnmas_desktop.gui.supervisor.columns import agent_columns, wrong_clock
from cnmas_desktop.gui.supervisor.figures import span, within
from cnmas_desktop.gui.supervisor.models import NOTHING, Column, Goal, grouped
from cnmas_desktop.gui.supervisor.page import Page, Surroundings
from cnmas_desktop.gui.widgets.field_grid import FieldGrid
from cnmas_desktop.gui.widgets.layouts import wrap_buttons
from cnmas_desktop.services.board import AgentLine, BoardView, LiveBoard
from cnmas_desktop.services.health import Health
from cnmas_desktop.services.steering import Colleague, Steering


class AgentsPage(Page):
    """One row per agent and desk, mute desks first; never sorted by results."""

    live = True

    def __init__(self, board: LiveBoard, steering: Steering, around: Surroundings, parent: QWidget | None = None) -> None:
        self.ui = Ui_AgentsPage()
        super().__init__(self.ui, around, parent)
        wrap_buttons(self.ui.layout2)
        self._board, self._steering = board, steering
        self._as_of = around.now()
        self._login: str | None = None
        self._codes: tuple[str, ...] = ()
        further = (
            Column(tr("Équipe"), lambda row: row.team),
            Column(
                tr("Horloge"),
                lambda row: row.clock_offset if row.device else None,
                tr("Écart avec le centre, en secondes"),
                wrong_clock,
                number=True,
                text=_offset_words,
            ),
            Column(tr("Plus ancien\nnon transmis"), lambda row: row.oldest_pending_at),
            Column(tr("Poste"), lambda row: str(row.device)[-6:] if row.device else None),
        )
        self.agents = self.table(
            self.ui.table,
            (*agent_columns(lambda: self._as_of), *further),
            lambda row: (row.login, row.device),
        )
        self.agents.chosen.connect(self._enable)
        self.health = FieldGrid(self.ui.healthCard)
        self.ui.healthCard.body.addWidget(self.health)
        self.key("L", self.ui.releaseButton, self._release)
        self.key("R", self.ui.takeButton, self._take_back)
        self.key("D", self.ui.shareButton, self._share)
        self.key("M", self.ui.messageButton, self._message)
        self._enable()

    def name(self) -> str:
        return tr("Agents")

    def aim(self, subject: Any) -> None:
        self._login = subject

    def first_focus(self) -> QWidget:
        return self.ui.table

    def read(self) -> None:
        self.ask(lambda: (self._board.refresh(), self._board.health()), self._show)

    def _show(self, read: tuple[BoardView, Health]) -> None:
        view, health = read
        self.health.show_fields(health_fields(health))
        self._as_of, self._codes = view.as_of, tuple(dict.fromkeys(line.campaign for line in view.campaigns))
        self.agents.show(view.agents, view.as_of)
        if self._login is not None:
            self.agents.go_to(lambda row: row.login == self._login)
            self._login = None
        self.agents.first()
        self.date(view.as_of)
        self._enable()

    @Slot()
    def _enable(self) -> None:
        row: AgentLine | None = self.agents.current()
        self.ui.releaseButton.setEnabled(row is not None and row.leased > 0)
        for button in (self.ui.takeButton, self.ui.messageButton, self.ui.shareButton):
            button.setEnabled(row is not None)

    def _release(self) -> None:
        if (row := self.agents.current()) is not None:
            self.steered.emit(acts.release(self._steering, row.login, row.name))

    def _take_back(self) -> None:
        if (row := self.agents.current()) is not None:
            self.steered.emit(acts.take_back(self._steering, row.login, row.name))

    def _share(self) -> None:
        if (row := self.agents.current()) is not None:
            self.act(self._steering.colleagues, lambda found: self._shared(found, row.login))

    def _shared(self, colleagues: tuple[Colleague, ...], login: str) -> None:
        self.steered.emit(acts.share(self._steering, colleagues, self._codes, login))

    def _message(self) -> None:
        if (row := self.agents.current()) is not None:
            self.asked.emit(Goal("messages", row.login))


def _offset_words(row: AgentLine) -> str:
    return NOTHING if row.clock_offset is None or row.device is None else f"{row.clock_offset:+.0f}\u202fs"


def health_fields(health: Health) -> list[tuple[str, str]]:
    """The centre's counters, a small name over each."""
    oldest = f" ({span(health.oldest_unsent)})" if health.oldest_unsent else ""
    return [
        (tr("Postes en contact (15 min)"), f"{grouped(health.in_touch)} / {grouped(health.desks)}"),
        (tr("Synchronisations"), grouped(health.syncs)),
        (tr("Événements reçus"), grouped(health.events)),
        (tr("Envois : la moitié, 95 %"), f"{within(health.half_within)}, {within(health.most_within)}"),
        (tr("Non transmis"), f"{grouped(health.unsent)}{oldest}"),
        (tr("Signalés"), grouped(health.flagged)),
        (tr("En quarantaine"), grouped(health.set_aside)),
        (tr("Personnes réservées"), grouped(health.leases)),
        (tr("Connexions"), grouped(health.connections)),
    ]
