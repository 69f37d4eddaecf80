"""A command finds the data folder it means, and never pairs a database with a folder by guessing."""

from pathlib import Path

import pytest

from innsyn.main.folders import chosen_folder, demo_folder
from innsyn.main.settings import SettingProblem, read_settings


def settings(**given):
    return read_settings({"HOME": "/home/siri", **given})


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    monkeypatch.setattr("innsyn.main.folders._CHECKOUT", tmp_path)
    return tmp_path


def a_demo(checkout):
    folder = checkout / ".innsyn" / "demo"
    folder.mkdir(parents=True)
    (folder / "nation.json").write_text("{}")
    return folder


def test_the_folder_that_is_named_is_meant(checkout):
    a_demo(checkout)
    assert chosen_folder(Path("/x/y"), settings(INNSYN_DATA="/z", INNSYN_DATABASE_URL="postgresql://db")) == Path("/x/y")


def test_else_the_one_of_the_environment(checkout):
    a_demo(checkout)
    assert chosen_folder(None, settings(INNSYN_DATA="/z", INNSYN_DATABASE_URL="postgresql://db")) == Path("/z")


def test_else_the_demos_when_there_has_been_one(checkout):
    assert chosen_folder(None, settings()) == Path("/home/siri/.local/share/innsyn")
    assert chosen_folder(None, settings()) != a_demo(checkout)
    assert chosen_folder(None, settings()) == demo_folder(settings())


def test_a_database_alone_names_no_folder(checkout):
    a_demo(checkout)
    with pytest.raises(SettingProblem, match="INNSYN_DATABASE_URL"):
        chosen_folder(None, settings(INNSYN_DATABASE_URL="postgresql://db"))


def test_where_the_checkout_cannot_be_written_to_the_demo_lives_among_the_settings_data(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setattr("innsyn.main.folders._CHECKOUT", tmp_path / "file")
    assert demo_folder(settings(INNSYN_DATA="/z")) == Path("/z/demo")
