"""The grid of a review in words: the same on the supervisor's page and on the agent's."""

from cnmas_desktop.gui.agent.texts import tr
from cnmas_desktop.services.quality import GRID


def grid_words() -> dict[str, str]:
    """What is looked at, in the order of the grid."""
    words = (
        tr("Identité vérifiée"), tr("Mention lue"), tr("Mots du script"), tr("Réponses notées"), tr("Courtoisie"), tr("Bonne issue"),
    )  # fmt: skip
    return dict(zip(GRID, words, strict=True))


def mark_words() -> dict[str, str]:
    """The marks."""
    return {"good": tr("Bien"), "to_improve": tr("À améliorer"), "not_seen": tr("Pas vu")}
