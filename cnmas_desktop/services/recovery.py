"""Outcomes that outlive their workstation: everything sealed is brought in again, by the operator.

With the organisation's private keys, kept away from every workstation, journals (`recover_journals`) and whole stores (`recover_store`) are
opened and their events pushed as they were made, under their own device: what the centre has is a duplicate, so that a second time changes
nothing. How the journals of a lost workstation come to the centre: `services.courier`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain, count
import json
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from cnmas_desktop.local.journal_frames import Frame, Opened, frames, open_frame
from cnmas_desktop.local.sealing import SealBroken
from cnmas_desktop.messages import KnownError
from cnmas_desktop.plain_files import read_plain
from cnmas_desktop.sync.protocol import (
    MAX_BATCH_BYTES,
    MAX_BATCH_EVENTS,
    AnswerStatus,
    EventAnswer,
)

if TYPE_CHECKING:
    from cnmas_desktop.credentials import SecretStore

KEY_BYTES = 32
KEY_FILES = "organisation*.key"


class Centre(Protocol):
    """`central.recovery_gateway.RecoveryGateway`."""

    def deposits(self) -> Iterator[tuple[str, bytes]]: ...

    def note_opened(self, digest: str) -> None: ...

    def push(self, author: str, device: UUID, texts: Sequence[str], *, register: bool) -> tuple[EventAnswer, ...]: ...


@dataclass(slots=True)
class Recovered:
    """What came of it. `unreadable`: files or deposits without a frame, sealed to another organisation, or of a device that is not known
    to be their author's."""

    journals: int = 0
    events: int = 0
    answers: dict[AnswerStatus, int] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)

    @property
    def new(self) -> int:
        """Events that the centre did not have."""
        return self.events - self.answers.get(AnswerStatus.DUPLICATE, 0)


def read_keys(place: Path) -> tuple[bytes, ...]:
    """The organisation's private key from its file, or every key of a folder: each opens what was sealed while it was the centre's.

    KnownError `recovery.key`."""
    files = sorted(place.glob(KEY_FILES)) if place.is_dir() else [place]
    keys = tuple(map(_read_key, files))
    if not keys:
        raise KnownError("recovery.key", name=str(place))
    return keys


def _read_key(file: Path) -> bytes:
    try:
        key = read_plain(file, KEY_BYTES)
    except OSError:
        key = b""
    if len(key) != KEY_BYTES:
        raise KnownError("recovery.key", name=str(file))
    return key


def new_key_file(folder: Path) -> Path:
    """Where another key of this centre goes: `organisation.key`, and beside it `organisation-2.key`, since none is ever replaced."""
    taken = {path.name for path in folder.glob(KEY_FILES)}
    names = chain(["organisation.key"], (f"organisation-{number}.key" for number in count(2)))
    return folder / next(name for name in names if name not in taken)


def recover_journals(centre: Centre, keys: Sequence[bytes], files: Iterable[Path] = (), *, deposits: bool = True) -> Recovered:
    """Open `files`, and what was deposited at the centre, and push every event found there. KnownError `recovery.file`, `centre.*`."""
    report = Recovered()
    for file in files:
        try:
            content = read_plain(file)
        except OSError:
            raise KnownError("recovery.file", name=str(file)) from None
        _bring_in(centre, keys, content, file.name, report, register=True)
    for digest, blob in centre.deposits() if deposits else ():
        if _bring_in(centre, keys, blob, digest[:12], report, register=False):
            centre.note_opened(digest)
    return report


def _bring_in(centre: Centre, keys: Sequence[bytes], content: bytes, name: str, report: Recovered, *, register: bool) -> bool:
    """Whether all of it was understood; what was is pushed in any case."""
    opened: dict[str, list[str]] = {}
    broken = 0
    for frame in frames(content):
        said = _opened(frame, keys)
        if said is None:
            broken += 1
        else:
            opened.setdefault(said.login, []).extend(said.texts)
    try:
        for login, texts in opened.items():
            push_events(centre, login, texts, report, register=register)
    except KnownError as error:
        if error.code != "centre.refused":
            raise
        broken += 1
    whole = bool(opened) and not broken
    report.journals += whole
    if not whole:
        report.unreadable.append(name)
    return whole


def _opened(frame: Frame, keys: Sequence[bytes]) -> Opened | None:
    for key in keys:
        with suppress(SealBroken):
            return open_frame(frame, key)
    return None


def push_events(centre: Centre, login: str, texts: Iterable[str], report: Recovered, *, register: bool) -> None:
    """Push events under their own devices, in order, in batches that the centre takes."""
    by_device: dict[UUID, list[str]] = {}
    for text in dict.fromkeys(texts):
        by_device.setdefault(UUID(json.loads(text)["device"]), []).append(text)
    for device, own in by_device.items():
        for batch in _batches(own):
            for answer in centre.push(login, device, batch, register=register):
                report.answers[answer.status] = report.answers.get(answer.status, 0) + 1
            report.events += len(batch)


def _batches(texts: Sequence[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for text in texts:
        length = len(text.encode())
        if batch and (len(batch) == MAX_BATCH_EVENTS or size + length > MAX_BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += length
    if batch:
        yield batch


def recover_store(centre: Centre, keys: Sequence[bytes], folder: Path) -> Recovered:
    """Read the events of the store in `folder` through its recovery slot, changing no byte of it, and push those it still has.

    KnownError `store.damaged` (what can be read is in its journal then), `recovery.no_store`, `recovery.other_key`, `centre.*`."""
    from cnmas_desktop.local.salvage import read_events

    login, texts = read_events(folder, _recovered_key(folder, keys))
    report = Recovered(journals=1)
    push_events(centre, login, texts, report, register=True)
    return report


def reopen_store(keys: Sequence[bytes], folder: Path, password: str, secrets: "SecretStore") -> None:
    """Give the store of `folder` a new keyring secret and `password`, that of its person at the centre. KnownError as `recover_store`."""
    from cnmas_desktop.local.keys import restore_access

    restore_access(folder, _recovered_key(folder, keys), password, secrets)


def _recovered_key(folder: Path, keys: Sequence[bytes]) -> bytes:
    from cnmas_desktop.local.keys import has_key, recover_key

    if not has_key(folder):
        raise KnownError("recovery.no_store", folder=str(folder))
    *others, last = keys
    for key in others:
        with suppress(KnownError):
            return recover_key(folder, key)
    return recover_key(folder, last)


ANSWERS: Mapping[AnswerStatus, str] = {
    AnswerStatus.APPLIED: "nouveaux",
    AnswerStatus.DUPLICATE: "déjà reçus",
    AnswerStatus.FLAGGED: "signalés",
    AnswerStatus.QUARANTINED: "en attente de décision",
    AnswerStatus.CONFLICT: "en attente de décision (même numéro)",
}
