"""The words of the desk: names, places, closed lists of the program, and what a free text may not hold.

Closed lists of a campaign come from its file and stay in its language; those here are the program's, as data, marked for the window to
translate (context "words" of Qt Linguist). To add an entry: a line, nothing else.
"""

from collections.abc import Mapping
import re

from cnmas_desktop.domain.campaign import Campaign, Question, QuestionKind
from cnmas_desktop.domain.cells import one_line
from cnmas_desktop.domain.fields import FIELDS, display
from cnmas_desktop.domain.spelling import words
from cnmas_desktop.messages import KnownError
from cnmas_desktop.messages.marking import QT_TRANSLATE_NOOP
from cnmas_desktop.services.views import AnswerKind, Choice, QuestionView
from cnmas_desktop.sync.protocol import Colleagues

TEXT_LIMIT = 200
"""Of what an agent writes freely: a note, the words of a request."""
_SCALES = {QuestionKind.SCALE: range(1, 11), QuestionKind.NPS: range(11)}

PLACES: Mapping[str, str] = {
    "Europe/Paris": QT_TRANSLATE_NOOP("words", "France métropolitaine"),
    "America/Guadeloupe": QT_TRANSLATE_NOOP("words", "Guadeloupe"),
    "America/Martinique": QT_TRANSLATE_NOOP("words", "Martinique"),
    "America/Cayenne": QT_TRANSLATE_NOOP("words", "Guyane"),
    "America/Miquelon": QT_TRANSLATE_NOOP("words", "Saint-Pierre-et-Miquelon"),
    "Indian/Reunion": QT_TRANSLATE_NOOP("words", "La Réunion"),
    "Indian/Mayotte": QT_TRANSLATE_NOOP("words", "Mayotte"),
    "Pacific/Noumea": QT_TRANSLATE_NOOP("words", "Nouvelle-Calédonie"),
    "Pacific/Tahiti": QT_TRANSLATE_NOOP("words", "Polynésie française"),
    "Pacific/Wallis": QT_TRANSLATE_NOOP("words", "Wallis-et-Futuna"),
}

PHONE_KINDS = {"mobile": QT_TRANSLATE_NOOP("words", "mobile"), "landline": QT_TRANSLATE_NOOP("words", "fixe")}

CHANNELS = (
    Choice("phone", QT_TRANSLATE_NOOP("words", "Téléphone")),
    Choice("mail", QT_TRANSLATE_NOOP("words", "Mail")),
    Choice("sms", QT_TRANSLATE_NOOP("words", "SMS")),
    Choice("post", QT_TRANSLATE_NOOP("words", "Courrier")),
)
NOTE_CODES = (
    Choice("morning", QT_TRANSLATE_NOOP("words", "Matin")),
    Choice("evening", QT_TRANSLATE_NOOP("words", "Soir")),
    Choice("speak_slowly", QT_TRANSLATE_NOOP("words", "Parler lentement")),
    Choice("secretary", QT_TRANSLATE_NOOP("words", "Par le secrétariat")),
    Choice("writing", QT_TRANSLATE_NOOP("words", "Préfère l'écrit")),
)
SKIP_REASONS = (
    Choice("knows_person", QT_TRANSLATE_NOOP("words", "Je connais cette personne")),
    Choice("not_now", QT_TRANSLATE_NOOP("words", "Ce n'est pas le bon moment")),
    Choice("prepare", QT_TRANSLATE_NOOP("words", "Je dois préparer cet appel")),
    Choice("phone_trouble", QT_TRANSLATE_NOOP("words", "Mon téléphone ne marche pas")),
    Choice("other", QT_TRANSLATE_NOOP("words", "Autre raison")),
)
MENDING_REASONS = (
    Choice("slip", QT_TRANSLATE_NOOP("words", "Erreur de touche")),
    Choice("heard_wrong", QT_TRANSLATE_NOOP("words", "J'avais mal compris")),
    Choice("person_said", QT_TRANSLATE_NOOP("words", "La personne a précisé ensuite")),
    Choice("other", QT_TRANSLATE_NOOP("words", "Autre raison")),
)
HANDOVER_REASONS = (
    Choice("expertise", QT_TRANSLATE_NOOP("words", "Demande une autre compétence")),
    Choice("language", QT_TRANSLATE_NOOP("words", "Autre langue")),
    Choice("knows_person", QT_TRANSLATE_NOOP("words", "Je connais cette personne")),
    Choice("person_asks", QT_TRANSLATE_NOOP("words", "La personne le demande")),
    Choice("end_of_day", QT_TRANSLATE_NOOP("words", "Je ne serai plus là")),
)
HANDOVER_TARGETS = (
    Choice("team:campaign", QT_TRANSLATE_NOOP("words", "L'équipe de la campagne")),
    Choice("team:supervision", QT_TRANSLATE_NOOP("words", "Le superviseur")),
)
"""There at every centre; colleagues, teams and skills come from it."""
SKILLS: Mapping[str, str] = {
    "professionals": QT_TRANSLATE_NOOP("words", "Un agent des professionnels de santé"),
    "employers": QT_TRANSLATE_NOOP("words", "Un agent des employeurs"),
    "senior": QT_TRANSLATE_NOOP("words", "Un agent confirmé"),
    "ar": QT_TRANSLATE_NOOP("words", "Un agent qui parle arabe"),
    "en": QT_TRANSLATE_NOOP("words", "Un agent qui parle anglais"),
    "pt": QT_TRANSLATE_NOOP("words", "Un agent qui parle portugais"),
    "es": QT_TRANSLATE_NOOP("words", "Un agent qui parle espagnol"),
    "tr": QT_TRANSLATE_NOOP("words", "Un agent qui parle turc"),
    "it": QT_TRANSLATE_NOOP("words", "Un agent qui parle italien"),
    "ro": QT_TRANSLATE_NOOP("words", "Un agent qui parle roumain"),
    "fsl": QT_TRANSLATE_NOOP("words", "Un agent qui signe (langue des signes)"),
}
"""What a centre may say that an agent can do; a language has the code that it has in `LANGUAGES`."""
INCIDENT_KINDS = (
    Choice("distress", QT_TRANSLATE_NOOP("words", "Détresse")),
    Choice("violence", QT_TRANSLATE_NOOP("words", "Violence subie")),
    Choice("child", QT_TRANSLATE_NOOP("words", "Enfant en danger")),
    Choice("threat", QT_TRANSLATE_NOOP("words", "Menace")),
    Choice("aggressive", QT_TRANSLATE_NOOP("words", "Appel agressif")),
)
LANGUAGES = (
    Choice("ar", QT_TRANSLATE_NOOP("words", "Arabe")),
    Choice("en", QT_TRANSLATE_NOOP("words", "Anglais")),
    Choice("pt", QT_TRANSLATE_NOOP("words", "Portugais")),
    Choice("es", QT_TRANSLATE_NOOP("words", "Espagnol")),
    Choice("tr", QT_TRANSLATE_NOOP("words", "Turc")),
    Choice("it", QT_TRANSLATE_NOOP("words", "Italien")),
    Choice("ro", QT_TRANSLATE_NOOP("words", "Roumain")),
    Choice("fsl", QT_TRANSLATE_NOOP("words", "Langue des signes")),
    Choice("other", QT_TRANSLATE_NOOP("words", "Autre langue")),
)
RIGHTS = (
    Choice("access", QT_TRANSLATE_NOOP("words", "Accès à ses données")),
    Choice("rectification", QT_TRANSLATE_NOOP("words", "Rectification de ses données")),
)

HOUSEHOLD = QT_TRANSLATE_NOOP("words", "Dossiers de cette personne")
"""In the place of a child's name, before it may be seen."""

CHILDS_AGE = QT_TRANSLATE_NOOP("words", "Âge de l'enfant")

CHANGE_FIELDS = ("telephone", "telephone_mobile", "mail", "adresse_postale", "code_postal", "ville")
"""The contact details that a person may correct."""
ON_TOP = frozenset({"nom", "prenom", "raison_sociale", "telephone", "telephone_mobile"})
"""Shown as name and number, not again among the fields."""

# Beginnings of words, without accents. A note says when and how to call, never how the person is or what they suffer from.
_HEALTH = (
    "malad", "cancer", "depress", "handicap", "grossesse", "enceinte", "vaccin", "medicament", "diabet", "alcool", "allerg",
    "psych", "symptom", "diagnos", "chimio", "covid", "alzheimer", "demence", "hopital", "hospitalis", "operation", "opere",
    "invalid", "chirurg", "traitement", "drogu", "suicid", "sante", "douleur", "souffr", "sourd", "aveugle",
)  # fmt: skip
_JUDGEMENT = (
    "desagreable", "agressi", "impoli", "mechant", "stupid", "idiot", "debile", "menteu", "penible", "ivre", "saoul", "odieu",
    "vulgair", "radin", "raciste", "bizarre", "mauvaise foi", "mal eleve", "casse pied", "chiant", "fou", "folle", "con", "conne",
)  # fmt: skip
_WHOLE = frozenset({"fou", "folle", "con", "conne", "ivre"})
_NUMBER = re.compile(r"\d(?:[ .\-\u00a0]?\d){7,}")


def name_of(fields: Mapping[str, str]) -> str:
    """First name and name, or the employer's; never a civility."""
    person = " ".join(fields[name] for name in ("prenom", "nom") if fields.get(name))
    return person or fields.get("raison_sociale", "") or fields.get("correspondant_nom", "")


def place_of(zone: str) -> str:
    return PLACES.get(zone, zone.rpartition("/")[2].replace("_", " "))


def label_of(choices: tuple[Choice, ...], code: str) -> str:
    """The words of a code, the code itself where a list no longer has it."""
    return next((choice.label for choice in choices if choice.code == code), code)


def campaign_choices(campaign: Campaign) -> dict[str, tuple[Choice, ...]]:
    """The closed lists that the panels need."""
    changes = [name for name in CHANGE_FIELDS if name in campaign.travelling]
    return {
        "refusal_reasons": tuple(Choice(one.code, one.label) for one in campaign.refusal_reasons),
        "offers": tuple(Choice(one.code, one.label) for one in campaign.offers),
        "request_types": tuple(Choice(one.code, one.label) for one in campaign.request_types),
        "change_fields": tuple(Choice(name, FIELDS[name].label) for name in changes),
        "channels": CHANNELS,
        "note_codes": NOTE_CODES,
        "skip_reasons": SKIP_REASONS,
        "handover_reasons": HANDOVER_REASONS,
        "incident_kinds": INCIDENT_KINDS,
        "rights": RIGHTS,
    }


def confiding_choices(colleagues: Colleagues, *, present: bool) -> dict[str, tuple[Choice, ...]]:
    """To whom a case may be confided, « kind:code »; the languages, those that a colleague speaks first. `present`: it is known who is there."""

    def target(code: str, label: str) -> Choice:
        return Choice(code, label, colleagues.present.get(code, 0) if present else None)

    skills = tuple(target(f"skill:{code}", SKILLS.get(code, code)) for code in (*SKILLS, *colleagues.skills) if code in colleagues.skills)
    teams = tuple(target(f"team:{name}", name) for name in colleagues.teams)
    people = tuple(target(f"colleague:{login}", name) for login, name in colleagues.people.items())
    spoken = sorted(LANGUAGES, key=lambda one: one.code not in colleagues.skills)
    return {
        "handover_targets": (*HANDOVER_TARGETS, *dict.fromkeys(skills), *teams, *people),
        "languages": tuple(spoken),
    }


def question_view(question: Question) -> QuestionView:
    """How an agent answers it; a scale begins at 1, a recommendation (NPS) at 0."""
    if question.kind in _SCALES:
        return QuestionView(AnswerKind.SCALE, tuple(Choice(str(number), str(number)) for number in _SCALES[question.kind]))
    kinds = {QuestionKind.CHOICE: AnswerKind.ONE, QuestionKind.MULTI: AnswerKind.SEVERAL}
    return QuestionView(kinds.get(question.kind, AnswerKind.OPEN), tuple(Choice(one.code, one.label) for one in question.choices))


def shown(name: str, value: str) -> str:
    """A stored value of a field for the screen."""
    return display(FIELDS[name], value)


def check_words(text: str) -> str:
    """A note, or what a person asks of the organisme, as it may be kept; KnownError `note.*` saying what it may not hold (trade section 1)."""
    text = one_line(text)
    if len(text) > TEXT_LIMIT:
        raise KnownError("note.too_long", limit=TEXT_LIMIT)
    if _NUMBER.search(text):
        raise KnownError("note.number")
    if "@" in text:
        raise KnownError("note.mail")
    folded = f" {' '.join(words(text))} "
    for stems, code in ((_HEALTH, "note.health"), (_JUDGEMENT, "note.judgement")):
        if any(f" {stem} " in folded if stem in _WHOLE else f" {stem}" in folded for stem in stems):
            raise KnownError(code)
    return text
