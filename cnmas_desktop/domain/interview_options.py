"""What may be done at each step of a call, with which key (trade section 5), what to say, and what may be seen.

To add an action: an option here, its handler in `interview`, its caption `option.<action>` in `messages`, a test.
Destructive endings never sit on Enter. A study knows no offer, request, contact change, authorisation or note (trade section 1).
"""

from collections.abc import Iterator, Mapping

from cnmas_desktop.domain.campaign import Campaign, Question, Regime
from cnmas_desktop.domain.dispositions import DISPOSITIONS
from cnmas_desktop.domain.interview_state import MAX_MISSES, CallState, Option
from cnmas_desktop.domain.interview_steps import ACCEPTED, ANSWERED, IDENTIFIED, LINE, Step

# The menu of F3 sends an action, not a disposition: which one it means depends on the step reached.
REFUSALS = frozenset({"REF_D", "REF_S", "REF_T"})
# "Situation particulière", with one digit each; shown where the table allows the disposition.
SPECIAL = ("DCD", "LANG", "INCAP", "HCH", "ABS", "REPL", "REF_S", "PART", "TECH")
SPECIAL_ON_THE_LINE = ("BARR", "FAX", "TECH")


def options(state: CallState, campaign: Campaign) -> tuple[Option, ...]:
    """Everything that `interview.act` takes now, in the order of the screen."""
    if state.step is Step.ENDED:
        return ()
    if state.menu:
        return (*_MENUS[state.menu](state, campaign), *_way_out(state), *_hard_moment(state), Option("Esc", "back", "option.back"))
    return (*_STEPS[state.step](state, campaign), *_anytime(state, campaign))


def allowed(state: CallState, campaign: Campaign, code: str) -> bool:
    """May the call end with this disposition where it has come?"""
    return state.place in DISPOSITIONS[code].allowed_steps and code in campaign.dispositions


def _ready(state: CallState, campaign: Campaign) -> Iterator[Option]:
    yield Option("F2", "call", "option.call", primary=True)
    yield Option("F4", "plan", "option.plan")
    yield Option("Ctrl+Right", "skip", "option.skip", form="skip")
    yield Option("Ctrl+F", "incoming", "option.incoming")
    yield Option("Ctrl+O", "hand_over", "option.hand_over", form="hand_over")


def _ringing(state: CallState, campaign: Campaign) -> Iterator[Option]:
    yield Option("1", "answered", "option.answered", primary=True)
    yield Option("2", "no_answer", "disposition.NRP")
    yield Option("3", "busy", "disposition.OCC")
    yield Option("4", "voicemail", "disposition.REP")
    yield Option("5", "out_of_service", "disposition.HSERV")
    yield Option("6", "did_not_ring", "disposition.NSON")


def _who(state: CallState, campaign: Campaign) -> Iterator[Option]:
    yield Option("1", "person", "option.person", primary=True)
    yield Option("2", "third_party", "option.third_party")
    yield Option("3", "hung_up", "option.hung_up", destructive=True)


def _third_party(state: CallState, campaign: Campaign) -> Iterator[Option]:
    yield Option("1", "callback", "option.callback", primary=True)
    yield Option("2", "wrong_number", "disposition.FNUM", destructive=True)
    yield Option("3", "end_with", "disposition.DCD", value="DCD", destructive=True)
    yield Option("4", "end_with", "disposition.REPL", value="REPL", destructive=True)
    yield Option("5", "person", "option.person_comes")
    yield Option("6", "refuse", "disposition.REF_T", destructive=True)


def _identity(state: CallState, campaign: Campaign) -> Iterator[Option]:
    yield Option("Enter", "identity", "option.identity", primary=True, form="identity")
    yield Option("2", "refuse_identity", "disposition.ID_REF", destructive=True)


def _notice(state: CallState, campaign: Campaign) -> Iterator[Option]:
    yield Option("1", "accept", "option.accept", primary=True)
    yield Option("2", "refuse", "option.refuse", destructive=True)
    if "phone" not in state.withdrawn:
        yield Option("3", "callback", "option.not_now")


def _script(state: CallState, campaign: Campaign) -> Iterator[Option]:
    yield Option("Enter", "next", "option.next", primary=True)


def _offer(state: CallState, campaign: Campaign) -> Iterator[Option]:
    yield Option("1", "offer_accepted", "option.offer_accepted", primary=True)
    yield Option("2", "offer_refused", "option.offer_refused")
    yield Option("3", "offer_undecided", "option.offer_undecided")


def _questions(state: CallState, campaign: Campaign) -> Iterator[Option]:
    yield Option("Enter", "answer", "option.answer", primary=True, form="question")


def _follow_up(state: CallState, campaign: Campaign) -> Iterator[Option]:
    yield Option("Enter", "nothing_more", "option.nothing_more", primary=True)
    if state.regime is Regime.SERVICE:
        yield Option("3", "authorise", "option.authorise", form="authorisation")


def _callback(state: CallState, campaign: Campaign) -> Iterator[Option]:
    yield Option("Enter", "set_callback", "option.set_callback", primary=True, form="callback")
    if state.attempt and allowed(state, campaign, "RAP"):
        yield Option("4", "no_moment", "option.no_moment")  # after the three moments proposed


def _ending(state: CallState, campaign: Campaign) -> Iterator[Option]:
    yield Option("Enter", "save", "option.save", primary=True)
    if state.ending in REFUSALS:
        for number, reason in enumerate(campaign.refusal_reasons[:9], start=1):
            yield Option(str(number), "reason", "option.text", value=reason.code, text=reason.label)


_STEPS = {
    Step.READY: _ready,
    Step.RINGING: _ringing,
    Step.WHO: _who,
    Step.THIRD_PARTY: _third_party,
    Step.IDENTITY: _identity,
    Step.NOTICE: _notice,
    Step.SCRIPT: _script,
    Step.OFFER: _offer,
    Step.QUESTIONS: _questions,
    Step.FOLLOW_UP: _follow_up,
    Step.CALLBACK: _callback,
    Step.ENDING: _ending,
}


def _anytime(state: CallState, campaign: Campaign) -> Iterator[Option]:
    """What the right column offers, step after step."""
    yield from _way_out(state)
    service = state.regime is Regime.SERVICE
    talking = state.step in ANSWERED or (state.step is Step.ENDING and state.place in ANSWERED)
    # Whoever is not the person of the case changes nothing for them; a death is followed by nothing.
    theirs = state.identified and state.place in IDENTIFIED and state.step is not Step.CALLBACK and state.ending not in {"DCD", "FNUM"}
    if theirs and service:
        yield Option("F6", "request", "option.request", form="request")
        yield Option("F7", "change", "option.change", form="change")
    if talking and state.place is not Step.THIRD_PARTY and state.ending not in {"DCD", "FNUM", "ID_NC"}:
        if service:
            yield Option("F8", "stop_calling", "option.stop_calling", form="stop_calling", destructive=True)
        elif not state.opposed:
            yield Option("F8", "oppose", "option.oppose", destructive=True)
    if secret_offered(state, campaign):
        yield Option("F10", "reveal" if state.second_check else "second_check", "option.reveal", form="reveal")
    yield from _hard_moment(state)
    if theirs:
        yield Option("Ctrl+I", "right", "option.right", form="right")
    if service and talking:
        yield Option("Ctrl+N", "note", "option.note", form="note")
    if _can_go_back(state):
        yield Option("Esc", "back", "option.back")


def _way_out(state: CallState) -> Iterator[Option]:
    """From every step of a call and every menu but its own (trade section 5)."""
    if state.step in (*LINE, *ANSWERED) and state.menu not in {"terminate", "special"}:
        yield Option("F3", "terminate", "option.terminate")


def _hard_moment(state: CallState) -> Iterator[Option]:
    """One key from every step and every menu (trade section 2)."""
    if not state.incident:
        yield Option("F11", "incident", "option.incident", form="incident", destructive=True)


def _can_go_back(state: CallState) -> bool:
    """Back where no event contradicts: once somebody was reached, it is no longer ringing; once it rings, it was dialled."""
    if state.locked or not state.previous:
        return False
    target = Step(state.previous[-1][0])
    if target is Step.RINGING:
        return not state.reached
    return target is not Step.READY or not state.attempt


def _terminate(state: CallState, campaign: Campaign) -> Iterator[Option]:
    if state.step in ANSWERED:
        yield Option("1", "refuse", "option.refuse", destructive=True)
        yield Option("2", "hung_up", "option.hung_up", destructive=True)
        if "phone" not in state.withdrawn:
            yield Option("3", "callback", "option.callback")
        if allowed(state, campaign, "FNUM"):
            yield Option("4", "wrong_number", "option.wrong_person", destructive=True)
        if allowed(state, campaign, "CONF") and "phone" not in state.withdrawn:
            yield Option("5", "hand_over", "option.hand_over", form="hand_over")
    yield Option("6", "special", "option.special")


def _special(state: CallState, campaign: Campaign) -> Iterator[Option]:
    codes = SPECIAL_ON_THE_LINE if state.step in LINE else SPECIAL
    for number, code in enumerate(codes, start=1):
        if not allowed(state, campaign, code) or (code == "REF_S" and not campaign.allow_refusal_conversion):
            continue
        if code == "LANG":
            yield Option(str(number), "language", "disposition.LANG", form="language", value=code)
        else:
            yield Option(str(number), "end_with", f"disposition.{code}", value=code, destructive=True)


def _voicemail(state: CallState, campaign: Campaign) -> Iterator[Option]:
    yield Option("Enter", "end_with", "option.no_message", primary=True, value="REP")
    yield Option("1", "end_with", "disposition.REP_M", value="REP_M")


def _offer_choice(state: CallState, campaign: Campaign) -> Iterator[Option]:
    for number, offer in enumerate(campaign.offers[:9], start=1):
        yield Option(str(number), "offer", "option.text", primary=number == 1, value=offer.code, text=offer.label)


def _offer_reason(state: CallState, campaign: Campaign) -> Iterator[Option]:
    for number, reason in enumerate(campaign.refusal_reasons[:9], start=1):
        yield Option(str(number), "offer_reason", "option.text", value=reason.code, text=reason.label)
    yield Option("Enter", "offer_reason", "option.no_reason", primary=True)


_MENUS = {
    "terminate": _terminate,
    "special": _special,
    "voicemail": _voicemail,
    "offer_choice": _offer_choice,
    "offer_reason": _offer_reason,
}


def message_offered(state: CallState, campaign: Campaign) -> bool:
    """May a neutral message be left: the campaign has one, and none was left in fourteen days."""
    return state.message_allowed and bool(campaign.sentences.get("voicemail")) and "REP_M" in campaign.dispositions


_SAID_AT = {
    Step.THIRD_PARTY: "third_party",
    Step.NOTICE: "notice",
    Step.OFFER: "offer",
    Step.FOLLOW_UP: "opt_in",
    Step.CALLBACK: "callback",
}
_SAID_AT_END = {
    "TERM": "closing", "PART": "closing", "HCH": "closing", "REF_D": "refusal", "REF_S": "refusal", "REF_T": "refusal",
    "OPTOUT": "refusal", "OPPO": "opposition", "RDV": "closing", "RAP": "closing", "CONF": "closing", "ABS": "refusal",
    "REPL": "refusal", "INCAP": "refusal", "ID_NC": "identity_mismatch", "ID_REF": "identity_refused", "FNUM": "wrong_number",
    "DCD": "death", "LANG": "closing", "REP_M": "voicemail",
}  # fmt: skip


def say(state: CallState, campaign: Campaign) -> str:
    """The campaign's sentence to say now: a key of `campaign.sentences`, "notice", "script.<n>", "question.<id>", or "" for none."""
    if state.menu == "voicemail":
        return "voicemail"
    match state.step:
        case Step.WHO:
            return "incoming" if state.incoming else "opening"
        case Step.IDENTITY:
            return "identity"
        case Step.SCRIPT:
            return f"script.{state.cursor}"
        case Step.QUESTIONS:
            return f"question.{campaign.questions[state.cursor].id}"
        case Step.FOLLOW_UP if state.regime is Regime.STUDY:
            return ""
        case Step.ENDING if state.place is Step.READY:
            return ""  # planned without a call: nobody is on the line
        case Step.ENDING:
            return _SAID_AT_END.get(state.ending, "")
        case _:
            return _SAID_AT.get(state.step, "")


def visible_fields(state: CallState, campaign: Campaign) -> frozenset[str]:
    """The names of the campaign's fields that may be on screen now (trade section 1)."""
    return campaign.visible_at(state.stage)


def secret_offered(state: CallState, campaign: Campaign) -> bool:
    """Has the campaign a secret that may be given now, or once the second check agrees?"""
    return bool(campaign.secrets) and state.step in ACCEPTED and state.second_misses < MAX_MISSES and may_reveal_secret(state)


def may_reveal_secret(state: CallState) -> bool:
    """May the provisional code be asked of the centre: after identity and acceptance, never on an incoming call, never after a
    change of contact details in the same call (trade section 1). The second check comes after."""
    changed = any(told.kind == "change" for told in state.told)
    return state.identified and state.accepted and state.step in IDENTIFIED and not state.incoming and not changed


def relevant_questions(campaign: Campaign, answers: Mapping[str, object]) -> list[Question]:
    """The questions that these answers leave to be put, in order. A condition on an answer not given does not hold."""
    kept = []
    for question in campaign.questions:
        condition = question.relevant_if
        if condition is not None:
            answer = answers.get(condition.question)
            if not isinstance(answer, int) or answer > condition.max:
                continue
        kept.append(question)
    return kept
