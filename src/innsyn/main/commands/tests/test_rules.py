"""`./innsyn rules` lists the rules, tells who gains and who loses, and says what to write instead of what it cannot read."""

import json
from functools import partial

import pytest
from click.testing import CliRunner

from innsyn.gate.rules.book import RULES
from innsyn.main.commands import rules
from innsyn.main.rule_changes.revisions import RevisionProblem

FEW = ("elias", "silje")


@pytest.fixture
def run(monkeypatch):
    """Run the command over a few of the nation."""
    monkeypatch.setattr(rules, "records", partial(rules.records, whose=FEW))
    return lambda *words: CliRunner().invoke(rules.command, words)


def test_every_rule_is_listed_with_what_it_stands_on(run):
    lines = run("list").stdout.splitlines()
    assert [line.split()[0] for line in lines] == [rule.key for rule in RULES]
    assert all(line.endswith(rule.law) for line, rule in zip(lines, RULES, strict=True))
    assert [each["key"] for each in json.loads(run("list", "--json").stdout)] == [rule.key for rule in RULES]


def test_a_difference_is_told_and_the_exit_code_is_0(run):
    done = run("diff", "--without", "SHIELD-1")
    assert done.exit_code == 0
    assert "GAIN  shielded worker" in done.stdout
    assert "silje (aune)" in done.stdout
    assert "Reading the nation: 2 of 2" in done.stderr


def test_a_trust_chooses_on_the_command_line_or_in_a_file(run, tmp_path):
    typed = json.loads(run("diff", "--trust", "nation", "--ages", "graded", "--delay", "Observation:9", "--json").stdout)
    assert typed["after"].endswith("the nation chooses graded ages, Observation waits 9 days")
    assert {line["role"] for line in typed["gains"]} == {"the patient", "parent"}
    (tmp_path / "choices.json").write_text(json.dumps({"nation": {"ages": "graded", "delays": [{"type": "Observation", "days": 9}]}}))
    told = json.loads(run("diff", "--policy", str(tmp_path / "choices.json"), "--json").stdout)
    assert (told["gains"], told["losses"]) == (typed["gains"], typed["losses"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--without", "REP-99"), "there is no rule REP-99"),
        (("--ages", "graded"), "say with --trust who chooses"),
        (("--trust", "nation", "--delay", "Observation"), "is no number of days"),
        (("--at", "tomorrow"), "does not match the format"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_compared(run, words, said):
    done = run("diff", *words)
    assert done.exit_code == 2
    assert said in done.stderr


def test_a_revision_that_cannot_be_asked_is_said_and_is_no_failure(run, monkeypatch):
    def refuse(*_):
        raise RevisionProblem("v0 cannot be asked")

    monkeypatch.setattr(rules, "sight_at", refuse)
    done = run("diff", "--since", "v0")
    assert (done.exit_code, done.stdout) == (0, "v0 cannot be asked\n")


def test_a_snapshot_compared_with_itself_changes_nothing(run, monkeypatch):
    seen = json.loads(run("snapshot", "--day", "2026-11-22").stdout)
    assert set(seen) == set(FEW)
    assert "Patient/silje" in seen["silje"]["the patient"]
    monkeypatch.setattr(
        rules, "sight_at", lambda checkout, revision, day: {
            key: {name: frozenset(refs) for name, refs in comers.items()}
            for key, comers in json.loads(run("snapshot", "--day", day.isoformat()).stdout).items()
        },
    )  # fmt: skip
    assert "Nobody gains and nobody loses access to anything." in run("diff", "--since", "HEAD").stdout
