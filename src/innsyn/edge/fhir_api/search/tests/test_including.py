"""What comes along with the matches: what they point at, what points at them, each once, and no further than asked."""

import pytest

from innsyn.edge.fhir_api.search.tests.samples import along, matches, observation
from innsyn.edge.fhir_api.search.tests.test_chains import provenance
from innsyn.kernel.systems import HPR_NUMBER


@pytest.fixture(scope="session")
async def ivar(search_world):
    """A patient with a panel of two observations."""
    owner, id_, number = await search_world.arrives(name="Ivar Inkludert")
    one, two = await search_world.puts(
        owner,
        observation(id_, "8480-6", performer=[{"type": "Practitioner", "identifier": {"system": HPR_NUMBER, "value": "990000174"}}]),
        observation(id_, "8462-4", performer=[{"reference": "Practitioner/nina"}]),
    )
    members = [{"reference": f"Observation/{each.id}"} for each in (one, two)]
    (panel,) = await search_world.puts(owner, observation(id_, "85354-9", hasMember=members))
    (proof,) = await search_world.puts(owner, provenance(panel.id, "Practitioner/tove"))
    return {"owner": owner, "id": id_, "panel": panel.id, "one": one.id, "two": two.id, "proof": proof.id, "number": number}


async def test_what_a_match_points_at_comes_along(search_world, ivar):
    bundle = await search_world.bundle(f"Observation?_id={ivar['panel']}&_include=Observation:patient&_include=Observation:has-member")
    assert matches(bundle) == [ivar["panel"]]
    assert along(bundle) == sorted([f"Patient/{ivar['id']}", f"Observation/{ivar['one']}", f"Observation/{ivar['two']}"])


async def test_only_targets_of_the_type_that_was_asked_for_come_along(search_world, ivar):
    url = f"Observation?_id={ivar['panel']}&_include=Observation:subject:"
    assert along(await search_world.bundle(url + "Patient")) == [f"Patient/{ivar['id']}"]
    assert along(await search_world.bundle(url + "Group")) == []


async def test_only_what_matches_of_the_named_type_point_at_comes_along(search_world, ivar):
    assert along(await search_world.bundle(f"Observation?_id={ivar['panel']}&_include=Condition:subject")) == []


async def test_iterate_goes_on_from_what_came_along_and_a_plain_include_does_not(search_world, ivar):
    url = f"Observation?_id={ivar['panel']}&_include=Observation:has-member"
    assert "Practitioner/nina" not in along(await search_world.bundle(f"{url}&_include=Observation:performer"))
    found = along(await search_world.bundle(f"{url}&_include:iterate=Observation:performer"))
    assert {"Practitioner/nina", "Practitioner/vera"} <= set(found)


async def test_who_is_named_by_number_only_comes_along(search_world, ivar):
    bundle = await search_world.bundle(f"Observation?_id={ivar['one']}&_include=Observation:performer")
    assert along(bundle) == ["Practitioner/vera"]


async def test_what_points_at_a_match_comes_along(search_world, ivar):
    url = f"Observation?_id={ivar['panel']}&_revinclude=Provenance:target"
    assert along(await search_world.bundle(url)) == [f"Provenance/{ivar['proof']}"]
    found = along(await search_world.bundle(f"{url}&_include:iterate=Provenance:agent"))
    assert found == ["Practitioner/tove", f"Provenance/{ivar['proof']}"]


async def test_everything_that_points_at_a_patient_comes_along(search_world, ivar):
    found = along(await search_world.bundle(f"Patient?_id={ivar['id']}&_revinclude=Observation:subject"))
    assert found == sorted(f"Observation/{ivar[one]}" for one in ("panel", "one", "two"))


async def test_a_star_brings_whatever_is_pointed_at(search_world, ivar):
    found = along(await search_world.bundle(f"Observation?_id={ivar['panel']}&_include=*"))
    assert found == sorted([f"Patient/{ivar['id']}", f"Observation/{ivar['one']}", f"Observation/{ivar['two']}"])


async def test_a_match_does_not_come_along_as_well(search_world, ivar):
    bundle = await search_world.bundle(f"Observation?patient={ivar['id']}&_include=Observation:has-member")
    assert sorted(matches(bundle)) == sorted([ivar["panel"], ivar["one"], ivar["two"]])
    assert along(bundle) == []


async def test_what_comes_along_is_not_counted(search_world, ivar):
    bundle = await search_world.bundle(f"Observation?_id={ivar['panel']}&_include=Observation:has-member&_total=accurate")
    assert bundle["total"] == 1


async def test_nothing_comes_along_when_nobody_asks(search_world, ivar):
    assert along(await search_world.bundle(f"Observation?_id={ivar['panel']}")) == []
