"""The timebook's week: one calendar, each time in a word, found again on its day; and what personnel of others may not see."""

import pytest

from innsyn.features.appointments.tests.test_booking_pages import books
from innsyn.features.appointments.tests.test_desk import asked, at_desk
from innsyn.gate.tests.samples import OTHER_TRUST

WEEK = "/desk/timebook/week?day=2026-11-23"


def cells(page):
    """What stands at each hour of the week."""
    rows = page.tree.xpath("//table[contains(@class, 'timebook__times')]//tbody/tr")
    return [(row.get("data-kind"), " ".join(row.text_content().split())) for row in rows]


async def test_a_week_says_how_each_time_stands_and_leads_to_its_day(kari, clinic, world):
    await books(kari)
    await world.gate_world.gate.timebook.close(clinic.nurse, (await clinic.chosen(2)).slot_id, (await clinic.times())[0].start)
    desk, site = await at_desk(world)
    page = await desk.get(WEEK)
    assert page.heading == "Uke 48: Siv Lege · Legetime"
    assert [kind for kind, _ in cells(page)] == ["asked", "free", "closed"]
    assert ["Kari" in said for _, said in cells(page)] == [True, False, False]
    assert "1 opptatt, 1 ledig" in page.main
    first = page.tree.xpath("//table//tbody//a/@href")[0]
    day = await desk.get(first.partition("#")[0])
    assert day.tree.xpath("//*[@id=$place]", place=first.partition("#")[2])
    assert dict(site.statements)["/desk/timebook/week"] <= 4


async def test_an_empty_week_says_so_and_one_steps_on(clinic, world):
    desk, _ = await at_desk(world)
    page = await desk.get("/desk/timebook/week?day=2026-12-23")
    assert page.main.count("Ingen timer") == 4
    assert "Helligdag" in page.main
    assert page.links["Uka etter"].startswith("/desk/timebook/week?day=2026-12-28&calendar=")


@pytest.mark.parametrize("asked_for", ["", "day=x&calendar=y", "day=9999-12-31", "calendar=%C2%B2"])
async def test_whatever_is_asked_for_a_week_is_shown(clinic, world, asked_for):
    desk, _ = await at_desk(world)
    assert "Siv Lege" in (await desk.get(f"/desk/timebook/week?{asked_for}")).heading


async def test_others_have_no_week_of_ours(kari, clinic, world):
    await books(kari)
    stranger, _ = await at_desk(world, organisation=OTHER_TRUST, unit=OTHER_TRUST)
    page = await stranger.get(f"{WEEK}&calendar={clinic.calendar_id}", status=403)
    assert "Kari" not in page.text


async def test_who_has_come_is_written_at_the_desk_and_who_comes_late_too(kari, direct, world):
    appointment = (await books(kari)).removeprefix("/appointments/")
    desk, site = await at_desk(world)
    start = (await direct.times())[0].start
    day = f"/desk/timebook?day={start:%Y-%m-%d}"
    await desk.post("/desk/timebook/answer", {"appointment": appointment, "do": "missed", "day": f"{start:%Y-%m-%d}"})
    assert "Bestilt" in (await desk.get(day)).main
    site.clock.move(start - site.clock.now)
    desk = await site.staff(await world.gate_world.nurse(), accept_language="nb")
    fields = {"appointment": appointment, "day": f"{start:%Y-%m-%d}"}
    for do, said in (("missed", "Ikke møtt"), ("came", "Møtt")):
        await desk.post("/desk/timebook/answer", {**fields, "do": do})
        (row,) = (await desk.get(day)).tree.xpath("//tr[contains(., 'Kari')]")
        assert said in row.text_content()
    assert len(site.notices.told) == 0


async def test_an_answer_of_another_is_none(kari, clinic, world):
    await books(kari)
    appointment = await asked(world, clinic)
    stranger, _ = await at_desk(world, organisation=OTHER_TRUST, unit=OTHER_TRUST)
    await stranger.post("/desk/timebook/answer", {"appointment": appointment, "do": "came"}, status=404)
