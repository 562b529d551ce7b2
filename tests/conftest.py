"""What every test shares: no display needed, one Hypothesis profile, and the PostgreSQL of `tests.central_server`."""

import os

from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.central_server"]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Two cores shared by the whole suite: no deadline by time, few examples, and failures that print how to repeat them.
settings.register_profile(
    "house", max_examples=50, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("thorough", parent=settings.get_profile("house"), max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))
