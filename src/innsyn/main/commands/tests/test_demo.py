"""`./innsyn demo` starts over only where a demo has been, and says how far it has come also when nobody watches."""

import io

import pytest
from rich.console import Console

from innsyn.main.commands.demo import progress, start_over
from innsyn.main.settings import SettingProblem


def test_starting_over_removes_what_a_demo_has_made(tmp_path):
    folder = tmp_path / "demo"
    (folder / "keys").mkdir(parents=True)
    (folder / "nation.json").write_text("{}")
    start_over(folder)
    assert not folder.exists()


def test_a_folder_with_somebodys_own_files_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("my only copy")
    with pytest.raises(SettingProblem, match="no demo"):
        start_over(tmp_path)
    assert (tmp_path / "thesis.txt").read_text() == "my only copy"
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def said(count, *, is_terminal):
    stream = io.StringIO()
    with progress(Console(file=stream, force_terminal=is_terminal, width=100)) as told:
        for done in range(1, count + 1):
            told(done, count)
    return stream.getvalue()


@pytest.mark.parametrize(("count", "lines"), [(331, 10), (7, 7), (1, 1)])
def test_without_a_terminal_every_tenth_is_a_plain_line(count, lines):
    text = said(count, is_terminal=False)
    assert len(text.splitlines()) == lines
    assert text.splitlines()[-1] == f"Settling the synthetic nation: {count} of {count}"
    assert "\x1b" not in text


def test_on_a_terminal_there_is_a_bar():
    assert "\x1b" in said(20, is_terminal=True)
