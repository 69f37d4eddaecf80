"""Kari's calendar, her clinic's appointments in it, and whoever else may look."""

import pytest

from innsyn.features import calendar


@pytest.fixture
async def kari(world):
    return await world.citizen("kari", calendar.FEATURE)
