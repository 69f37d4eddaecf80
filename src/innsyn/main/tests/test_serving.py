"""Before serving: a free port is found, and a taken one that was asked for is said, not taken."""

import socket

import pytest

from innsyn.main.serving import HOST, free_port
from innsyn.main.settings import SettingProblem


@pytest.fixture
def taken():
    with socket.socket() as other:
        other.bind((HOST, 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_taken_port_that_was_asked_for_is_said(taken):
    with pytest.raises(SettingProblem, match=f"port {taken} is taken"):
        free_port(taken)


def test_without_a_wish_a_taken_port_is_passed_over(taken):
    assert free_port(None, taken) != taken


def test_a_free_port_that_was_asked_for_is_used(taken):
    free = free_port(None, taken)
    assert free_port(free) == free
