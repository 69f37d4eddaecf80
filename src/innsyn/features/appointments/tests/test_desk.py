"""The desk's timebook: the day, yes and no, opening and closing, calling in; and nobody of another organisation."""

import pytest

from innsyn.features import appointments
from innsyn.features.appointments.samples import contact, told
from innsyn.features.appointments.tests.test_booking_pages import books
from innsyn.gate.booking.asking import Wish
from innsyn.gate.booking.tests.samples import HER_ID, TOMORROW
from innsyn.gate.tests.samples import NOW, OTHER_TRUST, TRUST, VET_HPR
from innsyn.kernel.clock import norwegian_date
from innsyn.kernel.outcome import Problem
from innsyn.web import NoticeKind

DAY = "/desk/timebook?day=2026-11-23"


async def at_desk(world, **who):
    """Somebody of personnel at the desk. Returns her browser and its site."""
    site = world.site([appointments.FEATURE])
    return await site.staff(await world.gate_world.nurse(**who), accept_language="nb"), site


async def asked(world, clinic):
    (row,) = await world.gate_world.gate.timebook.waiting(clinic.nurse, NOW)
    return row.id


async def test_the_day_shows_what_waits_and_a_yes_is_told_to_the_patient(kari, clinic, world):
    await books(kari, words="Vondt i kneet")
    desk, site = await at_desk(world)
    page = await desk.get(DAY)
    for words in ("Venter på svar fra oss", "Kari", "Vondt i kneet", "Siv Lege", "Ledig"):
        assert words in page.main
    appointment = await asked(world, clinic)
    assert await desk.post("/desk/timebook/answer", {"appointment": appointment, "do": "confirm", "day": "2026-11-23"}) == DAY
    page = await desk.get(DAY)
    assert "Venter på svar fra oss" not in page.main
    assert "Bestilt" in page.main
    assert "Bestilt" in (await kari.get(f"/appointments/{appointment}")).main
    assert [notice.kind for notice in site.notices.told] == [NoticeKind.APPOINTMENT_GIVEN]
    assert site.notices.told[0].about == f"/appointments/{appointment}"


@pytest.mark.parametrize(("do", "state"), [("decline", "Avlyst"), ("cancel", "Avlyst")])
async def test_a_no_is_told_too_and_the_time_is_free(kari, clinic, world, do, state):
    await books(kari)
    desk, site = await at_desk(world)
    appointment = await asked(world, clinic)
    await desk.post("/desk/timebook/answer", {"appointment": appointment, "do": do})
    assert state in (await kari.get(f"/appointments/{appointment}")).main
    assert [notice.kind for notice in site.notices.told] == [NoticeKind.APPOINTMENT_CANCELLED]
    assert await clinic.statuses() == ["free", "free", "free"]


async def test_another_organisation_sees_and_answers_nothing(kari, clinic, world):
    await books(kari)
    desk, site = await at_desk(world, organisation=OTHER_TRUST, unit=OTHER_TRUST)
    page = await desk.get(DAY)
    assert "Kari" not in page.main
    assert "Siv Lege" not in page.main
    appointment = await asked(world, clinic)
    for do in ("confirm", "decline", "cancel", "missed", "open", "nonsense"):
        await desk.post("/desk/timebook/answer", {"appointment": appointment, "do": do}, status=404)
    slot = (await clinic.chosen(1)).slot_id
    await desk.post("/desk/timebook/close", {"slot": slot, "do": "close"}, status=404)
    assert "Venter på svar" in (await kari.get(f"/appointments/{appointment}")).main
    assert await clinic.statuses() == ["busy-tentative", "free", "free"]
    assert len(site.notices.told) == 0
    assert await kari.refusals() > 0


async def test_our_own_answer_of_an_unknown_kind_is_nothing(kari, clinic, world):
    await books(kari)
    desk, _ = await at_desk(world)
    for fields in ({"appointment": await asked(world, clinic), "do": "eat"}, {"appointment": "", "do": "confirm"}, {}):
        await desk.post("/desk/timebook/answer", fields, status=404)


async def test_times_are_opened_in_bulk_and_one_is_closed(clinic, world):
    desk, _ = await at_desk(world)
    page = await desk.get("/desk/timebook/open")
    assert "Siv Lege · Legetime" in page.text
    good = {
        "calendar": clinic.calendar_id, "first": "2026-11-24", "last": "2026-11-25", "days": ["1", "2"], "begins": "09:00",
        "ends": "10:00", "minutes": "20",
    }  # fmt: skip
    looked = await desk.post("/desk/timebook/open", good, status=200)
    assert looked.heading == "Åpne 6 timer?"
    assert len(await clinic.times()) == 3
    where = f"/desk/timebook/week?calendar={clinic.calendar_id}&day=2026-11-24"
    assert await desk.post("/desk/timebook/open", {**looked.form("/desk/timebook/open"), "days": ["1", "2"], "do": "open"}) == where
    assert "09:40" in (await desk.get("/desk/timebook?day=2026-11-25")).main
    again = await desk.post("/desk/timebook/open", good, status=200)
    assert again.heading == "Ingen timer å åpne"
    assert "6 timer ville ligget over andre" in again.main
    assert "2026-11-25" in (await desk.post("/desk/timebook/open", good | {"do": "change"}, status=200)).form("/desk/timebook/open")["last"]
    for wrong, said in (({"ends": "09:10"}, "ikke plass"), ({"minutes": "1"}, "mellom 5 og 240"), ({"last": "2026-11-23"}, "Siste dag")):
        assert said in (await desk.post("/desk/timebook/open", good | wrong, status=422)).main
    await desk.post("/desk/timebook/open", good | {"calendar": "another"}, status=422)
    slot = (await clinic.chosen()).slot_id
    assert await desk.post("/desk/timebook/close", {"slot": slot, "do": "close", "day": "2026-11-23"}) == DAY
    assert "Stengt" in (await desk.get(DAY)).main
    await desk.post("/desk/timebook/close", {"slot": slot, "do": "reopen"})
    assert set(await clinic.statuses()) == {"free"}


@pytest.mark.parametrize("day", ["", "x", "1900-01-01", "2026-13-01"])
async def test_a_day_that_is_none_is_today(clinic, world, day):
    desk, _ = await at_desk(world)
    assert "søndag 22. november 2026" in (await desk.get(f"/desk/timebook?day={day}")).main


async def test_whoever_has_no_calendar_opens_no_times(world):
    desk, _ = await at_desk(world)
    assert "ingen timebok" in (await desk.get("/desk/timebook/open", status=403)).main
    await desk.post("/desk/timebook/open", {}, status=404)


async def test_a_wish_is_answered_with_a_time_in_the_patients_record(kari, clinic, world):
    gate = world.gate_world.gate
    visit = await world.gate_world.citizen((await world.person("kari"))[0])
    today = norwegian_date(NOW)
    wish = Wish(organisation=TRUST, her_id=HER_ID, name="Siv Lege", first=today, last=norwegian_date(TOMORROW), words="Kontroll av øyet")
    await gate.booking.wish(visit, wish, NOW)
    desk, site = await at_desk(world)
    appointment = await asked(world, clinic)
    address = await desk.post("/desk/timebook/answer", {"appointment": appointment, "do": "open"})
    page = await desk.get(address)
    assert "Kontroll av øyet" in page.main
    slot = page.tree.xpath("//button[@name='slot']")[0].get("value")
    here = address.partition("?")[0]
    assert await desk.post(here, {"slot": slot, "about": appointment}) == here
    assert "Bestilt" in (await kari.get(f"/appointments/{appointment}")).main
    assert await desk.post(here, {"slot": slot}) == here
    assert [notice.kind for notice in site.notices.told] == [NoticeKind.APPOINTMENT_GIVEN]


async def test_personnel_of_another_organisation_give_none_of_our_times(kari, clinic, world):
    nurse = await world.nurse("kari", appointments.FEATURE, organisation=OTHER_TRUST)
    chosen = await clinic.chosen()
    page = await nurse.get("/appointments")
    assert "Gi pasienten en time" not in page.main
    await nurse.reader.post(nurse.here("/appointments"), {"slot": f"{chosen.slot_id}/{chosen.version}"})
    for strange in ("", "x", "/1", f"{chosen.slot_id}/x", f"{chosen.slot_id}/²"):
        await nurse.client.post(nurse.here("/appointments"), data={"slot": strange})
    assert await clinic.statuses() == ["free", "free", "free"]


async def test_an_appointment_without_a_place_in_a_calendar_stands_by_itself(kari, clinic, world):
    await kari.has(told(TOMORROW), "a1")
    desk, _ = await at_desk(world)
    assert "Timer uten plass i en kalender" in (await desk.get(DAY)).main


async def test_a_patient_is_moved_from_the_timebook_and_told_so(kari, direct, world):
    address = await books(kari)
    desk, site = await at_desk(world)
    assert "Flytt" in (await desk.get(DAY)).main
    appointment = address.removeprefix("/appointments/")
    here = await desk.post("/desk/timebook/answer", {"appointment": appointment, "do": "open"})
    page = await desk.get(here)
    assert "Gi pasienten en annen tid" in page.main
    assert not (await desk.get(f"{here}&from=2026-11-24")).tree.xpath("//button[@name='slot']")
    assert (await desk.get(f"{here}&from=x")).tree.xpath("//button[@name='slot']")
    slot = page.tree.xpath("//button[@name='slot']")[1].get("value")
    await desk.post(here.partition("?")[0], {"slot": slot, "about": appointment})
    assert "kl. 13:00–13:30" in (await kari.get(address)).main
    assert await direct.statuses() == ["free", "free", "busy"]
    assert [notice.kind for notice in site.notices.told] == [NoticeKind.APPOINTMENT_CHANGED]


async def test_a_calendar_is_made_for_a_doctor_the_register_knows_and_times_are_opened_in_it(world):
    desk, site = await at_desk(world)
    await desk.get("/desk/timebook/calendar", status=403)
    await desk.post("/desk/timebook/calendar", {}, status=404)
    site.health_contacts.put(contact(int(HER_ID), TRUST), contact(99000007, OTHER_TRUST, name="Per Annen"))
    page = await desk.get("/desk/timebook/calendar")
    assert "Siv Lege" in page.text
    assert "Per Annen" not in page.text
    good = {"whose": HER_ID, "kind": "Legetime", "confirms": "direct", "cancel_hours": "12", "may_move": "y"}
    for wrong, said in (
        ({"kind": ""}, "Hva timene er til"),
        ({"cancel_hours": "999"}, "mellom 0 og 336"),
        ({"confirms": "x"}, "ledig tid"),
    ):
        assert said in (await desk.post("/desk/timebook/calendar", good | wrong, status=422)).main
    await desk.post("/desk/timebook/calendar", good | {"whose": "99000007"}, status=422)
    assert await desk.post("/desk/timebook/calendar", good) == "/desk/timebook/open"
    assert "Siv Lege · Legetime" in (await desk.get("/desk/timebook/open")).text
    nurse = await world.gate_world.nurse()
    (calendar,) = await world.gate_world.gate.timebook.calendars(nurse, NOW)
    assert (calendar.her_id, calendar.confirms, calendar.cancel_hours, calendar.may_move) == (HER_ID, "direct", 12, True)


async def test_whoever_treats_nobody_makes_no_calendar(world):
    desk, site = await at_desk(world, hpr=VET_HPR, name="Vera Veterinær")
    site.health_contacts.put(contact(int(HER_ID), TRUST))
    await desk.get("/desk/timebook/calendar", status=403)
    await desk.get("/desk/timebook", status=403)
    await desk.post("/desk/timebook/calendar", {"whose": HER_ID, "kind": "Legetime", "confirms": "direct"}, status=404)


async def test_a_list_that_is_too_long_is_said_to_be(clinic, world, monkeypatch):
    async def too_many(*_):
        return Problem("too-costly", "too many")

    monkeypatch.setattr(world.gate_world.gate.timebook, "waiting", too_many)
    desk, _ = await at_desk(world)
    assert "for mange timer" in (await desk.get(DAY)).main
