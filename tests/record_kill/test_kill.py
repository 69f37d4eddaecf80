"""Sudden death of a writer or of PostgreSQL, again and again: nothing acknowledged is lost, nothing is half done, no read is unlogged."""

import pytest
from tests.record_kill.rounds import run

ROUNDS, AT_LEAST = 50, 20
WITHIN_S = 60.0
"""As many rounds as fit in this; a machine that is slow takes its time for those there must be."""


@pytest.mark.slow
def test_sudden_death_loses_nothing_that_was_acknowledged():
    outcome = run(ROUNDS, at_least=AT_LEAST, within_s=WITHIN_S)
    assert outcome.wrong == {}
    assert outcome.written > 100
    assert outcome.read > 100
    assert outcome.server_deaths > 2
