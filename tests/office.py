"""The fixture `office`: see `tests.agent_desk.Office`."""

from collections.abc import Iterator

import pytest

from tests.agent_desk import Office
from tests.central_server import Centre


@pytest.fixture
def office(centre: Centre) -> Iterator[Office]:
    made = Office(centre)
    yield made
    made.close()
