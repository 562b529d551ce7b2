"""A stolen dump, or another program of the same person, must not give the key away."""

from pathlib import Path
import subprocess
import sys

import pytest

KEEPS = (
    "import ctypes, resource, sys\n"
    "from cnmas_desktop.services.process_memory import keep_to_itself\n"
    "dumpable = lambda: ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)  # PR_GET_DUMPABLE: whether ptrace and /proc/PID/mem are open\n"
    "before = dumpable()\n"
    "keep_to_itself()\n"
    "open(sys.argv[1], 'w').close()\n"
    "print(before, dumpable(), resource.getrlimit(resource.RLIMIT_CORE))\n"
)


@pytest.mark.skipif(sys.platform != "linux", reason="prctl and /proc are missing: Linux only")
def test_no_dump_is_written_and_no_other_program_reads_it(tmp_path: Path) -> None:
    written = tmp_path / "written"
    done = subprocess.run([sys.executable, "-c", KEEPS, str(written)], capture_output=True, text=True, check=True)
    assert done.stdout == "1 0 (0, 0)\n"
    assert written.stat().st_mode & 0o777 == 0o600
