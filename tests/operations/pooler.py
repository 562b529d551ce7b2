"""A PgBouncer of this machine before a centre, set up as the operator's guide says."""

from collections.abc import Iterator
from contextlib import contextmanager
import json
import os
from pathlib import Path
import shutil
import socket
import subprocess
import tempfile
import time
from typing import Any

from tests.central_server import Centre
from tests.operations.authority import Authority
from tests.operations.cluster import free_port

PASSWORD = "Relais-Essai-2026!"
# What a person's entrance is asked of the server each time: a closed account and an expired password have no secret.
LOOK_UP = (
    "SELECT rolname, CASE WHEN rolcanlogin AND (rolvaliduntil IS NULL OR rolvaliduntil > now()) THEN rolpassword END"
    " FROM pg_catalog.pg_authid WHERE rolname = $1 AND NOT rolsuper"
)


def account_statements(database: str) -> tuple[str, ...]:
    """What a superuser runs inside the centre's database to make the account that reads people's SCRAM secrets."""
    role = f"{database}_pooler"
    return (
        f"CREATE ROLE {role} LOGIN CONNECTION LIMIT 2 PASSWORD '{PASSWORD}'",
        f"GRANT CONNECT ON DATABASE {database} TO {role}",
        f"GRANT SELECT (rolname, rolpassword, rolcanlogin, rolvaliduntil, rolsuper) ON pg_catalog.pg_authid TO {role}",
    )


@contextmanager
def pooler(centre: Centre, mode: str, authority: Authority | None = None) -> Iterator[str]:
    """The centre's address through PgBouncer. `mode`: session or transaction; `authority`: the server is asked for its certificate."""
    role = f"{centre.database}_pooler"
    with centre.admin() as admin:
        for statement in account_statements(centre.database):
            admin.execute(statement.encode())
    folder = Path(tempfile.mkdtemp(prefix="cnmas-pooler-"))
    port = free_port()
    (folder / "users.txt").write_text(f'"{role}" "{PASSWORD}"\n', encoding="utf-8")
    lines = {
        "listen_addr": "127.0.0.1",
        "listen_port": port,
        "unix_socket_dir": "",
        "auth_type": "scram-sha-256",
        "auth_file": folder / "users.txt",
        "auth_user": role,
        "auth_query": LOOK_UP,
        "pool_mode": mode,
        "default_pool_size": 2,
        "server_idle_timeout": 60,
        "server_login_retry": 2,
        "query_wait_timeout": 3,
        "log_connections": 0,
        "log_disconnections": 0,
    }
    if authority is not None:
        shutil.copy(authority.file, folder / "ca.pem")
        lines |= {"server_tls_sslmode": "verify-full", "server_tls_ca_file": folder / "ca.pem"}
    settings = "".join(f"{name} = {value}\n" for name, value in lines.items())
    server = f"host=127.0.0.1 port={centre.server.info.port}"
    (folder / "pgbouncer.ini").write_text(f"[databases]\n* = {server}\n[pgbouncer]\n{settings}", encoding="utf-8")
    owner = cluster_folder(centre).stat()
    account: dict[str, Any] = {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []} if os.geteuid() == 0 else {}
    for path in (folder, *folder.iterdir()):
        shutil.chown(path, owner.st_uid, owner.st_gid)
    with (folder / "log").open("wb") as log:
        running = subprocess.Popen(
            [shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin") or "pgbouncer", str(folder / "pgbouncer.ini")],
            stdout=log, stderr=log, cwd="/", **account,
        )  # fmt: skip
    try:
        _listens(port, running, folder / "log")
        yield f"postgresql://127.0.0.1:{port}/{centre.database}"
    finally:
        running.terminate()
        running.wait(10)
        with centre.admin() as admin:
            admin.execute(f"DROP OWNED BY {role}".encode())
            admin.execute(f"DROP ROLE {role}".encode())
        shutil.rmtree(folder)


def cluster_folder(centre: Centre) -> Path:
    return Path(json.loads((centre.server.embedded.data_dir / "state.json").read_text(encoding="utf-8"))["cluster"])


def _listens(port: int, running: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + 10
    while running.poll() is None and time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.02)
    raise AssertionError(log.read_text(encoding="utf-8"))
