"""What a supervisor, a manager or an auditor asks the centre, facet by facet: all online, one short connection per act (decision 16)."""

from datetime import datetime, timedelta
from typing import Protocol

from cnmas_desktop.domain.centre_days import day_of
from cnmas_desktop.domain.world import World
from cnmas_desktop.services.auditing import Auditing
from cnmas_desktop.services.auditing_centre import CentreAuditing
from cnmas_desktop.services.board import LiveBoard
from cnmas_desktop.services.campaign_figures import CampaignFigures
from cnmas_desktop.services.managing import CentreManagement, Management
from cnmas_desktop.services.quality import Quality
from cnmas_desktop.services.steering import Steering
from cnmas_desktop.services.supervision import CentreBoard, CentreFigures, CentreQuality, CentreSteering, Line


class Room(Protocol):
    """The facets of one person. One that is not theirs is refused by the centre, not by this program."""

    @property
    def kind(self) -> str:
        """supervisor, manager or auditor."""
        ...

    @property
    def board(self) -> LiveBoard: ...

    @property
    def figures(self) -> CampaignFigures: ...

    @property
    def steering(self) -> Steering: ...

    @property
    def quality(self) -> Quality: ...

    @property
    def auditing(self) -> Auditing: ...

    @property
    def management(self) -> Management: ...

    def now(self) -> datetime:
        """The centre's clock, as of the last time it was heard: what is shown is as of it, however wrong this machine's is."""
        ...

    def change_password(self, current: str, new: str) -> None:
        """Blocking. KnownError `password.*`."""
        ...


class CentreRoom:
    """`Room` at a centre, for one who has signed in."""

    def __init__(self, kind: str, centre_url: str, login: str, password: str, world: World, *, standby: bool = False) -> None:
        """`standby`: as of `CentreBoard`."""
        self.kind = kind
        self._url, self._login, self._password = centre_url, login, password
        self._world, self._ahead = world, timedelta()
        line = Line(centre_url, login, self._in_use, self._heard)
        self.board: LiveBoard = CentreBoard(line, standby=standby)
        self.figures: CampaignFigures = CentreFigures(line)
        self.steering: Steering = CentreSteering(line)
        self.quality: Quality = CentreQuality(line)
        self.auditing: Auditing = CentreAuditing(line)
        self.management: Management = CentreManagement(centre_url, login, self._in_use, lambda: day_of(self.now()), self._heard)

    def now(self) -> datetime:
        return self._world.clock.now() + self._ahead

    def change_password(self, current: str, new: str) -> None:
        """The person's own act, at the centre; the acts that follow use it. KnownError `password.*`."""
        from cnmas_desktop.services.password_change import change_at_centre

        change_at_centre(self._url, self._login, current, new)
        self._password = new

    def _in_use(self) -> str:
        return self._password

    def _heard(self, at: datetime) -> None:
        self._ahead = at - self._world.clock.now()
