"""A wire between a client and the centre that can be cut: before a request arrives, or after it was done and before the answer."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
import socket
from threading import Event, Thread


class Wire:
    """Listens on 127.0.0.1:`port` and forwards to the server. `cut` says what happens to what comes next from a client:
    "" goes through; "before" is never delivered; "after" is delivered, and the answer is read and thrown away; "stall" takes everything
    and delivers nothing more, without closing; "swallow" delivers, and no answer ever comes back, without closing; "drip" delivers one
    byte of the answers a second. What was held back is lost: after the heal its connection is as dead as before. `cut_at(n, how)`: from
    the n-th message of the client on."""

    def __init__(self, server_port: int) -> None:
        self.cut = ""
        self._left, self._how = 0, ""
        self.fired = 0
        self._server_port = server_port
        self._closed = Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        Thread(target=self._accept, daemon=True).start()

    def cut_at(self, message: int, how: str) -> None:
        self._left, self._how = message, how

    def heal(self) -> None:
        self.cut = ""

    def close(self) -> None:
        self._closed.set()
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", self._server_port))
            Thread(target=self._forward_requests, args=(client, server), daemon=True).start()
            Thread(target=self._forward_answers, args=(client, server), daemon=True).start()

    def _forward_requests(self, client: socket.socket, server: socket.socket) -> None:
        try:
            while data := client.recv(65536):
                self._left -= 1
                if self._left == 0:
                    self.cut = self._how
                if self.cut == "before":
                    self.fired += 1
                    break
                if self.cut == "stall":
                    self.fired += 1
                    continue
                server.sendall(data)
        except OSError:
            pass
        _drop(client, server)

    def _forward_answers(self, client: socket.socket, server: socket.socket) -> None:
        try:
            while data := server.recv(65536):
                if self.cut == "after":
                    self.fired += 1
                    break
                if self.cut == "stall":
                    continue
                if self.cut == "swallow":
                    self.fired += 1
                    continue
                if self.cut == "drip":
                    self.fired += 1
                    self._drip(client, data)
                    continue
                client.sendall(data)
        except OSError:
            pass
        _drop(client, server)

    def _drip(self, client: socket.socket, data: bytes) -> None:
        for one in data:
            if self.cut != "drip" or self._closed.wait(1):
                return
            client.sendall(bytes([one]))


def _drop(*ends: socket.socket) -> None:
    for end in ends:
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()


@contextmanager
def wire_to(server_port: int) -> Iterator[Wire]:
    wire = Wire(server_port)
    try:
        yield wire
    finally:
        wire.close()
