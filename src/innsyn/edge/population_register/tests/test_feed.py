"""The feed tells about whom something has changed, once for each, and where to go on; what it does not tell is asked again later."""

import json

import httpx
import pytest

from innsyn.edge.population_register.calls import Unanswered
from innsyn.edge.population_register.feed import Changes
from innsyn.edge.population_register.tests.world import numbered
from innsyn.sandbox.simulators.population_register.faults import Fault


async def test_whoever_begins_has_nothing_to_take_in(world):
    assert await world.feed.changes(await world.feed.end(now=world.clock()), now=world.clock()) == Changes((), 1)


async def test_each_one_something_has_changed_about_comes_once_with_the_place_to_go_on(world):
    first = await world.feed.end(now=world.clock())
    world.register.set_protection(numbered("kari").value, "fortrolig")
    world.register.set_protection(numbered("kari").value, "ugradert")
    world.register.set_responsibility(numbered("jonas").value, "mor", [numbered("kari").value])
    found = await world.feed.changes(first, now=world.clock())
    assert set(found.numbers) == {numbered("kari"), numbered("jonas"), numbered("eirik")}
    assert len(found.numbers) == 3
    assert await world.feed.changes(found.next, now=world.clock()) == Changes((), found.next)


@pytest.mark.parametrize("fault", [Fault.DOWN, Fault.BROKEN_JSON, Fault.NOT_FOUND, Fault.TOO_MANY])
async def test_a_feed_that_fails_tells_nothing_and_loses_nothing(world, fault):
    first = await world.feed.end(now=world.clock())
    world.register.set_protection(numbered("kari").value, "fortrolig")
    world.faults.add(fault)
    assert isinstance(await world.feed.changes(first, now=world.clock()), Unanswered)
    world.faults.clear()
    assert (await world.feed.changes(first, now=world.clock())).numbers == (numbered("kari"),)


async def test_an_event_about_nobody_we_can_read_moves_the_place_on(world, monkeypatch):
    async def answered(*_, **__):
        return httpx.Response(200, content=json.dumps([{"sekvensnummer": 7, "hendelse": {"folkeregisteridentifikator": "x"}}, "y"]))

    monkeypatch.setattr(world.caught, "handle_async_request", answered)
    monkeypatch.setattr(world.feed._tokens, "token", _token)
    assert await world.feed.changes(1, now=world.clock()) == Changes((), 8)


async def _token(*, now):
    return "token"
