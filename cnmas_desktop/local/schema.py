"""The tables of the local store.

To change one: change it here, raise `SCHEMA_VERSION`, add a migration under `migrations/versions/` that makes the same change (a test
compares the two), and extend the reader. Sealed event texts are never migrated: they keep the bytes they were sealed with.

Instants are integers, microseconds since 1970 in UTC; ids are 32 hexadecimal digits, whose order is that of the centre's uuid.
"""

from datetime import UTC, datetime, timedelta

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    text,
)

SCHEMA_VERSION = 1
MIGRATION = "0001"

metadata = MetaData()

cases = Table(
    "cases",
    metadata,
    Column("case_id", String(32), primary_key=True),
    Column("person_id", String(32), nullable=False),
    Column("campaign", Text, nullable=False),
    Column("version", Text, nullable=False),
    # Of the number that would be dialled: it says when the law lets the person be called.
    Column("zone", Text, nullable=False),
    # As searched when somebody calls in: without case or accents.
    Column("name", Text, nullable=False),
    Column("state", Text, nullable=False),
    # 1 while the queue may offer it: a callable state under a lease that has not been withdrawn.
    Column("open", Integer, nullable=False),
    Column("queue_class", Integer, nullable=False),
    Column("callable_from", Integer, nullable=False),
    Column("seeded_key", Integer, nullable=False),
    Column("blocked_until", Integer),
    Column("blocked_reason", Text),
    Column("callback_at", Integer),
    Column("callback_kind", Text),
    # What the last call that ended here found (`made_calls.CaseBefore`, as a JSON list).
    Column("before", Text),
    # What calls made here have changed of the payload since it came (`payloads.changes`).
    Column("changed", Text),
    Column("interrupted_step", Text),
    Column("lease_id", String(32), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("until", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    # Why the lease ended before `until`: the centre's reason, or "ended" once the centre no longer lists it.
    Column("withdrawn", Text),
    # When it was first worked on here on the last day that it was: what never was need not be kept until the evening.
    Column("worked_at", Integer),
    Column("payload_id", Integer, nullable=False),
)
# The order of the queue: the next case is the first entry of its class.
Index(
    "cases_queue",
    cases.c.queue_class,
    cases.c.callable_from,
    cases.c.seeded_key,
    cases.c.case_id,
    sqlite_where=text("open = 1"),
)
# The figures of the queue, place by place, without reading a case.
Index(
    "cases_place",
    cases.c.campaign,
    cases.c.version,
    cases.c.zone,
    cases.c.until,
    cases.c.callable_from,
    cases.c.blocked_until,
    sqlite_where=text("open = 1"),
)
Index("cases_callback", cases.c.callback_at, sqlite_where=text("callback_at IS NOT NULL"))
Index("cases_person", cases.c.person_id)

# Apart from its case, so that counting and comparing ten thousand cases reads none of them, and so that a sync puts it here before the
# swap, which then only names it. It goes with its case (`retention.drop_payloads`).
payloads = Table(
    "payloads",
    metadata,
    Column("payload_id", Integer, primary_key=True),
    Column("payload", Text, nullable=False),
)

phones = Table(
    "phones",
    metadata,
    Column("case_id", String(32), ForeignKey("cases.case_id", ondelete="CASCADE"), primary_key=True),
    Column("phone_id", String(32), primary_key=True),
    Column("e164", Text, nullable=False),
    sqlite_with_rowid=False,
)
Index("phones_number", phones.c.e164)

# Attempts made here, per person and number: the limits hold over all campaigns, also offline.
attempts = Table(
    "attempts",
    metadata,
    Column("attempt_id", String(32), primary_key=True),
    Column("at", Integer, nullable=False),
    Column("person_id", String(32), nullable=False),
    Column("phone_id", String(32), nullable=False),
    Column("e164", Text, nullable=False),
    Column("counts", Integer, nullable=False),
    sqlite_with_rowid=False,
)

campaign_versions = Table(
    "campaign_versions",
    metadata,
    Column("code", Text, primary_key=True),
    Column("version", Text, primary_key=True),
    Column("sha256", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("stored_at", Integer, nullable=False),
)

# The only thing that leaves: sealed texts, byte for byte. `position` numbers them on this store for ever; `seq` on their device. No index
# holds what every event is: a save pays for each page that it changes.
outbox = Table(
    "outbox",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("id", String(32), nullable=False),
    Column("type", Text, nullable=False),
    Column("case_id", String(32)),
    Column("at", Integer, nullable=False),
    Column("urgent", Integer, nullable=False),
    Column("status", Text, CheckConstraint("status IN ('pending', 'acked')"), nullable=False),
    # Of the event that ended a call: what it ended with, and the position of the correction that is now the last word (`made_calls`).
    Column("outcome", Text),
    Column("latest", Integer),
    Column("answer", Text),
    Column("reason", Text),
    Column("acked_at", Integer),
    Column("timeline", Text),
    Column("sha256", Text, nullable=False),
    # NULL once purged, days after the acknowledgement; the hash stays, so that the chain and the digests do.
    Column("text", Text),
)
Index("outbox_urgent", outbox.c.position, sqlite_where=text("urgent = 1 AND status = 'pending'"))
Index("outbox_remarks", outbox.c.position, sqlite_where=text("answer IN ('flagged', 'quarantined', 'conflict')"))

# Answers to a study whose interview broke off, for the next call of the case: apart from its payload, which a sync replaces.
broken_off = Table(
    "broken_off",
    metadata,
    Column("case_id", String(32), ForeignKey("cases.case_id", ondelete="CASCADE"), primary_key=True),
    Column("answers", Text, nullable=False),
)

# One row: the open call and what is being typed.
desk = Table(
    "desk",
    metadata,
    Column("one", Integer, CheckConstraint("one = 1"), primary_key=True),
    Column("call_cases", Text),
    Column("call_state", Text),
    Column("typed", Text, nullable=False),
)

# Which device this store is, and where its sequence begins: the seq of an event is its position minus `base`. What the centre has: all up
# to the position `sent`, and `done` events in all, so that what waits is neither looked for nor counted. `swaps`: how often the sync
# changed the cases, so that what was counted holds until then. All three are the sync's.
device = Table(
    "device",
    metadata,
    Column("one", Integer, CheckConstraint("one = 1"), primary_key=True),
    Column("device_id", String(32), nullable=False),
    Column("base", Integer, nullable=False),
    Column("sent", Integer, nullable=False),
    Column("done", Integer, nullable=False),
    Column("swaps", Integer, nullable=False),
)

# What the centre said last: policy, person, clock, timeline.
meta = Table("meta", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

# The payloads from `first` to `last` were put there by a sync whose swap has not come: nothing reads them before.
staged = Table(
    "staged",
    metadata,
    Column("first", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
)

alembic_version = Table("alembic_version", metadata, Column("version_num", String(32), primary_key=True))

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def create_schema(connection: Connection) -> None:
    """All tables at the current version, in a store that has none. Needs no alembic: a first start does not load it."""
    metadata.create_all(connection, checkfirst=False)
    connection.execute(alembic_version.insert().values(version_num=MIGRATION))
    connection.execute(desk.insert().values(one=1, typed="{}"))
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")


def to_instant(at: datetime) -> int:
    """Microseconds since 1970."""
    return (at - EPOCH) // MICROSECOND


def midnight(at: datetime) -> int:
    """When the local day of an instant began on this machine, as an instant."""
    return to_instant(at.astimezone().replace(hour=0, minute=0, second=0, microsecond=0))


def from_instant(microseconds: int) -> datetime:
    return EPOCH + timedelta(microseconds=microseconds)


def maybe_instant(at: datetime | None) -> int | None:
    return None if at is None else to_instant(at)


def from_maybe(microseconds: int | None) -> datetime | None:
    return None if microseconds is None else from_instant(microseconds)
