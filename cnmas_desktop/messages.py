"""What the program says when the world is at fault: one plain French sentence each, with what to do.

Lower layers raise `KnownError(code, **params)`; the code is a key of `MESSAGES`. The window translates the template
(context "messages" of Qt Linguist), the command line prints the French. To add one: an entry here, in the section of its subject.
`QT_TRANSLATE_NOOP` only marks a text for lupdate; defined here so that this module imports nothing.
"""


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802 - the name that lupdate looks for
    """Mark `text` for Qt Linguist and return it unchanged."""
    return text


MESSAGES: dict[str, str] = {
    # sign-in
    "sign_in.refused": QT_TRANSLATE_NOOP("messages", "Identifiant ou mot de passe incorrect, ou mot de passe expiré."),
    "sign_in.first_needs_centre": QT_TRANSLATE_NOOP(
        "messages", "La première connexion sur ce poste demande le réseau : le centre ne répond pas. Réessayez plus tard."
    ),
    "centre.unreachable": QT_TRANSLATE_NOOP(
        "messages", "Le centre ne répond pas. Vérifiez le réseau, puis réessayez ; votre travail reste enregistré."
    ),
    "centre.busy": QT_TRANSLATE_NOOP("messages", "Le centre est très sollicité. Le poste réessaiera de lui-même dans un instant."),
    # store
    "store.in_use": QT_TRANSLATE_NOOP("messages", "L'application est déjà ouverte sur ce poste pour cette personne. Utilisez la fenêtre ouverte."),
    "store.damaged": QT_TRANSLATE_NOOP(
        "messages", "Les données de ce poste sont endommagées. Elles ont été mises de côté sans être effacées ; prévenez l'assistance."
    ),
    "store.disk_full": QT_TRANSLATE_NOOP("messages", "Non enregistré : le disque est plein. Gardez cette page ouverte."),
    # events
    "event.text_refused": QT_TRANSLATE_NOOP(
        "messages", "Ce texte est trop long ou contient un caractère interdit. Raccourcissez-le, puis enregistrez de nouveau."
    ),
}


class KnownError(Exception):
    """A fault of the world, to be shown as one sentence. `code` is a key of `MESSAGES`; `params` fill its template."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        return french(self.code, **self.params)


def french(code: str, **params: object) -> str:
    """The French sentence of `code`. An unknown code is our fault: KeyError."""
    return MESSAGES[code].format(**params)
