"""What the tour plays: one scene per kind of call, each with what the centre must hold afterwards.

To add a scene: a function that plays it with the keys of the trade, and an entry of `SCENES`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from cnmas_desktop.services.views import CallView

ADDRESS = "18 allée des Platanes"


@dataclass(frozen=True, slots=True)
class Expected:
    """What one case must say at the centre: its disposition, and the parts of its result that the scene made."""

    case_id: UUID
    campaign: str
    disposition: str
    result: Mapping[str, object] = field(default_factory=dict)


class Stage(Protocol):
    """What a scene may do: press, type, look."""

    @property
    def call(self) -> CallView:
        """The case on the screen."""
        ...

    def press(self, *keys: str) -> None: ...

    def type(self, text: str) -> None: ...

    def shot(self, name: str) -> None: ...

    def at(self, *steps: str) -> None:
        """The call must stand at one of these steps."""
        ...

    def said_for_identity(self) -> str:
        """What the person on the phone answers to the identity question."""
        ...

    def choose(self, listed: str, code: str) -> None:
        """Press the digit of `code` in the open list."""
        ...

    def reopen(self) -> None:
        """Close the window in the middle of the call, open it again and sign in."""
        ...


Play = Callable[[Stage], list[Expected]]


@dataclass(frozen=True, slots=True)
class Scene:
    """`online`: with the network, while it is cut, or (None) either way. `wants`: which case it may be played on."""

    name: str
    title: str
    online: bool | None
    play: Play
    wants: Callable[[CallView], bool] = lambda call: True


def no_answer(stage: Stage) -> list[Expected]:
    stage.press("F2")
    stage.at("ringing")
    stage.shot("sonne")
    return _end(stage, "2", "NRP")


def refusal(stage: Stage) -> list[Expected]:
    _to_notice(stage)
    stage.shot("mention")
    return _end(stage, "2", "REF_D", {"interview": "refused"})


def accepted(stage: Stage) -> list[Expected]:
    _to_notice(stage)
    stage.press("1")
    stage.shot("entretien")
    _script(stage)
    stage.at("offer")
    stage.shot("offre")
    _offer(stage, "1")
    stage.at("follow_up")
    stage.shot("suites")
    return _end(stage, "Enter", "TERM", {"interview": "accepted", "offer": "accepted"})


def callback(stage: Stage) -> list[Expected]:
    _to_notice(stage)
    stage.press("3")
    stage.at("callback")
    stage.shot("rendez-vous")
    return _end(stage, "Enter", "RDV")


def stop_calling(stage: Stage) -> list[Expected]:
    _answered(stage)
    stage.press("1", "F8")
    stage.shot("ne-plus-appeler")
    case = stage.call
    stage.choose("channels", "phone")
    return _save(stage, case, "OPTOUT")


def address(stage: Stage) -> list[Expected]:
    """With the window closed in the middle of what is typed, and opened again at the same step."""
    _to_notice(stage)
    stage.press("1")
    _script(stage)
    _offer(stage, "3")
    stage.at("follow_up")
    stage.press("F7")
    stage.choose("change_fields", "adresse_postale")
    stage.type(ADDRESS)
    stage.shot("coordonnee")
    stage.reopen()
    stage.at("follow_up")
    stage.shot("retrouve")
    stage.press("F7")
    stage.shot("brouillon-garde")
    stage.press("Enter")
    stage.shot("relecture")
    stage.press("Enter")
    return _end(stage, "Enter", "TERM", {"interview": "accepted", "offer": "undecided", "changes": ["adresse_postale"]})


def wrong_number(stage: Stage) -> list[Expected]:
    _answered(stage)
    stage.press("2")
    stage.at("third_party")
    stage.shot("un-tiers-repond")
    return _end(stage, "2", "FNUM")


def siblings(stage: Stage) -> list[Expected]:
    """One call, one outcome per child: the first accepts, the others refuse."""
    _to_notice(stage)
    stage.press("1")
    expected = []
    total = stage.call.household[1]
    for child in range(1, total + 1):
        case = stage.call
        _script(stage)
        stage.at("offer")
        stage.shot(f"enfant-{child}")
        decision = "accepted" if child == 1 else "refused"
        _offer(stage, "1" if child == 1 else "2")
        stage.at("follow_up")
        stage.press("Enter")
        expected.append(_case(case, "TERM", {"interview": "accepted", "offer": decision}))
    stage.at("ending")
    stage.shot("fin")
    stage.press("Enter")
    return expected


SCENES: tuple[Scene, ...] = (
    Scene("pas-de-reponse", "pas de réponse", True, no_answer),
    Scene("refus", "refus de l'entretien", True, refusal),
    Scene("accord", "entretien accepté, accord sur l'offre", True, accepted, lambda call: "offer" in _steps(call)),
    Scene("rappel", "rendez-vous pris", False, callback),
    Scene("ne-plus-appeler", "ne plus appeler", False, stop_calling),
    Scene("adresse", "adresse corrigée, fenêtre fermée puis rouverte", False, address, lambda call: _may_change(call, "adresse_postale")),
    Scene("mauvais-numero", "mauvais numéro", False, wrong_number),
    Scene("fratrie", "fratrie : un résultat par enfant", None, siblings, lambda call: call.household[1] > 1),
)


def _steps(call: CallView) -> set[str]:
    return {mark.label.code.rpartition(".")[2] for mark in call.strip}


def _may_change(call: CallView, name: str) -> bool:
    return "offer" in _steps(call) and name in {choice.code for choice in call.choices["change_fields"]}


def _answered(stage: Stage) -> None:
    stage.press("F2")
    stage.at("ringing")
    stage.press("1")
    stage.at("who")


def _to_notice(stage: Stage) -> None:
    _answered(stage)
    stage.press("1")
    stage.at("identity")
    stage.type(stage.said_for_identity())
    stage.press("Enter")
    stage.at("notice")


def _script(stage: Stage) -> None:
    while stage.call.step == "script":
        stage.press("Enter")


def _offer(stage: Stage, answer: str) -> None:
    """1 accord (the first offer, where there are several), 2 refus without a reason, 3 à réfléchir."""
    stage.press(answer)
    if stage.call.step == "offer":
        stage.press("1" if answer == "1" else "Enter")


def _end(stage: Stage, key: str, disposition: str, result: Mapping[str, object] | None = None) -> list[Expected]:
    case = stage.call
    stage.press(key)
    return _save(stage, case, disposition, result)


def _save(stage: Stage, case: CallView, disposition: str, result: Mapping[str, object] | None = None) -> list[Expected]:
    stage.at("ending")
    stage.shot("fin")
    stage.press("Enter")
    return [_case(case, disposition, result or {})]


def _case(case: CallView, disposition: str, result: Mapping[str, object]) -> Expected:
    return Expected(case.case_id, case.campaign, disposition, result)
