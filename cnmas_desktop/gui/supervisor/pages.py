"""Which pages a person is given, by what they are; the order is that of their keys.

To add one: its module, and a line here. Its code, under which other pages send the person to it, is its object name.
"""

from cnmas_desktop.gui.supervisor.agents_page import AgentsPage
from cnmas_desktop.gui.supervisor.audit_page import AuditPage
from cnmas_desktop.gui.supervisor.authorisations_page import AuthorisationsPage
from cnmas_desktop.gui.supervisor.board_page import BoardPage
from cnmas_desktop.gui.supervisor.campaign_page import CampaignPage
from cnmas_desktop.gui.supervisor.cases_page import CasesPage
from cnmas_desktop.gui.supervisor.decisions_page import DecisionsPage
from cnmas_desktop.gui.supervisor.export_page import ExportPage
from cnmas_desktop.gui.supervisor.import_page import ImportPage
from cnmas_desktop.gui.supervisor.manual_page import ManualPage
from cnmas_desktop.gui.supervisor.messages_page import MessagesPage
from cnmas_desktop.gui.supervisor.page import Page, Surroundings
from cnmas_desktop.gui.supervisor.quality_page import QualityPage
from cnmas_desktop.gui.supervisor.slips_page import SlipsPage
from cnmas_desktop.services.room import Room


def pages_of(room: Room, around: Surroundings) -> tuple[Page, ...]:
    """The pages of one person, each named by its code."""
    made: dict[str, Page] = {}
    if room.kind == "supervisor":
        made["board"] = BoardPage(room.board, around)
        made["campaign"] = CampaignPage(room.figures, room.steering, around)
        made["agents"] = AgentsPage(room.board, room.steering, around)
        made["cases"] = CasesPage(room.board, room.figures, room.steering, room.quality, around)
        made["decisions"] = DecisionsPage(room.steering, around)
        made["messages"] = MessagesPage(room.steering, around)
        made["quality"] = QualityPage(room.quality, around)
        made["slips"] = SlipsPage(room.steering, around)
    elif room.kind == "manager":
        made["import"] = ImportPage(room.management, around)
        made["export"] = ExportPage(room.management, around)
        made["authorisations"] = AuthorisationsPage(room.management.authorisations, around)
    else:
        made["audit"] = AuditPage(room.auditing, around)
        made["authorisations"] = AuthorisationsPage(room.auditing.authorisations, around)
    made["manual"] = ManualPage(around)
    for code, page in made.items():
        page.setObjectName(code)
    return tuple(made.values())
