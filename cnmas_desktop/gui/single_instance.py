"""One window per person of the system, centre and folder: a second start raises the first one and leaves (decision 25)."""

from PySide6.QtCore import QCryptographicHash, QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

WAIT_MS = 500


class SingleInstance(QObject):
    """`first` is False when another instance answered: it comes to the front, this one has nothing to do."""

    raised = Signal()
    """Another start asks this window to come to the front."""

    def __init__(self, identity: str, parent: QObject) -> None:
        """`identity`: what tells two instances apart; only its hash is seen outside the program."""
        super().__init__(parent)
        digest = bytes(QCryptographicHash.hash(identity.encode(), QCryptographicHash.Algorithm.Sha256).data()).hex()
        self.name = f"cnmas-desktop-{digest[:24]}"
        self.first = not self._ask_the_first()
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._asked)
        if self.first and not self._server.listen(self.name):
            QLocalServer.removeServer(self.name)  # what an instance that was killed left behind
            self._server.listen(self.name)

    def _ask_the_first(self) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self.name)
        answered = socket.waitForConnected(WAIT_MS)
        socket.disconnectFromServer()
        return answered

    @Slot()
    def _asked(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.deleteLater()
            self.raised.emit()
