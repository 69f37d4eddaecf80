"""Sudden death of a writer or of PostgreSQL, again and again: nothing acknowledged is lost, nothing is half done, no read is unlogged."""

import pytest
from tests.record_kill.rounds import run

ROUNDS = 50
WITHIN_S = 60.0


@pytest.mark.slow
def test_sudden_death_loses_nothing_that_was_acknowledged():
    outcome = run(ROUNDS, within_s=WITHIN_S)
    assert outcome.wrong == {}
    assert outcome.rounds >= 10
    assert outcome.written > 100
    assert outcome.read > 100
    assert outcome.server_deaths > 2
