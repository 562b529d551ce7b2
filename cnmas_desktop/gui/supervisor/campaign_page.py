"""One campaign: its funnel, its rates with their counts, its hours, its pace and expected end, its quotas; and what may be done with it."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QLocale, Qt, Slot
from PySide6.QtWidgets import QStackedWidget, QTableView, QWidget

from cnmas_desktop.gui.agent.texts import moment, tr
from cnmas_desktop.gui.forms.supervisor_campaign_page import Ui_CampaignPage
from cnmas_desktop.gui.supervisor import acts
from cnmas_desktop.gui.supervisor.chart import BarChart, Series
from cnmas_desktop.gui.supervisor.columns import campaign_states, known_campaign
from cnmas_desktop.gui.supervisor.figures import day, percent, with_counts
from cnmas_desktop.gui.supervisor.hours import hour_rows, hour_series
from cnmas_desktop.gui.supervisor.models import NOTHING, Column, Goal, grouped
from cnmas_desktop.gui.supervisor.page import Page, Surroundings
from cnmas_desktop.gui.supervisor.vocabulary import step_words
from cnmas_desktop.gui.widgets.field_grid import FieldGrid
from cnmas_desktop.gui.widgets.layouts import wrap_buttons
from cnmas_desktop.gui.widgets.text import label
from cnmas_desktop.services.campaign_figures import CampaignFigures, CampaignView, Pace, QuotaLine, Rate, Step
from cnmas_desktop.services.steering import Steering

FIGURE_OF_STEP = {
    "imported": "total", "callable": "callable", "interview_accepted": "interviews", "offer_accepted": "offers_accepted",
}  # fmt: skip

QUOTAS_IN_SIGHT = 2
"""However small the window; the page scrolls before they give way."""


class CampaignPage(Page):
    """T turns the chart into its table; a rate chosen shows its formula with the counts in it."""

    live = True

    def __init__(
        self,
        figures: CampaignFigures,
        steering: Steering,
        around: Surroundings,
        parent: QWidget | None = None,
    ) -> None:
        self.ui = Ui_CampaignPage()
        super().__init__(self.ui, around, parent)
        wrap_buttons(self.ui.layout2, right=True)
        wrap_buttons(self.ui.layout5)
        self._figures, self._steering = figures, steering
        self._view: CampaignView | None = None
        self._funnel()
        self._rates()
        self.pace = FieldGrid(self.ui.paceCard)
        self.ui.paceCard.body.addWidget(self.pace)
        self.quota_view = self.view_in(self.ui.paceCard, tr("Quotas"))
        quotas = (
            Column(tr("Quota"), lambda row: row.cell),
            Column(
                tr("Faits\n/ visés"),
                lambda row: row.done,
                number=True,
                text=lambda row: f"{NOTHING if row.done is None else grouped(row.done)} / {grouped(row.target)}",
            ),
            Column(
                tr("Jours\nrestants"),
                lambda row: row.days_left,
                tr("De travail, au rythme actuel ; atteint : les dossiers que la file ne donne plus"),
                number=True,
                text=_left_words,
                tip=_rate_words,
                opens=lambda row: Goal("cases", (self.ui.campaign.currentData(), "quota_full", None)),
            ),
        )
        self.quotas = self.table(self.quota_view, quotas, lambda row: row.cell)
        self.chart = BarChart(around.theme, self)
        self.chart.setAccessibleName(tr("Graphique des appels par heure ; la touche T montre le tableau"))
        self.hour_view = self.view_in(self.ui.hourCard, tr("Appels par heure et par issue"))
        hours = (
            Column(tr("Heure"), lambda row: row[0], text=lambda row: f"{row[0]}\u202fh"),
            *_hour_columns(),
        )
        self.hours = self.table(self.hour_view, hours, lambda row: row[0], stretch=1)
        self.twins = QStackedWidget(self.ui.hourCard)
        for part in (self.chart, self.hour_view):
            self.twins.addWidget(part)
        self.ui.hourCard.body.addWidget(self.twins, 1)
        self.ui.campaign.currentIndexChanged.connect(self.read)
        self.key("T", self.ui.twinButton, self._turn)
        self.key("P", self.ui.pauseButton, self._pause)
        self.key("K", self.ui.closeButton, lambda: self._steer("closed"))
        self.key("U", self.ui.rankButton, self._rank)
        self.key("Q", self.ui.quotaButton, self._quota)
        self.offer_files(self, "campagne.csv", self.ui.copyButton, self.ui.fileButton)
        for button in (self.ui.pauseButton, self.ui.closeButton, self.ui.rankButton, self.ui.quotaButton):
            button.setEnabled(False)

    def name(self) -> str:
        return tr("Campagne")

    def aim(self, subject: Any) -> None:
        place = self.ui.campaign.findData(subject)
        self.ui.campaign.blockSignals(True)
        if place < 0:
            self.ui.campaign.addItem(known_campaign(subject), subject)
            place = self.ui.campaign.count() - 1
        self.ui.campaign.setCurrentIndex(place)
        self.ui.campaign.blockSignals(False)

    def first_focus(self) -> QWidget:
        return self.rate_view

    @Slot()
    def read(self) -> None:
        code = self.ui.campaign.currentData()
        self.ask(lambda: self._reading(code), self._show)

    def cells(self) -> list[list[str]]:
        """Every figure of the page, part by part, for a copy or a file."""
        parts: list[list[str]] = [[known_campaign(self._view.campaign)] if self._view is not None else [""]]
        for table in (self.funnel, self.rates, self.hours, self.quotas):
            parts += [*table.cells(), []]
        parts += [list(pair) for pair in self._pace_words(self._view.pace)] if self._view is not None else []
        return parts

    def _reading(self, code: str | None) -> tuple[tuple[str, ...], CampaignView | None]:
        """On the worker: which campaigns there are, and one of them."""
        codes = self._figures.campaigns()
        chosen = code if code in codes else (codes[0] if codes else None)
        return codes, self._figures.read(chosen) if chosen is not None else None

    def _show(self, found: tuple[tuple[str, ...], CampaignView | None]) -> None:
        codes, view = found
        self.ui.campaign.blockSignals(True)
        for code in codes:
            if self.ui.campaign.findData(code) < 0:
                self.ui.campaign.addItem(known_campaign(code), code)
        if view is not None:
            self.ui.campaign.setCurrentIndex(self.ui.campaign.findData(view.campaign))
        self.ui.campaign.blockSignals(False)
        if view is None:
            return
        self._view = view
        self.date(view.as_of)
        self.ui.statePill.say(
            campaign_states().get(view.state, view.state),
            {"open": "success", "paused": "warning"}.get(view.state, "neutral"),
        )
        self.ui.pauseButton.setText(tr("Suspendre…") if view.state == "open" else tr("Reprendre…"))
        for button in (self.ui.pauseButton, self.ui.closeButton, self.ui.rankButton):
            button.setEnabled(view.state != "closed")
        self.ui.quotaButton.setEnabled(view.state != "closed" and bool(view.quotas))
        self.funnel.show(view.funnel, view.as_of)
        self.rates.show(view.rates, view.as_of)
        self.rates.first()
        self._explain()
        self.pace.show_fields(self._pace_words(view.pace))
        self.quotas.show(view.quotas, view.as_of)
        self.quotas.keep_in_sight(min(len(view.quotas), QUOTAS_IN_SIGHT))
        self.quota_view.setVisible(bool(view.quotas))
        rows = hour_rows(view.hours)
        self.hours.show(rows, view.as_of)
        self.chart.show_series([f"{row[0]} h" for row in rows], [Series(*one) for one in hour_series(rows)])
        self.ui.hiddenText.setText(self._of_a_study(view))

    def _of_a_study(self, view: CampaignView) -> str:
        """As of when the page tells what people said, and that it does not tell all."""
        if view.regime != "study":
            return ""
        if view.shown_at is None:
            return tr("Étude : trop peu de réponses pour être montrées.")
        zone = self.around.zone
        at = moment(view.shown_at.astimezone(zone), view.as_of.astimezone(zone))
        said = tr("Étude : réponses arrêtées ({at}).").format(at=at)
        return said + " " + tr("Petits effectifs masqués.") if view.hidden else said

    def _funnel(self) -> None:
        columns = (
            Column(tr("Étape"), lambda row: step_words().get(row.step, row.step), opens=self._cases_of),
            Column(tr("Dossiers"), lambda row: row.count, number=True, opens=self._cases_of),
            Column(
                tr("Part"),
                self._share,
                number=True,
                text=lambda row: _percent(self._share(row)),
                opens=self._cases_of,
            ),
            Column(
                "",
                lambda row: row.count,
                tr("Part des dossiers importés"),
                text=lambda row: "",
                parts=self._parts,
            ),
        )
        self.funnel_view: QTableView = self.view_in(self.ui.funnelCard, tr("Parcours des dossiers"))
        self.funnel = self.table(self.funnel_view, columns, lambda row: row.step, stretch=0)

    def _rates(self) -> None:
        columns = (
            Column(tr("Taux"), lambda row: row.name),
            Column(
                tr("Valeur"),
                lambda row: float(row.value) if row.value is not None else None,
                number=True,
                text=lambda row: percent(row.value),
            ),
        )
        self.rate_view: QTableView = self.view_in(self.ui.rateCard, tr("Taux AAPOR"))
        self.rates = self.table(self.rate_view, columns, lambda row: row.name)
        self.formula = label("small", "", wrap=True)
        self.formula.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.ui.rateCard.body.addWidget(self.formula)
        self.rates.chosen.connect(self._explain)

    @Slot()
    def _explain(self) -> None:
        """The formula of the rate chosen, and the same with its counts."""
        rate: Rate | None = self.rates.current()
        if rate is None or self._view is None:
            return
        lines = [f"{rate.name} = {rate.formula}"]
        if self._view.symbols:
            lines.append(f"= {with_counts(rate.formula, self._view.symbols)}")
        if rate.value is not None:
            lines.append(f"= {rate.value} = {percent(rate.value)}")
        if "e" in rate.formula.replace("er", "") and self._view.eligibility is not None:
            lines.append(f"e = {self._view.eligibility}")
        self.formula.setText("\n".join(lines))

    def _share(self, row: Step) -> float | None:
        imported = self._view.funnel[0].count if self._view is not None and self._view.funnel else None
        return row.count / imported if row.count is not None and imported else None

    def _parts(self, row: Step) -> tuple[int, ...]:
        imported = self._view.funnel[0].count if self._view is not None and self._view.funnel else None
        return (0, 0, row.count, max(0, imported - row.count)) if row.count is not None and imported else (0, 0, 0, 1)

    def _cases_of(self, row: Step) -> Goal | None:
        figure = FIGURE_OF_STEP.get(row.step)
        return Goal("cases", (self._view.campaign, figure, None)) if figure and self._view is not None else None

    def _pace_words(self, pace: Pace) -> list[tuple[str, str]]:
        ends = NOTHING
        if pace.ends is not None and self._view is not None and self._view.state == "open":
            first, likely, last = pace.ends
            ends = day(likely)
            if first != last:
                ends = tr("{likely} (entre {first} et {last})").format(likely=ends, first=day(first), last=day(last))
        per_day = NOTHING if pace.per_day is None else tr("{count} dossiers").format(count=QLocale().toString(float(pace.per_day), "f", 1))
        progress = self._view.progress if self._view is not None else None
        pairs = [
            (tr("Clos par jour de travail"), per_day),
            (tr("Temps écoulé"), percent(pace.planned)),
            (tr("Dossiers clos"), percent(pace.reached)),
            (tr("Fin prévue"), ends),
            (tr("Fin de la campagne"), day(pace.closes_on) if pace.closes_on else NOTHING),
        ]
        if progress is not None:
            pairs += [
                (tr("Avancement"), percent(progress.progress)),
                (tr("Collecte"), percent(progress.collected)),
            ]
        return pairs

    # what may be done

    @Slot()
    def _turn(self) -> None:
        self.twins.setCurrentIndex(1 - self.twins.currentIndex())
        if self.twins.currentIndex() == 1:
            self.hour_view.setFocus()

    def _pause(self) -> None:
        if self._view is not None:
            self._steer("paused" if self._view.state == "open" else "open")

    def _steer(self, state: str) -> None:
        if self._view is not None:
            self.steered.emit(acts.set_state(self._steering, self._view.campaign, state))

    def _rank(self) -> None:
        if self._view is not None:
            self.steered.emit(acts.set_priority(self._steering, self._view.campaign, self._view.priority))

    def _quota(self) -> None:
        if self._view is not None:
            cells = [(one.cell, one.target) for one in self._view.quotas]
            self.steered.emit(acts.set_quota(self._steering, self._view.campaign, cells))

    def picture(self, path: Path) -> bool:
        """The page as it is seen."""
        return self.grab().save(str(path))


def _percent(share: float | None) -> str:
    return NOTHING if share is None else f"{share * 100:.0f}\u202f%"


def _hour_columns() -> tuple[Column, ...]:
    titles = (tr("Entretien"), tr("Refus"), tr("Sans contact"), tr("Autre"))
    return tuple(Column(title, _at(place), number=True) for place, title in enumerate(titles, 1))


def _at(place: int) -> Any:
    return lambda row: row[place]


def _rate_words(row: QuotaLine) -> str:
    """How fast the quota fills."""
    if row.per_day is None:
        return ""
    return tr("{rate} par jour de travail").format(rate=QLocale().toString(float(row.per_day), "f", 1))


def _left_words(row: QuotaLine) -> str:
    """« 9 », or « atteint (41) » with what the queue keeps back."""
    if row.held_back or (row.done is not None and row.done >= row.target):
        return tr("atteint") + (f" ({grouped(row.held_back)})" if row.held_back else "")
    return NOTHING if row.days_left is None else str(row.days_left)
