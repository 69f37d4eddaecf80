"""How soon a question about an access is answered is a trust's own promise, never longer than the law lets it be."""

import json
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from innsyn.gate.policies import policy_body, policy_of
from innsyn.gate.rules.policy import LONGEST_ANSWER_DAYS, PLAIN, Policy

TRUST = "974749025"


def read(body):
    """Read a choice as it stands in the catalogues."""
    found = policy_of(SimpleNamespace(body=json.dumps(body).encode(), custodian=None))
    return found[1].answer_days if found else None


def body(days):
    return policy_body(TRUST, Policy(since=date(2026, 1, 1), answer_days=days), "Fjordby")


@pytest.mark.parametrize("days", [1, 7, 14, LONGEST_ANSWER_DAYS])
def test_a_promise_is_read_as_it_was_written(days):
    assert read(body(days)) == days


@pytest.mark.parametrize("days", [0, -1, LONGEST_ANSWER_DAYS + 1, 1000])
def test_a_promise_that_is_none_or_too_long_is_the_plain_one(days):
    assert read(body(days)) == PLAIN.answer_days


def test_what_says_nothing_promises_the_plain_one():
    assert replace(PLAIN).answer_days == 14
    assert read(policy_body(TRUST, replace(PLAIN, since=date(2026, 1, 1)), "Fjordby")) == 14
