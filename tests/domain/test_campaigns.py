"""Campaign files: what those shipped hold and hide, and every rule by a file that breaks it."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from itertools import islice
import pickle
import re

from hypothesis import given
from hypothesis import strategies as st
import pytest

from cnmas_desktop.domain.campaign import PLACEHOLDER, Regime, Speaker, Stage, Use
from cnmas_desktop.domain.campaigns import Campaign, catalogue, load_campaign, render
from cnmas_desktop.domain.dispositions import DISPOSITIONS
from cnmas_desktop.domain.fields import FIELDS, Kind, Party
from cnmas_desktop.domain.organismes import organisme, organismes
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.interviewing import spoken_whole

from . import people

TODAY = date(2026, 11, 20)
SHIPPED = {campaign.code: campaign for campaign in catalogue()}
EVERY = pytest.mark.parametrize("campaign", SHIPPED.values(), ids=SHIPPED.keys())
THEMES = {"vaccination_grippe", "ebd_date_fin_validite", "code_provisoire_ameli", "enfant_prenom", "logiciel_integre", "taux_teleservices"}


def script_lines(campaign: Campaign, said: Mapping[str, str]) -> list[str]:
    """What is said of the script: a sentence with something that the file does not hold is not."""
    return [render(line, said) for line in campaign.script if all(said[name] for name in PLACEHOLDER.findall(line))]


def broken(code: str, old: str, new: str) -> tuple[str, str]:
    """Key and reason for which the shipped file is refused once `old` is `new`."""
    text = SHIPPED[code].text
    assert old in text
    with pytest.raises(KnownError) as refused:
        load_campaign(text.replace(old, new, 1), "essai.toml")
    assert refused.value.code == "campaign.invalid"
    assert refused.value.params["source"] == "essai.toml"
    assert "essai.toml" in str(refused.value)
    return str(refused.value.params["key"]), str(refused.value.params["reason"])


def test_eight_campaigns_are_shipped() -> None:
    assert set(SHIPPED) == {
        "MTDENTS", "GRIPPE", "AMELI", "PS_TELESERVICES", "EMPLOYEURS", "ENFANT", "SATISFACTION", "COORDONNEES",
    }  # fmt: skip


# The matrix of domain section 6: what travels to a workstation, so what its database may hold at all.
@pytest.mark.parametrize(
    ("code", "theme"),
    [
        ("MTDENTS", {"ebd_date_fin_validite", "enfant_prenom"}),
        ("GRIPPE", {"vaccination_grippe"}),
        ("AMELI", set()),
        ("PS_TELESERVICES", {"logiciel_integre", "taux_teleservices"}),
        ("EMPLOYEURS", set()),
        ("ENFANT", {"enfant_prenom"}),
        ("SATISFACTION", set()),
        ("COORDONNEES", set()),
    ],
)
def test_each_campaign_holds_its_theme_and_no_other(code: str, theme: set[str]) -> None:
    campaign = SHIPPED[code]
    assert campaign.travelling & THEMES == theme
    assert not any(FIELDS[name].kind in (Kind.NIR, Kind.SECRET) for name in campaign.travelling)
    assert all(campaign.party in FIELDS[use.name].parties for use in campaign.fields)


def test_who_holds_an_identifier() -> None:
    holders = {name: {code for code, campaign in SHIPPED.items() if name in campaign.by_name} for name in ("nir", "siret", "numero_ps")}
    assert holders == {"nir": {"MTDENTS", "GRIPPE", "AMELI", "ENFANT"}, "siret": {"EMPLOYEURS"}, "numero_ps": {"PS_TELESERVICES"}}
    assert "date_naissance" not in SHIPPED["PS_TELESERVICES"].by_name
    assert [use.name for use in SHIPPED["AMELI"].fields if use.online_reveal] == ["code_provisoire_ameli"]
    assert [check.field for check in SHIPPED["AMELI"].reveal_checks] == ["adresse_postale"]


@EVERY
def test_before_identity_only_names_and_numbers_are_seen(campaign: Campaign) -> None:
    early = {FIELDS[name].kind for name in campaign.visible_at(Stage.BEFORE_IDENTITY)}
    assert early <= {Kind.TEXT, Kind.PHONE}
    assert not campaign.visible_at(Stage.BEFORE_IDENTITY) & (THEMES | {"ville", "profession"})
    assert not campaign.visible_at(Stage.AFTER_IDENTITY) & THEMES
    assert campaign.visible_at(Stage.BEFORE_IDENTITY) <= campaign.visible_at(Stage.AFTER_IDENTITY) <= campaign.travelling
    assert campaign.visible_at(Stage.AFTER_ACCEPTANCE) == campaign.travelling


@EVERY
def test_every_sentence_can_be_said_for_every_organisme(campaign: Campaign) -> None:
    values = dict.fromkeys(campaign.travelling, "") | {
        "nom": "Le Gall", "prenom": "Anne", "enfant_prenom": "Léo", "enfant_date_naissance": "2020-03-01", "raison_sociale": "Masse",
        "correspondant_nom": "Aimé Couturier",
    }  # fmt: skip
    for body in (organisme("011"), organisme("974")):
        said = campaign.sentence_values(values, body, "Marie", TODAY)
        for sentence in (
            *campaign.sentences.values(),
            campaign.notice.text,
            campaign.notice.incoming,
            *(entry.answer for entry in campaign.answers),
        ):
            text = render(sentence, said)
            assert "{" not in text
            assert "  " not in text
            assert not re.search(r"\b(?:M\.|Mme|Madame|Monsieur)(?! ou Madame le Directeur)(?! le Directeur)", text)
            assert not re.search(r"[.?!] [a-zàé]", text), text
        for incoming in (False, True):
            assert body.spoken_of in campaign.notice.said(incoming=incoming).format_map(said) or campaign.regime is Regime.STUDY
        assert script_lines(campaign, said) or campaign.questions


def test_the_words_of_a_call() -> None:
    said = SHIPPED["MTDENTS"].sentence_values(
        {"nom": "Le Gall", "prenom": "Anne", "enfant_prenom": "Léo", "ebd_date_fin_validite": "2027-03-01", "enfant_date_naissance": "2020-12-01"},
        organisme("011"), "Marie", TODAY,
    )  # fmt: skip
    campaign = SHIPPED["MTDENTS"]
    assert render(campaign.sentences["opening"], said) == (
        "Bonjour, Marie, de l'Assurance Maladie, pour le compte de la CPAM de l'Ain. Puis-je parler à Anne Le Gall ?"
    )
    assert render(campaign.sentences["voicemail"], said) == (
        "Bonjour, ce message est pour Anne Le Gall. La CPAM de l'Ain cherche à vous joindre ; nous rappellerons. "
        "Vous pouvez aussi composer le 36 46."
    )
    assert script_lines(campaign, said)[0] == (
        "Léo peut bénéficier d'un rendez-vous chez le dentiste pris en charge, sans avance de frais, jusqu'au 1er mars 2027."
    )


def test_a_line_whose_field_is_empty_is_not_said() -> None:
    campaign, held = SHIPPED["PS_TELESERVICES"], {"nom": "Caron", "taux_teleservices": "43.75"}
    whole = [line for line in campaign.script if spoken_whole(line, held)]
    said = campaign.sentence_values(held, organisme("011"), "Marie", TODAY)
    assert render(whole[0], said) == "Votre taux d'utilisation des télé-services est de 43,75 %."
    assert [line for line in campaign.script if line not in whole] == [line for line in campaign.script if "{logiciel_integre}" in line]


@pytest.mark.parametrize(("born", "age"), [("2026-01-01", "moins d'un an"), ("2025-11-20", "1 an"), ("2020-11-21", "5 ans")])
def test_the_age_of_a_child_is_that_of_the_day(born: str, age: str) -> None:
    said = SHIPPED["ENFANT"].sentence_values({"enfant_prenom": "Léo", "enfant_date_naissance": born}, organisme("011"), "Marie", TODAY)
    assert script_lines(SHIPPED["ENFANT"], said)[0].startswith(f"Léo, {age}, a droit")


def test_the_notice_of_a_study_is_that_of_its_inscription_word_for_word() -> None:
    assert SHIPPED["SATISFACTION"].notice.text == (
        "Conformément aux dispositions de la loi Informatique et libertés, vous disposez d'un droit d'accès et de rectification "
        "aux données vous concernant ainsi qu'un droit d'opposition au traitement de vos données. Vous êtes informés que le "
        "traitement de vos données sera effectué de manière anonyme et globale, par groupe, et jamais de façon individuelle"
    )


def test_a_study_offers_nothing_and_a_voicemail_says_nothing_of_the_theme() -> None:
    study = SHIPPED["SATISFACTION"]
    assert (study.offers, study.request_types, study.identity, study.sentences["voicemail"]) == ((), (), (), "")
    assert "OPPO" in study.dispositions
    assert "OPTOUT" not in study.dispositions
    for campaign in SHIPPED.values():
        assert not re.search(
            "dent|vaccin|grippe|enfant|compte ameli|satisfaction", campaign.sentences["voicemail"] + campaign.sentences["third_party"]
        )


def test_no_refusal_reason_says_something_of_health() -> None:
    labels = [reason.label for campaign in SHIPPED.values() for reason in campaign.refusal_reasons]
    assert not [label for label in labels if re.search("vaccin|médica|effet|réticent", label, re.IGNORECASE)]
    assert "deja_fait" not in {reason.code for reason in SHIPPED["GRIPPE"].refusal_reasons}  # it would say: vaccinated


def test_a_version_is_known_by_the_hash_of_its_text() -> None:
    campaign = SHIPPED["GRIPPE"]
    assert campaign.sha256 == sha256(campaign.text.encode()).hexdigest()
    again = load_campaign(campaign.text, "elsewhere")
    assert again == campaign
    assert hash(again) == hash(campaign)
    assert load_campaign(campaign.text + "\n", "elsewhere").sha256 != campaign.sha256
    assert pickle.loads(pickle.dumps(campaign)) == campaign


@EVERY
def test_dispositions_are_those_of_the_regime(campaign: Campaign) -> None:
    assert set(campaign.dispositions) == {code for code, row in DISPOSITIONS.items() if campaign.regime in row.regimes}


@given(st.dates(date(1960, 1, 1), TODAY))
def test_who_may_speak_goes_by_the_age_on_the_day(birth: date) -> None:
    person = SHIPPED["GRIPPE"].speaker({"date_naissance": birth.isoformat()}, TODAY)
    child = SHIPPED["MTDENTS"].speaker({"date_naissance": "1980-01-01", "enfant_date_naissance": birth.isoformat()}, TODAY)
    adult = (birth.year + 18, birth.month, birth.day) <= (TODAY.year, TODAY.month, TODAY.day)
    assert person is child is (Speaker.PERSON if adult else Speaker.PARENT)


def test_sixteen_and_seventeen_are_the_choice_of_the_campaign() -> None:
    text = SHIPPED["GRIPPE"].text.replace('speaker_at_16_17 = "parent"', 'speaker_at_16_17 = "person"')
    campaign = load_campaign(text, "essai")
    assert campaign.speaker({"date_naissance": "2010-01-01"}, TODAY) is Speaker.PERSON
    assert campaign.speaker({"date_naissance": "2010-12-01"}, TODAY) is Speaker.PARENT
    assert SHIPPED["SATISFACTION"].speaker({"age": "15"}, TODAY) is Speaker.PARENT


def test_a_right_that_has_ended_is_out_of_scope() -> None:
    campaign = SHIPPED["MTDENTS"]
    child = {"enfant_date_naissance": "2015-01-01", "ebd_date_fin_validite": "2026-11-20"}
    assert campaign.in_scope(child, TODAY)
    assert not campaign.in_scope(child, date(2026, 11, 21))
    assert not campaign.in_scope({"enfant_date_naissance": "2024-01-01"}, TODAY)  # two years old
    assert not campaign.in_scope({"enfant_date_naissance": "2001-11-20"}, TODAY)  # twenty-five


def test_quota_cells_cover_every_adult_once() -> None:
    campaign = SHIPPED["SATISFACTION"]
    for sex in "HF":
        for age in range(18, 131):
            cells = [cell for cell in campaign.quotas if cell.sex == sex and cell.age_min <= age <= cell.age_max]
            assert len(cells) == 1


def test_the_people_of_the_tests_fit_a_campaign() -> None:
    for person in islice(people.insured(5, TODAY), 30):
        assert set(SHIPPED["ENFANT"].required) <= person.keys()
        assert SHIPPED["MTDENTS"].in_scope(person, TODAY)


DISPLAYED_NIR = '[fields.nir]\nuse = "displayed"\nvisible_from = "after_acceptance"\n'
STUDY_NIR = '[fields.nir]\nuse = "centre_only"\n\n[fields.age]'


@pytest.mark.parametrize(
    ("code", "old", "new", "key", "reason"),
    [
        ("GRIPPE", 'code = "GRIPPE"', "code = ", "TOML", "line"),
        ("GRIPPE", 'code = "GRIPPE"', 'code = "grippe"', "code", "forme"),
        ("GRIPPE", 'title = "Vaccination antigrippale"', "", "title", "manque"),
        ("GRIPPE", 'title = "Vaccination antigrippale"', "title = 3", "title", "type"),
        ("GRIPPE", "lease_cap = 200", "lease_cap = 201", "lease_cap", "200"),
        ("GRIPPE", "lease_cap = 200", "lease_cap = true", "lease_cap", "type"),
        ("GRIPPE", "lease_cap = 200", "lease_cap = 200\nlase_cap = 3", "lase_cap", "inconnue"),
        ("GRIPPE", 'regime = "service"', 'regime = "services"', "regime", "service, study"),
        ("GRIPPE", 'calling_rule = "public_service"', 'calling_rule = "study"', "calling_rule", "study"),
        ("GRIPPE", "[fields.vaccination_grippe]", "[fields.bon_envoye]", "fields.bon_envoye", "catalogue"),
        ("GRIPPE", "[fields.vaccination_grippe]", "[fields.siret]", "fields.siret", "public"),
        ("GRIPPE", '[fields.nir]\nuse = "centre_only"\nvisible_from = "after_acceptance"\n', DISPLAYED_NIR, "fields.nir", "finalité"),
        ("GRIPPE", '[fields.date_naissance]\nuse = "displayed"\nvisible_from = "after_identity"',
         '[fields.date_naissance]\nuse = "displayed"\nvisible_from = "before_identity"', "fields.date_naissance", "avant l'identité"),
        ("GRIPPE", '[fields.vaccination_grippe]\nuse = "displayed"\nvisible_from = "after_acceptance"',
         '[fields.vaccination_grippe]\nuse = "displayed"\nvisible_from = "after_identity"', "fields.vaccination_grippe", "accepté"),
        ("GRIPPE", 'duplicate_key = ["nir"]', 'duplicate_key = ["siret"]', "duplicate_key", "siret"),
        ("GRIPPE", 'duplicate_key = ["nir"]', "duplicate_key = []", "duplicate_key", "manque"),
        ("MTDENTS", 'duplicate_key = ["nir", "enfant_prenom", "enfant_date_naissance"]', 'duplicate_key = ["nir"]', "duplicate_key", "enfants"),
        ("GRIPPE", "Puis-je parler à {prenom} {nom}", "Puis-je parler à Madame {nom}", "sentences.opening", "civilité"),
        ("GRIPPE", "Puis-je parler à {prenom} {nom}", "Puis-je parler à {civilite} {nom}", "sentences.opening", "civilite"),
        ("GRIPPE", "Puis-je parler à {prenom} {nom}", "Né le {date_naissance}", "sentences.opening", "prononce"),
        ("MTDENTS", "Puis-je parler à {prenom} {nom}", "C'est pour {enfant_prenom}", "sentences.opening", "pas encore"),
        ("MTDENTS", "composer le {numero_public}", "appeler pour {enfant_prenom}", "sentences.voicemail", "pas encore"),
        ("PS_TELESERVICES", "Souhaitez-vous qu'un conseiller", "{logiciel_integre} :", "sentences.offer", "peut manquer"),
        ("GRIPPE", "L'avez-vous reçu ?", "Quel est votre mot de passe ?", "script", "jamais"),
        ("GRIPPE", "L'avez-vous reçu ?", "Donnez-moi votre RIB.", "script", "jamais"),
        ("GRIPPE", "closing = ", "clozing = ", "sentences.closing", "manque"),
        ("GRIPPE", 'closing = "Merci de votre accueil. Bonne journée."', 'closing = ""', "sentences.closing", "vide"),
        ("GRIPPE", '"N\'est pas intéressé"', '"Crainte des effets"', "refusal_reasons", "santé"),
        ("GRIPPE", '"N\'est pas intéressé"', '"Déjà vacciné"', "refusal_reasons", "santé"),
        ("AMELI", '["oubli", ', '["deja_fait", "Déjà fait"], ["oubli", ', "refusal_reasons", "9 choix"),
        ("GRIPPE", '["autre", "Autre demande"]', '["carte_vitale", "Autre demande"]', "request_types", "une fois"),
        ("GRIPPE", '["autre", "Autre demande"]', '["autre", "Son code confidentiel"]', "request_types", "jamais"),
        ("GRIPPE", '[[identity]]\nfield = "date_naissance"', '[[identity]]\nfield = "siret"', "identity", "siret"),
        ("GRIPPE", '[[identity]]\nfield = "date_naissance"', '[[identity]]\ncompared = false\nfield = "date_naissance"', "identity", "comparer"),
        ("GRIPPE", 'retention_months = 6', 'retention_months = 6\nstarts_on = 2026-12-01\nends_on = 2026-11-01', "ends_on", "précède"),
        ("GRIPPE", 'retention_months = 6', 'retention_months = 6\nends_on = 2026-12-31T18:00:00', "ends_on", "type"),
        ("GRIPPE", 'retention_months = 6', 'retention_months = 6\ndispositions_withheld = ["XYZ"]', "dispositions_withheld", "XYZ"),
        ("AMELI", "online_reveal = true", "online_reveal = false", "fields.code_provisoire_ameli", "online_reveal"),
        ("AMELI", 'use = "centre_only"\nvisible_from = "after_acceptance"\nonline', 'use = "displayed"\nvisible_from = "after_acceptance"\nonline',
         "fields.code_provisoire_ameli", "centre_only"),
        ("AMELI", "[[reveal_checks]]", "[[identity]]", "reveal_checks", "seconde"),
        ("GRIPPE", "minor = ", "junior = ", "sentences.minor", "manque"),
        ("SATISFACTION", "consent = ", "accord = ", "sentences.consent", "manque"),
        ("SATISFACTION", "[fields.age]", STUDY_NIR, "fields.nir", "étude"),
        ("SATISFACTION", "[fields.profession]", "[fields.date_naissance]", "fields.date_naissance", "étude"),
        ("SATISFACTION", "allow_refusal_conversion = false", "allow_refusal_conversion = true", "allow_refusal_conversion", "définitif"),
        ("SATISFACTION", 'retention_months = 6', 'retention_months = 6\noffers = [["a", "Offre"]]', "offers", "étude"),
        ("SATISFACTION", "Qu'est-ce qui pourrait être amélioré ?", "Quel est votre diagnostic ?", "questions.commentaire", "jamais"),
        ("SATISFACTION", 'question = "satisfaction", max', 'question = "note", max', "questions.commentaire", "précédente"),
        ("SATISFACTION", 'kind = "nps"', 'kind = "choice"', "questions.recommandation", "choix"),
        ("SATISFACTION", 'id = "clarte"', 'id = "delai"', "questions.delai", "deux questions"),
        ("SATISFACTION", "age_max = 34", "age_max = 3", "quotas.age_max", "impossible"),
        ("SATISFACTION", 'code = "H35"', 'code = "H18"', "quotas.H18", "deux cellules"),
    ],
)  # fmt: skip
def test_what_a_campaign_may_not_do(code: str, old: str, new: str, key: str, reason: str) -> None:
    found_key, found_reason = broken(code, old, new)
    assert found_key == key
    assert reason in found_reason


def test_a_nir_travels_only_with_its_written_purpose() -> None:
    campaign = SHIPPED["GRIPPE"]
    before = '[fields.nir]\nuse = "centre_only"\nvisible_from = "after_acceptance"\n'
    text = campaign.text.replace(before, DISPLAYED_NIR + 'purpose = "Rapprochement avec le dossier de remboursement."\n')
    loaded = load_campaign(text, "essai")
    assert "nir" in loaded.travelling
    assert "nir" not in loaded.visible_at(Stage.AFTER_IDENTITY)


def test_never_asking_may_be_said() -> None:
    assert any("jamais votre mot de passe" in line for line in SHIPPED["AMELI"].script)


def test_a_campaign_may_withhold_an_outcome() -> None:
    text = SHIPPED["GRIPPE"].text.replace("retention_months = 6", 'retention_months = 6\ndispositions_withheld = ["REP_M"]')
    assert "REP_M" not in load_campaign(text, "essai").dispositions


@given(st.text(max_size=200))
def test_any_text_is_a_campaign_or_a_sentence(text: str) -> None:
    with pytest.raises(KnownError) as refused:
        load_campaign(text, "essai.toml")
    assert refused.value.code == "campaign.invalid"


@pytest.mark.parametrize(
    ("name", "said"),
    [("Olga", "d'Olga"), ("Élio", "d'Élio"), ("Yvonne", "d'Yvonne"), ("Yann", "de Yann"), ("Hugo", "de Hugo"), ("Paula", "de Paula")],
)
def test_de_is_elided_as_it_is_said(name: str, said: str) -> None:
    assert render("Le rattachement de {enfant_prenom} est possible. {enfant_prenom}…", {"enfant_prenom": name}) == (
        f"Le rattachement {said} est possible. {name}…"
    )


def test_a_sentence_without_its_value_is_our_fault() -> None:
    with pytest.raises(KeyError):
        render("Bonjour {prenom}", {})


def test_parties_and_public_numbers_cover_each_other() -> None:
    assert {campaign.party for campaign in SHIPPED.values()} == set(Party)
    assert all(set(row.public_numbers) == set(Party) for row in organismes().values())
    assert {use.use for campaign in SHIPPED.values() for use in campaign.fields} == set(Use)
