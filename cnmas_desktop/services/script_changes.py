"""What a new version of a campaign says otherwise than the one before: what an agent reads before the first call (trade section 3).

Only what is said or offered; the words of a campaign stay as they are, with what is filled in for each person in brackets.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
import re

from cnmas_desktop.domain.campaign import DERIVED, PLACEHOLDER, Campaign
from cnmas_desktop.domain.fields import FIELDS
from cnmas_desktop.services.views import Message

FILLED_IN: Mapping[str, str] = {
    "organisme": "l'organisme",
    "de_organisme": "de l'organisme",
    "agent_prenom": "votre prénom",
    "numero_public": "numéro public",
    "adresse_droits": "adresse pour les droits",
    "enfant_age": "âge de l'enfant",
}


@dataclass(frozen=True, slots=True)
class ScriptChange:
    """One thing said otherwise. `before` empty: new; `after` empty: no longer said."""

    what: Message
    before: str
    after: str


def script_changes(old: Campaign, new: Campaign) -> tuple[ScriptChange, ...]:
    """In the order of a call; empty where nothing is said or offered otherwise."""
    return tuple(_changes(old, new))


def _changes(old: Campaign, new: Campaign) -> Iterator[ScriptChange]:
    yield from _one("notice", old.notice.text, new.notice.text)
    yield from _one("notice_incoming", old.notice.incoming, new.notice.incoming)
    yield from _lines("identity_ask", [one.ask for one in old.identity], [one.ask for one in new.identity])
    for name in {**old.sentences, **new.sentences}:
        yield from _one(name, old.sentences.get(name, ""), new.sentences.get(name, ""))
    yield from _lines("line", old.script, new.script)
    yield from _lines("question", [one.label for one in old.questions], [one.label for one in new.questions])
    yield from _listed("offers", [one.label for one in old.offers], [one.label for one in new.offers])
    yield from _listed("reasons", [one.label for one in old.refusal_reasons], [one.label for one in new.refusal_reasons])
    yield from _listed("requests", [one.label for one in old.request_types], [one.label for one in new.request_types])
    before, after = ({one.question: one.answer for one in campaign.answers} for campaign in (old, new))
    for question in {**before, **after}:
        yield from _one("answer", before.get(question, ""), after.get(question, ""), {"question": question})


def _one(code: str, before: str, after: str, params: Mapping[str, str] | None = None) -> Iterator[ScriptChange]:
    if before != after:
        yield ScriptChange(Message(f"script.{code}", params or {}), _readable(before), _readable(after))


def _lines(code: str, before: Sequence[str], after: Sequence[str]) -> Iterator[ScriptChange]:
    """What stands between sentences that stayed, each beside the one that takes its place."""
    for tag, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            for one, other in zip_longest(before[start:end], after[new_start:new_end], fillvalue=""):
                yield from _one(code, one, other)


def _listed(code: str, before: Sequence[str], after: Sequence[str]) -> Iterator[ScriptChange]:
    gone = [label for label in before if label not in after]
    come = [label for label in after if label not in before]
    yield from _one(code, " · ".join(gone), " · ".join(come))


def _readable(sentence: str) -> str:
    def named(found: re.Match[str]) -> str:
        name = found[1]
        label = FILLED_IN.get(name) or FIELDS[DERIVED.get(name, name)].label
        return f"[{label[:1].lower()}{label[1:]}]"

    return PLACEHOLDER.sub(named, sentence)
