"""Somebody who reads her own documents."""

import pytest

from innsyn.features import documents


@pytest.fixture
async def kari(world):
    """A citizen in her own record."""
    return await world.citizen("kari", documents.FEATURE)
