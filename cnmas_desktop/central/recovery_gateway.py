"""What the operator does at the centre with opened journals: read what was brought, push events under their authors' names."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from cnmas_desktop.central.connection import known_faults
from cnmas_desktop.sync.protocol import AnswerStatus, EventAnswer

if TYPE_CHECKING:
    import psycopg


class RecoveryGateway:
    """Over the operator's connection (autocommit), which the caller closes."""

    def __init__(self, operator: "psycopg.Connection[Any]") -> None:
        self._operator = operator

    def deposits(self) -> Iterator[tuple[str, bytes]]:
        """(hash, blob) of every sealed deposit not opened yet, oldest first; those whose time is over are erased."""
        with known_faults():
            self._operator.execute("SELECT app.sweep_deposits()")
            hashes = self._operator.execute("SELECT sha256 FROM app.sealed_deposit WHERE opened_at IS NULL ORDER BY received_at").fetchall()
        for (digest,) in hashes:
            with known_faults():
                row = self._operator.execute("SELECT blob FROM app.sealed_deposit WHERE sha256 = %s", (digest,), binary=True).fetchone()
            if row is not None:
                yield digest, bytes(row[0])

    def waiting(self) -> tuple[int, datetime | None]:
        """How many sealed deposits nobody has opened yet, and since when the oldest waits."""
        with known_faults():
            row = self._operator.execute("SELECT count(*), min(received_at) FROM app.sealed_deposit WHERE opened_at IS NULL").fetchone()
        return row or (0, None)

    def note_opened(self, digest: str) -> None:
        with known_faults():
            self._operator.execute("UPDATE app.sealed_deposit SET opened_at = coalesce(opened_at, now()) WHERE sha256 = %s", (digest,))

    def push(self, author: str, device: UUID, texts: Sequence[str], *, register: bool) -> tuple[EventAnswer, ...]:
        """As `AgentGateway.push` under the name of `author`. `register` a device that the centre does not know.

        KnownError `centre.refused`: nobody of that name, another's device, or an unknown one."""
        with known_faults():
            row = self._operator.execute("SELECT app.recover_events(%s, %s, %b, %s)", (author, device, list(texts), register)).fetchone()
        if row is None:
            raise AssertionError("a function without an answer")
        return tuple(
            EventAnswer(UUID(one["event_id"]) if one["event_id"] else None, AnswerStatus(one["status"]), one["reason"]) for one in row[0]
        )
