"""What every test shares: no display needed, one Hypothesis profile, the PostgreSQL of `tests.central_server`, cheap passwords."""

from collections.abc import Iterator
import os

from hypothesis import HealthCheck, settings
import pytest

from cnmas_desktop.local import keys

pytest_plugins = ["tests.central_server"]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Two cores shared by the whole suite: no deadline by time, few examples, and failures that print how to repeat them.
settings.register_profile("house", max_examples=50, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", parent=settings.get_profile("house"), max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))


@pytest.fixture(scope="session", autouse=True)
def passwords_stretched_little() -> Iterator[None]:
    """The same Argon2id at its least cost, which each key file names: hundreds of sign-ins are not what the tests wait for."""
    with pytest.MonkeyPatch.context() as patch:
        for made in (keys.create_key, keys.add_password, keys.restore_access):
            patch.setattr(made, "__defaults__", (keys.Argon2Cost(memory_kib=64, passes=1, lanes=1),))
        yield
