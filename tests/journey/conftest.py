"""Journeys start from the same desk as the tests of the services."""

from tests.services.conftest import scene

__all__ = ["scene"]
