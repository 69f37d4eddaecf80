"""A search that would cost too much is refused with what to add, and never answered in part as if it were whole."""

import pytest

from innsyn.edge.fhir_api.search import asking, including
from innsyn.edge.fhir_api.search.tests.samples import matches, observation
from innsyn.gate.tests.samples import OTHER_TRUST


@pytest.fixture(scope="session")
async def many(search_world):
    """A patient with four observations, two of which point at the others."""
    owner, id_, _ = await search_world.arrives()
    first = await search_world.puts(owner, observation(id_, "m-1"), observation(id_, "m-2"))
    members = [{"reference": f"Observation/{one.id}"} for one in first]
    await search_world.puts(owner, observation(id_, "m-3", hasMember=members), observation(id_, "m-3", hasMember=members))
    return id_


async def test_a_step_that_finds_more_than_the_bound_is_too_costly(search_world, many, monkeypatch):
    url = f"Observation?patient={many}&has-member:Observation.status=final"
    assert len(await search_world.ids(url)) == 2
    monkeypatch.setattr(asking, "MOST", 3)
    (problem,) = await search_world.asks(url)
    assert (problem.code, "add a criterion" in problem.text) == ("too-costly", True)


async def test_more_along_than_the_bound_is_too_costly(search_world, many, monkeypatch):
    url = f"Observation?patient={many}&code=m-3&_include=Observation:has-member"
    assert len(matches(await search_world.bundle(url))) == 2
    monkeypatch.setattr(including, "MOST", 1)
    (problem,) = await search_world.asks(url)
    assert (problem.code, "_count" in problem.text) == ("too-costly", True)


async def test_more_questions_than_the_bound_are_too_costly(search_world, many, monkeypatch):
    monkeypatch.setattr(asking, "_MOST_QUESTIONS", 2)
    (problem,) = await search_world.asks(f"Observation?patient={many}&has-member.has-member.has-member.status=final")
    assert problem.code == "too-costly"


async def test_a_bound_counts_only_what_the_client_may_see(search_world, many, monkeypatch):
    monkeypatch.setattr(asking, "MOST", 3)
    stranger = await search_world.client(OTHER_TRUST)
    assert await search_world.ids(f"Observation?patient={many}&has-member:Observation.status=final", client=stranger) == []
