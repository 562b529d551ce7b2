"""Makes the pictures of the manuals, run by `python3 tasks.py pictures`: the program itself, offscreen, on a demonstration of its own.

It is led by keys like the tour, once in each language, while two colleagues work at desks of their own; nobody on the pictures exists.
A picture goes to resources/manuals/<language>/pictures, in few colours and no wider than a page is read; a manual names it by that
relative path. The French board goes, as large as it is, to the README's pictures too.
"""

from collections import Counter
from pathlib import Path
from random import Random
import subprocess
import sys
import tempfile
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from cnmas_desktop.bootstrap import Demonstration, demonstration
from cnmas_desktop.config import Config, Limits
from cnmas_desktop.credentials import DemoKeyring
from cnmas_desktop.domain.world import SystemClock, World
from cnmas_desktop.gui.app import dress
from cnmas_desktop.gui.driver import NotThere, Telephone, settle, wait_until
from cnmas_desktop.gui.preferences import Preferences
from cnmas_desktop.gui.session_window import SupervisorDay
from cnmas_desktop.gui.supervisor.agents_page import AgentsPage
from cnmas_desktop.gui.supervisor.board_page import BoardPage
from cnmas_desktop.gui.supervisor.campaign_page import CampaignPage
from cnmas_desktop.gui.supervisor.decisions_page import DecisionsPage
from cnmas_desktop.gui.supervisor.steering_panel import AFTER_A_CHANGE_MS
from cnmas_desktop.gui.supervisor.window import SupervisorWindow
from cnmas_desktop.gui.theme import Theme, application
from cnmas_desktop.gui.tour import Tour
from cnmas_desktop.services.casebook import Casebook
from cnmas_desktop.services.sessions import AgentSession
from cnmas_desktop.services.sign_in import SignIn, Workstation
from cnmas_desktop.services.virtual_agent import VirtualAgent

Shown = TypeVar("Shown")
ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("fr", "en")
WIDTH = 1024
"""Of a picture, in pixels; a page shows it no wider than its text."""
COLOURS = 256
ALIKE = 0xFFF0F0F0
"""Of colours that are the same but for the last four bits of a channel, the one that is seen most stands for all."""
CALLS_BEFORE = 12
CALLS_OF_A_COLLEAGUE = 18
REASONS = {"fr": "Camille est absente aujourd'hui", "en": "Camille is away today"}


class Pictures(Tour):
    """A day of one agent and of her supervisor, with a picture of what a manual tells of."""

    def __init__(self, theme: Theme, demonstration: Demonstration, folder: Path, language: str, desks: Path) -> None:
        """`desks`: a folder for the workstations of the colleagues."""
        super().__init__(theme, demonstration, folder, say)
        self._reason, self._desks = REASONS[language], desks
        self._readme = ROOT / "packaging/screenshots/supervisor.png" if language == "fr" else None

    def shot(self, name: str) -> None:
        """Only what `keep` names is kept."""

    def keep(self, name: str) -> None:
        settle(100)
        seen = self._desktop.frame.grab().toImage()
        few(seen.scaledToWidth(WIDTH, Qt.TransformationMode.SmoothTransformation)).save(str(self._folder / f"{name}.png"))
        self._say(f"  {name}")

    def run(self) -> None:
        self._sign_in(*self._demonstration.agents[0])
        wait_until(lambda: self._day.desk.view().sync.online, "the centre")
        self.keep("day-start")
        self.press("Enter")
        for number in range(CALLS_BEFORE):
            self._call(number)
        self._transmit()
        self.press("Esc")
        wait_until(lambda: self._day.agent.ui.syncPill.property("tone") == "success", "everything transmitted, in the window too")
        self.keep("ready")
        self._to_notice()
        self.keep("notice")
        self.press("1")
        self._until("offer")
        self.press("3")
        self._until("follow_up")
        self.keep("follow-up")
        self.press("Enter", "Enter")
        self.press("Ctrl+G")
        self.keep("agenda")
        self.press("Esc")
        self._network(online=False)
        self.press("Esc")
        self._no_answer()
        self._refused()
        self._to_notice()
        self.keep("offline")
        self.press("2", "Enter")
        self._late()
        for login, password in self._demonstration.agents[1:]:
            self._colleague(login, password)
        self._supervise()

    def _colleague(self, login: str, password: str) -> None:
        """Another agent's work at a desk of their own, through the same services; chance is the same each time."""
        home, chance = self._desks / login, Random(login)
        few_at_once = Limits(lease_size=CALLS_OF_A_COLLEAGUE + 2)
        workstation = Workstation(home, DemoKeyring(home), World(SystemClock(), chance), limits=few_at_once)
        session = SignIn(self._demonstration.centre_url, workstation).sign_in(login, password)
        if not isinstance(session, AgentSession):
            raise NotThere("an agent")
        session.sign_undertaking()
        session.syncer.run()
        colleague = VirtualAgent(session.desk, Casebook(session.database.main), chance)
        for _ in range(CALLS_OF_A_COLLEAGUE):
            colleague.call()
        for _ in range(2):  # the second one tells that nothing is left to transmit
            session.syncer.run()
        session.close()

    def _late(self) -> None:
        """What she could not send comes after her cases were released: somebody has to decide."""
        self.close()
        self._demonstration.network.cut = False
        self._desktop = self._open_window()
        room = self._room()
        page = self._turn_to(room, "Ctrl+3", AgentsPage)
        wait_until(page.ui.shareButton.isEnabled, "the agents")
        self.press("L")
        self._wait_for_preview(room)
        self.press("Down")
        self._wait_for_preview(room)
        room.steering.ui.reason.setFocus()
        self.type(self._reason)
        self.press("Ctrl+Enter")
        wait_until(lambda: room.ui.pages.front is page, "the end of the act")
        self.close()
        self._desktop = self._open_window()
        self._sign_in(*self._demonstration.agents[0])
        self.press("Enter")
        self._transmit()
        self.close()
        self._desktop = self._open_window()

    def _supervise(self) -> None:
        room = self._room()
        board = room.page_of("board")
        if not isinstance(board, BoardPage):
            raise NotThere("the board")
        wait_until(lambda: board.campaigns.model.rowCount() > 0, "the figures")
        self.keep("board")
        if self._readme is not None:
            few(self._desktop.frame.grab().toImage()).save(str(self._readme))
        board.campaigns.go_to(lambda row: row.campaign == "MTDENTS")
        self.press("Enter")
        wait_until(lambda: isinstance(room.page, CampaignPage), "the campaign")
        settle(1000)
        self.keep("campaign")
        decisions = self._turn_to(room, "Ctrl+5", DecisionsPage)
        wait_until(lambda: decisions.waiting.model.rowCount() > 0, "what waits for a decision")
        self.keep("decisions")
        page = self._turn_to(room, "Ctrl+3", AgentsPage)
        wait_until(page.ui.shareButton.isEnabled, "the agents")
        self.press("D")
        self._wait_for_preview(room)
        self.keep("share")
        self.press("Esc")

    def _room(self) -> SupervisorWindow:
        self._sign_in(*self._demonstration.supervisor)
        if not isinstance(day := self._desktop.window, SupervisorDay):
            raise NotThere("the supervisor's window")
        return day.board

    def _turn_to(self, room: SupervisorWindow, key: str, kind: type[Shown]) -> Shown:
        self.press(key)
        if not isinstance(room.page, kind):
            raise NotThere(kind.__name__)
        return room.page

    def _wait_for_preview(self, room: SupervisorWindow) -> None:
        wait_until(lambda: room.ui.pages.front is room.steering, "the panel")
        settle(AFTER_A_CHANGE_MS)
        wait_until(room.steering.ui.runButton.isEnabled, "what the act would touch")

    # the calls

    def _call(self, number: int) -> None:
        if number % 4 == 3:
            self._called_back(number)
        else:
            (self._no_answer, self._refused, self._accepted)[number % 4]()

    def _no_answer(self) -> None:
        self.press("F2", "2", "Enter")

    def _refused(self) -> None:
        self._to_notice()
        self.press("2", "Enter")

    def _called_back(self, number: int) -> None:
        self._to_notice()
        self.press("3", str(1 + number // 4), "Enter", "Enter")

    def _accepted(self) -> None:
        """One outcome for each child, where there are several."""
        self._to_notice()
        self.press("1")
        for _ in range(self.call.household[1]):
            self._until("offer")
            self.press("1")
            if self.call.step == "offer":
                self.press("1")
            self._until("follow_up")
            self.press("Enter")
        self.at("ending")
        self.press("Enter")

    def _to_notice(self) -> None:
        self.press("F2", "1", "1")
        self.at("identity")
        self.type(self.said_for_identity())
        self.press("Enter")
        self.at("notice")

    def _until(self, step: str) -> None:
        """Through the sentences of the script."""
        while self.call.step == "script":
            self.press("Enter")
        self.at(step)


def few(picture: QImage) -> QImage:
    """The same in few colours: what is drawn flat stays flat, no hue is lost, and the file is small."""
    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    table: dict[int, int] = {}
    for colour, _ in Counter(memoryview(plain.constBits()).cast("I")).most_common():
        table.setdefault(colour & ALIKE, colour)
        if len(table) == COLOURS:
            break
    return plain.convertToFormat(QImage.Format.Format_Indexed8, list(table.values()), Qt.ImageConversionFlag.ThresholdDither)


def make(language: str, folder: Path) -> None:
    """All pictures in one language; NotThere where the program does not show what it should."""
    running = application()
    phone = Telephone(running)
    theme = dress(running, Preferences(look="light"), language=language)
    with tempfile.TemporaryDirectory() as home:
        centre = demonstration(Config(home=Path(home)), fresh=True, say=say)
        try:
            folder.mkdir(exist_ok=True)
            pictures = Pictures(theme, centre, folder, language, Path(home) / "desks")
            pictures.run()
            pictures.close()
        finally:
            centre.close()
            phone.hang_up()


def say(sentence: str) -> None:
    print(sentence, flush=True)


def main() -> int:
    """Each language in a process of its own, for an application has one."""
    if len(sys.argv) > 1:
        make(sys.argv[1], ROOT / "resources/manuals" / sys.argv[1] / "pictures")
        return 0
    return max(subprocess.call([sys.executable, __file__, language]) for language in LANGUAGES)


if __name__ == "__main__":
    sys.exit(main())
