"""Who may do what, for the yearly review, copied or written to a file: what calls for a check stands first."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from cnmas_desktop.domain.centre_days import last_day
from cnmas_desktop.gui.agent.texts import tr
from cnmas_desktop.gui.forms.supervisor_authorisations_page import Ui_AuthorisationsPage
from cnmas_desktop.gui.supervisor.columns import known_campaign
from cnmas_desktop.gui.supervisor.models import Column
from cnmas_desktop.gui.supervisor.page import Page, Surroundings
from cnmas_desktop.gui.supervisor.vocabulary import kinds
from cnmas_desktop.gui.widgets.layouts import wrap_buttons
from cnmas_desktop.services.auditing import AuthorisationLine

SOON = timedelta(days=30)


class AuthorisationsPage(Page):
    """Every authorisation by the director, those revoked and those of closed accounts too."""

    def __init__(
        self,
        lines: Callable[[], tuple[AuthorisationLine, ...]],
        around: Surroundings,
        parent: QWidget | None = None,
    ) -> None:
        """`lines` asks the centre: a manager and an auditor see the same."""
        self.ui = Ui_AuthorisationsPage()
        super().__init__(self.ui, around, parent)
        wrap_buttons(self.ui.layout2)
        self._lines = lines
        columns = (
            Column(tr("Nom"), lambda row: row.name),
            Column(tr("Identifiant"), lambda row: row.login),
            Column(tr("Fonction"), lambda row: kinds().get(row.kind, row.kind)),
            Column(tr("Campagne"), lambda row: known_campaign(row.campaign) if row.campaign else tr("toutes")),
            Column(tr("Organisme"), lambda row: row.organisme or tr("tous")),
            Column(tr("Autorisé par"), lambda row: row.authorised_by, "", self._missing),
            Column(tr("Depuis"), lambda row: row.from_at, text=_day("from_at")),
            Column(tr("Jusqu'au"), lambda row: row.until_at, "", self._ends_soon, text=_day("until_at", last_day)),
            Column(tr("Retirée\nle"), lambda row: row.revoked_at, text=_day("revoked_at")),
            Column(tr("Compte\nfermé le"), lambda row: row.disabled_at, text=_day("disabled_at")),
            Column(
                tr("Engagement\nsigné le"),
                lambda row: row.undertaking_at,
                "",
                self._unsigned,
                text=_day("undertaking_at"),
            ),
        )
        self.lines = self.table(
            self.ui.table,
            columns,
            lambda row: (row.login, row.from_at, row.campaign, row.organisme),
            empty=tr("Personne n'est inscrit."),
        )
        self.offer_files(self.lines, "habilitations.csv", self.ui.copyButton, self.ui.fileButton)

    def name(self) -> str:
        return tr("Habilitations")

    def first_focus(self) -> QWidget:
        return self.ui.table

    def read(self) -> None:
        self.ask(self._lines, self._show)

    def _show(self, rows: tuple[AuthorisationLine, ...]) -> None:
        self.lines.show(rows, self.around.now())
        self.lines.first()
        self.date(self.around.now())

    def _missing(self, row: AuthorisationLine) -> bool:
        return row.kind == "agent" and row.disabled_at is None and row.authorised_by is None

    def _unsigned(self, row: AuthorisationLine) -> bool:
        return row.kind == "agent" and row.disabled_at is None and row.undertaking_at is None

    def _ends_soon(self, row: AuthorisationLine) -> bool:
        standing = row.disabled_at is None and row.revoked_at is None
        return standing and row.until_at is not None and row.until_at - self.around.now() < SOON


def _day(name: str, day_of: Callable[[datetime], date] = datetime.date) -> Any:
    def said(row: AuthorisationLine) -> str:
        at = getattr(row, name)
        return f"{day_of(at):%d/%m/%Y}" if at is not None else "—"

    return said
