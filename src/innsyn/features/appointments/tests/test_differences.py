"""What differs is told by the timebook: what, when, what to do, and who has settled it; to those who work there alone."""

from datetime import timedelta

import pytest

from innsyn.features import appointments, desk
from innsyn.features.appointments.tests.test_booking_pages import books
from innsyn.gate.clients.tests.samples import Callers
from innsyn.gate.reconciliation.tests.samples import statement_body
from innsyn.gate.tests.samples import NOW, OTHER_TRUST, VET_HPR

HERE = "/desk/timebook/differences"


async def at_desk(world, **who):
    """Somebody of personnel at the desk."""
    site = world.site([desk.FEATURE, appointments.FEATURE])
    return await site.staff(await world.gate_world.nurse(**who), accept_language="nb")


@pytest.fixture
async def differing(kari, direct, world):
    """A night in which the clinic's system did not know Kari's time. Returns the address of her appointment."""
    address = await books(kari)
    callers = await Callers.settled(world.gate_world)
    tonight = NOW + timedelta(hours=1)
    await callers.writes(callers.client(), statement_body(at=tonight), now=tonight)
    await world.gate_world.gate.reconciling.compare(tonight)
    return address


async def test_where_nothing_differs_the_page_says_so(clinic, world):
    nina = await at_desk(world)
    assert "Ingen avvik" in (await nina.get(HERE)).main
    assert HERE in (await nina.get("/desk/timebook")).tree.xpath("//a/@href")
    assert HERE not in (await nina.get("/desk")).tree.xpath("//a/@href")


async def test_one_is_shown_without_a_name_and_settled_by_name(differing, world):
    nina = await at_desk(world)
    front = await nina.get("/desk")
    assert "1 avvik venter på at noen ser på det" in front.main
    assert HERE in front.tree.xpath("//a/@href")
    page = await nina.get(HERE)
    for words in ("Bestilt her, men ikke i systemet deres", "Siv Lege", "avlys den her", "Sett første gang"):
        assert words in page.main
    assert "/desk/timebook?day=2026-11-23" in page.tree.xpath("//a/@href")
    assert "Kari" not in page.main
    form = page.tree.xpath(f"//form[@action='{HERE}']")[0]
    fields = {name: value for name, value in form.form_values() if name in ("difference", "version")}
    assert await nina.post(HERE, fields) == HERE
    assert await nina.post(HERE, fields) == HERE
    page = await nina.get(HERE)
    assert "Ingen avvik" in page.main
    assert "Ordnet av Nina Sykepleier" in page.main


async def test_nobody_else_sees_or_settles_it(differing, world):
    ours = await at_desk(world)
    form = (await ours.get(HERE)).tree.xpath(f"//form[@action='{HERE}']")[0]
    fields = {name: value for name, value in form.form_values() if name in ("difference", "version")}
    elsewhere = await at_desk(world, organisation=OTHER_TRUST, unit=OTHER_TRUST)
    assert "Ingen avvik" in (await elsewhere.get(HERE)).main
    await elsewhere.post(HERE, fields, status=404)
    vet = await at_desk(world, hpr=VET_HPR, name="Vera Veterinær")
    await vet.get(HERE, status=403)
    assert "avvik venter" not in (await vet.get("/desk")).main
    await vet.post(HERE, fields, status=404)
    for strange in ({}, fields | {"version": "x"}, fields | {"version": "²"}, fields | {"difference": "x"}):
        await ours.post(HERE, strange, status=404)
    assert "Bestilt her" in (await ours.get(HERE)).main
