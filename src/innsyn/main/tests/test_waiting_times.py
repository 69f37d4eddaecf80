"""Which list of waiting times is asked: the named one, the sandbox's over its own wire, or none."""

import httpx
import pytest

from innsyn.edge.waiting_times import PublishedWaitingTimes
from innsyn.kernel.clock import instant
from innsyn.main.settings import read_settings
from innsyn.main.waiting_times import simulated_waiting_times, waiting_times
from innsyn.main.world import known_world
from innsyn.sandbox.people.waiting_documents import PUBLISHED
from innsyn.web.waiting_times import Expected
from innsyn.web.waiting_times.memory import NoWaitingTimes

NOW = instant("2026-11-22T08:00:00+00:00")


def settings(tmp_path, **more):
    given = {"DATA": str(tmp_path), "BASE_URL": "https://innsyn.example", **more}
    return read_settings({f"INNSYN_{name}": value for name, value in given.items()})


@pytest.mark.parametrize(("more", "kind"), [({}, NoWaitingTimes), ({"WAITING_TIMES_URL": "https://times.example"}, PublishedWaitingTimes)])
async def test_only_a_named_list_is_asked_outside_the_sandbox(tmp_path, more, kind):
    async with httpx.AsyncClient() as http:
        assert isinstance(waiting_times(settings(tmp_path, **more), http), kind)


async def test_sandbox_answers_for_every_treatment_at_every_hospital_of_its_list(tmp_path):
    nation = known_world(tmp_path, NOW)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(simulated_waiting_times(nation, lambda: NOW))) as http:
        times = waiting_times(settings(tmp_path, SANDBOX="on"), http)
        for hospital, treatment, weeks, _ in PUBLISHED:
            found = await times.expected(nation.legal_entity(hospital).number, treatment, now=NOW)
            assert isinstance(found, Expected)
            assert (found.outpatient_weeks, found.day_weeks, found.inpatient_weeks) == weeks
            assert found.place == nation.organisations[hospital].name
