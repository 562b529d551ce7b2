"""How the workstation reaches the centre: directly, or through something that a demonstration, a tour or a simulation may cut."""

from collections.abc import Callable

from cnmas_desktop.messages import KnownError
from cnmas_desktop.sync.protocol import CentralGateway

Connect = Callable[[], CentralGateway]
Network = Callable[[Connect], CentralGateway]


def direct(connect: Connect) -> CentralGateway:
    """Production: nothing between the workstation and the centre."""
    return connect()


class NetworkSwitch:
    """While `cut`, the centre cannot be reached; a sync under way goes on."""

    def __init__(self) -> None:
        self.cut = False

    def __call__(self, connect: Connect) -> CentralGateway:
        if self.cut:
            raise KnownError("centre.unreachable")
        return connect()
