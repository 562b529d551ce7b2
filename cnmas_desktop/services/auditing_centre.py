"""The auditor's port at a centre, one short connection for each question."""

from datetime import datetime
from uuid import UUID

from cnmas_desktop.services.auditing import AccessLine, AuthorisationLine, Break, ChainReport
from cnmas_desktop.services.supervision import Line


class CentreAuditing:
    """`Auditing` at a centre."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def log(self, since: datetime, until: datetime, *, login: str | None = None, reference: str | None = None) -> tuple[AccessLine, ...]:
        with self._line.auditor() as gateway:
            rows = gateway.log(since, until, login, reference)
        return tuple(
            AccessLine(
                at,
                received,
                who,
                kind,
                campaign,
                case_id,
                row_ref,
                device,
                tuple(sorted((key, str(value)) for key, value in detail.items())),
            )
            for at, received, who, kind, campaign, case_id, row_ref, device, detail in rows
        )

    def verify(self) -> ChainReport:
        with self._line.auditor() as gateway:
            told = gateway.verify_chain()
        breaks = tuple(Break(UUID(one["device"]), one["login"], one["seq"], one["kind"]) for one in told["breaks"])
        return ChainReport(datetime.fromisoformat(told["as_of"]), told["devices"], told["events"], breaks)

    def authorisations(self) -> tuple[AuthorisationLine, ...]:
        with self._line.auditor() as gateway:
            return tuple(AuthorisationLine(*row) for row in gateway.authorisations())
