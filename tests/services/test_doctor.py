"""The examination of a workstation: what is wrong is said with its cause, and what leaves it holds nothing personal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
import json
from pathlib import Path
import socket
import ssl
from threading import Thread
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
import pytest

from cnmas_desktop import logs
from cnmas_desktop.central.reach import Answer, reach
from cnmas_desktop.cli import doctor as command
from cnmas_desktop.config import Config
from cnmas_desktop.credentials import DemoKeyring
from cnmas_desktop.local.keys import forget
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services import doctor
from cnmas_desktop.services.doctor import Finding, Patient, Verdict, drive_of, examine
from cnmas_desktop.services.sessions import AgentSession
from cnmas_desktop.services.sign_in import SignIn, Workstation
from tests.central_server import PASSWORD, Centre

CANARY = "zephirine"
NAME = "centre.exemple.fr"


class NoKeyring:
    demo = False

    def get(self, account: str) -> bytes | None:
        raise KnownError("keyring.unusable")

    def set(self, account: str, secret: bytes) -> None:
        raise KnownError("keyring.unusable")

    def delete(self, account: str) -> None:
        raise KnownError("keyring.unusable")


def found(patient: Patient) -> dict[tuple[str, str], Finding]:
    return {(one.topic, one.fault.code if one.fault else one.code): one for one in examine(patient)}


@pytest.fixture(autouse=True)
def window_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], None]:
    """Stands for the window's program, which the last test starts for true."""

    def says(script: str) -> None:
        monkeypatch.setattr(doctor, "check_command", lambda: ["sh", "-c", script])

    says('echo \'{"qt": "6.11.3", "plugin": "xcb"}\'')
    return says


@pytest.fixture
def agent_at_work(centre: Centre, tmp_path: Path) -> Patient:
    """An agent who has signed in once on this workstation."""
    login = centre.add_agent(CANARY).login
    config = Config(home=tmp_path / CANARY)
    secrets = DemoKeyring(config.data_dir)
    session = SignIn(centre.url, Workstation(config.data_dir, secrets)).sign_in(login, PASSWORD)
    session.close()
    return Patient(config, None, (centre.url, centre.url), secrets, (login, PASSWORD))


def test_a_workstation_in_order(agent_at_work: Patient) -> None:
    (store,) = (agent_at_work.config.data_dir / "stores").iterdir()
    seen = found(agent_at_work)
    # Or the next start would take the session for one that was cut.
    assert (store / "store.db-wal").stat().st_size == 0
    assert {one.verdict for one in seen.values()} == {Verdict.OK}
    assert {
        ("windows", "open"),
        ("keyring", "keeps"),
        ("stores", "in_order"),
        ("stores", "whole"),
        ("stores", "copied"),
        ("clock", "right"),
    } <= seen.keys()
    assert ("centre", "plain") in seen


def test_each_thing_that_is_wrong_is_told(agent_at_work: Patient, window_program: Callable[[str], None]) -> None:
    window_program("echo 'libxcb-cursor0 is needed' >&2; exit 134")
    (store,) = (agent_at_work.config.data_dir / "stores").iterdir()
    (store / "key.json").write_text("{}")
    fault = KnownError("config.syntax", where="/etc/xdg/config.toml (l. 3)")
    nowhere = ("postgresql://127.0.0.1:1/cnmas", agent_at_work.centre[1]) if agent_at_work.centre else None
    wrong = Patient(agent_at_work.config, fault, nowhere, NoKeyring(), (CANARY, "wrong"))
    seen = found(wrong)
    assert seen["windows", "qt_fails"].shown["said"] == "libxcb-cursor0 is needed"
    assert seen["stores", "one_key"].verdict is Verdict.REMARK
    for line in (("settings", "config.syntax"), ("keyring", "keyring.unusable"), ("centre", "silent"), ("clock", "centre.unreachable")):
        assert seen[line].verdict is Verdict.FAULT, line
    (store / "key-copy.json").write_text("{}")
    (store / "store.db").write_bytes(b"SQLite format 3\x00" + bytes(100))
    assert ("stores", "plain") in found(wrong)


def test_a_key_that_left_the_keyring_is_told_without_a_password(agent_at_work: Patient) -> None:
    (store,) = (agent_at_work.config.data_dir / "stores").iterdir()
    forget(store, agent_at_work.secrets)
    seen = found(replace(agent_at_work, who=None))
    assert seen["stores", "not_in_keyring"].verdict is Verdict.FAULT
    assert seen["keyring", "keeps"].verdict is Verdict.OK


def test_a_wrong_password_and_a_damaged_store_are_told_apart(agent_at_work: Patient) -> None:
    (store,) = (agent_at_work.config.data_dir / "stores").iterdir()
    content = bytearray((store / "store.db").read_bytes())
    content[5000] ^= 1
    (store / "store.db").write_bytes(content)
    assert ("stores", "damaged") in found(agent_at_work)
    # Looking changes nothing: only the application sets a store aside.
    assert (store / "store.db").read_bytes() == content
    stranger = Patient(agent_at_work.config, None, agent_at_work.centre, agent_at_work.secrets, (CANARY, "wrong"))
    assert ("stores", "sign_in.refused") in found(stranger)


def test_a_copy_that_is_not_made_is_told(centre: Centre, agent_at_work: Patient) -> None:
    """The last session made one event; its journal is lost, and then the centre gives a key that nothing can be sealed to."""

    def session(sync: bool = False) -> AgentSession:
        assert agent_at_work.who is not None
        door = SignIn(centre.url, Workstation(agent_at_work.config.data_dir, agent_at_work.secrets))
        made = door.sign_in(*agent_at_work.who)
        assert isinstance(made, AgentSession)
        if sync:
            made.syncer.run()
        return made

    first = session()
    first.sign_undertaking()
    first.close()
    assert ("stores", "copied") in found(agent_at_work)
    (copy,) = agent_at_work.config.data_dir.glob("stores/*/journal/*/*.journal")
    copy.unlink()
    behind = found(agent_at_work)["stores", "copy_behind"]
    assert (behind.verdict, behind.facts) == (Verdict.REMARK, {"count": 1})
    centre.operator.execute("UPDATE app.centre SET organisation_key = %s", (bytes(32),))
    session(sync=True).close()
    later = session()
    later.sign_undertaking()
    assert [one.code for one in later.desk.view().banners].count("journal.key") == 1
    assert later.desk.view().sync.waiting == 1, "saved all the same"
    later.close()
    assert found(agent_at_work)["stores", "cannot_seal"].verdict is Verdict.FAULT


def test_what_leaves_the_workstation_holds_nothing_personal(agent_at_work: Patient, window_program: Callable[[str], None]) -> None:
    """A canary in the login, the folders, the address, the settings, what Qt says, and in a log that somebody else wrote into."""
    window_program(f"echo 'cannot open /home/{CANARY}/lib' >&2; exit 1")
    config = agent_at_work.config._replace(
        central_url=f"postgresql://{CANARY}.fr/x", central_name=CANARY, ignored=(CANARY,), ca_file=f"/home/{CANARY}/ca.pem"
    )
    genuine = {"at": "2026-11-22T05:00:00.000+00:00", "level": "INFO", "logger": "cnmas_desktop.sync", "event": "sync.done", "pushed": 3}
    forged = [
        f"not JSON, about {CANARY}",
        json.dumps([CANARY]),
        json.dumps({CANARY: 1, "at": CANARY, "level": CANARY, "event": f"call. {CANARY}", "person": CANARY, "pushed": CANARY}),
        json.dumps({"errors": [{"type": f"{CANARY} x", "trace": [f"/home/{CANARY}/a.py:1:f", 7], "code": f"{CANARY}!"}, CANARY]}),
        json.dumps({**genuine, "device": "0190a000-0000-7000-8000-000000000001"}),
    ]
    (config.state_dir / "desktop.log").write_text("\n".join(forged), encoding="utf-8")
    (config.state_dir / "other.log").write_text(json.dumps(genuine), encoding="utf-8")
    fault = KnownError("config.no_file", where=f"/home/{CANARY}/config.toml (l. 1)", key="centre.ca_file")
    patient = Patient(config, fault, (f"postgresql://{CANARY}.invalid/x", CANARY), NoKeyring(), agent_at_work.who)
    findings = [*examine(patient), *examine(Patient(config, None, None, agent_at_work.secrets))]
    bundle = doctor.bundle(findings, logs.known_lines, config.state_dir, datetime.now(UTC))
    text = json.dumps(bundle, ensure_ascii=False)
    assert CANARY not in text and PASSWORD not in text and socket.gethostname() not in text
    written: Any = bundle["logs"]
    assert written == {"desktop": [{"errors": [{"trace": []}]}, genuine]}


def test_every_finding_has_its_sentence() -> None:
    """All codes that the examination can give, and no sentence without one."""
    source = Path(doctor.__file__).read_text("utf-8") + Path(reach.__code__.co_filename).read_text("utf-8")
    for topic, code in command.SENTENCES:
        assert topic in command.TOPICS and f'"{code}"' in source, code
    outcomes = (Answer.__doc__ or "").split("outcome`:")[1].split("`expires_at`")[0]
    told = {word.strip(" .\n").split(" ")[0] for word in outcomes.split("|")} - {"ok"}
    assert {("centre", outcome) for outcome in told} <= command.SENTENCES.keys()


@pytest.fixture(scope="module")
def authority() -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    key = ec.generate_private_key(ec.SECP256R1())
    return key, _certificate(key, key, "Autorité d'essai", "Autorité d'essai", timedelta(days=90))


def _certificate(
    key: ec.EllipticCurvePrivateKey, signer: ec.EllipticCurvePrivateKey, subject: str, issuer: str, lasts: timedelta
) -> x509.Certificate:
    def named(name: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])

    now = datetime.now(UTC)
    alternative = x509.SubjectAlternativeName([x509.DNSName(subject)] if subject.isascii() else [x509.IPAddress(ip_address("192.0.2.1"))])
    builder = x509.CertificateBuilder().subject_name(named(subject)).issuer_name(named(issuer)).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=100)).not_valid_after(now + lasts)
    builder = builder.add_extension(alternative, critical=False)
    builder = builder.add_extension(x509.BasicConstraints(ca=signer is key, path_length=None), critical=True)
    builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    builder = builder.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
    return builder.sign(signer, hashes.SHA256())


@contextmanager
def server(first: bytes, chain: Path | None = None) -> Iterator[int]:
    """Answers one SSLRequest with `first`, then shakes hands with the certificate of `chain`; its port."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with listening.accept()[0] as caller:
            caller.recv(8)
            caller.sendall(first)
            if chain is not None:
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain(chain)
                # Who does not trust us hangs up.
                with suppress(OSError), context.wrap_socket(caller, server_side=True) as secured:
                    secured.recv(1)

    worker = Thread(target=serve, daemon=True)
    worker.start()
    try:
        yield listening.getsockname()[1]
    finally:
        worker.join(5)
        listening.close()


@pytest.mark.parametrize(
    ("name", "days", "known", "outcome"),
    [
        (NAME, 60, True, "ok"),
        (NAME, -1, True, "expired"),
        ("autre.exemple.fr", 60, True, "other_name"),
        (NAME, 60, False, "unknown_authority"),
    ],
)
def test_the_certificate_of_a_distant_server_is_looked_at(
    authority: tuple[ec.EllipticCurvePrivateKey, x509.Certificate],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    days: int,
    known: bool,
    outcome: str,
) -> None:
    signer, root = authority
    key = ec.generate_private_key(ec.SECP256R1())
    signed = _certificate(key, signer, name, "Autorité d'essai", timedelta(days=days, minutes=5))
    pem = serialization.Encoding.PEM
    own = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (tmp_path / "chain.pem").write_bytes(own + signed.public_bytes(pem))
    (tmp_path / "ca.pem").write_bytes((root if known else signed).public_bytes(pem))
    _answer_for(monkeypatch, NAME)
    with server(b"S", tmp_path / "chain.pem") as port:
        address = Config(central_url=f"postgresql://{NAME}:{port}/cnmas", ca_file=str(tmp_path / "ca.pem")).central_address
        (answer,) = reach(address or "")
    assert answer.outcome == outcome
    if outcome == "ok":
        assert answer.tls == "TLSv1.3" and answer.expires_at is not None and (answer.expires_at - datetime.now(UTC)).days == days


def test_a_distant_server_without_tls_and_a_name_nobody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    _answer_for(monkeypatch, NAME)
    with server(b"N") as port:
        answers = reach(f"postgresql://{NAME}:{port},inconnu.invalid:5432/cnmas")
    assert [(one.number, one.outcome) for one in answers] == [(1, "no_tls"), (2, "unknown_name")]


def test_settings_that_lead_nowhere_are_told(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("not a certificate")
    address = Config(central_url=f"postgresql://{NAME},{NAME}/cnmas", ca_file=str(tmp_path / "ca.pem")).central_address or ""
    assert [one.outcome for one in reach(address)] == ["no_authority", "no_authority"]
    with pytest.raises(KnownError, match="L'adresse du centre"):
        reach(f"postgresql://{NAME}:1,{NAME}:2,{NAME}:3/cnmas?port=5,6")


def _answer_for(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """The name service of this test: `name` is this machine, no other name is known."""
    real = socket.getaddrinfo

    def look_up(host: Any, *arguments: Any, **options: Any) -> Any:
        if host not in (name, "127.0.0.1"):
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return real("127.0.0.1", *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


def test_the_drive_under_a_folder_is_known(tmp_path: Path) -> None:
    table = tmp_path / "mountinfo"
    table.write_text(
        "1 0 8:1 / / rw - ext4 /dev/sda1 rw\n"
        f"2 1 0:5 / {tmp_path} rw shared:7 - nfs4 server:/home rw\n"
        f"3 1 0:6 / {tmp_path}/inner rw - btrfs /dev/sdb rw\n"
    )
    assert drive_of(tmp_path / "data", table) == "nfs4"
    assert drive_of(tmp_path / "inner/data", table) == "btrfs"
    assert drive_of(Path("/usr"), table) == "ext4"
    assert drive_of(tmp_path, tmp_path / "missing") == ""


def test_the_window_program_says_whether_it_opens(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The real one, in a process of its own, as a person without a screen would have it."""
    monkeypatch.undo()
    patient = Patient(Config(home=tmp_path), None, None, DemoKeyring(tmp_path))
    seen = found(patient)
    assert seen["windows", "no_screen"].facts["plugin"] == "offscreen"
