"""Secrets that are made at first start are kept, closed to others, and one for all who start at once."""

import subprocess
import sys

import pytest

from innsyn.main.keeping import client_key, master_key
from innsyn.main.settings import SettingProblem, read_settings


def settings(folder, **more):
    return read_settings({"INNSYN_DATA": str(folder), **more})


def test_the_master_key_is_made_once_and_closed_to_others(tmp_path):
    first = master_key(settings(tmp_path))
    assert len(first) == 32
    assert master_key(settings(tmp_path)) == first
    assert (tmp_path / "master-key").stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == ["master-key"]


def test_two_folders_have_two_keys(tmp_path):
    assert master_key(settings(tmp_path / "one")) != master_key(settings(tmp_path / "two"))


def test_many_who_start_at_once_use_one_key(tmp_path):
    program = (
        "import sys; from innsyn.main.keeping import master_key; from innsyn.main.settings import read_settings;"
        "print(master_key(read_settings({'INNSYN_DATA': sys.argv[1]})).hex())"
    )
    started = [subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, text=True) for _ in range(3)]
    keys = {process.communicate()[0].strip() for process in started}
    assert keys == {master_key(settings(tmp_path)).hex()}


def test_the_named_key_is_used_and_nothing_is_kept(tmp_path):
    assert master_key(settings(tmp_path, INNSYN_MASTER_KEY="07" * 32)) == b"\x07" * 32
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("text", ["07", "x" * 64, "07" * 33])
def test_what_is_no_key_is_refused_without_repeating_it(tmp_path, text):
    with pytest.raises(SettingProblem, match="INNSYN_MASTER_KEY") as refused:
        master_key(settings(tmp_path, INNSYN_MASTER_KEY=text))
    assert text not in str(refused.value).replace("64", "")


def test_a_key_file_that_is_not_there_is_named_by_its_setting(tmp_path):
    with pytest.raises(SettingProblem, match="INNSYN_IDPORTEN_KEY"):
        client_key(settings(tmp_path), "idporten", str(tmp_path / "none.pem"))
