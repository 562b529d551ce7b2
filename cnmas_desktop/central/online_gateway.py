"""The guarded calls of an agent on psycopg: `sync.online.CentreDesk`, beside what a sync asks on the same kind of connection."""

from uuid import UUID

from cnmas_desktop.central.agent_gateway import AgentGateway, case_payload, lease_line
from cnmas_desktop.messages import KnownError
from cnmas_desktop.sync.online import INCOMING_CALL, Caller, Found
from cnmas_desktop.sync.protocol import VersionRef

DEADLINE_SECONDS = 8
"""Somebody waits on the line: shorter than a sync."""


class OnlineGateway(AgentGateway):
    """`CentreDesk`. The centre's one refusal is NULL, so that its line in the access log is kept."""

    def reveal(self, device_id: UUID, case_id: UUID, field: str) -> str:
        secret: str | None = self._value("SELECT agent.reveal(%s, %s, %s)", device_id, case_id, field)
        if secret is None:
            raise KnownError("online.refused")
        return secret

    def look_up(self, device_id: UUID, caller: Caller, reason: str = INCOMING_CALL) -> Found:
        query = "SELECT agent.look_up(%s, %s, %s, %s, %s)"
        answer = self._value(query, device_id, caller.number, caller.name, caller.birth, reason)
        if answer is None:
            raise KnownError("online.refused")
        return Found(
            tuple(map(lease_line, answer["leases"])),
            tuple(map(case_payload, answer["cases"])),
            tuple(VersionRef(**version) for version in answer["versions"]),
        )
