"""The memory of this process holds the key and what was decrypted: no dump of it is written, and no other program of the same person reads it.

Where the system offers nothing of the kind (Windows' error reports are excluded by policy of the machine), nothing is done here.
"""

import os
import sys

_PR_SET_DUMPABLE = 4  # prctl(2)


def keep_to_itself() -> None:
    """No core file; on Linux no ptrace and no /proc/PID/mem for others but root. What it writes from now on is its owner's only."""
    if os.name != "posix":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.umask(0o077)
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
