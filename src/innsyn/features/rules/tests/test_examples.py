"""Every example of every rule can be told in every language, and no two examples with other answers read the same."""

from pathlib import Path

import pytest

import innsyn.gate
from innsyn.features import rules
from innsyn.features.rules.examples import examples_of, told
from innsyn.features.rules.groups import GROUPS
from innsyn.gate.rules.book import RULES
from innsyn.gate.rules.situation import HOSPITAL, Situation
from innsyn.web import LOCALES, Language, Texts

TEXTS = Texts.load([rules.FEATURE.folder / "texts", Path(innsyn.gate.__file__).parent / "texts"])
LANGUAGES = {code: Language(code, TEXTS, is_strict=True) for code in LOCALES}


def say(situation, code="nb"):
    return " ".join(LANGUAGES[code].say(each) for each in told(situation))


def test_every_rule_is_in_one_group():
    assert sorted(rule.key for group in GROUPS for rule in group.rules) == sorted(rule.key for rule in RULES)


@pytest.mark.parametrize("code", LOCALES)
def test_no_two_examples_of_a_rule_read_the_same_and_answer_otherwise(code):
    for rule in RULES:
        said = [(example.speaks, " ".join(LANGUAGES[code].say(each) for each in example.sentences)) for example in examples_of(rule)]
        both = {words for speaks, words in said if speaks} & {words for speaks, words in said if not speaks}
        assert both == set(), rule.key


@pytest.mark.parametrize("code", LOCALES)
def test_no_two_examples_of_a_rule_read_the_same_at_all(code):
    for rule in RULES:
        said = [" ".join(LANGUAGES[code].say(each) for each in example.sentences) for example in examples_of(rule)]
        assert len(said) == len(set(said)), (rule.key, [words for words in said if said.count(words) > 1])


def test_those_in_which_a_rule_speaks_come_first():
    for rule in RULES:
        answers = [example.speaks for example in examples_of(rule)]
        assert answers == sorted(answers, reverse=True)
        assert len(answers) == len(rule.vectors)


@pytest.mark.parametrize(
    ("situation", "words"),
    [
        (Situation(), "Pasienten selv leser et dokument."),
        (Situation(role="parent", born="2014-11-23"), "En forelder leser et dokument. Pasienten fyller 12 år i morgen."),
        (Situation(role="parent", born="2014-11-22"), "En forelder leser et dokument. Pasienten fyller 12 år i dag."),
        (Situation(born="2016-01-01"), "Pasienten selv leser et dokument. Pasienten er 10 år."),
        (Situation(born="2026-11-22"), "Pasienten selv leser et dokument. Pasienten er født i dag."),
        (Situation(born=None), "Pasienten selv leser et dokument. Ingen vet hvor gammel pasienten er."),
        (
            Situation(role="attorney", grant=("results",), grant_days=(None, -1), type="Observation"),
            "En som har fullmakt for dokumenter, leser et prøvesvar. Fullmakten gjelder bare prøvesvar og målinger. "
            "Fullmakten tok slutt i går.",
        ),
        (
            Situation(role="staff", profession="VE", labels=("N", "NORS"), graded=(HOSPITAL,)),
            "En sykepleier på sykehuset leser et dokument. Yrket er veterinær. Det er merket N og NORS. Sykehuset har valgt trappen.",
        ),
        (Situation(role="staff", minutes=60), "En sykepleier på sykehuset leser et dokument. Besøket begynte for 60 minutter siden."),
    ],
)
def test_only_what_is_otherwise_than_usual_is_told(situation, words):
    assert say(situation) == words
