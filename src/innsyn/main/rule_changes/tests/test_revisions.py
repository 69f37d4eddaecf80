"""Another revision is asked from a copy of its own files, and one that cannot be asked is said so."""

import subprocess

import pytest

from innsyn.main.rule_changes.revisions import COMMAND, RevisionProblem, sight_at
from innsyn.main.rule_changes.tests.conftest import TODAY

SAYS = """
import sys


def main():
    assert sys.argv[1:] == ["rules", "snapshot", "--day", "2026-11-22"], sys.argv
    print('{"kari": {"the patient": ["Patient/kari"]}}')
"""


@pytest.fixture
def checkout(tmp_path):
    """A checkout with a way to commit a program that answers as told; without one, a revision that has no such command."""

    def commit(program=None):
        package = tmp_path / COMMAND.parent
        package.mkdir(parents=True, exist_ok=True)
        for folder in (package.parents[1], package.parent, package):
            (folder / "__init__.py").touch()
        if program is not None:
            (package / "__init__.py").write_text(program, "utf-8")
            (tmp_path / COMMAND).write_text("", "utf-8")
        git("add", ".")
        git("-c", "user.name=x", "-c", "user.email=x@x", "commit", "-q", "--allow-empty", "-m", "x")
        return git("rev-parse", "HEAD").strip()

    def git(*words):
        return subprocess.run(["git", *words], cwd=tmp_path, check=True, capture_output=True, text=True).stdout

    git("init", "-q")
    return commit


def test_a_revision_says_who_sees_what_by_its_own_code(checkout, tmp_path):
    revision = checkout(SAYS)
    assert sight_at(tmp_path, revision, TODAY) == {"kari": {"the patient": {"Patient/kari"}}}


def test_a_revision_without_the_command_is_said_so(checkout, tmp_path):
    revision = checkout()
    with pytest.raises(RevisionProblem, match=r"cannot be asked: it has no `rules` command yet\."):
        sight_at(tmp_path, revision, TODAY)


def test_a_revision_that_fails_or_is_none_is_said_so(checkout, tmp_path):
    revision = checkout("raise SystemExit(3)")
    with pytest.raises(RevisionProblem, match="could not tell"):
        sight_at(tmp_path, revision, TODAY)
    for nonsense in ("no-such-revision", "--output=x"):
        with pytest.raises(RevisionProblem, match="no revision"):
            sight_at(tmp_path, nonsense, TODAY)
