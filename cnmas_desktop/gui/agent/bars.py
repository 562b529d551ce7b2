"""The top bar and the status line in words: pure functions of the views, so that each text has one place."""

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from cnmas_desktop.gui.agent.texts import clock, elapsed, key_name, moment, state_words, tr, with_keys, words
from cnmas_desktop.gui.forms.agent_window import Ui_AgentWindow
from cnmas_desktop.gui.widgets.choice_button import RowButton
from cnmas_desktop.gui.widgets.layouts import box_of
from cnmas_desktop.services.views import CallView, DeskView, SyncView

Said = tuple[str, str]
"""(words, tone)."""


def sync_words(view: SyncView, now: datetime) -> Said:
    """Online or offline, and how much waits."""
    waiting = tr("{count} à transmettre").format(count=view.waiting) if view.waiting else tr("tout est transmis")
    if view.online:
        return tr("En ligne") + f" · {waiting}", "info" if view.waiting else "success"
    since = tr("Hors ligne depuis {time}").format(time=moment(view.offline_since, now)) if view.offline_since else tr("Hors ligne")
    return f"{since} · {waiting}", "warning"


def call_words(call: CallView | None, work_state: str, now: datetime) -> Said:
    """What the agent is doing, with the length of the call."""
    if call is not None and call.after_call_since is not None:
        return tr("Finalisation {time}").format(time=elapsed(now - call.after_call_since)), "info"
    if work_state != "available":
        return state_words(work_state), "warning"
    if call is not None and call.incoming:
        return tr("Appel entrant"), "success"
    if call is None or call.started_at is None or call.step in {"ready", "ended"}:
        return tr("Disponible"), "neutral"
    spent = elapsed(now - call.started_at)
    return (tr("Ça sonne {time}") if call.step == "ringing" else tr("En appel {time}")).format(time=spent), "success"


def campaign_words(desk: DeskView, call: CallView | None) -> str:
    """Campaign and organisme of the case in hand, else the campaign of the next one."""
    if call is not None:
        return f"{call.campaign} · {call.organisme}"
    return desk.next.campaign if desk.next is not None else ""


def last_sync_words(view: SyncView, now: datetime) -> str:
    """When everything was last exchanged with the centre."""
    if view.running:
        return tr("Transmission en cours…")
    if view.last_complete_at is None:
        return tr("Pas encore de transmission")
    return tr("Dernière transmission {time}").format(time=moment(view.last_complete_at, now))


def saved_words(at: datetime | None) -> str:
    """When the last action reached the disk of this workstation."""
    return "● " + tr("Enregistré à {time}").format(time=f"{at:%H:%M:%S}") if at else ""


def reminder_words(at: datetime, name: str) -> str:
    """Five minutes before a promised callback."""
    return tr("Rappel promis à {time} : {name}").format(time=clock(at), name=name)


def incoming_button(place: QWidget) -> RowButton:
    """« Appel entrant » with its key, in its place of the top bar."""
    made = RowButton(key_name("Ctrl+F"), tr("Appel entrant"), parent=place)
    made.text_label.setWordWrap(False)
    made.setProperty("boxed", True)
    box_of(made).setContentsMargins(12, 4, 8, 4)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    row = QHBoxLayout(place)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(made)
    return made


NOT_REAL = frozenset({"banner.demonstration", "banner.practice"})


def show_bars(ui: Ui_AgentWindow, view: DeskView, call: CallView | None, saved_at: datetime | None, now: datetime) -> None:
    """Fill the top bar, the standing banner and the status line."""
    ui.campaignPill.say(campaign_words(view, call), "info")
    said, tone = (tr("Entraînement : rien n'est transmis"), "info") if view.practice else sync_words(view.sync, now)
    ui.syncPill.say(said, tone)
    ui.agentName.setText(view.agent)
    ui.savedText.setText(saved_words(saved_at))
    ui.savedText.setVisible(saved_at is not None)
    ui.lastSyncText.setText(with_keys(tr("Ctrl E : revenir aux vrais dossiers")) if view.practice else last_sync_words(view.sync, now))
    ui.problemText.setText(words(view.sync.problem))
    codes = {banner.code for banner in view.banners}
    amiss = any(not code.startswith("banner.") for code in codes)
    ui.standingBanner.say(
        " · ".join(words(banner) for banner in view.banners),
        "warning" if amiss else "info",
        icon="training" if codes & NOT_REAL and not amiss else "",
        button=tr("Changer de mot de passe") if "banner.password_expires" in codes else "",
    )
