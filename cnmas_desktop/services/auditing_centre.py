"""The auditor's port at a centre, one short connection for each question."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from cnmas_desktop.services.auditing import AccessLine, AuthorisationLine, Break, ChainReport

if TYPE_CHECKING:
    from cnmas_desktop.central.auditor_gateway import AuditorGateway


class CentreAuditing:
    """`Auditing` at a centre. `password` is asked for each time: the person may change it in between; `heard` is told the centre's clock."""

    def __init__(
        self,
        centre_url: str,
        login: str,
        password: Callable[[], str],
        heard: Callable[[datetime], None] = lambda _at: None,
    ) -> None:
        self._url, self._login, self._password, self._heard = centre_url, login, password, heard

    def log(self, since: datetime, until: datetime, *, login: str | None = None, reference: str | None = None) -> tuple[AccessLine, ...]:
        with self._gateway() as gateway:
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
        with self._gateway() as gateway:
            told = gateway.verify_chain()
        breaks = tuple(Break(UUID(one["device"]), one["login"], one["seq"], one["kind"]) for one in told["breaks"])
        return ChainReport(datetime.fromisoformat(told["as_of"]), told["devices"], told["events"], breaks)

    def authorisations(self) -> tuple[AuthorisationLine, ...]:
        with self._gateway() as gateway:
            return tuple(AuthorisationLine(*row) for row in gateway.authorisations())

    @contextmanager
    def _gateway(self) -> Iterator["AuditorGateway"]:
        from cnmas_desktop.central.auditor_gateway import AuditorGateway
        from cnmas_desktop.central.entrance import enter

        entered = enter(self._url, self._login, self._password())
        self._heard(entered.at)
        gateway = AuditorGateway(entered.connection)
        try:
            yield gateway
        finally:
            gateway.close()
