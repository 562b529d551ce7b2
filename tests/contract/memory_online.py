"""The guarded calls of the centre in memory: the second implementation of `CentreDesk`, held to the same contract suite."""

from datetime import timedelta
from uuid import UUID

from cnmas_desktop.domain.spelling import letters
from cnmas_desktop.messages import KnownError
from cnmas_desktop.sync.online import INCOMING_CALL, Caller, Found
from cnmas_desktop.sync.protocol import CasePayload
from tests.contract.memory_centre import MemoryCentre, MemoryGateway

REVEALS_PER_HOUR, LOOK_UPS_PER_HOUR = 30, 20


class MemoryOnline(MemoryGateway):
    """`CentreDesk` of one signed-in agent."""

    @classmethod
    def sign_in(cls, centre: MemoryCentre, login: str) -> "MemoryOnline":
        return cls(centre, centre.people[login])

    def reveal(self, device_id: UUID, case_id: UUID, field: str) -> str:
        self._count("reveal", REVEALS_PER_HOUR)
        case = self.centre.cases.get(case_id)
        held = case.held if case is not None else None
        mine = held is not None and (held.login, held.device, held.withdrawn) == (
            self.person.login,
            device_id,
            None,
        )
        live = held is not None and held.until > self.centre.world.clock.now() and not held.incoming
        secret = case.secrets.get(field) if case is not None and mine and live else None
        return self._answer("reveal", secret)

    def look_up(self, device_id: UUID, caller: Caller, reason: str = INCOMING_CALL) -> Found:
        if not self.person.authorised or self.person.undertaking != self.centre.policy.undertaking_version:
            raise KnownError("check_out.not_authorised")
        self._count("look_up", LOOK_UPS_PER_HOUR)
        persons = {
            case.payload.person_id
            for case in self._numbered(caller.number)
            if case.birth == caller.birth and letters(caller.name) in _names(case.payload)
        }
        cases = [case for person in persons for case in self._household(person)]
        for case in cases:
            if self._free(case, self.centre.world.clock.now(), device_id):
                self._lease(case, device_id)
                assert case.held is not None
                case.held.incoming = True
        now = self.centre.world.clock.now()
        mine = [
            (case, case.held)
            for case in cases
            if case.held is not None and (case.held.login, case.held.device) == (self.person.login, device_id) and case.held.until > now
        ]
        self._answer("look_up", "found" if mine else None)
        ids = [case.payload.case_id for case, _ in mine]
        versions = [version for version in self.centre.versions if version.code in {case.payload.campaign for case, _ in mine}]
        return Found(tuple(self._line(case, held) for case, held in mine), self.fetch(ids), tuple(versions))

    def _count(self, kind: str, most: int) -> None:
        since = self.centre.world.clock.now() - timedelta(hours=1)
        asked = [one for one in self.centre.accesses if one[:2] == (self.person.login, kind) and one[3] > since]
        if len(asked) >= most:
            raise KnownError("online.too_many")

    def _answer(self, kind: str, granted: str | None) -> str:
        self.centre.accesses.append((self.person.login, kind, granted is not None, self.centre.world.clock.now()))
        if granted is None:
            raise KnownError("online.refused")
        return granted


def _names(payload: CasePayload) -> set[str]:
    nom, prenom = letters(payload.fields["nom"]), letters(payload.fields["prenom"])
    return {nom, nom + prenom, prenom + nom}
