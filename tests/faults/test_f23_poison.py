"""F23: a poisoned text is kept apart with its reason; everything else of the batch goes, in its order, and nothing stays behind."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.agent_desk import Office
from tests.office import office

__all__ = ["office"]

POISON = (
    "",
    "{",
    "null",
    "[[[" * 9000,
    '{"id":"x"}',
    '{"a":"\\u0000"}',
    '{"a":"\\ud800"}',
    '{"id":1e999}',
    '{"v":1,"id":"0191e8a0-0000-7000-8000-000000000001","body":{"attempt":"\\u0000"}}',
)


def test_each_poison_between_two_good_events(office: Office) -> None:
    desk, (line,) = office.leased()
    texts: list[str] = []
    for poison in POISON:
        batch = [desk.seal("note_written", line, codes=["soir"]).text, poison, desk.seal("note_written", line, codes=["matin"]).text]
        statuses = [answer.status.value for answer in desk.gateway.push(desk.device, batch)]
        assert statuses == ["applied", "quarantined", "applied"], poison[:60]
        texts += batch
    assert office.centre.value("SELECT count(*) FROM app.quarantine WHERE decided_at IS NULL") == len(POISON)
    again = desk.gateway.push(desk.device, texts)
    assert [answer.status.value for answer in again] == ["duplicate", "quarantined", "duplicate"] * len(POISON)
    assert office.centre.value("SELECT count(*) FROM app.quarantine") == len(POISON)


def test_any_text_at_all_gets_an_answer(office: Office) -> None:
    """No text, however mangled, makes the centre refuse, forget or stop."""
    desk, (line,) = office.leased()
    base = desk.seal("note_written", line, codes=["soir"], text="bonjour").text
    safe = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")

    @settings(max_examples=60, suppress_health_check=list(HealthCheck))
    @given(st.integers(0, len(base)), st.integers(0, 12), st.text(safe, max_size=12))
    def mangle(place: int, cut: int, filling: str) -> None:
        good = desk.seal("note_written", line, codes=["matin"])
        text = base[:place] + filling + base[place + cut :]
        answers = desk.gateway.push(desk.device, [text, good.text])
        assert len(answers) == 2
        assert answers[1].event_id == good.id
        assert answers[1].status.value in ("applied", "flagged")

    mangle()
