"""How the workstation reaches the centre: directly, or through something that a demonstration, a tour or a simulation may cut."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from cnmas_desktop.messages import KnownError

Gateway = TypeVar("Gateway")


class Network(Protocol):
    """What stands between `connect`, which signs in at the centre, and whoever asks for a gateway."""

    def __call__(self, connect: Callable[[], Gateway]) -> Gateway: ...


def direct(connect: Callable[[], Gateway]) -> Gateway:
    """Production: nothing between the workstation and the centre."""
    return connect()


class NetworkSwitch:
    """While `cut`, the centre cannot be reached; a sync under way goes on."""

    def __init__(self) -> None:
        self.cut = False

    def __call__(self, connect: Callable[[], Gateway]) -> Gateway:
        if self.cut:
            raise KnownError("centre.unreachable")
        return connect()
