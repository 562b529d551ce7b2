"""« Ma journée »: what must be in order before the first call, what is promised today, one's own figures. One action: begin."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QWidget

from cnmas_desktop.gui.agent.day_rows import Row, show_rows, waiting_words
from cnmas_desktop.gui.agent.panel import Panel
from cnmas_desktop.gui.agent.texts import clock, key_name, moment, tr, until, with_keys, words
from cnmas_desktop.gui.forms.day_start_panel import Ui_DayStartPanel
from cnmas_desktop.gui.widgets.choice_button import numbered
from cnmas_desktop.gui.widgets.choice_grid import ChoiceGrid
from cnmas_desktop.gui.widgets.layouts import grid_of
from cnmas_desktop.services.notices import AgentNotices
from cnmas_desktop.services.own_reviews import OwnReview
from cnmas_desktop.services.shift import DayView
from cnmas_desktop.services.views import DayFigures, Message

BEGIN, PHONE, PRACTICE, NOTICES, REVIEWS = "begin", "phone", "practice", "notices", "reviews"
SHOWN_CALLBACKS, SHOWN_MESSAGES, USUAL_ROWS = 4, 2, 7
ROWS_APART, TIGHT_ROWS = 8, 3
"""Pixels, in the form and where room is short."""


class DayStartPanel(Panel):
    """Enter begins the day, or goes back to work; submitted as {"day": "begin" | "phone" | "practice" | "notices" | "reviews"}."""

    whole = True

    def __init__(self, parent: QWidget | None = None) -> None:
        self.ui = Ui_DayStartPanel()
        super().__init__(self.ui, parent)
        self._phone = ""
        show_rows(self.ui.rows, [Row("check", "", "")] * USUAL_ROWS)  # made with the panel, filled in when it opens
        self._choices = ChoiceGrid(self.ui.choices, most=3)
        self._choices.chosen.connect(lambda code: self.submitted.emit({"day": code}))

    def spare(self, *, tight: bool, small: bool, few: bool) -> None:
        super().spare(tight=tight, small=small, few=few)
        grid_of(self.ui.rows).setVerticalSpacing(TIGHT_ROWS if tight else ROWS_APART)

    def begin(self) -> None:
        self._phone = ""
        self.show_again()

    def show_again(self) -> None:
        """After a sync; what was found out here stays."""
        day = self.occasion.desk.shift.day()
        self.head(tr("Ma journée"), hint="" if day.begun else tr("Rien n'est composé avant que vous ne commenciez."))
        show_rows(self.ui.rows, self._rows(day))
        self.ui.figuresText.setText(tr("Mes chiffres du jour, sur ce poste").upper())
        self.ui.figuresText.setAccessibleName(tr("Mes chiffres du jour, sur ce poste"))
        self.ui.figures.show_counts(figures(day.figures))
        practice = self.occasion.desk.view().practice  # where no number is handed to anybody
        actions = [] if practice else [(PHONE, tr("Essayer le téléphone"))]
        notices = self.occasion.desk.notices
        if notices.scripts() or not all(one.read for one in notices.messages()):
            actions.append((NOTICES, tr("Lire les messages ({key})").format(key=_one_word("Ctrl+M"))))
        if not practice and self.occasion.desk.reviews.latest():
            actions.append((REVIEWS, tr("Mes entretiens relus ({key})").format(key=_one_word("Ctrl+R"))))
        if self.occasion.call is None and not practice:
            actions.append((PRACTICE, tr("Entraînement ({key})").format(key=_one_word("Ctrl+E"))))
        self._choices.show_answers(numbered(actions))
        self.savable(True, tr("Revenir au travail") if day.begun else tr("Commencer"))
        for part in (self.ui.backCap, self.ui.backText):
            part.setVisible(day.begun)

    def say_phone(self, answered: bool) -> None:
        """What came of handing the telephone's address to the system."""
        scheme = self.occasion.desk.shift.day().dial_scheme
        self._phone = (
            tr("Un programme a reçu l'adresse « {scheme} » : il doit être devant vous.").format(scheme=f"{scheme}:")
            if answered
            else tr("Aucun programme ne répond à « {scheme} » : vous composerez les numéros à la main.").format(scheme=f"{scheme}:")
        )
        self.show_again()

    def data(self) -> Mapping[str, Any] | None:
        return {"day": BEGIN}

    def press(self, key: str) -> bool:
        """Before the day has begun there is nothing to go back to."""
        return (key == "Esc" and not self.occasion.desk.shift.begun()) or self._choices.press(key)

    def _held(self, day: DayView, now: datetime) -> str:
        if not day.held:
            return tr("Aucun dossier réservé : ils arrivent à la prochaine transmission.")
        if day.held_until is None:
            return words(Message("may_not.lease_expired"))
        said = self.tr("{callable} à appeler maintenant, %n réservé(s) jusqu'à {until}, même sans réseau.", "", day.held)
        return said.format(callable=day.callable_now, until=until(day.held_until, now))

    def _rows(self, day: DayView) -> list[Row]:
        now = self.occasion.now
        rows = [
            _connection(day, now),
            _clock(day),
            Row("phone", tr("Téléphone"), self._phone or tr("Chaque appel est remis au programme qui répond à « {scheme} ».").format(scheme=f"{day.dial_scheme}:")),
            Row("clock", tr("Rappels du jour"), _callbacks(day, now)),
            Row("person", tr("Dossiers"), self._held(day, now)),
        ]  # fmt: skip
        if self.occasion.desk.view().practice:
            return rows[3:]
        return [
            *rows,
            *_to_read(self.occasion.desk.notices),
            *_reviewed(self.occasion.desk.reviews.latest(), now),
            Row("check" if not day.sync.waiting else "clock", tr("À transmettre"), waiting_words(day, now)),
        ]


def _one_word(key: str) -> str:
    """The name of a key, never on two lines."""
    return with_keys(key_name(key)).replace(" ", "\u00a0")


def _to_read(notices: AgentNotices) -> list[Row]:
    unread, scripts = [one for one in notices.messages() if not one.read], notices.scripts()
    said = " · ".join(f"{one.sender} : {one.text}" for one in unread[:SHOWN_MESSAGES])
    if len(unread) > SHOWN_MESSAGES:
        said += " · " + tr("et {count} autres").format(count=len(unread) - SHOWN_MESSAGES)
    rows = [Row("info" if unread else "check", tr("Messages"), said or tr("Aucun message à lire."))]
    if scripts:
        changed = tr("{campaigns} : à lire avant le premier appel.").format(campaigns=", ".join(one.title for one in scripts))
        rows.append(Row("alert", tr("Consignes changées"), changed))
    return rows


def _reviewed(reviews: tuple[OwnReview, ...], now: datetime) -> list[Row]:
    if not reviews:
        return []
    last = tr("Depuis 30 jours : {count}, le dernier par {name}, {time}.")
    said = last.format(count=len(reviews), name=reviews[0].by, time=moment(reviews[0].reviewed_at, now))
    return [Row("check", tr("Entretiens relus"), said)]


def figures(day: DayFigures) -> list[tuple[str, str]]:
    """The agent's figures, with the words of the supervisor's board."""
    return [
        (str(day.calls), tr("appels")),
        (str(day.reached), tr("joints")),
        (str(day.interviews), tr("entretiens")),
        (str(day.agreements), tr("accords")),
        (str(day.refusals), tr("refus")),
        (str(day.callbacks), tr("rappels")),
    ]


def _connection(day: DayView, now: datetime) -> Row:
    name, sync = tr("Connexion"), day.sync
    if sync.online:
        last = tr("dernière transmission {time}").format(time=moment(sync.last_complete_at, now)) if sync.last_complete_at else ""
        return Row("online", name, " · ".join(part for part in (tr("En ligne"), last) if part))
    if sync.running:
        return Row("online", name, tr("Connexion au centre…"))
    since = moment(sync.offline_since, now) if sync.offline_since else ""
    said = tr("Hors ligne depuis {time} : vous pouvez continuer.") if since else tr("Hors ligne : vous pouvez continuer.")
    return Row("offline", name, said.format(time=since))


def _clock(day: DayView) -> Row:
    name = tr("Horloge")
    if not day.clock_trusted:
        return Row("alert", name, tr("L'heure de ce poste n'est pas sûre : aucun appel avant une transmission."))
    seconds = round(abs(day.clock_offset))
    if seconds < 2:
        return Row("check", name, tr("À l'heure du centre."))
    said = tr("{seconds} s d'avance sur le centre.") if day.clock_offset < 0 else tr("{seconds} s de retard sur le centre.")
    return Row("check", name, said.format(seconds=seconds))


def _callbacks(day: DayView, now: datetime) -> str:
    if not day.callbacks:
        return tr("Aucun rappel promis aujourd'hui.")
    shown = [
        f"{clock(line.at)} {line.name}" + (" (" + tr("en retard") + ")" if line.late else "") for line in day.callbacks[:SHOWN_CALLBACKS]
    ]
    more = len(day.callbacks) - len(shown)
    if more > 0:
        shown.append(tr("et {count} autres").format(count=more))
    return " · ".join(shown)
