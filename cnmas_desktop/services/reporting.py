"""The figures a supervisor reads: counts of the queue by campaign and organisme, the desks, and what waits for a decision."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from cnmas_desktop.messages import KnownError

if TYPE_CHECKING:
    from cnmas_desktop.central.manager_gateway import QueueCounts
    from cnmas_desktop.central.supervisor_gateway import DecisionLine, DeskLine


@dataclass(frozen=True, slots=True)
class BoardView:
    """Everything as of one instant of the centre's clock. `in_the_field`: events that desks said were not transmitted yet."""

    as_of: datetime
    queue: tuple["QueueCounts", ...]
    desks: tuple["DeskLine", ...]
    to_decide: tuple["DecisionLine", ...]

    @property
    def in_the_field(self) -> int:
        return sum(desk.pending or 0 for desk in self.desks)


class Board:
    """One short connection per refresh; nothing is kept between two (decision 16)."""

    def __init__(self, centre_url: str, login: str, password: str, kind: str) -> None:
        self._url, self._login, self._password, self.kind = centre_url, login, password, kind

    def refresh(self) -> BoardView:
        """KnownError `centre.*`, `sign_in.refused`; `board.not_yours` for managers and auditors, who work at the command line."""
        from cnmas_desktop.central.entrance import enter
        from cnmas_desktop.central.supervisor_gateway import SupervisorGateway

        if self.kind != "supervisor":
            raise KnownError("board.not_yours")
        gateway = SupervisorGateway(enter(self._url, self._login, self._password).connection)
        try:
            return BoardView(gateway.server_time(), gateway.queue_counts(), gateway.desks(), gateway.to_decide())
        finally:
            gateway.close()

    def change_password(self, current: str, new: str) -> None:
        """The person's own act, at the centre; the refreshes that follow use it. KnownError `password.*`."""
        from cnmas_desktop.services.password_change import change_at_centre

        change_at_centre(self._url, self._login, current, new)
        self._password = new
