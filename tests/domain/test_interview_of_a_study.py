from dataclasses import replace

import pytest

from cnmas_desktop.domain.events import EventType
from cnmas_desktop.domain.interview_steps import Step
from cnmas_desktop.messages import KnownError
from tests.domain.calls import CAMPAIGNS, Phone, sentence


def test_a_study_from_end_to_end() -> None:
    phone = Phone("SATISFACTION").to("questions")
    while phone.state.step is Step.QUESTIONS:
        assert sentence(phone).startswith("question.")
        phone.press("Enter")
    assert sentence(phone) == "closing"
    phone.press("Enter")
    assert phone.endings() == ["TERM"]
    answers = phone.of(EventType.ANSWERS_RECORDED)
    assert len(answers) == 1
    assert answers[0].body["answers"]


def test_a_question_is_put_only_where_it_applies_and_a_stale_answer_stays_here() -> None:
    campaign = CAMPAIGNS["SATISFACTION"]
    conditional = next(question for question in campaign.questions if question.relevant_if)
    assert conditional.relevant_if is not None
    deciding = conditional.relevant_if.question

    def interview(score: int) -> set[str]:
        phone = Phone("SATISFACTION").to("questions")
        asked = set()
        while phone.state.step is Step.QUESTIONS:
            name = campaign.questions[phone.state.cursor].id
            asked.add(name)
            phone.do("answer", answer=str(score)) if name == deciding else phone.do("answer")
        phone.press("Enter")
        assert set(phone.of(EventType.ANSWERS_RECORDED)[0].body["answers"]) == asked
        return asked

    assert conditional.id in interview(conditional.relevant_if.max)
    assert conditional.id not in interview(conditional.relevant_if.max + 1)


def test_an_impossible_answer_is_refused_in_words() -> None:
    phone = Phone("SATISFACTION").to("questions")
    for wrong in ("11", "0", "un", ""):
        with pytest.raises(KnownError):
            phone.do("answer", answer=wrong)


def test_opposition_is_one_key_away_and_erases() -> None:
    for step in ("who", "notice", "questions"):
        phone = Phone("SATISFACTION").to(step)
        if step == "questions":
            phone.press("Enter")
        phone.press("F8")
        assert phone.types()[-1] == "opposition_made"
        assert phone.state.answers == {}
        assert sentence(phone) == "opposition"
        assert "back" not in phone.actions()
        phone.press("Enter")
        assert phone.endings() == ["OPPO"]
        assert not phone.of(EventType.ANSWERS_RECORDED)


def test_an_interrupted_study_goes_on_where_it_stopped() -> None:
    first = Phone("SATISFACTION").to("questions").press("Enter").press("F3", "2", "Enter")
    assert first.endings() == ["ABAN"]
    again = Phone("SATISFACTION")
    again.state = replace(again.state, answers=first.state.answers)
    assert again.to("questions").state.cursor == 1
