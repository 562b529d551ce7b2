"""What an agent may ask of the centre outside a sync, while a person is on the line: the port `CentreDesk` and its messages.

Each act is one guarded call on a short connection of its own, made on the thread that syncs, so that no sync is under way beside
it. The centre limits how often, logs each in the same transaction, and has one answer to whatever it does not grant.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from cnmas_desktop.domain.events import digest
from cnmas_desktop.messages import KnownError
from cnmas_desktop.sync.protocol import CasePayload, Colleagues, LeaseLine, Review, VersionRef

INCOMING_CALL = "incoming_call"
"""Why a person is looked up: the only reason there is."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls in, as they say it: the number (E.164), the name (last name, or both), the birth date. All three must agree."""

    number: str
    name: str
    birth: date


@dataclass(frozen=True, slots=True)
class Found:
    """Every open case of the person that this agent may work, under a lease like those of a check-out."""

    leases: tuple[LeaseLine, ...]
    payloads: tuple[CasePayload, ...]
    versions: tuple[VersionRef, ...]


class CentreDesk(Protocol):
    """One connection to the centre under an agent's own login. Any call may raise KnownError `centre.*`, `sign_in.refused`,
    `online.too_many` (this agent asked too often in the last hour)."""

    def reveal(self, device_id: UUID, case_id: UUID, field: str) -> str:
        """A field of the campaign that never travels with the case. KnownError `online.refused`, whatever the reason."""
        ...

    def look_up(self, device_id: UUID, caller: Caller, reason: str = INCOMING_CALL) -> Found:
        """The person who calls in, leased for this call. KnownError `online.refused`, whatever the reason;
        `check_out.not_authorised` as for a check-out."""
        ...

    def colleagues(self) -> Colleagues: ...

    def reviews(self) -> Sequence[Review]: ...

    def fetch_campaign(self, version: VersionRef) -> str: ...

    def close(self) -> None: ...


class Intake(Protocol):
    """The part of the encrypted store that receives cases outside a sync."""

    def device_id(self) -> UUID: ...

    def versions(self) -> tuple[VersionRef, ...]: ...

    def store_version(self, version: VersionRef, text: str) -> None: ...

    def store_colleagues(self, colleagues: Colleagues, reviews: Sequence[Review]) -> None: ...

    def add(self, leases: Sequence[LeaseLine], payloads: Sequence[CasePayload], at: datetime) -> None:
        """Cases leased outside a sync, beside those held; all or none."""
        ...


def look_up(intake: Intake, centre: CentreDesk, caller: Caller, at: datetime) -> tuple[UUID, ...]:
    """Look the caller up and take the cases in; returns their ids, the first to open first. KnownError as `CentreDesk.look_up`."""
    found = centre.look_up(intake.device_id(), caller)
    payloads = {payload.case_id: payload for payload in found.payloads}
    if not payloads or payloads.keys() != {line.case_id for line in found.leases}:
        raise KnownError("sync.bad_answer")
    present = set(intake.versions())
    for version in found.versions:
        if version in present:
            continue
        text = centre.fetch_campaign(version)
        if digest(text) != version.sha256:
            raise KnownError("sync.bad_answer")
        intake.store_version(version, text)
    intake.add(found.leases, found.payloads, at)
    return tuple(sorted(payloads, key=lambda one: (payloads[one].queue_class, payloads[one].callable_from, one)))
