"""kill -9 of the server, its workers and PostgreSQL under load: nothing acknowledged is lost, every read is logged, the seal is whole.

INNSYN_ROUNDS says how many rounds; the ordinary suite runs a few.
"""

import os

import pytest
from tests.contracts.attacks.telling import telling_lines
from tests.contracts.endurance.rounds import run

FEW = 5


@pytest.mark.slow
def test_sudden_death_under_load_loses_nothing_and_leaves_the_seal_whole():
    wanted = int(os.environ.get("INNSYN_ROUNDS", FEW))
    outcome = run(wanted, within_s=3600)
    assert outcome.wrong == {}
    assert outcome.rounds == wanted
    assert outcome.read > 20
    assert outcome.written > 20
    assert outcome.sealed > 0
    assert telling_lines(outcome.technical, ("kari", "per")) == []
