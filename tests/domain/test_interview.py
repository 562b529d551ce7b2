from dataclasses import replace
from uuid import UUID

import pytest

from cnmas_desktop.domain.campaign import Regime, Stage
from cnmas_desktop.domain.events import EventType
from cnmas_desktop.domain.interview import ActionNotOfferedError, may_reveal_secret, options
from cnmas_desktop.domain.interview_endings import taken_back
from cnmas_desktop.domain.interview_steps import Step
from cnmas_desktop.messages import MESSAGES
from tests.domain.calls import CAMPAIGNS, SERVICE_STEPS, Phone, seen, sentence

# The keys of trade section 5


def test_no_answer_is_two_keys_after_dialling() -> None:
    phone = Phone().press("F2", "2", "Enter")
    assert phone.endings() == ["NRP"]
    assert phone.state.step is Step.ENDED
    assert "reached" not in phone.types()


def test_a_refusal_is_f3_1_enter() -> None:
    phone = Phone().to("notice").press("F3", "1", "Enter")
    assert phone.endings() == ["REF_D"]
    assert phone.of(EventType.INTERVIEW_DECIDED)[-1].body == {"attempt": phone.state.attempt, "accepted": False}


def test_a_refusal_with_its_reason() -> None:
    phone = Phone().to("notice").press("2", "2", "Enter")
    reason = phone.campaign.refusal_reasons[1].code
    assert phone.of(EventType.INTERVIEW_DECIDED)[-1].body["reason"] == reason
    assert phone.types()[-3:] == ["notice_read", "interview_decided", "call_ended"]


def test_a_whole_agreement_by_keys_alone() -> None:
    phone = Phone().to("offer").press("1", *(["Enter"] if len(CAMPAIGNS["MTDENTS"].offers) > 1 else []), "Enter", "Enter")
    assert phone.types() == [
        "call_started", "reached", "identity_checked", "notice_read", "interview_decided", "offer_decided", "call_ended",
    ]  # fmt: skip
    assert phone.of(EventType.OFFER_DECIDED)[0].body["decision"] == "accepted"
    assert phone.endings() == ["TERM"]
    assert phone.of(EventType.CALL_ENDED)[0].body["seconds"] > 0


def test_destructive_ends_never_sit_on_enter_and_every_key_means_one_thing() -> None:
    for code in CAMPAIGNS:
        study = CAMPAIGNS[code].regime is Regime.STUDY
        steps = ("who", "third_party", "notice", "questions") if study else SERVICE_STEPS
        for step in ("ready", "ringing", *steps):
            for menu in ("", "terminate", "special"):
                phone = Phone(code).to(step)
                if step == "ready" and menu:
                    continue
                offered = options(replace(phone.state, menu=menu), phone.campaign)
                keys = [option.key for option in offered if option.key]
                assert len(keys) == len(set(keys)), (code, step, menu, keys)
                assert not [option for option in offered if option.destructive and (option.primary or option.key == "Enter")]
                assert sum(option.primary for option in offered) <= 1
                assert {option.label_code for option in offered} <= MESSAGES.keys()


# Trade section 5: what the keys of the middle mean, * where Enter means it too, ! where it ends the call without a way on.
KEYS = {
    "ready": "F2*call F4 plan Ctrl+Right skip",
    "ringing": "1*answered 2 no_answer 3 busy 4 voicemail 5 out_of_service 6 did_not_ring",
    "ringing 4": "Enter*end_with:REP 1 end_with:REP_M",
    "ringing F3 6": "1!end_with:BARR 2!end_with:FAX 3!end_with:TECH",
    "who": "1*person 2 third_party 3!hung_up",
    "who F3": "1!refuse 2!hung_up 3 callback 4!wrong_number 5 hand_over 6 special",
    "who F3 6": "1!end_with:DCD 2 language:LANG 3!end_with:INCAP 5!end_with:ABS 6!end_with:REPL 9!end_with:TECH",
    "third_party": "1*callback 2!wrong_number 3!end_with:DCD 4!end_with:REPL 5 person 6!refuse",
    "identity": "Enter*identity 2!refuse_identity",
    "notice": "1*accept 2!refuse 3 callback",
    "notice 3": "Enter*set_callback 4 no_moment",
    "script": "Enter*next",
    "offer": "1*offer_accepted 2 offer_refused 3 offer_undecided",
    "offer 1": "1*offer:rendez_vous 2 offer:renvoi_information",
    "offer F3": "1!refuse 2!hung_up 3 callback 5 hand_over 6 special",
    "offer F3 6": "1!end_with:DCD 2 language:LANG 3!end_with:INCAP 4!end_with:HCH 8!end_with:PART 9!end_with:TECH",
    "follow_up": "Enter*nothing_more 3 authorise",
    "follow_up Enter": "Enter*save",
}


def test_each_key_means_what_the_trade_says() -> None:
    for way, keys in KEYS.items():
        step, *pressed = way.split()
        phone = Phone().to(step).press(*pressed)
        told = [
            f"{one.key}{'*' if one.primary else '!' if one.destructive else ' '}{one.action}{':' + one.value if one.value else ''}"
            for one in options(phone.state, phone.campaign)
            if one.key[:1].isdigit() or one.key in {"Enter", "F2", "F4", "Ctrl+Right"}
        ]
        assert " ".join(told) == keys, way


def test_what_is_not_offered_is_our_fault() -> None:
    with pytest.raises(ActionNotOfferedError):
        Phone().to("who").do("accept")
    with pytest.raises(ActionNotOfferedError):
        Phone().to("who").press("F3", "6").do("end_with", "TERM")


# The line


def test_a_number_that_did_not_ring_is_no_attempt() -> None:
    phone = Phone().press("F2", "6")
    assert phone.types() == ["call_started", "attempt_voided"]
    assert (phone.state.step, phone.state.attempt) == (Step.READY, "")
    phone.press("F2", "2", "Enter")
    assert phone.endings() == ["NRP"]
    assert len({draft.body["attempt"] for draft in phone.of(EventType.CALL_STARTED)}) == 2


def test_a_neutral_message_only_where_one_may_be_left() -> None:
    phone = Phone().press("F2", "4")
    assert sentence(phone) == "voicemail"
    assert phone.press("1", "Enter").endings() == ["REP_M"]
    assert Phone().press("F2", "4", "Enter", "Enter").endings() == ["REP"]
    again = Phone()
    again.do("call", message_allowed=False)
    assert again.press("4", "Enter").endings() == ["REP"]


def test_the_way_out_is_one_key_in_a_menu_too() -> None:
    phone = Phone().press("F2", "4", "F3")
    assert phone.state.menu == "terminate"
    assert phone.press("Esc").state.step is Step.RINGING


def test_an_incoming_call_starts_with_who() -> None:
    phone = Phone().do("incoming")
    assert phone.state.step is Step.WHO
    assert phone.drafts[0].body["incoming"] is True
    assert sentence(phone) == "incoming"


# Who, and what may be seen


@pytest.mark.parametrize("code", [code for code, campaign in CAMPAIGNS.items() if campaign.regime is Regime.SERVICE])
def test_nothing_of_the_theme_before_the_person_accepts(code: str) -> None:
    campaign = CAMPAIGNS[code]
    stages = {
        Stage.BEFORE_IDENTITY: ("ready", "ringing", "who", "third_party", "identity"),
        Stage.AFTER_IDENTITY: ("notice",),
        Stage.AFTER_ACCEPTANCE: ("script", "offer", "follow_up"),
    }
    for stage, steps in stages.items():
        for step in steps:
            assert seen(Phone(code).to(step)) == campaign.visible_at(stage), step


def test_going_back_to_the_notice_hides_the_theme_again() -> None:
    phone = Phone().to("script").press("Esc")
    assert phone.state.step is Step.NOTICE
    assert "ebd_date_fin_validite" not in seen(phone)
    phone.press("2", "Enter")
    assert [draft.body["accepted"] for draft in phone.of(EventType.INTERVIEW_DECIDED)] == [True, False]


def test_two_misses_end_the_call_and_no_third_guess() -> None:
    phone = Phone().to("identity").do("identity", matches=False)
    assert (phone.state.step, sentence(phone)) == (Step.IDENTITY, "identity")
    phone.do("identity", matches=False)
    assert (phone.state.ending, sentence(phone)) == ("ID_NC", "identity_mismatch")
    assert "back" not in phone.actions()
    assert not {"request", "change", "right", "stop_calling"} & phone.actions()
    assert phone.press("Enter").endings() == ["ID_NC"]


def test_whoever_will_not_say_is_left_in_peace() -> None:
    phone = Phone().to("identity").press("2")
    assert sentence(phone) == "identity_refused"
    assert phone.of(EventType.IDENTITY_CHECKED)[0].body["result"] == "refused"
    assert phone.press("Enter").endings() == ["ID_REF"]


def test_a_third_party_changes_nothing_and_may_leave_a_moment() -> None:
    phone = Phone().to("third_party")
    assert sentence(phone) == "third_party"
    assert not {"request", "change", "stop_calling", "oppose", "right"} & phone.actions()
    phone.press("1").do("set_callback").press("Enter")
    assert phone.endings() == ["RDV"]
    assert phone.of(EventType.CALLBACK_SET)[0].body["with"] == "third_party"


def test_a_third_partys_refusal_is_not_the_persons() -> None:
    phone = Phone().to("third_party").press("6", "Enter")
    assert phone.endings() == ["REF_T"]
    assert not phone.of(EventType.INTERVIEW_DECIDED)


def test_the_code_of_an_end_depends_on_the_step() -> None:
    refusals = {step: Phone().to(step).press("F3", "1", "Enter").endings() for step in SERVICE_STEPS}
    told = {"who": "REF_T", "third_party": "REF_T", "follow_up": "PART"}
    assert refusals == {step: [told.get(step, "REF_D")] for step in SERVICE_STEPS}
    hung_up = {step: Phone().to(step).press("F3", "2", "Enter").endings()[0] for step in SERVICE_STEPS}
    assert hung_up == {
        "who": "RACC", "third_party": "RACC", "identity": "RACC", "notice": "ABAN", "script": "ABAN", "offer": "ABAN", "follow_up": "PART",
    }  # fmt: skip


def test_the_notice_counts_as_read_where_it_was_answered_and_not_where_the_call_was_broken_off_before() -> None:
    for keys, read in ((("2",), 1), (("F3", "1"), 0), (("1", "Esc", "F3", "1"), 1)):
        phone = Phone().to("notice").press(*keys, "Enter")
        assert (phone.endings(), len(phone.of(EventType.NOTICE_READ))) == (["REF_D"], read), keys
    assert not Phone().to("identity").press("F3", "1", "Enter").of(EventType.NOTICE_READ)


def test_a_refusal_where_nothing_is_offered_is_a_refusal() -> None:
    phone = Phone()
    phone.campaign = replace(phone.campaign, offers=())
    phone.to("script")
    while phone.state.step is Step.SCRIPT:
        phone.press("Enter")
    assert phone.state.step is Step.FOLLOW_UP
    assert phone.press("F3", "1", "Enter").endings() == ["REF_D"]


def test_a_moment_is_promised_or_proposed_and_with_whom_it_was_agreed() -> None:
    for kind, ending in (("firm", "RDV"), ("soft", "RAP")):
        phone = Phone().to("notice").press("3").do("set_callback", kind=kind).press("Enter")
        assert phone.endings() == [ending]
        assert [(draft.body["kind"], draft.body["with"]) for draft in phone.of(EventType.CALLBACK_SET)] == [(kind, "person")]


# What the person asks


def test_stop_calling_is_an_event_at_once_and_never_brings_another_call() -> None:
    phone = Phone().to("notice").do("stop_calling")
    assert phone.types()[-1] == "authorisation_withdrawn"
    assert phone.state.ending == "OPTOUT"
    assert not phone.of(EventType.INTERVIEW_DECIDED)  # not an interview refused: facts are never merged
    late = Phone().to("offer").do("stop_calling")
    assert late.state.step is Step.OFFER
    assert late.press("F3", "2", "Enter").endings() == ["OPTOUT"]
    assert "callback" not in {option.action for option in options(replace(late.state, step=Step.NOTICE), late.campaign)}


@pytest.mark.parametrize(("asked", "ending"), [("stop_calling", "OPTOUT"), ("incident", "INC")])
def test_what_ends_the_call_otherwise_drops_the_callback_that_was_being_noted(asked: str, ending: str) -> None:
    phone = Phone().to("notice").press("3").do("set_callback").do(asked).press("Enter")
    assert phone.endings() == [ending]
    assert not phone.of(EventType.CALLBACK_SET)
    phone = Phone().to("notice").press("F3", "5").do(asked).press("Enter")
    assert phone.endings() == [ending]
    assert not phone.of(EventType.HANDED_OVER)


def test_unchanged_is_no_fact_and_an_opt_in_names_what_it_lifts() -> None:
    phone = Phone().to("follow_up").do("authorise", channel="mail", state="unchanged")
    assert not phone.of(EventType.AUTHORISATION_GIVEN)
    phone.do("authorise", channel="phone", state="withdrawn")
    phone.do("authorise", channel="phone", state="given", words="1", lifts=str(UUID(int=5)))
    assert phone.state.withdrawn == ()
    assert phone.of(EventType.AUTHORISATION_GIVEN)[0].body["lifts"] == str(UUID(int=5))


def test_requests_changes_notes_and_rights() -> None:
    phone = Phone().to("follow_up").do("request").do("change").do("note").do("right").press("Enter", "Enter")
    assert {"request_made", "contact_change_proposed", "note_written", "right_exercised"} <= set(phone.types())
    assert phone.of(EventType.NOTE_WRITTEN)[0].body["codes"] == ["matin", "soir"]
    assert [told.kind for told in phone.state.told] == ["offer", "request", "change", "right"]


def test_the_secret_is_never_revealed_after_a_change_nor_on_an_incoming_call() -> None:
    phone = Phone("AMELI").to("script")
    assert may_reveal_secret(phone.state)
    assert not may_reveal_secret(phone.do("change").state)
    assert not may_reveal_secret(replace(Phone("AMELI").to("script").state, incoming=True))
    assert not may_reveal_secret(Phone("AMELI").to("notice").state)


def test_a_difficult_situation_sets_the_case_aside_from_any_step() -> None:
    for step in ("ringing", *SERVICE_STEPS):
        phone = Phone().to(step).do("incident")
        assert phone.state.ending == "INC"
        assert "back" not in phone.actions()
        assert phone.press("Enter").endings() == ["INC"]
        assert phone.of(EventType.INCIDENT_RAISED)[0].body["kind"] == "distress"


def test_a_death_is_followed_by_nothing() -> None:
    phone = Phone(cases=2).to("third_party").press("3")
    assert sentence(phone) == "death"
    assert not {"request", "change", "stop_calling", "right", "reason"} & phone.actions()
    assert phone.press("Enter").endings() == ["DCD", "DCD"]


def test_a_handed_over_case_and_another_language() -> None:
    phone = Phone().to("who").press("F3", "5", "Enter")
    assert (phone.endings(), phone.of(EventType.HANDED_OVER)[0].body["to"]) == (["CONF"], "Lyon")
    phone = Phone().to("who").press("F3", "6", "2", "Enter")
    assert (phone.endings(), phone.of(EventType.HANDED_OVER)[0].body["to"]) == (["LANG"], "portugais")


def test_before_dialling_a_case_is_planned_skipped_or_handed_over() -> None:
    assert Phone().press("F4").do("set_callback").types() == ["callback_set"]
    assert Phone().press("F4", "Esc").state.step is Step.READY
    assert Phone().do("skip").types() == ["case_skipped"]
    assert Phone().do("hand_over").types() == ["handed_over"]
    assert Phone().do("incident").types() == ["incident_raised", "handed_over"]


# Siblings


def test_siblings_are_one_conversation_with_one_outcome_each() -> None:
    phone = Phone(cases=3).to("offer").press("1", "Enter", "Enter")
    assert (phone.state.step, phone.state.current) == (Step.SCRIPT, 1)
    assert "back" not in phone.actions()
    phone.press("F3", "6", "4")  # the second child is not concerned
    assert phone.state.current == 2
    while phone.state.step is not Step.OFFER:
        phone.press("Enter")
    phone.press("2", "Enter", "Enter", "Enter")
    assert phone.endings() == ["TERM", "HCH", "TERM"]
    assert [draft.case.case_id.int for draft in phone.of(EventType.OFFER_DECIDED) if draft.case] == [1, 3]
    assert [draft.case.case_id.int for draft in phone.of(EventType.INTERVIEW_DECIDED) if draft.case] == [1, 2, 3]
    assert len(phone.of(EventType.NOTICE_READ)) == len(phone.of(EventType.CALL_STARTED)) == 1


def test_a_break_off_leaves_the_children_already_through() -> None:
    phone = Phone(cases=2).to("offer").press("3", "Enter").press("F3", "2", "Enter")
    assert phone.endings() == ["TERM", "ABAN"]


# Esc


def test_esc_takes_back_what_was_only_chosen() -> None:
    phone = Phone().press("F2", "2", "Esc", "1")
    steps = [phone.state.step]
    for keys in (("Esc",), ("1", "1", "Esc")):
        phone.press(*keys)
        steps.append(phone.state.step)
    assert steps == [Step.WHO, Step.RINGING, Step.WHO]
    assert "back" not in phone.actions()  # somebody was reached: it is no longer ringing
    phone = Phone().to("notice").press("3", "Esc")
    assert phone.state.step is Step.NOTICE
    assert phone.state.identified


def test_a_decision_made_again_is_the_one_that_the_summary_shows() -> None:
    phone = Phone().to("offer").press("3", "Esc")
    assert not phone.state.told
    phone.press("2", "Enter")
    assert [draft.body["decision"] for draft in phone.of(EventType.OFFER_DECIDED)] == ["undecided", "refused"]
    assert [told.text for told in phone.state.told] == ["refused"]


@pytest.mark.parametrize(
    ("keys", "ending", "left"),
    [
        (("3", "Esc", "F3", "1"), "REF_D", ["offer_decided"]),
        (("3", "F3", "1"), "PART", []),
        (("3", "Esc", "F3", "2"), "ABAN", ["offer_decided"]),
        (("3", "Enter", "Esc"), "TERM", []),
    ],
)
def test_what_esc_took_back_is_no_decision_of_the_call(keys: tuple[str, ...], ending: str, left: list[str]) -> None:
    phone = Phone().to("offer").press(*keys)
    if phone.state.step is not Step.ENDING:
        phone.press("Enter")
    assert phone.state.ending == ending
    assert [kind.value for _, kind in taken_back(phone.state)] == left


def test_an_acceptance_that_esc_took_back_is_none_in_each_case_of_the_household() -> None:
    phone = Phone(cases=2).to("notice").press("1", "Esc", "F3", "2")
    assert [(case.case_id.int, kind.value) for case, kind in taken_back(phone.state)] == [
        (1, "interview_decided"), (2, "interview_decided"),
    ]  # fmt: skip


def test_who_answered_is_what_the_ending_says() -> None:
    for keys, who in (
        (("1", "Esc", "2", "F3", "2"), ["person", "third_party"]),
        (("1", "Esc", "F3", "2"), ["person", "unknown"]),
        (("2", "5", "F3", "2"), ["third_party", "person"]),
        (("1", "F3", "4"), ["person", "third_party"]),  # mauvais numéro
        (("2", "4", "Esc", "F3", "2"), ["third_party"]),
    ):
        phone = Phone().to("who").press(*keys, "Enter")
        assert [draft.body["who"] for draft in phone.of(EventType.REACHED)] == who, keys
    for wish in (Phone().to("who").do("stop_calling"), Phone("SATISFACTION").to("who").do("oppose")):
        assert [draft.body["who"] for draft in wish.press("Enter").of(EventType.REACHED)] == ["person"]
