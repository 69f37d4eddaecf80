"""The whole program in the process with a small town in its record, made once for all access tables."""

import pytest
from tests.contracts.access.town import Town, a_town


@pytest.fixture(scope="session")
async def town(tmp_path_factory):
    async with a_town(tmp_path_factory.mktemp("access")) as made:
        assert isinstance(made, Town)
        yield made
