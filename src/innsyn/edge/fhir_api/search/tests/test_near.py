"""Places are found by how near they are."""

import pytest


@pytest.fixture(scope="session")
async def places(search_world):
    """A clinic in Oslo and one in Bergen, and one whose place nobody said."""
    where = {"oslo": {"latitude": 59.9139, "longitude": 10.7522}, "bergen": {"latitude": 60.3913, "longitude": 5.3221}, "nowhere": None}
    clinics = [
        {"resourceType": "Location", "id": f"near-{id_}", "name": id_, **({"position": at} if at else {})} for id_, at in where.items()
    ]
    await search_world.writes_directory(clinics)


async def test_what_is_within_the_distance_is_found(search_world, places):
    assert await search_world.ids("Location?near=59.92|10.75|5|km") == ["near-oslo"]
    assert set(await search_world.ids("Location?near=59.92|10.75|400|km")) == {"near-oslo", "near-bergen"}
    assert await search_world.ids("Location?near=69.65|18.95|50|km") == []


async def test_nearness_joins_other_criteria(search_world, places):
    assert await search_world.ids("Location?near=59.92|10.75|400|km&name=bergen&_total=accurate") == ["near-bergen"]
