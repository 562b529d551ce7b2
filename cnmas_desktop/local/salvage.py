"""Reading the events out of a store that nobody signs in to: set aside, copied, or cut off from its keyring. No byte of it changes."""

from pathlib import Path
import shutil
from tempfile import TemporaryDirectory

from sqlalchemy import select
from sqlcipher3 import dbapi2

from cnmas_desktop.local.database import STORE, Prepared
from cnmas_desktop.local.pages import connect
from cnmas_desktop.local.schema import meta, outbox
from cnmas_desktop.messages import KnownError

_EVENTS = Prepared.of(select(outbox.c.text).where(outbox.c.text.is_not(None)).order_by(outbox.c.position))
_PERSON = Prepared.of(select(meta.c.value).where(meta.c.name == "person"))


def read_events(folder: Path, key: bytes) -> tuple[str, tuple[str, ...]]:
    """The login of its person, and the text of each event it still has, in order. KnownError `store.damaged`.

    Works on a copy, encrypted as it is: a WAL left by a cut is read too, and a store in use is not disturbed."""
    import json

    with TemporaryDirectory(prefix="cnmas-") as place:
        for name in (STORE, STORE + "-wal"):
            if (folder / name).exists():
                shutil.copyfile(folder / name, Path(place) / name)
        try:
            raw = connect(Path(place) / STORE, key)
        except dbapi2.DatabaseError as error:
            raise KnownError("store.damaged") from error
        try:
            (person,) = raw.execute(_PERSON.sql, [_PERSON.known["name_1"]]).fetchone()
            texts = tuple(text for (text,) in raw.execute(_EVENTS.sql))
        except (dbapi2.DatabaseError, TypeError) as error:
            raise KnownError("store.damaged") from error
        finally:
            raw.close()
    return json.loads(person)["login"], texts
