"""Values in words: messages translated, keys as engraved on a keyboard, instants as one says them."""

from datetime import datetime, time, timedelta
import re

from PySide6.QtCore import QCoreApplication, QLocale

from cnmas_desktop.domain.french_dates import DayWords, TimeWords
from cnmas_desktop.gui.agent.vocabulary import named
from cnmas_desktop.gui.widgets.key_cap import engraved
from cnmas_desktop.messages import MESSAGES, KnownError
from cnmas_desktop.services.views import Message


def tr(text: str) -> str:
    """A text of the window in the chosen language. lupdate files a bare `tr` under the empty context, whatever the class."""
    return QCoreApplication.translate("", text)


def words(message: Message | None) -> str:
    """The sentence of `message`, translated; parameters that are messages or instants are put into words too. None: empty."""
    if message is None:
        return ""
    template = QCoreApplication.translate("messages", MESSAGES[message.code])
    return with_keys(template).format(**{name: _value(value) for name, value in message.params.items()})


def fault(error: KnownError) -> str:
    """What the world's fault is and what to do, in one sentence."""
    return words(Message(error.code, error.params))


def _value(value: object) -> object:
    if isinstance(value, Message):
        return words(value)
    if isinstance(value, (DayWords, TimeWords)):
        return _in_english(value) if QLocale().language() == QLocale.Language.English else value
    if isinstance(value, str):
        return named(value)
    return moment(value, value) if isinstance(value, datetime) else value


def _in_english(value: DayWords | TimeWords) -> str:
    """« 2 December », « 14:00 »."""
    if isinstance(value, TimeWords):
        return clock(value.at)
    return f"{value.day.day} {QLocale().monthName(value.day.month, QLocale.FormatType.LongFormat)}"


def quoted(text: str) -> str:
    """What is said aloud, between the quotation marks that tell it from an instruction."""
    return f"«\u00a0{text}\u00a0»"


def key_name(key: str) -> str:
    """A key as its cap shows it: « Enter » is « Entrée », « Ctrl+→ » is « Ctrl → »."""
    names = {"Enter": tr("Entrée"), "Esc": tr("Échap"), "Right": "→"}
    return " ".join(names.get(part, part) for part in key.split("+"))


_KEY = re.compile(r"\bF(?:1[0-2]|[1-9])\b|\bCtrl[+ ](?:[A-Z]\b|→)")


def with_keys(text: str) -> str:
    """A text of ours with each key by the name that this person gave it (see gui.agent.keys)."""
    return _KEY.sub(lambda found: engraved(key_name(found[0])), text)


def clock(instant: datetime) -> str:
    """Hours and minutes."""
    return instant.strftime("%H:%M")


def moment(instant: datetime, now: datetime) -> str:
    """« 17:10 » today, « hier 17:10 », « demain 09:00 », else « lun. 23/11 09:00 »; both in one zone."""
    days = (instant.date() - now.date()).days
    if days == 0:
        return clock(instant)
    if days in (-1, 1):
        return (tr("hier {time}") if days < 0 else tr("demain {time}")).format(time=clock(instant))
    day = QLocale().dayName(instant.isoweekday(), QLocale.FormatType.ShortFormat)
    return f"{day} {instant:%d/%m} {clock(instant)}"


def until(instant: datetime, now: datetime) -> str:
    """As `moment`; the end of a day is its midnight, not the first minute of the next: « demain minuit », « lun. 23/11 minuit »."""
    if instant.time() != time.min:
        return moment(instant, now)
    last = instant - timedelta(minutes=1)
    days = (last.date() - now.date()).days
    if days in (0, 1):
        return tr("demain minuit") if days else tr("minuit")
    day = QLocale().dayName(last.isoweekday(), QLocale.FormatType.ShortFormat)
    return tr("{day} minuit").format(day=f"{day} {last:%d/%m}")


def full_moment(instant: datetime) -> str:
    """« mercredi 25 novembre à 15:30 », to be said aloud."""
    locale = QLocale()
    return tr("{weekday} {day} {month} à {time}").format(
        weekday=locale.dayName(instant.isoweekday(), QLocale.FormatType.LongFormat),
        day=tr("1er") if instant.day == 1 else instant.day,
        month=locale.monthName(instant.month, QLocale.FormatType.LongFormat),
        time=clock(instant),
    )


def elapsed(duration: timedelta) -> str:
    """« 02:41 »; minutes go past 59 rather than turn into hours."""
    seconds = max(0, int(duration.total_seconds()))
    return f"{seconds // 60:02}:{seconds % 60:02}"


def ordinal(number: int) -> str:
    """« 1re », « 2e »: the tentative about to be made."""
    return tr("1re") if number == 1 else tr("{number}e").format(number=number)


def work_states() -> dict[str, str]:
    """The states of F12, by code, in the order of their keys."""
    return {
        "available": tr("Disponible"),
        "pause": tr("Pause"),
        "meal": tr("Repas"),
        "meeting": tr("Réunion"),
        "phone_down": tr("Panne de téléphone"),
        "other": tr("Autre"),
    }


def state_words(state: str) -> str:
    """Any work state, chosen or that of the open call."""
    further = {"on_call": tr("En appel"), "after_call": tr("Finalisation"), "end_of_day": tr("Fin de journée")}
    return (work_states() | further).get(state, state)
