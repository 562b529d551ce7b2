"""What waits is known without being looked for: by two figures of the sync, which must tell what the rows tell, whatever happened."""

from datetime import timedelta
from random import Random

import pytest

from cnmas_desktop.domain.events import EventDraft, EventType
from cnmas_desktop.local.schema import to_instant
from cnmas_desktop.sync.protocol import AnswerStatus, EventAnswer
from tests.local.store import Desk, ended, hello, payload, ref

EVERYTHING = 1 << 30
Row = tuple[str, int, int, int]
"""Id, instant, urgent, waiting."""


def rows(desk: Desk) -> list[Row]:
    """Of every event, read one by one, in the order they were made."""
    with desk.database.main.reading() as connection:
        found = connection.exec_driver_sql("SELECT id, at, urgent, status = 'pending' FROM outbox ORDER BY position")
        return [(row[0], row[1], row[2], row[3]) for row in found]


@pytest.mark.parametrize("seed", range(4))
def test_what_waits_is_what_the_rows_say(desk: Desk, seed: int) -> None:
    random, timeline = Random(seed), 1
    desk.lease([payload(1)], until=desk.clock.now() + timedelta(days=90))
    for _ in range(60):
        what = random.choice(["save", "save", "refusal", "push", "push", "again", "failover", "clone", "days"])
        if what == "save":
            desk.ledger.record([ended(payload(1), desk.world) for _ in range(random.randint(1, 4))])
        elif what == "refusal":
            desk.ledger.record([EventDraft(EventType.AUTHORISATION_WITHDRAWN, ref(payload(1)), {"channel": "phone"})])
        elif what == "push":
            batch = random.sample(sent := desk.replica.pending(5, EVERYTHING), random.randint(0, len(sent)))
            desk.replica.acknowledge([(one, EventAnswer(one.id, AnswerStatus.APPLIED, None)) for one in batch], str(timeline))
        elif what == "again":
            desk.replica.send_again([(random.randint(1, 9), random.randint(5, 20))])
        elif what == "failover":
            timeline += 1
            desk.replica.record_hello(hello(str(timeline)), 0)
        elif what == "clone" and random.random() < 0.2:
            desk.replica.renew_identity()
        elif what == "days":
            desk.clock.pass_(timedelta(days=random.choice([1, 4])))
            desk.replica.finish(desk.clock.now())
        waiting = [row for row in rows(desk) if row[3]]
        count = desk.outbox.count()
        assert count.waiting == len(waiting), what
        assert (to_instant(count.oldest_waiting_at) if count.oldest_waiting_at else None) == (waiting[0][1] if waiting else None), what
        assert [row.id.hex for row in desk.outbox.waiting()] == [row[0] for row in waiting], what
        in_order = [row[0] for urgent in (1, 0) for row in waiting if row[2] == urgent]
        assert [one.id.hex for one in desk.replica.pending(1000, EVERYTHING)] == in_order, what
