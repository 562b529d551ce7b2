"""The guided tour: the program itself, offscreen, on a demonstration of its own, driven by keys and clicks alone (decision 39).

Sign-in, a handful of calls, half of them without network, the transmission, the supervisor's figures, the results for the
organismes; a picture of every step, and what the database then holds, read by plain SQL.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
import os
from pathlib import Path
import sys
from time import monotonic
import traceback
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QMessageLogContext, QtMsgType, qFormatLogMessage, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from cnmas_desktop.gui.app import Desktop, dress
from cnmas_desktop.gui.driver import Driver, NotThere, Telephone, settle, wait_until
from cnmas_desktop.gui.preferences import Preferences
from cnmas_desktop.gui.session_window import AgentDay, SupervisorDay
from cnmas_desktop.gui.supervisor.board_page import BoardPage
from cnmas_desktop.gui.theme import Theme, application
from cnmas_desktop.gui.tour_script import SCENES, Expected, Scene
from cnmas_desktop.services.views import CallView

if TYPE_CHECKING:
    from cnmas_desktop.services.demonstration import Demonstration

NO_SIZE_HINTS = "This plugin does not support propagateSizeHints()"
"""What Qt's offscreen platform says of each window, in no category that a rule of QT_LOGGING_RULES could name."""
MOST_SKIPPED = 40
"""Cases passed over before a scene finds one that suits it."""


@dataclass(frozen=True, slots=True)
class Played:
    """One scene, and what it must have left at the centre."""

    scene: Scene
    expected: tuple[Expected, ...]


class Tour:
    """Plays `scenes` in the window of the first agent of `demonstration`; pictures go to `folder`, numbered."""

    def __init__(self, theme: Theme, demonstration: "Demonstration", folder: Path, say: Callable[[str], None]) -> None:
        self._theme, self._demonstration, self._folder, self._say = theme, demonstration, folder, say
        self._pictures = 0
        self._scene = ""
        self.played: list[Played] = []
        self.skipped = 0
        self._desktop = self._open_window()

    def run(self) -> None:
        """The whole tour; NotThere where the window does not show what it should."""
        self._sign_in(*self._demonstration.agents[0])
        self.shot("ma-journee")
        self.press("Enter")
        self.shot("poste")
        for scene in self._in_order():
            if scene.online is not None:
                self._network(scene.online)
            self._scene = scene.name
            expected = scene.play(self)
            self.played.append(Played(scene, tuple(expected)))
            network = "sans réseau" if self._demonstration.network.cut else "avec le réseau"
            self._say(f"  {len(self.played)}. {scene.title} ({network}) : {', '.join(one.disposition for one in expected)}")
        self._network(online=True)
        self._scene = "transmission"
        self._transmit()
        self._scene = "fin-de-journee"
        self._end_of_day()
        self._scene = "superviseur"
        self._supervise()

    def close(self) -> None:
        self._desktop.frame.close()
        settle()

    # what a scene may do

    @property
    def call(self) -> CallView:
        call = self._day.desk.call()
        if call is None:
            raise NotThere("an open case")
        return call

    def press(self, *keys: str) -> None:
        self._driver.press(*keys)

    def type(self, text: str) -> None:
        self._driver.type(text)

    def at(self, *steps: str) -> None:
        if self.call.step not in steps:
            raise NotThere(f"step {' or '.join(steps)} in {self._scene}, it is {self.call.step}")

    def choose(self, listed: str, code: str) -> None:
        codes = [choice.code for choice in self.call.choices[listed]]
        self.press(str(codes.index(code) + 1))

    def said_for_identity(self) -> str:
        rows = self._demonstration.rows(
            "SELECT contact.party, contact.fields FROM app.call_case JOIN app.contact ON contact.id = contact_id WHERE call_case.id = %s",
            self.call.case_id,
        )
        party, fields = rows[0]
        if party == "professional":
            return str(fields["ville"])
        year, month, day = str(fields["date_naissance"]).split("-")
        return f"{day}/{month}/{year}"

    def shot(self, name: str) -> None:
        self._pictures += 1
        parts = [f"{self._pictures:02}", self._scene, name]
        self._driver.picture(self._folder / ("-".join(part for part in parts if part) + ".png"))

    def reopen(self) -> None:
        self.close()
        self._desktop = self._open_window()
        self._sign_in(*self._demonstration.agents[0])

    # how it goes

    def _open_window(self) -> Desktop:
        desktop = Desktop(self._theme, lambda: self._demonstration, QApplication.instance() or self._theme)
        desktop.show()
        self._driver = Driver(desktop.frame)
        return desktop

    @property
    def _day(self) -> AgentDay:
        window = self._desktop.window
        if not isinstance(window, AgentDay):
            raise NotThere("an agent's window")
        return window

    def _sign_in(self, login: str, password: str) -> None:
        page = self._desktop.page
        wait_until(lambda: page.ui.login.isEnabled(), "the sign-in page")
        self._driver.type(login)
        self._driver.press("Enter")
        self._driver.type(password)
        self.shot("connexion")
        self._driver.press("Enter")
        wait_until(lambda: self._desktop.window is not None or bool(page.ui.errorText.text()), "a signed-in window")
        if self._desktop.window is None:
            raise NotThere(page.ui.errorText.text())

    def _in_order(self) -> Iterator[Scene]:
        """Each scene on the first case that suits it: a household is played as soon as one is met, a second one suits no scene; what suits
        none is passed over."""
        waiting = list(SCENES)
        while waiting:
            call = self.call
            alone = call.household[1] == 1
            network = next((one.online for one in waiting if one.online is not None), None)
            suited = [one for one in waiting if (one.online is None or (alone and one.online is network)) and one.wants(call)]
            household = [one for one in suited if one.online is None]
            if not suited:
                self._pass_over()
                continue
            scene = (household or suited)[0]
            waiting.remove(scene)
            yield scene

    def _pass_over(self) -> None:
        self.skipped += 1
        if self.skipped > MOST_SKIPPED:
            raise NotThere("a case for the scenes that remain")
        self.press("Ctrl+Right", "1")

    def _network(self, online: bool) -> None:
        """Cut it or give it back; the window finds out by its own syncs."""
        if self._demonstration.network.cut is not online:
            return
        self._demonstration.network.cut = not online
        self._scene = "reseau"
        self._press_sync()
        wait_until(lambda: self._day.desk.view().sync.online is online, "the state of the network")
        settle()
        self.shot("retabli" if online else "coupe")

    def _press_sync(self) -> None:
        """Open the page of what waits; Enter asks for a transmission."""
        self._driver.click(self._day.agent.ui.syncPill.text())
        self.shot("a-transmettre")
        self.press("Enter")

    def _transmit(self) -> None:
        self._press_sync()
        wait_until(lambda: self._day.desk.view().sync.waiting == 0, "everything transmitted")
        settle()
        self.shot("tout-est-transmis")

    def _end_of_day(self) -> None:
        self.press("F12")
        self.shot("etat-de-travail")
        self.press("7")
        self.shot("fin-de-journee")
        self.press("Enter")
        wait_until(lambda: self._desktop.window is None, "the end of the day")
        self.shot("a-demain")

    def _supervise(self) -> None:
        self._sign_in(*self._demonstration.supervisor)
        window = self._desktop.window
        if not isinstance(window, SupervisorDay):
            raise NotThere("the supervisor's window")
        page = window.board.page_of("board")
        wait_until(lambda: isinstance(page, BoardPage) and page.campaigns.model.rowCount() > 0, "the figures")
        self.shot("tableau-de-bord")


def differences(demonstration: "Demonstration", played: list[Played]) -> list[str]:
    """What the database holds otherwise than the script says, in words; read by plain SQL."""
    found = []
    for one in (expected for scene in played for expected in scene.expected):
        disposition, result = _row(demonstration, one.case_id)
        if disposition != one.disposition:
            found.append(f"{one.case_id} : {disposition} au lieu de {one.disposition}")
        for name, value in one.result.items():
            held = result.get(name)
            if name == "changes":
                held = [change["field"] for change in held or ()]
            if held != value:
                found.append(f"{one.case_id} : {name} = {held} au lieu de {value}")
    return found


def _row(demonstration: "Demonstration", case_id: UUID) -> tuple[str, dict[str, Any]]:
    rows = demonstration.rows("SELECT disposition, result FROM app.call_case WHERE id = %s", case_id)
    return rows[0][0], rows[0][1]


def export(demonstration: "Demonstration", folder: Path, say: Callable[[str], None]) -> None:
    """The results of each campaign for its organisme, as its manager exports them."""
    from cnmas_desktop.domain.campaigns import catalogue
    from cnmas_desktop.services.exporting import export_results

    shipped = {campaign.code: campaign for campaign in catalogue()}
    ready = demonstration.rows("SELECT DISTINCT campaign, organisme FROM app.call_case WHERE result_at IS NOT NULL ORDER BY 1, 2")
    with demonstration.manage() as gateway:
        for campaign, organisme in ready:
            path = folder / f"resultats-{campaign}-{organisme}.csv"
            report = export_results(gateway, shipped[campaign], organisme, path)
            say(f"  {path.name} : lot {report.lot}, {report.lines} lignes")


def pass_on(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """What Qt has to say, as it says it, but that one sentence."""
    if message != NO_SIZE_HINTS:
        sys.stderr.write(qFormatLogMessage(kind, context, message) + "\n")


def run_tour(
    make_demonstration: Callable[[], "Demonstration"],
    folder: Path,
    say: Callable[[str], None],
    *,
    look: str = "light",
    scale: float = 1.0,
) -> int:
    """Play the tour into `folder` and print what was done and what the database holds: 0 when they agree."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    began = monotonic()
    folder.mkdir(parents=True, exist_ok=True)
    for old in (*folder.glob("[0-9][0-9]-*.png"), *folder.glob("resultats-*.csv")):
        old.unlink()
    centre = make_demonstration()
    running = application()
    phone = Telephone(running)
    broken: list[BaseException] = []
    theme = dress(running, Preferences(look=look, scale=scale), language="fr")
    wrong: list[str] = []
    told = qInstallMessageHandler(pass_on)
    tour = Tour(theme, centre, folder, say)
    hook, sys.excepthook = sys.excepthook, lambda kind, error, trace: broken.append(error)
    try:
        say("Appels :")
        tour.run()
        tour.close()
        say("Résultats pour les organismes :")
        export(centre, folder, say)
        wrong = differences(centre, tour.played)
        say("Dans la base :")
        for name, count in _counts(centre):
            say(f"  {name} : {count}")
    except NotThere as missing:
        broken.append(missing)
    finally:
        sys.excepthook = hook
        qInstallMessageHandler(told)
        for error in broken:
            traceback.print_exception(error)
        centre.close()
    for line in wrong:
        say(f"Différence : {line}")
    pictures = len(list(folder.glob("*.png")))
    say(f"{len(tour.played)} appels, {phone.dialled} numéros composés, {pictures} images dans {folder}, {monotonic() - began:.0f} s.")
    return 1 if wrong or broken else 0


def _counts(centre: "Demonstration") -> list[tuple[str, int]]:
    return [
        *((f"événements {kind}", count) for kind, count in centre.rows("SELECT type, count(*) FROM app.event GROUP BY 1 ORDER BY 1")),
        *((f"dossiers {state}", count) for state, count in centre.rows("SELECT state, count(*) FROM app.call_case GROUP BY 1 ORDER BY 1")),
        *((name, count) for name, count in centre.rows(
            "SELECT 'en quarantaine', count(*) FROM app.quarantine"
            " UNION ALL SELECT 'signalés', count(*) FROM app.event WHERE status = 'flagged'"
            " UNION ALL SELECT 'lots exportés', count(*) FROM app.export_lot"
        )),
    ]  # fmt: skip
