"""I1 to I9 of the fault model, each as a check of one schedule: what it finds becomes a violation with its seed."""

from collections.abc import Iterable
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

from tests.faults.simulation.workstation import EncryptedStore, Mark, Workstation

if TYPE_CHECKING:
    from tests.faults.simulation.schedule import Schedule

CANARIES = ("Inventé".encode(), b"+3319900", b"authorisation_withdrawn")


def check(schedule: "Schedule") -> None:
    """Everything, once all has healed."""
    nothing_lost(schedule)
    nothing_disowned(schedule)
    nothing_invented(schedule)
    nothing_doubled(schedule)
    figures_agree(schedule)
    refusals_stand(schedule)
    one_holder(schedule)
    digests_agree(schedule)
    queue_is_empty(schedule)
    for desk in schedule.desks:
        truthful(schedule, desk)
    nothing_in_clear(schedule)
    replay_changes_nothing(schedule)


def nothing_lost(schedule: "Schedule") -> None:
    """I1: every fact that a store confirmed is at the centre with the same content, or waits here, or lies in a visible quarantine."""
    held = schedule.house.holdings()
    waiting = {mark for desk in schedule.desks for mark, sent in desk.store.kept().items() if not sent}
    lost = set(schedule.told) - held.marks() - waiting
    schedule.outcome.lost += len(lost)
    schedule.outcome.flagged += sum(1 for status in held.events.values() if status == "flagged")
    schedule.outcome.apart += len(held.apart)
    if lost:
        _violated(schedule, "I1", f"{len(lost)} confirmed facts are nowhere: {_kinds(schedule, lost)}")


def nothing_disowned(schedule: "Schedule") -> None:
    """I1: no fact of a case that was leased is kept apart for want of its lease or its workstation, whatever the centre has forgotten."""
    apart = schedule.house.holdings().apart
    disowned = {mark for mark, why in apart.items() if why in ("not_held", "wrong_device") and schedule.told[mark].person is not None}
    if disowned:
        _violated(schedule, "I1", f"{len(disowned)} facts of leased cases are kept apart: {_kinds(schedule, disowned)}")


def kept(schedule: "Schedule", desk: Workstation) -> None:
    """I1, at a restart: what was confirmed here and is not at the centre is still here."""
    here = set(desk.store.kept())
    before = schedule.confirmed_at.setdefault(desk.name, set())
    lost = before - here - schedule.house.holdings().marks()
    if lost:
        schedule.outcome.lost += len(lost)
        _violated(schedule, "I1", f"{len(lost)} confirmed facts did not survive a restart of {desk.name}")


def nothing_invented(schedule: "Schedule") -> None:
    """I2: the centre holds no fact that no agent confirmed."""
    extra = schedule.house.holdings().marks() - set(schedule.told)
    if extra:
        _violated(schedule, "I2", f"{len(extra)} facts that no store confirmed")


def nothing_doubled(schedule: "Schedule") -> None:
    """I1: no fact is at the centre twice, nor took effect twice."""
    twice = [mark for mark, times in schedule.effects.items() if times > 1]
    doubled = schedule.house.holdings().doubled
    schedule.outcome.doubled += len(twice) + doubled
    if twice or doubled:
        _violated(schedule, "I1", f"{len(twice)} facts took effect twice, {doubled} are there twice")


def figures_agree(schedule: "Schedule") -> None:
    """I1, as the boards show it: every figure kept along the way is what a recount gives."""
    if wrong := schedule.house.miscounted():
        _violated(schedule, "I1", f"{len(wrong)} figures are not a recount: {sorted(wrong)[:4]}")


def refusals_stand(schedule: "Schedule") -> None:
    """I3: a refusal to be called that the centre took stands, unless an authorisation it took names that very refusal."""
    arrived = [schedule.told[mark] for mark in schedule.house.holdings().events if mark in schedule.told]
    lifted = {one.lifts for one in arrived if one.lifts}
    for one in arrived:
        stands = one.type == "authorisation_withdrawn" and str(one.mark[0]) not in lifted
        if stands and one.person is not None and not schedule.house.refused(one.person):
            _violated(schedule, "I3", "a refusal to be called was undone")


def one_holder(schedule: "Schedule") -> None:
    """I4: no person is held by two desks at once. That a passed-on lease gives no unflagged result is seen at each push."""
    holders: dict[UUID, set[tuple[str, UUID]]] = {}
    for person, login, device in schedule.house.holders():
        holders.setdefault(person, set()).add((login, device))
    if any(len(desks) > 1 for desks in holders.values()):
        _violated(schedule, "I4", "one person is held by two desks")


def digests_agree(schedule: "Schedule") -> None:
    """I5: after quiescence, the centre and each workstation count and digest the same events."""
    devices = [desk.store.replica.hello_request().device_id for desk in schedule.desks]
    for desk, device in zip(schedule.desks, devices, strict=True):
        replica = desk.store.replica
        first = replica.oldest_kept_seq()
        gateway = schedule.house.gateway(desk.login)
        try:
            ours, theirs = replica.digests(first), gateway.reconcile(device, first)
        finally:
            gateway.close()
        goes_on_twice = desk.name in schedule.behind or devices.count(device) > 1
        if goes_on_twice and ours.count < theirs.count:
            continue  # an older copy, or one with the other's chance: the centre rightly knows more, until the next event tells of both
        if (ours.count, dict(ours.digests)) != (theirs.count, dict(theirs.digests)):
            _violated(schedule, "I5", f"{desk.name} counts {ours.count}, the centre {theirs.count}")


def queue_is_empty(schedule: "Schedule") -> None:
    """I6: the queue always progresses; after a sync that came through nothing waits, whatever was bad among it."""
    for desk in schedule.desks:
        waiting = sum(1 for sent in desk.store.kept().values() if not sent)
        if waiting:
            schedule.outcome.wedged += 1
            _violated(schedule, "I6", f"{waiting} facts still wait on {desk.name} after the heal")


def truthful(schedule: "Schedule", desk: Workstation) -> None:
    """I7: what reads as transmitted is at the centre at that instant, unless the centre itself has lost it since."""
    shown = {mark for mark, sent in desk.store.kept().items() if sent}
    untrue = shown - schedule.house.holdings().marks() - schedule.forgotten
    schedule.confirmed_at.setdefault(desk.name, set()).update(desk.store.kept())
    if untrue:
        _violated(
            schedule,
            "I7",
            f"{len(untrue)} facts read as transmitted on {desk.name} and are not at the centre",
        )


def nothing_in_clear(schedule: "Schedule") -> None:
    """I8: nothing personal is readable in any file of a real store."""
    for desk in schedule.desks:
        if isinstance(desk.store, EncryptedStore):
            for path in desk.store.folder.rglob("*"):
                if path.is_file() and any(canary in path.read_bytes() for canary in CANARIES):
                    _violated(schedule, "I8", f"{path.name} of {desk.name} is readable")


def replay_changes_nothing(schedule: "Schedule") -> None:
    """I9: any prefix of what was sent, delivered again twice in any order, changes nothing."""
    before = (schedule.house.holdings(), schedule.house.states())
    random = Random(schedule.seed)
    for desk in schedule.desks:
        sent = [batch for batch in schedule.wires[desk.name].sent if batch[1]]
        prefix = sent[: random.randint(0, len(sent))]
        gateway = schedule.house.gateway(desk.login)
        try:
            for _ in range(2):
                random.shuffle(prefix)
                for device, batch in prefix:
                    gateway.push(device, batch)
        finally:
            gateway.close()
    if (schedule.house.holdings(), schedule.house.states()) != before:
        _violated(schedule, "I9", "a replay changed what the centre holds")


def _kinds(schedule: "Schedule", marks: Iterable[Mark]) -> str:
    return ", ".join(sorted(schedule.told[mark].type for mark in marks))


def _violated(schedule: "Schedule", name: str, what: str) -> None:
    schedule.outcome.violations.append(f"{name} seed {schedule.seed} after {len(schedule.lines)} lines: {what}")
