"""A manager's work from the window, under their own login: files in, numbered lots out. One short connection per act (decision 16)."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Protocol

from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.auditing import AuthorisationLine
from cnmas_desktop.services.supervision import confirmed

if TYPE_CHECKING:
    from cnmas_desktop.central.manager_gateway import ManagerGateway
    from cnmas_desktop.central.manager_rows import CampaignLine, Lot
    from cnmas_desktop.domain.campaign import Campaign
    from cnmas_desktop.services.exporting import ExportReport
    from cnmas_desktop.services.importing import ImportReport


WATCH_SECONDS = 0.2


class ImportStopped(Exception):
    """The person stopped an import; nothing of it stands."""


class ExportStopped(Exception):
    """The person stopped a lot; neither lot nor file was made."""


@dataclass(frozen=True, slots=True)
class Places:
    """What a file may be for: the campaigns of the centre, and its organismes by code, each with its name."""

    campaigns: tuple["CampaignLine", ...]
    organismes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NextLot:
    """What the next lot would hold now: `fresh` results and `rectifying` ones. `undecided`: in none before a supervisor has decided."""

    fresh: int
    rectifying: int
    undecided: int


@dataclass(frozen=True, slots=True)
class Lots:
    """Of one campaign and one organisme."""

    made: tuple["Lot", ...]
    next: NextLot


class Management(Protocol):
    """What the pages of a manager ask. Every method is blocking: off the main thread. KnownError of the centre and of the act."""

    def places(self) -> Places: ...

    def import_file(self, path: Path, campaign: str, organisme: str, *, dry_run: bool, course: Callable[[int], bool]) -> "ImportReport":
        """The real import; `dry_run` takes the same way and is undone. `course` hears the rows read and answers False to stop:
        then `ImportStopped`."""
        ...

    def write_rejects(self, path: Path, report: "ImportReport") -> None:
        """Rejected rows, duplicates and remarks as a CSV file for the organisme."""
        ...

    def lots(self, campaign: str, organisme: str) -> Lots:
        """Every lot made, the latest first, and what the next would hold."""
        ...

    def export(
        self,
        campaign: str,
        organisme: str,
        path: Path,
        *,
        number: int | None = None,
        recipient: str | None = None,
        course: Callable[[int, int], bool],
    ) -> "ExportReport":
        """Write lot `number` again, or what is new as the next lot. `course` hears the lines done and how many there are, also while the
        centre works, and answers False to stop: then `ExportStopped`."""
        ...

    def receive(self, campaign: str, organisme: str, number: int) -> None:
        """The organisme has confirmed that it received the lot: retention starts."""
        ...

    def authorisations(self) -> tuple[AuthorisationLine, ...]:
        """Who may do what, for the yearly review: the same list as an auditor's."""
        ...


class CentreManagement:
    """`Management` at a centre."""

    def __init__(
        self,
        centre_url: str,
        login: str,
        password: Callable[[], str],
        today: Callable[[], date],
        heard: Callable[[datetime], None] = lambda _at: None,
    ) -> None:
        """`password` is asked for at each act: the person may change it in between; `heard` is told the centre's clock."""
        self._url, self._login, self._password = centre_url, login, password
        self._today, self._heard = today, heard

    def places(self) -> Places:
        with self._gateway() as gateway:
            names = {code: str(data.get("name", code)) for code, data in gateway.organismes().items()}
            return Places(gateway.campaigns(), names)

    def import_file(self, path: Path, campaign: str, organisme: str, *, dry_run: bool, course: Callable[[int], bool]) -> "ImportReport":
        from cnmas_desktop.services.importing import import_file

        def told(rows: int) -> None:
            if not course(rows):
                raise ImportStopped

        with self._gateway() as gateway:
            loaded = campaign_of(gateway, campaign)
            return import_file(gateway, path, loaded, organisme, dry_run=dry_run, today=self._today(), progress=told)

    def write_rejects(self, path: Path, report: "ImportReport") -> None:
        from cnmas_desktop.services.importing import write_journal

        try:
            write_journal(path, report)
        except OSError:
            raise KnownError("export.unwritable", name=path.name) from None

    def lots(self, campaign: str, organisme: str) -> Lots:
        with self._gateway() as gateway:
            made = tuple(reversed(gateway.export_lots(campaign, organisme)))
            return Lots(made, NextLot(**gateway.next_lot(campaign, organisme)))

    def export(
        self,
        campaign: str,
        organisme: str,
        path: Path,
        *,
        number: int | None = None,
        recipient: str | None = None,
        course: Callable[[int, int], bool],
    ) -> "ExportReport":
        from cnmas_desktop.services.exporting import export_results

        so_far = (0, 0)

        def told(done: int, total: int) -> None:
            nonlocal so_far
            so_far = done, total
            if not course(done, total):
                raise ExportStopped

        with self._gateway() as gateway, _ended_unless(lambda: course(*so_far), gateway.cancel):
            try:
                return export_results(
                    gateway,
                    campaign_of(gateway, campaign),
                    organisme,
                    path,
                    number=number,
                    recipient=recipient,
                    progress=told,
                )
            except KnownError as error:
                if error.code != "centre.busy" or course(*so_far):
                    raise
                raise ExportStopped from None

    def receive(self, campaign: str, organisme: str, number: int) -> None:
        with self._gateway() as gateway:
            gateway.record_receipt(campaign, organisme, number)

    def authorisations(self) -> tuple[AuthorisationLine, ...]:
        with self._gateway() as gateway:
            return tuple(AuthorisationLine(*row) for row in gateway.authorisations())

    @contextmanager
    def _gateway(self) -> Iterator["ManagerGateway"]:
        from cnmas_desktop.central.manager_gateway import ManagerGateway

        with ManagerGateway.sign_in(self._url, self._login, self._password()) as gateway, confirmed():
            self._heard(gateway.at)
            yield gateway


@contextmanager
def _ended_unless(goes_on: Callable[[], bool], end: Callable[[], None]) -> Iterator[None]:
    """Meanwhile, ask a few times a second whether to go on, and if not, `end` what the centre is doing."""
    over = Event()

    def watch() -> None:
        while not over.wait(WATCH_SECONDS):
            if not goes_on():
                with suppress(KnownError):
                    end()

    watcher = Thread(target=watch, name="stop", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()


def campaign_of(gateway: "ManagerGateway", code: str) -> "Campaign":
    """The campaign as the centre holds it now. KnownError `campaign.unknown`."""
    from cnmas_desktop.domain.campaigns import read_campaign

    text = gateway.campaign_text(code)
    if text is None:
        raise KnownError("campaign.unknown", campaign=code)
    return read_campaign(text, code)
