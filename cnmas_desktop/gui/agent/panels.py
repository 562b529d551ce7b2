"""The panels of the agent's window by name, and what opens each."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from cnmas_desktop.gui.agent.agenda_panel import AgendaPanel
from cnmas_desktop.gui.agent.answers_panel import AnswersPanel
from cnmas_desktop.gui.agent.authorisation_panel import AuthorisationPanel
from cnmas_desktop.gui.agent.callback_panel import CallbackPanel
from cnmas_desktop.gui.agent.change_panel import ChangePanel
from cnmas_desktop.gui.agent.choice_panel import ChoicePanel
from cnmas_desktop.gui.agent.correction_panel import CorrectionPanel
from cnmas_desktop.gui.agent.day_calls_panel import DayCallsPanel
from cnmas_desktop.gui.agent.day_end_panel import DayEndPanel
from cnmas_desktop.gui.agent.day_start_panel import DayStartPanel
from cnmas_desktop.gui.agent.hand_over_panel import HandOverPanel
from cnmas_desktop.gui.agent.incoming_panel import IncomingPanel
from cnmas_desktop.gui.agent.keys_panel import KeysPanel
from cnmas_desktop.gui.agent.notices_panel import NoticesPanel
from cnmas_desktop.gui.agent.outbox_panel import OutboxPanel
from cnmas_desktop.gui.agent.panel import Panel
from cnmas_desktop.gui.agent.request_panel import RequestPanel
from cnmas_desktop.gui.agent.reveal_card import RevealCard
from cnmas_desktop.gui.agent.reviews_panel import ReviewsPanel
from cnmas_desktop.gui.agent.state_panel import StatePanel
from cnmas_desktop.services.views import CallView, OptionView

PANELS: dict[str, Callable[[QWidget], Panel]] = {
    "choice": ChoicePanel,
    "callback": CallbackPanel,
    "request": RequestPanel,
    "change": ChangePanel,
    "authorisation": AuthorisationPanel,
    "hand_over": HandOverPanel,
    "incoming": IncomingPanel,
    "answers": AnswersPanel,
    "outbox": OutboxPanel,
    "keys": KeysPanel,
    "state": StatePanel,
    "day_start": DayStartPanel,
    "day_end": DayEndPanel,
    "day_calls": DayCallsPanel,
    "correction": CorrectionPanel,
    "reveal": RevealCard,
    "agenda": AgendaPanel,
    "notices": NoticesPanel,
    "reviews": ReviewsPanel,
}
"""The panels, each made when it is first opened: the window is on screen before any of them exists."""
CONSULTED = frozenset({"keys", "answers", "comfort", "manual", "reviews"})
"""Read or set in passing: what they cover comes back as it was left."""
PANEL_OF_FORM: Mapping[str, str] = {name: name for name in ("callback", "request", "change", "authorisation", "hand_over", "reveal")}
"""Forms with a panel of their own; the others are choices in a list."""
PANEL_OF_KEY: Mapping[str, str] = {
    "F1": "keys", "F9": "answers", "Ctrl+F1": "manual", "Ctrl+F": "incoming", "Ctrl+G": "agenda", "Ctrl+H": "day_calls", "Ctrl+K": "comfort", "Ctrl+M": "notices", "Ctrl+R": "reviews", "Ctrl+T": "outbox", "Ctrl+Z": "correction",
}  # fmt: skip


def form_of_step(call: CallView | None) -> OptionView | None:
    """A step that is a form of its own: the option that its panel answers."""
    options = call.options if call is not None else ()
    return next((option for option in options if option.primary and option.form in PANEL_OF_FORM), None)
