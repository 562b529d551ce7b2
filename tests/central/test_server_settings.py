"""The server's settings are read as they are, and each one that breaks a promise is named with what to write instead."""

import pytest

from cnmas_desktop.central.server_settings import WANTED, unsafe_settings, weak_doors
from tests.central_server import Centre

# The tests' own server is quick and forgets: these two are its price.
QUICK = {"fsync", "full_page_writes", "synchronous_commit"}


def named(centre: Centre, *, remote: bool = False) -> set[str]:
    with centre.admin() as admin:
        return {finding.what.partition(" ")[0] for finding in unsafe_settings(admin, remote=remote)}


@pytest.mark.both_servers
def test_an_embedded_server_is_set_as_promised(centre: Centre) -> None:
    assert named(centre) == QUICK
    assert named(centre, remote=True) == QUICK | {"ssl"}
    assert unsafe_settings(centre.operator, remote=False), "the operator may ask too"


def test_each_setting_that_breaks_a_promise_is_named_with_its_remedy(centre: Centre) -> None:
    bad = {
        "password_encryption": "md5", "log_statement": "all", "log_min_duration_statement": "100", "log_min_duration_sample": "100",
        "log_parameter_max_length": "-1", "log_parameter_max_length_on_error": "64", "log_error_verbosity": "default",
        "log_min_error_statement": "error",
    }  # fmt: skip
    assert set(bad) | QUICK | {"ssl", "ssl_min_protocol_version"} == set(WANTED)
    with centre.admin() as admin:
        for name, value in bad.items():
            admin.execute(f"SET {name} = '{value}'".encode())
        found = unsafe_settings(admin, remote=False)
    assert {finding.what.partition(" ")[0] for finding in found} == set(bad) | QUICK
    remedies = {finding.what.partition(" ")[0]: finding.remedy for finding in found}
    assert remedies["log_parameter_max_length"].startswith("ALTER SYSTEM SET log_parameter_max_length = '0'")


def test_the_doors_are_looked_at_where_one_may(centre: Centre) -> None:
    with centre.admin() as admin:
        assert weak_doors(admin, remote=True) == []
    assert weak_doors(centre.operator, remote=True) == []
