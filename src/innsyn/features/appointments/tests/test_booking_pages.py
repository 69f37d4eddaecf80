"""Booking step by step without script: choose, check, send; "booked" is said when the clinic has said it, and never before."""

from datetime import timedelta

import pytest

from innsyn.features.appointments.samples import contact
from innsyn.features.appointments.tests.conftest import comes
from innsyn.gate.booking.tests.samples import HER_ID
from innsyn.gate.tests.samples import NOW, TRUST
from innsyn.web.health_contacts.processes import BOOKING, BOOKING_BY_WISH, E_CONTACT

NEW = f"/appointments/new?at={HER_ID}"


def offered(page):
    """The times a page offers, as they are posted."""
    return [button.get("value") for button in page.tree.xpath("//button[@name='slot']")]


async def holds(reader, place=0):
    """Choose one of the times. Returns the address of the next page."""
    page = await reader.get(NEW)
    return await reader.reader.post("/appointments/new", {"at": HER_ID, "slot": offered(page)[place]})


async def books(reader, place=0, words=""):
    """Book one of the times. Returns the address of the appointment."""
    check = await holds(reader, place)
    return await reader.reader.post(check.partition("?")[0], {"at": HER_ID, "words": words})


async def test_free_times_are_shown_by_day_and_one_is_held_while_the_form_is_filled_in(kari, clinic):
    page = await kari.get(NEW)
    assert "Ledige timer hos Siv Lege" in page.main
    assert "mandag 23. november 2026" in page.main
    assert len(offered(page)) == 3
    check = await kari.get(await holds(kari))
    assert "Holdes av til deg til kl. 12:15" in check.main
    assert "Behandlingsstedet må svare før timen er bestilt" in check.main
    assert "Kom ti minutter før." in check.main
    assert len(offered(await kari.get(NEW))) == 2


async def test_what_is_sent_waits_and_is_not_said_to_be_booked(kari, clinic):
    page = await kari.get(await books(kari, words="Vondt i kneet"))
    assert "Sendt, venter på svar" in page.main
    assert "Vondt i kneet" in page.main
    assert "Bestilt" not in page.main
    listed = await kari.get("/appointments")
    assert "Venter på svar" in listed.main
    assert "Bestilt" not in listed.main


async def test_it_is_booked_when_the_clinic_has_said_so(kari, clinic, world):
    address = await books(kari)
    (waiting,) = await world.gate_world.gate.timebook.waiting(clinic.nurse, NOW)
    visit = await world.gate_world.visits(kari.owner, actor=clinic.nurse)
    await world.gate_world.gate.booking_answers.confirm(visit, waiting.id, NOW)
    assert "Bestilt" in (await kari.get(address)).main


async def test_a_time_of_a_clinic_that_has_said_so_beforehand_is_booked_at_once(kari, direct):
    check = await holds(kari)
    assert "Timen er din når du sender" in (await kari.get(check)).main
    assert "Bestilt" in (await kari.get(await kari.reader.post(check.partition("?")[0], {"at": HER_ID}))).main


async def test_whoever_is_too_late_is_shown_the_times_that_are_left(kari, clinic, world):
    arne = await comes(world, "arne")
    slot = offered(await arne.get(NEW))[0]
    await books(kari)
    again = await arne.reader.post("/appointments/new", {"at": HER_ID, "slot": slot})
    assert again == NEW
    assert len(offered(await arne.get(again))) == 2


async def test_sent_twice_it_is_one_appointment(kari, clinic):
    check = (await holds(kari)).partition("?")[0]
    first = await kari.reader.post(check, {"at": HER_ID})
    assert await kari.reader.post(check, {"at": HER_ID}) == first


async def test_a_hold_that_has_run_out_leads_back_to_the_times(kari, clinic):
    check = await holds(kari)
    kari.site.clock.move(timedelta(minutes=10))
    assert (await kari.client.get(check)).headers["location"] == NEW
    assert await kari.reader.post(check.partition("?")[0], {"at": HER_ID}) == NEW


async def test_words_that_are_too_long_are_said_and_kept(kari, clinic):
    check = (await holds(kari)).partition("?")[0]
    page = await kari.reader.post(check, {"at": HER_ID, "words": "x" * 1001}, status=422)
    assert "Skriv høyst 1000 tegn" in page.main
    assert "x" * 1001 in page.text


async def test_a_clinic_that_closes_booking_in_between_gets_nothing(kari, clinic):
    check = (await holds(kari)).partition("?")[0]
    kari.site.health_contacts.switch_off(int(HER_ID), BOOKING)
    page = await kari.reader.post(check, {"at": HER_ID}, status=200)
    assert "tar ikke imot bestillinger her nå" in page.main
    assert await clinic.statuses() == ["busy-tentative", "free", "free"]


@pytest.mark.parametrize("asked", ["", "x", "-1", "99999999", "9" * 40, "٣٤", "12 3"])
async def test_whom_nobody_knows_is_answered_calmly(kari, clinic, asked):
    assert "Velg først hvem" in (await kari.get(f"/appointments/new?at={asked}")).main
    assert "Velg først hvem" in (await kari.reader.post("/appointments/new", {"at": asked, "slot": "x/1"}, status=200)).main


@pytest.mark.parametrize("slot", ["", "x", "/1", "x/", "x/y", "x/-1", f"x/{'9' * 40}", "../x/1"])
async def test_a_time_that_is_none_is_taken(kari, clinic, slot):
    assert await kari.reader.post("/appointments/new", {"at": HER_ID, "slot": slot}) == NEW


@pytest.mark.parametrize("day", ["", "x", "2020-01-01", "2099-01-01", "2026-02-30"])
async def test_a_day_that_is_none_is_today(kari, clinic, day):
    assert len(offered(await kari.get(f"{NEW}&from={day}"))) == 3


async def test_nobody_can_say_is_said_as_such(kari, clinic):
    kari.site.health_contacts.is_available = False
    assert "Vi får ikke vite" in (await kari.get(NEW)).main


async def test_who_takes_wishes_is_asked_for_one(kari, clinic):
    kari.site.health_contacts.put(contact(int(HER_ID), TRUST, BOOKING_BY_WISH))
    address = f"/appointments/wish?at={HER_ID}"
    assert (await kari.client.get(NEW)).headers["location"] == address
    assert "Be om time hos Siv Lege" in (await kari.get(address)).main
    good = {"at": HER_ID, "words": "Kontroll av blodtrykk", "first": "2026-11-24", "last": "2026-12-04"}
    for wrong, said in (
        ({"words": ""}, "Hva det gjelder"),
        ({"last": "2026-11-23"}, "Siste dag kommer før den første"),
        ({"first": "2026-11-01"}, "Velg en dag fra i dag av"),
        ({"last": "2027-11-23"}, "Velg en dag i de neste tolv ukene"),
    ):
        assert said in (await kari.reader.post("/appointments/wish", good | wrong, status=422)).main
    page = await kari.get(await kari.reader.post("/appointments/wish", good))
    assert "Ønsket er sendt" in page.main
    assert "Fra 24. november 2026 til 4. desember 2026" in page.main


async def test_who_takes_neither_is_said_to_be_closed(kari, clinic):
    kari.site.health_contacts.put(contact(int(HER_ID), TRUST, E_CONTACT))
    assert "tar ikke imot bestillinger her nå" in (await kari.get(NEW)).main
    assert "tar ikke imot bestillinger her nå" in (await kari.get(f"/appointments/wish?at={HER_ID}")).main
    page = await kari.reader.post("/appointments/wish", {"at": HER_ID, "words": "Vondt i kneet"}, status=200)
    assert [each.text.strip() for each in page.tree.xpath("//textarea")] == ["Vondt i kneet"]
