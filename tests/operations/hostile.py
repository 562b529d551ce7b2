"""A server that is not the centre: it speaks just enough of PostgreSQL's protocol to be given a password by a client that trusts it."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
import socket
import ssl
import struct
from threading import Thread

from tests.operations.authority import Certificate

SSL_REQUEST = struct.pack("!ii", 8, 80877103)


def authentication(code: int, rest: bytes = b"") -> bytes:
    """An authentication request of the server: 0 nothing asked, 3 in clear, 5 md5, 10 SASL."""
    return b"R" + struct.pack("!ii", 8 + len(rest), code) + rest


TRUST = authentication(0) + b"S" + struct.pack("!i", 4 + 20) + b"server_version\x0018.6\x00" + b"Z" + struct.pack("!i", 5) + b"I"
CLEAR_TEXT = authentication(3)
MD5 = authentication(5, b"salt")
SCRAM_WITHOUT_BINDING = authentication(10, b"SCRAM-SHA-256\x00\x00")
SCRAM = authentication(10, b"SCRAM-SHA-256-PLUS\x00SCRAM-SHA-256\x00\x00")


class Impostor:
    """Answers every connection alike. `heard`: what clients sent after their start-up message, where a password would be."""

    def __init__(self, certificate: Certificate | None, answer: bytes, newest: ssl.TLSVersion | None = None) -> None:
        self.heard = b""
        self.met = 0
        self._answer = answer
        self._context: ssl.SSLContext | None = None
        if certificate is not None:
            self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            if newest is not None:
                self._context.set_ciphers("ALL:@SECLEVEL=0")
                self._context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
                self._context.maximum_version = newest
            self._context.load_cert_chain(certificate.certificate, certificate.key)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._thread = Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            self.met += 1
            client.settimeout(5)
            with suppress(OSError), client:  # a client that leaves, as it should
                self._greet(client)

    def _greet(self, client: socket.socket) -> None:
        start = client.recv(4096)
        if start == SSL_REQUEST and self._context is not None:
            client.sendall(b"S")
            with self._context.wrap_socket(client, server_side=True) as covered:
                self._ask(covered, covered.recv(4096))
        elif start == SSL_REQUEST:
            client.sendall(b"N")
            self._ask(client, client.recv(4096))

    def _ask(self, client: socket.socket, start: bytes) -> None:
        if start:
            client.sendall(self._answer)
            self.heard += client.recv(4096)


@contextmanager
def impostor(certificate: Certificate | None, answer: bytes, newest: ssl.TLSVersion | None = None) -> Iterator[Impostor]:
    made = Impostor(certificate, answer, newest)
    try:
        yield made
    finally:
        made.close()
