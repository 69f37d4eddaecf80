"""Events of one's own: put in once, changed, taken out; for a child by its parent; by nobody else, and seen at no clinic."""

import re
from datetime import timedelta

import pytest

from innsyn.features import calendar
from innsyn.features.calendar import chart
from innsyn.gate.refused import Refused
from innsyn.gate.tests.samples import NOW
from innsyn.gate.values import Query
from innsyn.kernel.clock import norwegian_date
from innsyn.kernel.outcome import Verdict

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


async def test_what_is_refused_is_given_back(kari, monkeypatch):
    async def refuses(*_, **__):
        return Refused(Verdict(False, "calendar.not_here", "CAL-1"))

    monkeypatch.setattr(chart, "keep", refuses)
    page = await kari.reader.post("/calendar/new", {**FILLED, "id": "6f9619ff-8b86-4d11-b42d-00c04fc964ff"}, status=403)
    assert [each.text.strip() for each in page.tree.xpath("//textarea")] == [FILLED[name] for name in ("title", "place", "note")]


async def test_no_clinic_finds_it(kari, world):
    await puts_in(kari)
    gates = world.gate_world
    for visit in (
        await gates.visits(kari.owner, actor=await gates.nurse()),
        await gates.breaks_the_glass(kari.owner, actor=await gates.nurse()),
    ):
        found = await gates.gate.search(visit, Query(("Task",)), NOW + timedelta(minutes=6))
        assert found.rows == ()


SERIES = {"repeats": "weekly", "times": "3"}


def on(day):
    return (DAY + timedelta(days=day)).isoformat()


async def counted(kari, words="Korøvelse"):
    """How often something stands in the weeks of the list."""
    return (await kari.get(f"/calendar?from={DAY.isoformat()}")).main.count(words)


async def test_what_repeats_stands_on_each_of_its_days_and_says_so(kari):
    address, _ = await puts_in(kari, **SERIES)
    assert (await counted(kari), "gjentar seg" in (await kari.get("/calendar")).main) == (3, True)
    year, week, _ = (DAY + timedelta(days=7)).isocalendar()
    for path in (f"/calendar?week={year}-W{week:02}", f"/calendar?month={DAY + timedelta(days=7):%Y-%m}"):
        assert "Korøvelse" in (await kari.get(path)).main
    shown = (await kari.get(address.partition("?")[0])).form(address.partition("?")[0])
    assert (shown["repeats"], shown["times"], shown["until"]) == ("weekly", "3", "")


async def test_one_of_them_is_changed_and_the_others_stay(kari):
    address, form = await puts_in(kari, **SERIES)
    event = address.partition("?")[0]
    version = hidden((await kari.get(f"{event}?on={on(7)}")).answer.text)
    changed = {**form, "title": "Konsert", "first": on(8), "id": version, "on": on(7), "repeats": "", "times": ""}
    assert await kari.reader.post(event, changed) == f"/calendar?from={on(8)}"
    assert (await counted(kari), await counted(kari, "Konsert")) == (2, 1)
    assert await kari.reader.post(event, changed) == event
    assert await counted(kari, "Konsert") == 1


async def test_one_of_them_is_removed_and_then_all(kari):
    address, _ = await puts_in(kari, **SERIES)
    event = address.partition("?")[0]
    assert "Ta bort denne ene gangen" in (await kari.get(f"{event}/remove?on={on(7)}")).main
    await kari.reader.post(f"{event}/remove", {"on": on(7)})
    assert await counted(kari) == 2
    await kari.reader.post(f"{event}/remove", {"on": on(7)})
    await kari.reader.post(f"{event}/remove", {"on": "x"})
    assert await counted(kari) == 2
    assert "Ta bort alle gangene" in (await kari.get(f"{event}/remove")).main
    await kari.reader.post(f"{event}/remove")
    assert await counted(kari) == 0


async def test_all_are_changed_and_what_was_taken_out_stays_out(kari):
    address, form = await puts_in(kari, **SERIES)
    event = address.partition("?")[0]
    await kari.reader.post(f"{event}/remove", {"on": on(7)})
    version = hidden((await kari.get(event)).answer.text)
    await kari.reader.post(event, {**form, "title": "Øvelse i kor", "times": "4", "id": version})
    assert (await counted(kari), await counted(kari, "Øvelse i kor")) == (0, 3)


@pytest.mark.parametrize(
    "wrong", [{"repeats": "weekly"}, {**SERIES, "until": "2027-01-01"}, {"repeats": "hourly", "times": "3"}, {**SERIES, "times": "x"}]
)
async def test_a_series_without_a_proper_end_comes_back(kari, wrong):
    form = {**FILLED, "id": hidden((await kari.get("/calendar/new")).answer.text), **wrong}
    assert "Kirka" in (await kari.reader.post("/calendar/new", form, status=422)).answer.text
