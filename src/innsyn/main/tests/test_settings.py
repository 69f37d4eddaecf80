"""The environment is read in one place, with an error that names what to mend."""

from pathlib import Path

import pytest

from innsyn.main.settings import SettingProblem, read_settings


def test_nothing_set_gives_the_embedded_database_and_no_sandbox():
    settings = read_settings({"HOME": "/home/siri"})
    assert (settings.database_url, settings.is_sandbox, settings.workers) == ("", False, 1)
    assert settings.data == Path("/home/siri/.local/share/innsyn")


def test_a_base_address_loses_its_last_slash():
    assert read_settings({"INNSYN_BASE_URL": "https://innsyn.example/"}).base_url == "https://innsyn.example"


@pytest.mark.parametrize(("name", "value"), [("INNSYN_SANDBOX", "maybe"), ("INNSYN_WORKERS", "0"), ("INNSYN_SESSION_HOURS", "-1")])
def test_a_value_that_cannot_be_used_is_named(name, value):
    with pytest.raises(SettingProblem, match=name):
        read_settings({name: value})
