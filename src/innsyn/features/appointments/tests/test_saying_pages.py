"""Answering an appointment and coming at short notice, page by page on both sides; how to prepare; the young ask by wish."""

from datetime import date, timedelta

import pytest

from innsyn.features import appointments
from innsyn.features.appointments.meeting import VIRTUAL_SERVICE
from innsyn.features.appointments.samples import contact, told
from innsyn.features.appointments.tests.test_booking_pages import books
from innsyn.features.appointments.tests.test_desk import at_desk
from innsyn.gate.booking.tests.samples import HER_ID, TOMORROW
from innsyn.gate.standing.appointment_answers import offer_word, offering
from innsyn.gate.standing.appointment_flags import flag_body, with_flags
from innsyn.gate.standing.preparations import preparation_body
from innsyn.gate.standing.timebooks import Time
from innsyn.gate.tests.decisions import chooses
from innsyn.gate.tests.samples import NOW, OTHER_TRUST, TRUST, a_number
from innsyn.web import NoticeKind
from innsyn.web.health_contacts.processes import BOOKING, BOOKING_BY_WISH_YOUTH

SHORT_NOTICE = "/desk/timebook/short-notice"
WISH = {"at": HER_ID, "words": "Prevensjon", "first": "2026-11-24", "last": "2026-12-04"}


def called_in(*flags, **more):
    """An appointment a hospital has called her in to, by day."""
    prepare = [preparation_body("fasting", "Ikke spis etter midnatt.", place=1), preparation_body("home", "Bli fulgt hjem.", place=2)]
    body = told(TOMORROW, appointmentType={"text": "Dagbehandling"}, **more)
    return with_flags(body, [*prepare, *(flag_body(each, "kari", TOMORROW) for each in flags)])


async def test_how_to_prepare_stands_there_by_topic_and_what_kind_of_appointment_it_is(kari):
    await kari.has(called_in(), "a1")
    page = await kari.get("/appointments/a1")
    for words in ("Dagbehandling", "Mat og drikke", "Ikke spis etter midnatt.", "Hjem igjen", "Møt fastende.", "Skriv ut"):
        assert words in page.main
    assert "Svar at du har lest dette" not in page.main
    assert "kort varsel" not in page.main


async def test_a_meeting_by_video_has_its_link_and_no_place(kari):
    said = [{"url": "channelType", "valueCode": "url"}, {"url": "virtualAddress", "valueUrl": "https://video.example/x"}]
    await kari.has(told(TOMORROW, extension=[{"url": VIRTUAL_SERVICE, "extension": said}]), "a1")
    page = await kari.get("/appointments/a1")
    assert page.tree.xpath("//a[@href='https://video.example/x']")
    assert "Poliklinikken, 3. etasje" not in page.main


async def test_what_she_is_called_in_to_she_answers_once_and_the_list_says_that_it_waits(kari):
    await kari.has(called_in("canAcknowledge"), "a1")
    assert "Innkallingen er ikke besvart" in (await kari.get("/appointments")).main
    assert "Svar at du har lest dette" in (await kari.get("/appointments/a1")).main
    assert await kari.reader.post("/appointments/a1/acknowledge") == "/appointments/a1"
    assert "Svar at du har lest dette" not in (await kari.get("/appointments/a1")).main
    assert "Innkallingen er ikke besvart" not in (await kari.get("/appointments")).main


async def test_no_flag_no_button_and_the_gate_says_so_too(kari):
    await kari.has(called_in(), "a1")
    for path in ("acknowledge", "short-notice", "offer"):
        await kari.reader.post(f"/appointments/a1/{path}", {"do": "yes"})
    await kari.reader.post("/appointments/a1/offer", {"do": "perhaps"}, status=404)
    page = (await kari.get("/appointments/a1")).main
    assert "Bestilt" in page
    assert "kort varsel" not in page


async def test_short_notice_from_saying_so_to_the_time_that_became_free(kari, direct, world):
    address = await books(kari, place=2)
    await kari.reader.post(f"{address}/short-notice", {"do": "on"})
    assert "De vet at du kan komme på kort varsel" in (await kari.get(address)).main
    desk, site = await at_desk(world)
    page, slot = await desk.get(SHORT_NOTICE), (await direct.chosen()).slot_id
    assert page.tree.xpath(f"//a[@href='{SHORT_NOTICE}?slot={slot}']")
    chosen = await desk.get(f"{SHORT_NOTICE}?slot={slot}")
    (ticked,) = chosen.tree.xpath("//input[@name='appointment']/@value")
    assert await desk.post(SHORT_NOTICE, {"slot": slot}) == f"{SHORT_NOTICE}?slot={slot}"
    assert await desk.post(SHORT_NOTICE, {"slot": slot, "appointment": ticked, "hours": "4"}) == SHORT_NOTICE
    told = [(each.kind, each.about, each.hangs_on, each.good_until - each.at) for each in site.notices.told]
    assert told == [(NoticeKind.APPOINTMENT_OFFERED, address, offer_word(slot), timedelta(hours=4))]
    assert "Tilbudt" in (await desk.get(SHORT_NOTICE)).main
    assert "Du kan få en tidligere tid" in (await kari.get(address)).main
    assert await kari.reader.post(f"{address}/offer", {"do": "yes"}) == address
    page = (await kari.get(address)).main
    assert "kl. 12:00–12:30" in page
    assert "Du kan få en tidligere tid" not in page
    assert await direct.statuses() == ["busy", "free", "free"]


GONE, OVER = "Den tidligere tiden er ikke ledig lenger", "Tilbudet gjelder ikke lenger"


@pytest.mark.parametrize(
    ("until", "hers", "said"),
    [
        (timedelta(hours=4), "s", {GONE}),
        (timedelta(0), "s", {OVER}),
        (timedelta(0), "offered", set()),
        (timedelta(days=-1), "s", set()),
    ],
)
async def test_an_offer_that_is_gone_is_said_calmly_until_its_hour_comes(kari, until, hers, said):
    start = NOW + until + timedelta(hours=1)
    time = Time(id="offered", version=1, organisation=TRUST, calendar_id="c", status="busy", start=start, end=start + timedelta(minutes=20))
    await kari.has(offering(told(TOMORROW, slot=[{"reference": f"Slot/{hers}"}]), time, NOW + until), "a1")
    page = (await kari.get("/appointments/a1")).main
    assert {each for each in (GONE, OVER) if each in page} == said
    assert "Ja, jeg vil ha den tiden" not in page


async def test_another_office_sees_nobody_and_offers_nothing(kari, direct, world):
    address = await books(kari, place=2)
    await kari.reader.post(f"{address}/short-notice", {"do": "on"})
    desk, site = await at_desk(world, organisation=OTHER_TRUST, unit=OTHER_TRUST)
    assert "Ingen har sagt" in (await desk.get(f"{SHORT_NOTICE}?slot=x")).main
    slot, id_ = (await direct.chosen()).slot_id, address.removeprefix("/appointments/")
    await desk.post(SHORT_NOTICE, {"slot": slot, "appointment": id_})
    assert len(site.notices.told) == 0
    assert await direct.statuses() == ["free", "free", "busy"]


@pytest.fixture
async def lise(world):
    """Somebody of thirteen, where the trust has chosen the graded ages; the register knows who takes wishes of the young."""
    gate_world, number = world.gate_world, a_number(date(2013, 1, 10))
    await chooses(gate_world, TRUST, ages="graded")
    await gate_world.moves_in(number, born="2013-01-10")
    visit, site = await gate_world.citizen(number), world.site([appointments.FEATURE])
    site.health_contacts.put(contact(int(HER_ID), TRUST, BOOKING_BY_WISH_YOUTH), contact(99000007, TRUST, BOOKING))
    return await site.citizen(visit.actor, visit, accept_language="nb")


async def test_the_young_ask_by_wish_where_it_is_meant_for_them_and_take_it_back(lise):
    assert "Foreldrene dine ser ikke" in (await lise.get(f"/appointments/wish?at={HER_ID}")).main
    assert "Du kan ikke bestille time i denne journalen" in (await lise.get("/appointments/wish?at=99000007")).main
    address = await lise.post("/appointments/wish", WISH)
    assert "Trekk ønsket tilbake" in (await lise.get(address)).main
    await lise.post(f"{address}/cancel")
    assert "Avlyst" in (await lise.get(address)).main


async def test_what_is_meant_for_the_young_is_nobody_elses(kari, clinic, world):
    kari.site.health_contacts.put(contact(int(HER_ID), TRUST, BOOKING_BY_WISH_YOUTH))
    assert "tar ikke imot bestillinger her nå" in (await kari.get(f"/appointments/wish?at={HER_ID}")).main
    await kari.reader.post("/appointments/wish", WISH, status=200)
    assert await world.gate_world.gate.timebook.waiting(clinic.nurse, NOW) == ()
