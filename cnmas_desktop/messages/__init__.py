"""What the program says when the world is at fault: one plain French sentence each, with what to do.

Lower layers raise `KnownError(code, **params)`; the code is a key of `MESSAGES`. The window translates the template
(context "messages" of Qt Linguist), the command line prints the French. To add one: an entry in the module of its subject
(`access`, `call`, `centre`, `configuration`, `events`, `importing`, `online`, `queue`), in the section it belongs to. Each code is given once;
`tests/test_messages.py` holds that.
"""

from cnmas_desktop.messages import access, call, centre, configuration, events, importing, online, queue

MESSAGES: dict[str, str] = {
    **access.MESSAGES,
    **call.MESSAGES,
    **centre.MESSAGES,
    **configuration.MESSAGES,
    **events.MESSAGES,
    **importing.MESSAGES,
    **online.MESSAGES,
    **queue.MESSAGES,
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
