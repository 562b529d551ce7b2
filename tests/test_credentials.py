"""One contract for every place that keeps secrets, and the ways a real keyring fails."""

import os
from pathlib import Path
import shutil
import subprocess
import sys
from threading import Event
import time

import pytest

from cnmas_desktop import credentials
from cnmas_desktop.credentials import DemoKeyring, SecretStore, SystemKeyring, write_private
from cnmas_desktop.messages import KnownError


class MemoryBackend:
    """A keyring as the `keyring` package presents one."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture(params=["demonstration", "system over memory"])
def secrets(request: pytest.FixtureRequest, tmp_path: Path) -> SecretStore:
    backend = MemoryBackend()
    return DemoKeyring(tmp_path / "demo") if request.param == "demonstration" else SystemKeyring(lambda: backend)


def keep_the_contract(secrets: SecretStore) -> None:
    """What every secret store does: told once, run on each."""
    assert secrets.get("a") is None
    secrets.set("a", bytes(range(32)))
    secrets.set("b", b"\x00\xff")
    assert (secrets.get("a"), secrets.get("b")) == (bytes(range(32)), b"\x00\xff")
    secrets.set("a", b"new")
    assert secrets.get("a") == b"new"
    secrets.delete("a")
    secrets.delete("a")
    assert (secrets.get("a"), secrets.get("b")) == (None, b"\x00\xff")
    secrets.delete("b")


def test_the_contract(secrets: SecretStore) -> None:
    keep_the_contract(secrets)


def test_the_real_keyring_keeps_the_contract(tmp_path: Path) -> None:
    """Secret Service under a session bus of its own."""
    missing = [name for name in ("dbus-run-session", "gnome-keyring-daemon") if shutil.which(name) is None]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    script = (
        "echo -n motdepasse | gnome-keyring-daemon --unlock --components=secrets >/dev/null && "
        f"exec {sys.executable} -c 'from tests.test_credentials import keep_the_contract; "
        "from cnmas_desktop.credentials import SystemKeyring; keep_the_contract(SystemKeyring())'"
    )
    environment = os.environ | {
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home),
        "XDG_DATA_HOME": str(home / "data"),
    }
    run = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", script],
        env=environment, cwd=Path(__file__).parents[1], capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr


def code_of(secrets: SecretStore) -> str:
    with pytest.raises(KnownError) as refused:
        secrets.set("a", b"secret")
    return refused.value.code


def test_a_keyring_that_does_not_answer_is_given_up_in_time() -> None:
    """A dead D-Bus blocks for two minutes; the agent does not wait that long, nor does the end of the program."""
    release = Event()

    def blocked() -> MemoryBackend:
        release.wait(60)
        return MemoryBackend()

    before = time.monotonic()
    assert code_of(SystemKeyring(blocked, limit_seconds=0.05)) == "keyring.silent"
    assert time.monotonic() - before < 5
    release.set()


def test_a_keyring_that_forgets_is_found_out() -> None:
    class Forgetful(MemoryBackend):
        def set_password(self, service: str, username: str, password: str) -> None:
            pass

    assert code_of(SystemKeyring(Forgetful)) == "keyring.unusable"


def test_a_locked_keyring_says_so() -> None:
    from keyring.errors import InitError, KeyringLocked

    for error in (InitError, KeyringLocked):

        class Locked(MemoryBackend):
            def set_password(self, service: str, username: str, password: str, failure: type[Exception] = error) -> None:
                raise failure("Prompt dismissed")

        assert code_of(SystemKeyring(Locked)) == "keyring.locked"


def test_an_error_that_is_no_keyring_error_is_one_for_us() -> None:
    class Strange(MemoryBackend):
        def set_password(self, service: str, username: str, password: str) -> None:
            raise RuntimeError("org.freedesktop.DBus.Error.ServiceUnknown")

    assert code_of(SystemKeyring(Strange)) == "keyring.unusable"


def test_text_of_another_program_is_no_secret() -> None:
    backend = MemoryBackend()
    for text in ("n'importe quoi", "mot de passé"):
        backend.kept[credentials.SERVICE, "a"] = text
        with pytest.raises(KnownError):
            SystemKeyring(lambda: backend).get("a")


def test_the_environment_cannot_put_another_keyring_in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """`null` accepts everything and keeps nothing; others write plain text. Neither is ever asked."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
    assert code_of(SystemKeyring()) in ("keyring.unusable", "keyring.silent")
    named = {module for choices in credentials.ACCEPTED.values() for module, _ in choices}
    assert named == {f"keyring.backends.{name}" for name in ("Windows", "macOS", "SecretService", "kwallet")}


def test_the_demonstrations_file_is_its_owners_only_and_says_what_it_is(tmp_path: Path) -> None:
    secrets = DemoKeyring(tmp_path / "demo")
    secrets.set("a", b"secret")
    (file,) = (tmp_path / "demo").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "demo").stat().st_mode & 0o777 == 0o700
    assert secrets.demo
    assert not SystemKeyring.demo


def test_a_broken_demonstration_file_is_not_taken_for_an_empty_one(tmp_path: Path) -> None:
    secrets = DemoKeyring(tmp_path)
    secrets.set("a", b"secret")
    (tmp_path / "demo-keyring.json").write_text("{")
    with pytest.raises(KnownError):
        secrets.get("a")
    assert (tmp_path / "demo-keyring.json").read_text() == "{"


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    write_private(path, b"old")

    def cut(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", cut)
    with pytest.raises(OSError, match="space"):
        write_private(path, b"new")
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["file"]


def test_a_device_or_a_pipe_is_not_taken_for_a_file(tmp_path: Path) -> None:
    """An administrator who names one would take it away from the whole machine."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "name of one").symlink_to(tmp_path / "pipe")
    (tmp_path / "output").symlink_to("/proc/self/fd/1")  # as /dev/stdout is, whatever it leads to
    before = sorted(tmp_path.iterdir())
    for one in before:
        with pytest.raises(FileExistsError):
            write_private(one, b"new")
    assert sorted(tmp_path.iterdir()) == before
    assert (tmp_path / "pipe").is_fifo()
    assert (tmp_path / "output").is_symlink()


def test_a_link_in_the_way_of_a_file_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"somebody's")
    (tmp_path / ".file.new").symlink_to(elsewhere)
    write_private(tmp_path / "file", b"new")
    assert (elsewhere.read_bytes(), (tmp_path / "file").read_bytes()) == (b"somebody's", b"new")
