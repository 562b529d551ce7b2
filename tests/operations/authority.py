"""A certification authority made on the spot, and the certificates that a server may show: the right one, and those of its impostors."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

# 127.0.0.1 as the resolver reads it and our rule for the loopback does not: to the program, a host like any other.
REMOTE = "2130706433"
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Certificate:
    """Files that a server is given: its certificate and its private key."""

    certificate: Path
    key: Path


class Authority:
    """Signs for `folder`; `file` is what a workstation trusts."""

    def __init__(self, folder: Path, name: str = "Autorite d'essai") -> None:
        self.folder = folder
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self._key = ec.generate_private_key(ec.SECP256R1())
        self.file = folder / f"{name.replace(' ', '_')}.pem"
        itself = self._builder(self._name, self._key, datetime.now(UTC) + DAY)
        itself = itself.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        self.file.write_bytes(itself.sign(self._key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))

    def issue(self, name: str, host: str = "127.0.0.1", until: datetime | None = None, *, self_signed: bool = False) -> Certificate:
        """A certificate for `host` (an address), valid to `until`; `self_signed`: by nobody else."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
        builder = self._builder(subject, key, until or datetime.now(UTC) + DAY, subject if self_signed else self._name)
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(host))]), critical=False)
        signed = builder.sign(key if self_signed else self._key, hashes.SHA256())
        made = Certificate(self.folder / f"{name}.crt", self.folder / f"{name}.key")
        made.certificate.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
        made.key.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
        return made

    def _builder(
        self,
        subject: x509.Name,
        key: ec.EllipticCurvePrivateKey,
        until: datetime,
        issuer: x509.Name | None = None,
    ) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer or self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(min(until, datetime.now(UTC)) - DAY)
            .not_valid_after(until)
        )
