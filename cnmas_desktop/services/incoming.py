"""Somebody calls in who is in none of the agent's own cases (trade section 2): the centre is asked, with all three of number, name
and birth date; where it opens nothing or cannot be asked, a slip tells whoever holds the case.
"""

from collections.abc import Callable, Collection
from typing import Protocol
from uuid import UUID

from cnmas_desktop.domain.cells import one_line
from cnmas_desktop.domain.events import EventDraft, EventType
from cnmas_desktop.domain.interview_answers import date_said
from cnmas_desktop.domain.phone_numbers import normalise
from cnmas_desktop.local.ledger import Ledger
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.centre_line import CentreLine
from cnmas_desktop.services.syncing import SyncState
from cnmas_desktop.sync.online import Caller

LONGEST_NAME = 120


class Incoming(Protocol):
    """What the window asks about somebody who calls in."""

    def online(self) -> bool:
        """Whether the centre can be asked."""
        ...

    def looking_up(self, number: str, name: str, birth: str) -> Callable[[], tuple[UUID, ...]]:
        """What asks the centre for the caller: blocking, for the thread that syncs. It returns the cases now held here, the first to
        open first, or raises KnownError.

        KnownError at once for what is no number, no name or no whole date; `call.in_progress`, `incoming.offline`."""
        ...

    def leave_slip(self, number: str) -> None:
        """Tell whoever holds a case of this number that the person called, durably. KnownError `cell.phone.*`, `store.*`."""
        ...


class DeskIncoming:
    """`Incoming` on one open store."""

    def __init__(
        self, ledger: Ledger, line: CentreLine | None, sync_state: Callable[[], SyncState], in_call: Callable[[], Collection[UUID]]
    ) -> None:
        """`in_call`: the cases of a call under way, beside which no other is opened, so that none is looked for."""
        self._ledger, self._line, self._sync_state, self._in_call = ledger, line, sync_state, in_call

    def online(self) -> bool:
        return self._line is not None and self._sync_state().online

    def looking_up(self, number: str, name: str, birth: str) -> Callable[[], tuple[UUID, ...]]:
        caller = read_caller(number, name, birth)
        if self._in_call():
            raise KnownError("call.in_progress")
        if self._line is None or not self.online():
            raise KnownError("incoming.offline")
        line = self._line
        return lambda: line.look_up(caller)

    def leave_slip(self, number: str) -> None:
        self._ledger.record([EventDraft(EventType.INCOMING_SLIP, None, {"number": normalise(one_line(number))})])


def read_caller(number: str, name: str, birth: str) -> Caller:
    """The three that a look-up needs. KnownError `cell.phone.*`, `incoming.no_name`, `incoming.birth`."""
    e164 = normalise(one_line(number))
    said = one_line(name)
    if not said or len(said) > LONGEST_NAME:
        raise KnownError("incoming.no_name")
    born = date_said(birth)
    if born is None:
        raise KnownError("incoming.birth")
    return Caller(e164, said, born)
