"""An open store for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.local.store import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk(tmp_path / "store") as opened:
        yield opened
