"""A process to be killed: what it tells its parent before it dies is what the agent was told."""

from collections.abc import Callable
import os
import signal

Tell = Callable[[int], None]


class Child:
    """`action(tell)` in a process of its own. `tell(n)` is heard by the parent even if the child dies right after."""

    def __init__(self, action: Callable[[Tell], None]) -> None:
        self._reader, writer = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            status = 1
            try:
                os.close(self._reader)

                def tell(number: int) -> None:
                    os.write(writer, bytes([number]))

                action(tell)
                status = 0
            finally:
                os._exit(status)
        os.close(writer)

    def hear(self) -> int | None:
        """The next number told, None once the child is gone."""
        heard = os.read(self._reader, 1)
        return heard[0] if heard else None

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)

    def end(self) -> tuple[int, int]:
        """What is left to hear: the last number told (0 if none), and the exit status (negative: the signal)."""
        last = 0
        while (number := self.hear()) is not None:
            last = number
        os.close(self._reader)
        _, status = os.waitpid(self.pid, 0)
        return last, os.waitstatus_to_exitcode(status)
