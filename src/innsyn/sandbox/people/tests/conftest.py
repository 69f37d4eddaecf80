"""One nation for all tests of the people: made once, on a fixed day."""

from datetime import date

import pytest

from innsyn.sandbox.people import Nation, nation

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="session")
def land() -> Nation:
    """The nation of seed 1."""
    return nation(1, TODAY)
