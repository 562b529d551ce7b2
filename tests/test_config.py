"""The environment decides where the centre and the folders are, and libpq's own variables decide nothing."""

import os
from pathlib import Path
import stat

import pytest

from cnmas_desktop.config import Config, clear_postgres_environment, resource


def test_the_environment_names_the_centre_and_the_home(tmp_path):
    config = Config.from_environment({"CNMAS_CENTRAL_URL": "postgresql://centre", "CNMAS_HOME": str(tmp_path / "home")})
    assert config.central_url == "postgresql://centre"
    assert config.data_dir == tmp_path / "home" / "data"
    assert config.state_dir == tmp_path / "home" / "state"


def test_without_a_word_the_centre_is_the_embedded_one():
    assert Config.from_environment({"CNMAS_CENTRAL_URL": "", "CNMAS_HOME": ""}) == Config(None, None)


@pytest.mark.skipif(os.name != "posix", reason="POSIX permissions")
def test_folders_are_for_their_owner_only(tmp_path):
    assert stat.S_IMODE(Config(home=tmp_path).data_dir.stat().st_mode) == 0o700


def test_resources_are_found_and_a_missing_one_is_our_fault():
    assert resource("translations", "cnmas_en.ts").is_file()
    with pytest.raises(FileNotFoundError, match="resources/nothing/here"):
        resource("nothing", "here")


def test_postgres_variables_are_forgotten():
    environment = {"PGSERVICEFILE": "x", "PGPASSWORD": "y", "PATH": str(Path("/usr/bin"))}
    clear_postgres_environment(environment)
    assert list(environment) == ["PATH"]
