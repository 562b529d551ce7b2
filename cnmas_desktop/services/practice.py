"""Practice: the same desk on a store of its own, with people who do not exist. Nothing is sent, nothing is kept.

The store lies in the agent's own folder, encrypted with a key that is only in memory: closing erases it, and after a crash nobody can
read what is left, which the next practice erases. No sync ever opens it: it has no way to the centre.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from secrets import token_bytes
import shutil

from cnmas_desktop.domain.campaign import Campaign
from cnmas_desktop.domain.campaigns import catalogue
from cnmas_desktop.domain.events import digest
from cnmas_desktop.domain.phone_numbers import PARIS
from cnmas_desktop.domain.world import World
from cnmas_desktop.local.database import open_database
from cnmas_desktop.local.keys import KEY_BYTES
from cnmas_desktop.local.replica import Replica
from cnmas_desktop.local.standing import Standing
from cnmas_desktop.services.desk import Desk
from cnmas_desktop.services.fictitious_contacts import Fictitious
from cnmas_desktop.services.syncing import SyncState
from cnmas_desktop.services.training import under_training
from cnmas_desktop.services.views import DeskView, Message, OutboxLine, SyncView
from cnmas_desktop.sync.protocol import (
    PROTOCOL,
    Callback,
    CasePayload,
    DeviceStatus,
    HelloAnswer,
    LeaseLine,
    Phone,
    VersionRef,
)

FOLDER = "practice"
ORGANISME, ZONE = "311", PARIS
PARENTS, INSURED, PROFESSIONALS = 8, 6, 4
PROMISED_IN = timedelta(minutes=10)
LASTS = timedelta(days=1)
"""Longer than any practice: its cases never run out under the agent's hands."""


class PracticeDesk(Desk):
    """`AgentDesk` of a practice: as any other, but for what concerns the centre."""

    def view(self) -> DeskView:
        quiet = SyncView(
            online=False,
            offline_since=None,
            running=False,
            waiting=0,
            flagged=0,
            quarantined=0,
            last_complete_at=None,
        )
        return replace(super().view(), sync=quiet, banners=(Message("banner.practice"),), practice=True)

    def outbox(self) -> tuple[OutboxLine, ...]:
        return ()


class Practice:
    """A practice that is open. `standing`: of the agent's real store, for the name and the policy. `home`: the real store's folder."""

    def __init__(self, home: Path, world: World, standing: Standing) -> None:
        self._folder, self._world = home / FOLDER, world
        self._erase()
        self._database = open_database(self._folder, token_bytes(KEY_BYTES), world)
        try:
            self._furnish(standing)
            self.desk = PracticeDesk(self._database, world, SyncState)
            self.desk.shift.begin()
        except BaseException:
            self.close()
            raise

    def local_now(self) -> datetime:
        """The time where the agent works."""
        return self._world.clock.now().astimezone(self.desk.zone)

    def close(self) -> None:
        """Nothing of it stays."""
        self._database.close()
        self._erase()

    def _erase(self) -> None:
        if self._folder.exists():
            shutil.rmtree(self._folder)

    def _furnish(self, standing: Standing) -> None:
        """What a sync would bring: a hello, the campaigns, the people, leased."""
        now = self._world.clock.now()
        replica = Replica(self._database.sync, self._world, "")
        person = replace(standing.person, authorised=True, undertaking_signed=standing.policy.undertaking_version)
        replica.record_hello(
            HelloAnswer(
                centre_id=self._world.uuid7(),
                demo=True,
                server_time=now,
                timeline=FOLDER,
                protocol_min=PROTOCOL,
                protocol_max=PROTOCOL,
                device_status=DeviceStatus.ACTIVE,
                policy=standing.policy,
                person=person,
                password_expires_at=None,
                organisation_key=b"",
                campaigns=(),
            ),
            0.0,
        )
        shipped = {one.code: under_training(one) for one in catalogue() if one.code in _PEOPLE}
        for campaign in shipped.values():
            replica.store_version(VersionRef(campaign.code, campaign.version, digest(campaign.text)), campaign.text)
        cases = list(_people(self._world, shipped, now))
        replica.stage(cases)
        leases = [LeaseLine(one.case_id, self._world.uuid7(), 1, now + LASTS, one.revision, one.campaign, one.version) for one in cases]
        replica.apply(leases, now)
        replica.finish(now)


Fields = dict[str, str]
SECOND = "second telephone"
"""Of a person who has two; no field of a campaign."""


def _people(world: World, campaigns: dict[str, Campaign], now: datetime) -> Iterator[CasePayload]:
    """Invented people, with one callback promised in a while; only the fields that the campaign lets travel."""
    source = Fictitious(Random(world.random.getrandbits(64)), now.date())
    for code, people in _PEOPLE.items():
        for household in people(source):
            yield from _household(world, campaigns[code], household)
    at = (now + PROMISED_IN).replace(second=0, microsecond=0)
    for one in _household(world, campaigns["GRIPPE"], next(_insured(source))):
        yield replace(one, state="callback", queue_class=1, callable_from=at, callback=Callback("firm", at, ZONE))


def _household(world: World, campaign: Campaign, household: list[Fields]) -> Iterator[CasePayload]:
    """The cases of one person."""
    travelling = [field.name for field in campaign.fields if field.travels]
    person_id = world.uuid7()
    numbers = [household[0][name] for name in ("telephone", SECOND) if household[0].get(name)]
    phones = tuple(Phone(world.uuid7(), number, ZONE) for number in numbers)
    for fields in household:
        yield CasePayload(
            case_id=world.uuid7(),
            person_id=person_id,
            campaign=campaign.code,
            version=campaign.version,
            organisme=ORGANISME,
            revision=1,
            state="fresh",
            queue_class=5,
            callable_from=datetime(1970, 1, 1, tzinfo=UTC),
            seeded_key=world.random.getrandbits(32),
            fields={name: fields[name] for name in travelling if fields.get(name)},
            phones=phones,
        )


def _insured_fields(source: Fictitious) -> tuple[Fields, tuple[str, ...]]:
    row = source.insured()
    _, last, first, birth, address, code, town, phone, second, mail = row
    fields = {
        "nom": last, "prenom": first, "date_naissance": _iso(birth), "adresse_postale": address, "code_postal": code, "ville": town,
        "telephone": _e164(phone), SECOND: _e164(second), "mail": mail, "vaccination_grippe": "non",
    }  # fmt: skip
    return fields, row


def _e164(number: str) -> str:
    return f"+33{number.replace(' ', '')[1:]}" if number else ""


def _iso(day: str) -> str:
    return date(*reversed([int(part) for part in day.split("/")])).isoformat()


def _parents(source: Fictitious) -> Iterator[list[Fields]]:
    """Every fourth one has two children: one call, one result each."""
    for number in range(PARENTS):
        fields, row = _insured_fields(source)
        household = []
        for _ in range(2 if number % 4 == 1 else 1):
            last, first, birth, until = source.child(row)
            child = {
                "enfant_nom": last, "enfant_prenom": first, "enfant_date_naissance": _iso(birth), "ebd_date_fin_validite": _iso(until),
            }  # fmt: skip
            household.append(fields | child)
        yield household


def _insured(source: Fictitious) -> Iterator[list[Fields]]:
    for _ in range(INSURED):
        yield [_insured_fields(source)[0]]


def _professionals(source: Fictitious) -> Iterator[list[Fields]]:
    for _ in range(PROFESSIONALS):
        code, last, town, phone, mail, software, rate = source.professional()
        fields = {
            "numero_ps": code, "nom": last, "ville": town, "telephone": _e164(phone), "mail": mail,
            "logiciel_integre": software, "taux_teleservices": rate.replace(",", "."),
        }  # fmt: skip
        yield [fields]


_PEOPLE = {"MTDENTS": _parents, "GRIPPE": _insured, "PS_TELESERVICES": _professionals}
