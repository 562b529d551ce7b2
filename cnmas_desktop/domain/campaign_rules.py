"""What a campaign file may not do: each rule with its reason. `domain.campaigns` applies them to every file it reads.

A rule yields (key, reason) for each breach; the reason is French and ends the sentence of `campaign.invalid`.
"""

from collections.abc import Iterator
import re

from cnmas_desktop.domain.campaign import (
    DERIVED,
    PLACEHOLDER,
    VARIABLES,
    CallingRule,
    Campaign,
    Regime,
    Stage,
    Use,
)
from cnmas_desktop.domain.fields import FIELDS, Kind, Party

Breach = tuple[str, str]

# Sentences by the stage at which they are said; a field may be spoken only once the agent may see it.
SENTENCES: dict[str, Stage] = {
    **dict.fromkeys(
        (
            "opening", "incoming", "minor", "third_party", "voicemail", "callback", "language", "listening", "refusal",
            "wrong_number", "suspicion", "death", "rights", "closing",
        ),
        Stage.BEFORE_IDENTITY,
    )
}  # fmt: skip
SERVICE_SENTENCES: dict[str, Stage] = {
    "identity": Stage.BEFORE_IDENTITY,
    "identity_refused": Stage.BEFORE_IDENTITY,
    "identity_mismatch": Stage.BEFORE_IDENTITY,
    "opt_in": Stage.AFTER_IDENTITY,
    "offer": Stage.AFTER_ACCEPTANCE,
}
STUDY_SENTENCES: dict[str, Stage] = {"consent": Stage.BEFORE_IDENTITY, "opposition": Stage.BEFORE_IDENTITY}

# Trade section 1: name and number first; then what proves and corrects; the theme only once the interview is accepted.
NAMES = frozenset({"nom", "prenom", "telephone", "telephone_mobile", "raison_sociale", "correspondant_nom"})
CONTACT = frozenset({"date_naissance", "adresse_postale", "code_postal", "ville", "mail", "siret", "numero_ps"})
# Seed 2 line 15; never the NIR.
STUDY_FIELDS = frozenset(
    {"nom", "prenom", "age", "sexe", "adresse_postale", "code_postal", "ville", "telephone", "telephone_mobile", "mail", "profession"}
)

DIGITS = 9
"""Keys of a menu."""

# Assurance Maladie tells the public that it never asks for these (domain section 3.6).
FORBIDDEN_QUESTION = re.compile(
    r"mots? de passe|codes? confidentiels?|\brib\b|\biban\b|carte bancaire|coordonnées bancaires|"
    r"diagnosti|symptôme|antécédent|traitement en cours|ordonnance|résultats? d.analyse|de quoi souffrez",
    re.IGNORECASE,
)
CIVILITY = re.compile(r"\b(?:madame|monsieur|mademoiselle|mme|mlle|m\.)(?:\W|$)", re.IGNORECASE)
HEALTH_REASON = re.compile(
    r"vaccin|médica|\beffets|malad|santé|rétic|enceinte|grossesse|allerg|handicap|suivi en cours|traitement", re.IGNORECASE
)


def breaches(campaign: Campaign) -> Iterator[Breach]:
    """Every rule that `campaign` breaks, in the order of the file's keys."""
    for rule in (_fields, _secrets, _study, _keys, _sentences, _questions, _quotas, _menus, _reasons):
        yield from rule(campaign)


def _fields(campaign: Campaign) -> Iterator[Breach]:
    for use in campaign.fields:
        key = f"fields.{use.name}"
        if campaign.party not in FIELDS[use.name].parties:
            yield key, "cette donnée n'existe pas pour ce public"
        if use.travels and use.name not in NAMES:
            if use.visible_from is Stage.BEFORE_IDENTITY:
                yield key, "rien que le nom et le numéro ne se voit avant l'identité"
            if use.name not in CONTACT and use.visible_from is not Stage.AFTER_ACCEPTANCE:
                yield key, "une donnée du thème ne se voit qu'une fois l'entretien accepté"
    if not any(FIELDS[use.name].kind is Kind.PHONE and use.travels for use in campaign.fields):
        yield "fields", "il faut un numéro de téléphone à appeler"


def _secrets(campaign: Campaign) -> Iterator[Breach]:
    for use in campaign.fields:
        key, kind = f"fields.{use.name}", FIELDS[use.name].kind
        if kind is Kind.NIR and use.travels and not use.purpose:
            yield key, "le NIR reste au centre, sauf finalité écrite (purpose)"
        if kind is Kind.NIR and use.use is Use.SPOKEN:
            yield key, "le NIR n'est jamais prononcé"
        if (kind is Kind.SECRET) != use.online_reveal:
            yield key, "online_reveal va avec un code secret, et lui seul"
        if kind is Kind.SECRET and use.travels:
            yield key, "un code secret reste au centre (centre_only)"


def _study(campaign: Campaign) -> Iterator[Breach]:
    study = campaign.regime is Regime.STUDY
    if (campaign.calling_rule is CallingRule.STUDY) != study and campaign.calling_rule is not CallingRule.TRAINING:
        yield "calling_rule", "la règle study va avec le régime study, et lui seul"
    if campaign.questions and not study:
        yield "questions", "une campagne de service n'est pas une étude"
    if not study:
        return
    for use in campaign.fields:
        if use.name not in STUDY_FIELDS:
            yield f"fields.{use.name}", "cette donnée n'est pas permise dans une étude"
    for key in ("offers", "request_types", "identity"):
        if getattr(campaign, key):
            yield key, "il n'y en a pas dans une étude"
    if campaign.allow_refusal_conversion:
        yield "allow_refusal_conversion", "un refus est définitif dans une étude"


def _keys(campaign: Campaign) -> Iterator[Breach]:
    for key in ("duplicate_key", "beneficiary_fields"):
        for name in getattr(campaign, key):
            if name not in campaign.by_name:
                yield key, f"{name} n'est pas une donnée de cette campagne"
    if campaign.beneficiary_fields and not {"enfant_prenom", "enfant_date_naissance"} <= set(campaign.duplicate_key):
        yield "duplicate_key", "deux enfants d'une même personne sont deux dossiers"
    if campaign.expires_with and campaign.expires_with not in campaign.travelling:
        yield "expires_with", f"{campaign.expires_with} n'est pas une donnée transmise de cette campagne"
    for check in (*campaign.identity, *campaign.reveal_checks):
        if check.compared and check.field not in campaign.travelling:
            yield "identity", f"{check.field} n'est pas une donnée transmise de cette campagne"
    if campaign.regime is Regime.SERVICE and not any(check.compared for check in campaign.identity):
        yield "identity", "il faut au moins une réponse à comparer"
    if any(use.online_reveal for use in campaign.fields) and not campaign.reveal_checks:
        yield "reveal_checks", "un code secret demande une seconde vérification"
    if campaign.starts_on and campaign.ends_on and campaign.ends_on < campaign.starts_on:
        yield "ends_on", "la fin précède le début"


def _sentences(campaign: Campaign) -> Iterator[Breach]:
    service = campaign.regime is Regime.SERVICE
    stages = SENTENCES | (SERVICE_SENTENCES if service else STUDY_SENTENCES)
    grown_up = {"minor"} if campaign.party is not Party.INSURED else set()  # who exercises or employs has no parent to ask for
    for name in stages.keys() - campaign.sentences.keys() - grown_up:
        yield f"sentences.{name}", "cette phrase manque"
    for name, sentence in campaign.sentences.items():
        if name not in stages:
            yield f"sentences.{name}", "cette phrase n'est pas prévue"
        elif not sentence and name != "voicemail":
            yield f"sentences.{name}", "cette phrase est vide"
        else:
            yield from _sentence(campaign, f"sentences.{name}", sentence, stages[name])
    notice_stage = Stage.AFTER_IDENTITY if service else Stage.BEFORE_IDENTITY
    yield from _sentence(campaign, "notice.text", campaign.notice.text, notice_stage)
    yield from _sentence(campaign, "notice.incoming", campaign.notice.incoming, notice_stage)
    if "vous appelle" in campaign.notice.incoming:
        yield "notice.incoming", "cette mention se lit à une personne qui appelle elle-même"
    for check in (*campaign.identity, *campaign.reveal_checks):
        yield from _sentence(campaign, "identity", check.ask, Stage.BEFORE_IDENTITY)
    for sentence in campaign.script:
        yield from _sentence(campaign, "script", sentence, Stage.AFTER_ACCEPTANCE)
    for answer in campaign.answers:
        yield from _sentence(campaign, "answers", answer.answer, Stage.BEFORE_IDENTITY)


def _sentence(campaign: Campaign, key: str, sentence: str, stage: Stage) -> Iterator[Breach]:
    for placeholder in PLACEHOLDER.findall(sentence):
        if placeholder in VARIABLES:
            continue
        use = campaign.by_name.get(DERIVED.get(placeholder, placeholder))
        if use is None:
            yield key, f"{{{placeholder}}} n'est ni une donnée de la campagne ni une variable connue"
        elif use.use is not Use.SPOKEN:
            yield key, f'{{{placeholder}}} ne se prononce pas (use = "{use.use}")'
        elif not use.visible_from.reached_by(stage):
            yield key, f"{{{placeholder}}} ne peut pas encore être dit à ce moment de l'appel"
        elif key != "script" and not use.required:
            yield key, f"{{{placeholder}}} peut manquer dans le fichier : dites-le dans le script, ou exigez-le (required)"
    if CIVILITY.search(sentence):
        yield key, "dites le prénom et le nom, sans civilité"
    for part in re.split(r"[.?!]", sentence):
        if FORBIDDEN_QUESTION.search(part) and "jamais" not in part:
            yield key, "l'Assurance Maladie ne demande jamais cela"


def _questions(campaign: Campaign) -> Iterator[Breach]:
    seen: set[str] = set()
    for question in campaign.questions:
        labels = (question.label, *(choice.label for choice in question.choices))
        if any(FORBIDDEN_QUESTION.search(label) for label in labels):
            yield f"questions.{question.id}", "l'Assurance Maladie ne demande jamais cela"
        if question.relevant_if and question.relevant_if.question not in seen:
            yield f"questions.{question.id}", "relevant_if doit nommer une question précédente"
        if question.id in seen:
            yield f"questions.{question.id}", "deux questions portent ce nom"
        if bool(question.choices) != question.kind.has_choices:
            yield f"questions.{question.id}", "des choix vont avec choice et multi, et eux seuls"
        seen.add(question.id)
    for choice in campaign.request_types:
        if FORBIDDEN_QUESTION.search(choice.label):
            yield "request_types", "l'Assurance Maladie ne demande jamais cela"


def _quotas(campaign: Campaign) -> Iterator[Breach]:
    seen: set[str] = set()
    for cell in campaign.quotas:
        if cell.code in seen:
            yield f"quotas.{cell.code}", "deux cellules portent ce nom"
        seen.add(cell.code)


def _menus(campaign: Campaign) -> Iterator[Breach]:
    """What has no digit could never be chosen."""
    for key in ("offers", "refusal_reasons", "request_types"):
        if len(getattr(campaign, key)) > DIGITS:
            yield key, f"un menu a {DIGITS} touches : {DIGITS} choix au plus"


def _reasons(campaign: Campaign) -> Iterator[Breach]:
    for reason in campaign.refusal_reasons:
        if HEALTH_REASON.search(reason.label):
            yield "refusal_reasons", f"« {reason.label} » dit quelque chose de la santé"
