"""What is to come and what has been, one of them, moving and calling off; and what a reader may not."""

from datetime import date, timedelta

import pytest

from innsyn.features import appointments
from innsyn.features.appointments.samples import contact, told
from innsyn.features.appointments.tests.conftest import comes
from innsyn.features.appointments.tests.test_booking_pages import books, offered
from innsyn.gate.booking.tests.samples import HER_ID, TOMORROW, Clinic
from innsyn.gate.standing.appointments import APPOINTMENT_FLAG, CANCEL
from innsyn.gate.tests.decisions import chooses
from innsyn.gate.tests.samples import NOW, TRUST, a_number


async def test_coming_stand_nearest_first_and_earlier_newest_first(kari):
    days = {"late": 9, "soon": 2, "past": -3, "long-past": -30}
    await kari.all_have({key: told(NOW + timedelta(days=day), description=key) for key, day in days.items()})
    coming, earlier = (await kari.get("/appointments")).main, (await kari.get("/appointments?show=earlier")).main
    assert coming.index("soon") < coming.index("late")
    assert "past" not in coming
    assert earlier.index("past") < earlier.index("long-past")
    assert "soon" not in earlier


async def test_nothing_is_said_kindly(kari):
    assert "Ingen kommende timer" in (await kari.get("/appointments")).main
    assert "Ingen tidligere timer" in (await kari.get("/appointments?show=earlier&after=nonsense")).main


async def test_one_says_when_where_with_whom_and_what_to_know_before(kari):
    await kari.has(told(TOMORROW), "a1")
    page = (await kari.get("/appointments/a1")).main
    for words in ("Mandag 23. november 2026, kl. 12:00–12:30", "Ivar Lund", "Poliklinikken, 3. etasje", "Møt fastende.", "Bestilt"):
        assert words in page
    assert "kan ikke endres eller avlyses her" in page
    assert "/appointments/a1/cancel" not in page


async def test_what_the_clinic_does_not_let_her_do_has_no_page(kari):
    await kari.has(told(TOMORROW), "a1")
    for path in ("/appointments/a1/cancel", "/appointments/a1/move", "/appointments/a1/move/x"):
        assert (await kari.client.get(path)).headers["location"] == "/appointments/a1"
        assert await kari.reader.post(path) == "/appointments/a1"
    assert "Bestilt" in (await kari.get("/appointments/a1")).main


async def test_calling_off_is_asked_once_more_and_then_done(kari, direct):
    address = await books(kari)
    assert "Avlys timen" in (await kari.get(address)).main
    assert "Avlyse denne timen?" in (await kari.get(f"{address}/cancel")).main
    assert await kari.reader.post(f"{address}/cancel") == address
    page = (await kari.get(address)).main
    assert "Timen er avlyst" in page
    assert "Endre tid" not in page
    assert await direct.statuses() == ["free", "free", "free"]
    assert "Avlyst" in (await kari.get("/appointments")).main


async def test_moving_shows_both_times_and_asks_once_more(kari, direct):
    address = await books(kari)
    page = await kari.get(f"{address}/move")
    assert "Nå: mandag 23. november 2026, kl. 12:00–12:30. Legetime." in page.main
    check = await kari.reader.post(f"{address}/move", {"slot": offered(page)[1]})
    assert "Flytte timen?" in (await kari.get(check)).main
    assert await kari.reader.post(check) == address
    assert "kl. 13:00–13:30" in (await kari.get(address)).main
    assert await direct.statuses() == ["free", "free", "busy"]
    assert await kari.reader.post(check) == address


async def test_while_another_time_is_considered_the_page_says_which_one_she_has(kari, clinic, world):
    address = await books(kari)
    gate, nurse = world.gate_world.gate, clinic.nurse
    visit = await world.gate_world.visits(kari.owner, actor=nurse)
    await gate.booking_answers.confirm(visit, (await gate.timebook.waiting(nurse, NOW))[0].id, NOW)
    check = await kari.reader.post(f"{address}/move", {"slot": offered(await kari.get(f"{address}/move"))[0]})
    assert "Du beholder tiden du har til svaret kommer" in (await kari.get(check)).main
    await kari.reader.post(check)
    page = (await kari.get(address)).main
    assert "Til svaret kommer, har du fortsatt timen 23. november 2026 kl. 12:00" in page


async def test_after_the_limit_the_page_says_what_to_do_instead(kari, world):
    strict = await Clinic(world.gate_world, confirms="direct", cancel_hours=24).opens()
    address = await books(kari)
    page = (await kari.get(address)).main
    assert "gikk ut 22. november 2026 kl. 12:00" in page
    assert "Avlys timen" not in page
    assert await kari.reader.post(f"{address}/cancel") == address
    assert await strict.statuses() == ["busy", "free", "free"]


async def test_a_stranger_gets_the_same_answer_as_for_nothing(kari, clinic, world):
    address = await books(kari)
    arne = await comes(world, "arne")
    before = await kari.refusals()
    for path in (address, f"{address}/cancel", f"{address}/move", f"{address}/move/x"):
        assert (await arne.get(path, status=404)).heading == (await arne.get("/appointments/nothing", status=404)).heading
        if path != address:
            await arne.reader.post(path, status=404)
    assert await kari.refusals() > before
    assert "Avlyst" not in (await kari.get(address)).main


@pytest.mark.parametrize(
    "wrong",
    [
        {"start": "soon", "end": None},
        {"participant": [], "description": None, "patientInstruction": None},
        {"start": None, "end": None, "status": "proposed"},
        {"status": "waitlist", "requestedPeriod": [{"start": "x"}]},
        {"contained": [], "extension": [], "slot": []},
    ],
)
async def test_what_a_clinic_left_out_is_said_to_be_unknown(kari, wrong):
    body = {name: value for name, value in (told(TOMORROW) | wrong).items() if value is not None}
    await kari.has(body, "a1")
    await kari.get("/appointments/a1")
    await kari.get("/appointments")


async def test_the_overview_shows_the_next_two(world, overview_feature):
    kari = await world.citizen("kari", overview_feature, appointments.FEATURE)
    await kari.all_have({f"a{day}": told(NOW + timedelta(days=day), description=f"Time {day}") for day in (3, 1, 2)})
    page = (await kari.get("/my-health")).main
    assert page.index("Time 1") < page.index("Time 2")
    assert "Time 3" not in page


async def test_the_lists_cost_the_same_whatever_is_in_them(kari):
    for path in ("/appointments", "/appointments?show=earlier"):
        few = await kari.statements(path)
        await kari.all_have({f"{few}{n}{path[-3:].strip('?=')}": told(NOW + timedelta(days=n - 20)) for n in range(40)})
        assert await kari.statements(path) == few


async def test_whoever_may_read_and_not_book_has_no_button_and_is_told_so(world, direct):
    """Somebody of thirteen where the trust has chosen the graded ages."""
    gate_world, number = world.gate_world, a_number(date(2013, 1, 10))
    await chooses(gate_world, TRUST, ages="graded")
    owner = await gate_world.moves_in(number, born="2013-01-10")
    flag = {"resourceType": "Flag", "id": "c", "status": "active", "code": {"coding": [{"system": APPOINTMENT_FLAG, "code": CANCEL}]}}
    await world.delivers(owner, {"a1": told(TOMORROW, contained=[flag])})
    visit, site = await gate_world.citizen(number), world.site([appointments.FEATURE])
    site.health_contacts.put(contact(int(HER_ID), TRUST))
    lise = await site.citizen(visit.actor, visit, accept_language="nb")
    assert "Avlys timen" not in (await lise.get("/appointments/a1")).main
    assert (await lise.client.get("/appointments/a1/cancel")).headers["location"] == "/appointments/a1"
    await lise.post("/appointments/a1/cancel", status=404)
    assert "Du kan ikke bestille time i denne journalen" in (await lise.get(f"/appointments/new?at={HER_ID}")).main
    chosen = await direct.chosen()
    await lise.post("/appointments/new", {"at": HER_ID, "slot": f"{chosen.slot_id}/{chosen.version}"}, status=200)
    assert await direct.statuses() == ["free", "free", "free"]
