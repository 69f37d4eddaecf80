"""A calendar is closed at the desk: looked over first, closed at once; those it befalls are listed, called off in one go and told."""

from datetime import timedelta

import pytest

from innsyn.features.appointments.tests.test_booking_pages import books, offered
from innsyn.features.appointments.tests.test_desk import at_desk
from innsyn.gate.booking import timebooks
from innsyn.gate.booking.asking import Chosen
from innsyn.gate.booking.tests.samples import HALF_HOUR, TOMORROW, a_patient
from innsyn.gate.tests.samples import NOW, OTHER_TRUST, TRUST
from innsyn.web import NoticeKind

CLOSING, CLOSED, MOVE = "/desk/timebook/closing", "/desk/timebook/closed", "/desk/timebook/closed/move"


def wanted(clinic, **more):
    """What is filled in to close the whole of tomorrow."""
    return {"calendar": clinic.calendar_id, "first": "2026-11-23", "last": "2026-11-23", "reason": "Kurs", **more}


async def closes(desk, clinic):
    """Close tomorrow. Returns the page of whom it befalls."""
    where = await desk.post(CLOSING, wanted(clinic, do="close"))
    assert where.startswith(f"{CLOSED}?closure=")
    return await desk.get(where)


async def test_it_is_looked_over_first_and_then_closed_at_once(kari, direct, world):
    await books(kari)
    desk, _ = await at_desk(world)
    assert "Siv Lege · Legetime" in (await desk.get(CLOSING)).text
    looked = await desk.post(CLOSING, wanted(direct), status=200)
    assert "2 ledige timer stenges" in looked.main
    assert "1 time er tatt" in looked.main
    assert await direct.statuses() == ["busy", "free", "free"]
    where = await desk.post(CLOSING, {**looked.form(CLOSING), "do": "close"})
    page = await desk.get(where)
    assert "1 pasient har time mens det er stengt" in page.main
    assert "Kari" in page.main
    assert "Nina Sykepleier" in page.main
    assert await direct.statuses() == ["busy", "busy-unavailable", "busy-unavailable"]
    for shown in (CLOSING, "/desk/timebook?day=2026-11-23", "/desk/timebook/week?day=2026-11-23"):
        assert "Kurs" in (await desk.get(shown)).main
    assert await desk.post(CLOSING, wanted(direct, do="close")) == CLOSING
    assert "var alt stengt" in (await desk.get(CLOSING)).main


async def test_whom_it_befalls_is_called_off_with_words_and_told_and_the_time_stays_closed(kari, direct, world):
    address = await books(kari)
    desk, site = await at_desk(world)
    page = await closes(desk, direct)
    chosen = page.tree.xpath("//input[@name='chosen']/@value")
    fields = {**page.form(CLOSED), "chosen": chosen, "words": "Legen er borte. Bestill en ny time."}
    assert "minst én" in (await desk.post(CLOSED, {**fields, "chosen": []}, status=422)).main
    assert [notice.kind for notice in site.notices.told] == []
    where = await desk.post(CLOSED, fields)
    assert "Ingen har time" in (await desk.get(where)).main
    assert [notice.kind for notice in site.notices.told] == [NoticeKind.APPOINTMENT_CANCELLED]
    assert "Legen er borte. Bestill en ny time." in (await kari.get(address)).main
    assert await direct.statuses() == ["busy-unavailable"] * 3
    late = await desk.post(CLOSED, fields, status=409)
    assert "noen har endret den" in late.main
    assert len(site.notices.told) == 1


@pytest.fixture
async def befallen(kari, direct, world):
    """Kari and Berit, whose doctor is away tomorrow, and three times on the day after. Gives the desk, its site and the page of them."""
    address = await books(kari)
    berit = await a_patient(world.gate_world, name="Berit Vik")
    await direct.gate.booking.book(berit, await direct.chosen(1), "", NOW)
    starts = [TOMORROW + timedelta(days=1) + HALF_HOUR * n for n in range(3)]
    await direct.gate.timebook.open(direct.nurse, direct.calendar_id, starts, HALF_HOUR, NOW)
    desk, site = await at_desk(world)
    return desk, site, await closes(desk, direct), address


def all_of(page):
    return {"closure": page.form(CLOSED)["closure"], "chosen": page.tree.xpath("//input[@name='chosen']/@value")}


async def looks(desk, page):
    """Look at which times all of them would get. Returns that page, and what its form sends."""
    looked = await desk.post(MOVE, all_of(page), status=200)
    (where,) = {each for each in looked.tree.xpath("//form/@action") if each.startswith(MOVE)}
    return looked, {**looked.form(where), "pair": looked.tree.xpath("//input[@name='pair']/@value"), "do": "move"}


async def test_several_are_moved_as_they_were_shown_each_once_and_told(kari, direct, befallen):
    desk, site, page, address = befallen
    looked, fields = await looks(desk, page)
    for words in ("Kari", "Berit Vik", "Flytt 2 pasienter", "24. november"):
        assert words in looked.main
    assert (await direct.statuses())[:2] == ["busy", "busy"], "nothing has happened yet"
    for _ in range(2):
        assert "Ingen har time" in (await desk.get(await desk.post(MOVE, fields))).main
    assert await direct.statuses() == ["busy-unavailable"] * 3 + ["busy", "busy", "free"]
    assert [each.kind for each in site.notices.told] == [NoticeKind.APPOINTMENT_CHANGED] * 2
    assert "24. november" in (await kari.get(address)).main


async def test_times_are_looked_for_until_twelve_weeks_after_the_last_of_them_page_after_page(kari, direct, world, monkeypatch):
    await books(kari)
    far = [TOMORROW + timedelta(days=60), *(TOMORROW + timedelta(days=115) + HALF_HOUR * n for n in range(2))]
    await direct.gate.timebook.open(direct.nurse, direct.calendar_id, far, HALF_HOUR, NOW)
    (time,) = await direct.gate.timebook.times(direct.nurse, far[0], far[0] + HALF_HOUR, NOW)
    await direct.gate.booking.book(await a_patient(world.gate_world), Chosen(TRUST, time.id, time.version), "", NOW)
    desk, _ = await at_desk(world)
    page = await desk.get(await desk.post(CLOSING, wanted(direct, last="2027-03-10", do="close")))
    monkeypatch.setattr(timebooks, "MOST_TIMES", 1)
    looked, _ = await looks(desk, page)
    assert "Flytt 2 pasienter" in looked.main
    assert "18. mars" in looked.main


async def test_one_that_fails_leaves_the_others_and_is_said_by_name_as_is_whoever_has_no_time(kari, direct, world, befallen):
    desk, site, page, _ = befallen
    _, fields = await looks(desk, page)
    for place in (4, 5):
        await direct.gate.booking.book(await a_patient(world.gate_world), await direct.chosen(place), "", NOW)
    late = await desk.post(MOVE, fields, status=409)
    assert "i mellomtiden: Berit Vik. De andre er flyttet" in late.main
    assert len(site.notices.told) == 1
    assert await direct.statuses() == ["busy-unavailable", "busy", "busy-unavailable"] + ["busy"] * 3
    none = (await desk.post(MOVE, all_of(late), status=200)).main
    assert "Vi fant ingen ledig tid til 1 pasient" in none
    assert "Berit Vik" in none
    assert "Flytt" not in none
    typed = {**all_of(late), "chosen": [], "words": "Legen er borte."}
    for do in ({}, {"do": "move"}):
        nothing = await desk.post(MOVE, typed | do, status=422)
        assert "minst én" in nothing.main
        assert "Legen er borte." in nothing.main, "what was typed is kept"
    again = await desk.post(MOVE, {**fields, "pair": ["x/y/z/1", *fields["pair"][1:]]}, status=409)
    assert "Ingen er flyttet" in again.main
    assert "i mellomtiden: Ikke oppgitt, Berit Vik" in again.main
    assert "De andre er flyttet" not in again.main


async def test_whoever_changes_language_at_the_proposed_times_is_led_back_to_the_closing(direct, befallen):
    desk, _, page, _ = befallen
    (where,) = page.tree.xpath("//button/@formaction[contains(., '/move')]")
    assert "2 pasienter har time" in (await desk.follow(where)).main
    assert "Steng en kalender" in (await desk.follow(MOVE)).main


@pytest.mark.parametrize("mover", ["herself", "a colleague"])
async def test_whoever_has_got_another_time_since_it_was_shown_keeps_that(kari, direct, befallen, mover):
    desk, site, page, address = befallen
    _, fields = await looks(desk, page)
    if mover == "herself":
        check = await kari.reader.post(f"{address}/move", {"slot": offered(await kari.get(f"{address}/move"))[2]})
        await kari.reader.post(check, {})
    else:
        visit, chosen = await direct.world.visits(kari.owner, actor=direct.nurse), await direct.chosen(5)
        await direct.gate.booking_answers.move(visit, address.rpartition("/")[2], chosen, NOW)
    late = await desk.post(MOVE, fields, status=409)
    assert "i mellomtiden: Kari. De andre" in late.main
    assert (await direct.statuses())[3:] == ["free", "busy", "busy"]
    assert [each.kind for each in site.notices.told] == [NoticeKind.APPOINTMENT_CHANGED]


async def test_of_two_presses_at_once_both_say_that_they_are_moved_and_each_is_told_once(direct, befallen, monkeypatch):
    desk, site, page, _ = befallen
    _, fields = await looks(desk, page)
    move = direct.gate.booking_answers.move

    async def after_the_other_press(*said, **more):
        await move(*said, **more)
        return await move(*said, **more)

    monkeypatch.setattr(direct.gate.booking_answers, "move", after_the_other_press)
    assert "Ingen har time" in (await desk.get(await desk.post(MOVE, fields))).main
    assert len(site.notices.told) == 0, "the other press tells her"


async def test_it_is_opened_again_and_only_once(direct, world):
    desk, _ = await at_desk(world)
    fields = (await closes(desk, direct)).form("/desk/timebook/reopen")
    assert (await desk.post("/desk/timebook/reopen", fields)).startswith("/desk/timebook/week?")
    assert await direct.statuses() == ["free"] * 3
    assert await desk.post("/desk/timebook/reopen", fields) == CLOSING
    assert "alt åpnet" in (await desk.get(CLOSING)).main


async def test_what_is_wrong_is_said_at_its_field_and_nothing_is_closed(direct, world):
    desk, _ = await at_desk(world)
    for wrong, said in (
        ({"last": "2026-11-22"}, "Siste dag"),
        ({"reason": ""}, "Grunn"),
        ({"calendar": "x"}, "Kalender"),
        ({"first": "x"}, ""),
    ):
        assert said in (await desk.post(CLOSING, wanted(direct, do="close", **wrong), status=422)).main
    assert (await desk.post(CLOSING, wanted(direct, do="change"), status=200)).form(CLOSING)["reason"] == "Kurs"
    assert await direct.statuses() == ["free"] * 3


async def test_personnel_of_others_close_and_call_off_nothing(kari, direct, world):
    await books(kari)
    desk, _ = await at_desk(world)
    page = await closes(desk, direct)
    fields = {**page.form(CLOSED), "chosen": page.tree.xpath("//input[@name='chosen']/@value")}
    stranger, site = await at_desk(world, organisation=OTHER_TRUST, unit=OTHER_TRUST)
    await stranger.get(CLOSING, status=403)
    await stranger.post(CLOSING, wanted(direct, do="close"), status=404)
    await stranger.get(f"{CLOSED}?closure={fields['closure']}", status=404)
    await stranger.post(CLOSED, fields, status=404)
    await stranger.post(MOVE, fields, status=404)
    await stranger.post("/desk/timebook/reopen", page.form("/desk/timebook/reopen"), status=404)
    assert (await direct.statuses())[0] == "busy"
    assert len(site.notices.told) == 0
