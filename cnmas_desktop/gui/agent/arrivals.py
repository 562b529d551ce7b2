"""What a sync brought to read, said once on the line over the window; the focus stays where it is."""

from uuid import UUID

from cnmas_desktop.gui.agent.texts import tr, with_keys
from cnmas_desktop.services.notices import AgentNotices

LONGEST = 140
"""Characters of a message on the line; the page has the rest."""


class Arrivals:
    """Remembers what was announced."""

    def __init__(self) -> None:
        self._told: set[UUID | str] = set()

    def line(self, notices: AgentNotices) -> str:
        """The line to say now, empty when there is nothing new."""
        messages = [one for one in notices.messages() if not one.read and one.id not in self._told]
        scripts = [one for one in notices.scripts() if one.campaign not in self._told]
        self._told.update(one.id for one in messages)
        self._told = {one for one in self._told if isinstance(one, UUID)} | {one.campaign for one in notices.scripts()}
        if len(messages) + len(scripts) > 1:
            return with_keys(tr("{count} messages ou consignes à lire : Ctrl+M.")).format(count=len(messages) + len(scripts))
        if scripts:
            return with_keys(tr("La consigne « {campaign} » a changé : Ctrl+M pour la lire.")).format(campaign=scripts[0].title)
        if messages:
            text = messages[0].text
            shown = text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"
            return with_keys(tr("{sender} : « {text} » Ctrl+M pour dire que vous l'avez lu.")).format(sender=messages[0].sender, text=shown)
        return ""
