"""The sentences of the house that no campaign writes (trade section 7): said aloud, so plain and short. They are French like those of the
campaigns, whatever the language of the window: the person on the telephone is spoken to in it.
"""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QLocale

from cnmas_desktop.gui.agent.texts import clock, quoted, tr
from cnmas_desktop.services.views import CallView, Choice

CODE_BY_POST = quoted(
    "Je ne peux pas vous donner ce code par téléphone. Il peut vous être envoyé par courrier, à l'adresse de votre dossier."
)
CONTACT = quoted("Souhaitez-vous recevoir nos informations par mail ? Par SMS ? Vous pourrez changer d'avis.")
"""Before a contact authorisation is noted."""
DISTRESS = quoted(
    "Je vous écoute. Si vous êtes en danger, appelez le 15 ou le 112, ou le 114 par SMS. "
    "Le 3114 répond jour et nuit aux idées suicidaires, le 119 pour un enfant en danger, "
    "le 3919 pour les violences faites aux femmes."
)
HANDED_OVER = quoted("Un collègue va reprendre votre dossier et vous rappeler.")
NO_MORE_CALLS = quoted("C'est noté : vous ne serez plus contacté. Merci, bonne journée.")
SLIP = quoted("Je note votre appel. Vous pouvez aussi composer le numéro public de votre organisme.")
WHO_CALLS_IN = quoted("Bonjour, vous êtes bien au centre d'appels de l'Assurance Maladie. Quel est votre nom ?")


def called_back(at: datetime) -> str:
    """« Je vous rappelle mercredi 25 novembre à 15:30. », in the time of the person."""
    french = QLocale(QLocale.Language.French)
    weekday = french.dayName(at.isoweekday(), QLocale.FormatType.LongFormat)
    month = french.monthName(at.month, QLocale.FormatType.LongFormat)
    return quoted(f"Je vous rappelle {weekday} {'1er' if at.day == 1 else at.day} {month} à {clock(at)}.")


def wary(number: str) -> str:
    """To somebody who doubts who calls; `number`: the public one of the organisme."""
    return quoted(f"Vous avez raison d'être prudent. Vous pouvez raccrocher et appeler le {number}.")


def _rights(address: str) -> str:
    return quoted(f"Vous pouvez exercer vos droits en écrivant à : {address}")


@dataclass(frozen=True, slots=True)
class ChoiceForm:
    """How a panel of choices looks. `key` is the key of its data."""

    title: str
    key: str
    choices: tuple[Choice, ...]
    say: str = ""
    hint: str = ""
    destructive: bool = False


def choice_form(form: str, call: CallView) -> ChoiceForm:
    """The panel of choices for one form of `views.FORMS`; KeyError for a form that is not a list of choices."""
    return _FORMS[form](call)


def _listed(call: CallView, name: str) -> tuple[Choice, ...]:
    return tuple(call.choices.get(name, ()))


def _skip(call: CallView) -> ChoiceForm:
    hint = tr("Le dossier reste dans la file, après les autres.")
    return ChoiceForm(tr("Pourquoi passer ce dossier ?"), "reason", _listed(call, "skip_reasons"), hint=hint)


def _incident(call: CallView) -> ChoiceForm:
    hint = tr("Le superviseur est prévenu sans détail. N'écrivez rien sur la santé de la personne.")
    return ChoiceForm(tr("Situation difficile"), "kind", _listed(call, "incident_kinds"), say=DISTRESS, hint=hint)


def _language(call: CallView) -> ChoiceForm:
    say = quoted(call.language_question) if call.language_question else ""
    hint = tr("Les langues de vos collègues viennent d'abord : le dossier va à qui la parle. Si personne ne la parle, il est clos.")
    return ChoiceForm(tr("Autre langue"), "language", _listed(call, "languages"), say=say, hint=hint)


def _right(call: CallView) -> ChoiceForm:
    hint = tr("Lisez l'adresse, puis notez la demande.")
    return ChoiceForm(
        tr("Droit d'accès et de rectification"), "right", _listed(call, "rights"), say=_rights(call.rights_address), hint=hint
    )


def _stop_calling(call: CallView) -> ChoiceForm:
    return ChoiceForm(
        tr("Ne plus appeler"),
        "channel",
        _listed(call, "channels"),
        say=NO_MORE_CALLS,
        hint=tr("Appliqué tout de suite sur ce poste, transmis à l'organisme. Seule la personne pourra revenir sur ce choix."),
        destructive=True,
    )


def _phone(call: CallView) -> ChoiceForm:
    usable = tuple(Choice(str(phone.id), f"{phone.display} · {phone.kind}") for phone in call.phones if phone.usable and not phone.current)
    return ChoiceForm(tr("Autre numéro"), "phone", usable)


_FORMS = {
    "skip": _skip,
    "incident": _incident,
    "language": _language,
    "right": _right,
    "stop_calling": _stop_calling,
    "phone": _phone,
}
