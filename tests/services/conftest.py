"""Desks on a store of their own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cnmas_desktop.sync.protocol import CasePayload
from tests.services.desk_scene import Scene

MakeScene = Callable[..., Scene]


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[MakeScene]:
    """A maker of scenes: `scene(case, case…)`. All are closed at the end, also those of restarts."""
    made: list[Scene] = []

    def make(*cases: CasePayload) -> Scene:
        made.append(Scene(tmp_path / f"store{len(made)}", cases))
        return made[-1]

    yield make
    for one in made:
        one.database.close()
