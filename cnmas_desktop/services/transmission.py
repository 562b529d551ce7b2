"""What becomes of a result that was not simply received, and what the agent does about it: one sentence a line of the list."""

from cnmas_desktop.messages import MESSAGES
from cnmas_desktop.services.syncing import SyncState
from cnmas_desktop.services.views import Message


def next_step(status: str, reason: str | None, sync: SyncState) -> Message | None:
    """`status` and `reason` as of `views.OutboxLine`; a reason that a newer centre gives has the words of its status."""
    if status == "received":
        return None
    if status == "waiting":
        state = "refused" if sync.problem is not None else "online" if sync.online else "offline"
        return Message(f"next.waiting_{state}")
    code = f"next.{reason}"
    return Message(code if code in MESSAGES else f"next.{status}")
