"""Events of one's own: put in once, changed, taken out; for a child by its parent; by nobody else, and seen at no clinic."""

import re
from datetime import timedelta

import pytest

from innsyn.features import calendar
from innsyn.gate.tests.samples import NOW
from innsyn.gate.values import Query
from innsyn.kernel.clock import norwegian_date

DAY = norwegian_date(NOW) + timedelta(days=1)
FILLED = {
    "title": "Korøvelse",
    "first": DAY.isoformat(),
    "starts": "18:00",
    "ends": "20:00",
    "last": "",
    "place": "Kirka",
    "note": "Ta med noter",
}


async def puts_in(kari, **other):
    """Let her put an event in. Returns the address of it."""
    form = {**FILLED, "id": hidden((await kari.get("/calendar/new")).answer.text), **other}
    assert await kari.reader.post("/calendar/new", form) == f"/calendar?from={form['first']}"
    return re.search(r'href="(/calendar/events/[^"]+)"', (await kari.get(f"/calendar?from={form['first']}")).answer.text)[1], form


def hidden(html):
    return re.search(r'name="id" value="([^"]*)"', html)[1]


async def test_an_event_is_put_in_and_stands_there(kari):
    address, _ = await puts_in(kari)
    page = (await kari.get("/calendar")).main
    for words in ("Korøvelse", "kl. 18:00–20:00", "Kirka", "Egen hendelse"):
        assert words in page
    assert "Ta med noter" in (await kari.get(address)).answer.text


async def test_a_form_that_is_sent_twice_puts_it_in_once(kari):
    _, form = await puts_in(kari)
    await kari.reader.post("/calendar/new", form)
    assert (await kari.get("/calendar")).main.count("Korøvelse") == 1


async def test_whole_days_stand_on_each_of_them(kari):
    await puts_in(kari, title="Hyttetur", starts="", ends="", last=(DAY + timedelta(days=2)).isoformat())
    year, week, _ = DAY.isocalendar()
    assert (await kari.get(f"/calendar?week={year}-W{week:02}")).main.count("Hyttetur") == 3


async def test_an_event_is_changed_and_whoever_comes_second_is_shown_what_stands(kari):
    address, form = await puts_in(kari)
    version = hidden((await kari.get(address)).answer.text)
    changed = {**form, "title": "Konsert", "id": version}
    assert await kari.reader.post(address, changed) == f"/calendar?from={form['first']}"
    assert "Konsert" in (await kari.get("/calendar")).main
    assert await kari.reader.post(address, {**changed, "title": "Noe annet"}) == address
    assert "Konsert" in (await kari.get("/calendar")).main


async def test_an_event_is_removed_after_being_asked_once_more(kari):
    address, _ = await puts_in(kari)
    assert "Ta bort dette fra kalenderen?" in (await kari.get(f"{address}/remove")).main
    assert await kari.reader.post(f"{address}/remove") == "/calendar"
    assert "Korøvelse" not in (await kari.get("/calendar")).main
    await kari.get(address, status=404)
    await kari.reader.post(f"{address}/remove", status=404)


@pytest.mark.parametrize("wrong", [{"title": ""}, {"first": "x"}, {"ends": "17:00"}, {"title": "x" * 121}, {"starts": "", "ends": "10:00"}])
async def test_a_form_that_cannot_be_kept_comes_back_with_what_was_written(kari, wrong):
    form = {**FILLED, "id": hidden((await kari.get("/calendar/new")).answer.text), **wrong}
    page = await kari.reader.post("/calendar/new", form, status=422)
    assert "Kirka" in page.answer.text


async def test_a_form_without_its_id_is_nothing(kari):
    await kari.reader.post("/calendar/new", {**FILLED, "id": "x"}, status=404)


async def test_a_stranger_gets_the_same_answer_as_for_nothing(kari, world):
    address, form = await puts_in(kari)
    arne = await world.citizen("arne", calendar.FEATURE)
    for path in (address, f"{address}/remove"):
        assert (await arne.get(path, status=404)).heading == (await arne.get("/calendar/events/nothing", status=404)).heading
        await arne.reader.post(path, {**form, "id": "1"}, status=404)
    assert "Korøvelse" in (await kari.get("/calendar")).main


async def test_no_clinic_finds_it(kari, world):
    await puts_in(kari)
    gates = world.gate_world
    for visit in (
        await gates.visits(kari.owner, actor=await gates.nurse()),
        await gates.breaks_the_glass(kari.owner, actor=await gates.nurse()),
    ):
        found = await gates.gate.search(visit, Query(("Task",)), NOW + timedelta(minutes=6))
        assert found.rows == ()
