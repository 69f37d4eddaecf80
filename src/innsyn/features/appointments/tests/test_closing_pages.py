"""A calendar is closed at the desk: looked over first, closed at once; those it befalls are listed, called off in one go and told."""

from innsyn.features.appointments.tests.test_booking_pages import books
from innsyn.features.appointments.tests.test_desk import at_desk
from innsyn.gate.tests.samples import OTHER_TRUST
from innsyn.web import NoticeKind

CLOSING, CLOSED = "/desk/timebook/closing", "/desk/timebook/closed"


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
    await stranger.post("/desk/timebook/reopen", page.form("/desk/timebook/reopen"), status=404)
    assert (await direct.statuses())[0] == "busy"
    assert len(site.notices.told) == 0
