"""The nation of a data folder: decided on the day of its first start, and the same ever after."""

from datetime import timedelta

from innsyn.kernel.clock import instant
from innsyn.main.world import has_world, known_world

FIRST = instant("2026-11-22T23:30:00+00:00")


def test_the_nation_is_the_same_a_year_later(tmp_path):
    assert not has_world(tmp_path)
    first = known_world(tmp_path, FIRST)
    assert has_world(tmp_path)
    assert known_world(tmp_path, FIRST + timedelta(days=365)) == first


def test_the_day_is_norways(tmp_path):
    assert known_world(tmp_path, FIRST).today.isoformat() == "2026-11-23"
