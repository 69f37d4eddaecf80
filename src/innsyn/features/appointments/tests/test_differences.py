"""What differs is told by the timebook: what, when, what to do, and who has settled it; to those who work there alone."""

from datetime import timedelta
from uuid import UUID

import pytest

from innsyn.features import appointments, desk
from innsyn.features.appointments.tests.test_booking_pages import books
from innsyn.features.appointments.timebook.differences import free
from innsyn.gate.booking.timebooks import Timebooks
from innsyn.gate.clients.entering import kept_for
from innsyn.gate.clients.tests.samples import Callers
from innsyn.gate.reconciliation.tests.samples import statement_body
from innsyn.gate.standing.timebooks import BUSY
from innsyn.gate.tests.samples import NOW, OTHER_TRUST, TRUST, VET_HPR
from innsyn.record.entry import Action, Entry
from innsyn.web.feature import MARK

HERE = "/desk/timebook/differences"
FREE = f"{HERE}/free"
TONIGHT = NOW + timedelta(hours=1)


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
    assert "Det er ikke funnet noe som ikke stemmer" in (await nina.get(HERE)).main
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
    assert "Det som er funnet, er ordnet" in page.main
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


@pytest.fixture
async def stuck(direct, world):
    """A night in which a time was taken by an appointment that is nowhere. Gives the world of the gate."""
    gate_world, timebooks = world.gate_world, Timebooks(world.gate_world.record)
    read = await timebooks.time(TRUST, (await direct.chosen()).slot_id, UUID(int=1), NOW)
    entry = Entry(UUID(int=1), NOW, Action.UPDATE)
    await gate_world.record.write(owner=kept_for(TRUST), writes=[read.as_(BUSY, "nowhere")], stamp=None, entry=entry)
    await gate_world.gate.reconciling.compare(TONIGHT)
    return gate_world


def freed_by(page):
    (form,) = page.tree.xpath(f"//form[@action='{FREE}']")
    return {name: value for name, value in form.form_values() if name in ("difference", "version")}


async def test_a_time_that_nobody_has_is_freed_once_where_the_timebook_is_kept_at_the_desk(stuck, direct, world):
    nina = await at_desk(world)
    page = await nina.get(HERE)
    assert "Hvis ikke, sett tiden ledig" in page.main
    fields = freed_by(page)
    elsewhere = await at_desk(world, organisation=OTHER_TRUST, unit=OTHER_TRUST)
    for strange in (fields | {"version": "²"}, fields | {"difference": "x"}, {}):
        await nina.post(FREE, strange, status=404)
    assert getattr(free, MARK).limit is not None, "each look reads the whole book"
    await elsewhere.post(FREE, fields, status=404)
    assert await direct.statuses() == ["busy", "free", "free"]
    assert await nina.post(FREE, fields) == HERE
    assert "Tiden er ledig" in (await nina.get(HERE)).text
    assert await direct.statuses() == ["free", "free", "free"]
    await nina.post(FREE, fields)
    page = await nina.get(HERE)
    assert "Noen andre har endret det imens" in page.text
    assert "Ordnet av Nina Sykepleier" in page.main


async def test_what_an_office_has_a_system_of_its_own_for_is_freed_there(stuck, direct, world, monkeypatch):
    async def whole_book(*_):
        raise AssertionError("the whole book is read for a page")

    nina = await at_desk(world)
    with monkeypatch.context() as looking:
        looking.setattr(stuck.gate.freeing._looking, "books", whole_book)
        fields = freed_by(await nina.get(HERE))
    callers = await Callers.settled(stuck)
    await callers.writes(callers.client(), statement_body(at=TONIGHT), now=TONIGHT)
    assert "kan systemet deres sette tiden ledig" in (await nina.get(HERE)).main
    assert FREE not in (await nina.get(HERE)).tree.xpath("//form/@action")
    await nina.post(FREE, fields)
    assert "tiden styres av systemet deres" in (await nina.get(HERE)).text
    assert await direct.statuses() == ["busy", "free", "free"]
