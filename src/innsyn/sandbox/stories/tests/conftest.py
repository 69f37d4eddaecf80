"""One nation and all its lives for the tests of the stories: told once, on a fixed day."""

from datetime import date

import pytest

from innsyn.sandbox.people import Nation, nation
from innsyn.sandbox.stories import Life, lives, shared_resources

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="session")
def land() -> Nation:
    """The nation of seed 1."""
    return nation(1, TODAY)


@pytest.fixture(scope="session")
def told(land) -> dict[str, Life]:
    """Every life by person key."""
    return {life.person_key: life for life in lives(land)}


@pytest.fixture(scope="session")
def shared(land) -> list[dict]:
    """What belongs to nobody."""
    return shared_resources(land)


@pytest.fixture(scope="session")
def everything(told, shared) -> list[dict]:
    """Every resource of the nation."""
    return [*shared, *(resource for life in told.values() for resource in life.resources)]


@pytest.fixture(scope="session")
def documents(told) -> list[dict]:
    """Every DocumentReference."""
    return [resource for life in told.values() for resource in life.resources if resource["resourceType"] == "DocumentReference"]


@pytest.fixture(scope="session")
def files(told) -> dict[str, dict]:
    """Every Binary by reference."""
    return {
        f"Binary/{resource['id']}": resource
        for life in told.values()
        for resource in life.resources
        if resource["resourceType"] == "Binary"
    }
