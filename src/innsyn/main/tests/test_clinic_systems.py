"""The sandbox's offices on the wire: at work while the program is open, with their own doctors' times; nothing of it elsewhere."""

import asyncio

import httpx
import pytest

from innsyn.kernel.clock import SteppingClock, instant
from innsyn.main.clinic_systems import clinics_in_the_sandbox
from innsyn.main.settings import read_settings

NOW = instant("2026-11-22T08:00:00+00:00")
NOWHERE = "http://127.0.0.1:9"


def settings(tmp_path, **more):
    return read_settings({"INNSYN_DATA": str(tmp_path), "INNSYN_BASE_URL": NOWHERE, **more})


async def test_outside_the_sandbox_there_are_none(tmp_path):
    async with clinics_in_the_sandbox(settings(tmp_path), SteppingClock(NOW)) as clinics:
        assert (clinics.features, clinics.routes) == ((), ())
    assert list(tmp_path.iterdir()) == []


async def test_an_office_is_at_work_while_the_block_lasts_and_waits_for_a_program_that_is_not_there_yet(tmp_path):
    before = asyncio.all_tasks()
    async with clinics_in_the_sandbox(settings(tmp_path, INNSYN_SANDBOX="on"), SteppingClock(NOW)) as clinics:
        (at_work,) = [task for task in asyncio.all_tasks() - before if task.get_name() == "clinic storvika-legesenter"]
        await asyncio.sleep(0.3)
        assert not at_work.done()
        assert [feature.name for feature in clinics.features] == ["clinics"]
    assert at_work.cancelled()


@pytest.mark.parametrize(("path", "status"), [("/knock", 200), ("/switches", 400), ("/other", 404)])
async def test_it_is_reached_below_its_own_address(tmp_path, path, status):
    async with clinics_in_the_sandbox(settings(tmp_path, INNSYN_SANDBOX="on"), SteppingClock(NOW)) as clinics:
        (route,) = clinics.routes
        mounted = "/sandbox/clinic-system/storvika-legesenter"
        assert route.paths == {mounted}
        async with httpx.AsyncClient(transport=httpx.ASGITransport(route.fn), base_url=NOWHERE) as http:
            assert (await http.post(f"{mounted}{path}")).status_code == status
