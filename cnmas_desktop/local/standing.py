"""What the centre said last of this workstation and its person: enough to work offline, and to say how old it is."""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
import json
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert as upsert

from cnmas_desktop.local.clock import read_mark
from cnmas_desktop.local.database import Link
from cnmas_desktop.local.schema import device, meta
from cnmas_desktop.sync.protocol import Callback, HelloAnswer, PersonRef, Policy


@dataclass(frozen=True, slots=True)
class Standing:
    """The last hello. `clock_offset` in seconds, centre minus workstation; `synced_at`: the last complete sync, None before the first."""

    device_id: UUID
    centre_id: UUID
    demo: bool
    policy: Policy
    person: PersonRef
    password_expires_at: datetime | None
    clock_offset: float
    synced_at: datetime | None
    promises: tuple[Callback, ...] = ()
    organisation_key: bytes | None = None
    """To whom the journal is sealed (X25519, raw)."""


def read_standing(link: Link) -> Standing | None:
    """What is known, None before the first hello."""
    with link.reading() as connection:
        known = {row.name: row.value for row in connection.execute(select(meta))}
        mark = read_mark(link)
        device_id = connection.execute(select(device.c.device_id)).scalar_one()
    if mark is None:
        return None
    values: Mapping[str, Any] = {name: json.loads(value) for name, value in known.items()}
    expires, synced = values["password_expires_at"], values.get("synced_at")
    return Standing(
        device_id=UUID(device_id),
        centre_id=UUID(values["centre"]),
        demo=values["demo"],
        policy=Policy(**values["policy"]),
        person=PersonRef(**values["person"]),
        password_expires_at=datetime.fromisoformat(expires) if expires else None,
        clock_offset=mark.offset,
        synced_at=datetime.fromisoformat(synced) if synced else None,
        promises=tuple(Callback(one["kind"], datetime.fromisoformat(one["at"]), one["zone"]) for one in values.get("promises", ())),
        organisation_key=b64decode(values["organisation_key"]) if "organisation_key" in values else None,
    )


def note_hello(connection: Connection, answer: HelloAnswer) -> None:
    """Keep what a hello said, inside the transaction under way."""
    expires = answer.password_expires_at
    write(connection, "timeline", answer.timeline)
    write(connection, "centre", str(answer.centre_id))
    write(connection, "demo", answer.demo)
    write(connection, "policy", asdict(answer.policy))
    write(connection, "person", asdict(answer.person))
    write(connection, "organisation_key", b64encode(answer.organisation_key).decode())
    write(connection, "password_expires_at", expires.isoformat() if expires else None)
    promises = [{"kind": one.kind, "at": one.at.isoformat(), "zone": one.zone} for one in answer.promises]
    write(connection, "promises", promises)


def read(connection: Connection, name: str) -> Any:
    """One value, None if it was never written."""
    text = connection.scalar(select(meta.c.value).where(meta.c.name == name))
    return None if text is None else json.loads(text)


def write(connection: Connection, name: str, value: object) -> None:
    """Keep one value."""
    statement = upsert(meta).values(name=name, value=json.dumps(value, ensure_ascii=False))
    connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": statement.excluded.value}))
