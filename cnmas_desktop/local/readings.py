"""What the agent is to have read: messages of supervisors, campaign versions that replaced another; and whom a case may be confided to.

Kept beside what the centre said last (`local.standing`). What is read here counts at once (`local.ledger` notes it with the event).
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
import json
from uuid import UUID

from sqlalchemy import Connection, delete, select

from cnmas_desktop.domain.events import EventDraft, EventType
from cnmas_desktop.local import standing
from cnmas_desktop.local.database import Link
from cnmas_desktop.local.ledger import MESSAGE_READ, SCRIPT_KNOWN, Ledger
from cnmas_desktop.local.schema import campaign_versions, meta
from cnmas_desktop.sync.protocol import Colleagues, HelloAnswer, Notice, Review, VersionRef

MESSAGES, SCRIPTS, COLLEAGUES, COLLEAGUES_AT, REVIEWS = "messages", "scripts", "colleagues", "colleagues_at", "reviews"
COLLEAGUES_LAST = timedelta(minutes=5)
"""Who is at work is told with them."""


class Readings:
    """On the main link. KnownError as `Link.writing` and `Ledger.record`."""

    def __init__(self, link: Link, ledger: Ledger) -> None:
        self._link, self._ledger = link, ledger

    def messages(self) -> tuple[Notice, ...]:
        """What has been delivered, the latest first, with what was read here."""
        with self._link.reading() as connection:
            kept = standing.read(connection, MESSAGES) or []
            read = _noted(connection, MESSAGE_READ)
        return tuple(
            Notice(
                id=UUID(one["id"]),
                sender=one["sender"],
                text=one["text"],
                at=datetime.fromisoformat(one["at"]),
                ends=datetime.fromisoformat(one["ends"]),
                read=one["read"] or one["id"] in read,
            )
            for one in kept
        )

    def read_message(self, message: UUID) -> None:
        """Durably: the agent has read it."""
        self._ledger.record([EventDraft(EventType.MESSAGE_READ, None, {"message": str(message)})])

    def scripts(self) -> Mapping[str, tuple[str, str]]:
        """Campaigns whose version changed since the agent last knew it: code -> (version known, version now)."""
        with self._link.reading() as connection:
            known = _noted(connection, SCRIPT_KNOWN)
            now: Mapping[str, str] = standing.read(connection, SCRIPTS) or {}
            here = set(map(tuple, connection.execute(select(campaign_versions.c.code, campaign_versions.c.version))))
        changed = {code: (known[code], version) for code, version in now.items() if known.get(code, version) != version}
        return {code: pair for code, pair in changed.items() if {(code, pair[0]), (code, pair[1])} <= here}

    def read_script(self, campaign: str, version: str) -> None:
        """Durably: the agent knows what this version says."""
        self._ledger.record([EventDraft(EventType.SCRIPT_READ, None, {"campaign": campaign, "version": version})])

    def colleagues(self) -> tuple[Colleagues, datetime | None]:
        """As the centre said last, and when; nobody before the first contact."""
        with self._link.reading() as connection:
            kept, at = standing.read(connection, COLLEAGUES), standing.read(connection, COLLEAGUES_AT)
        if not kept or not at:
            return Colleagues(), None
        known = Colleagues(kept["people"], tuple(kept["teams"]), tuple(kept["skills"]), kept.get("present", {}))
        return known, datetime.fromisoformat(at)

    def reviews(self) -> tuple[Review, ...]:
        """Of the agent's interviews, as the centre said last, the latest first."""
        with self._link.reading() as connection:
            kept = standing.read(connection, REVIEWS) or []
        return tuple(
            Review(**one | {"held_at": datetime.fromisoformat(one["held_at"]), "at": datetime.fromisoformat(one["at"])}) for one in kept
        )


def note_hello(connection: Connection, answer: HelloAnswer) -> None:
    """Keep the messages and the versions in force, inside the transaction under way; what has ended is forgotten."""
    messages = [asdict(one) | {"id": str(one.id), "at": one.at.isoformat(), "ends": one.ends.isoformat()} for one in answer.messages]
    standing.write(connection, MESSAGES, messages)
    standing.write(connection, SCRIPTS, {one.code: one.version for one in answer.campaigns})
    delivered = [MESSAGE_READ + one["id"] for one in messages]
    connection.execute(delete(meta).where(meta.c.name.startswith(MESSAGE_READ), meta.c.name.not_in(delivered)))


def note_version(connection: Connection, version: VersionRef) -> None:
    """The first version of a campaign is no change; inside the transaction under way."""
    if version.code not in _noted(connection, SCRIPT_KNOWN):
        standing.write(connection, SCRIPT_KNOWN + version.code, version.version)


def colleagues_due(connection: Connection, now: datetime) -> bool:
    kept = standing.read(connection, COLLEAGUES_AT)
    return kept is None or not timedelta() <= now - datetime.fromisoformat(kept) < COLLEAGUES_LAST


def note_colleagues(connection: Connection, colleagues: Colleagues, reviews: Iterable[Review], now: datetime) -> None:
    standing.write(connection, COLLEAGUES, asdict(colleagues))
    standing.write(connection, REVIEWS, [asdict(one) | {"held_at": one.held_at.isoformat(), "at": one.at.isoformat()} for one in reviews])
    standing.write(connection, COLLEAGUES_AT, now.isoformat())


def _noted(connection: Connection, prefix: str) -> dict[str, str]:
    rows = connection.execute(select(meta).where(meta.c.name.startswith(prefix)))
    return {row.name.removeprefix(prefix): json.loads(row.value) for row in rows}
