"""The pages of the calendar: list, week and month, whoever looks, and ticking off."""

import re
from datetime import timedelta

import pytest

from innsyn.features import calendar
from innsyn.features.calendar.samples import told_appointment, told_plan, told_stay
from innsyn.gate.tests.samples import NOW
from innsyn.kernel.clock import norwegian_date

TODAY = norwegian_date(NOW)
TICK = "Kryss av som gjort: Gå en tur"
MONTH = f"/calendar?month={TODAY:%Y-%m}"


def week_of(day):
    year, week, _ = day.isocalendar()
    return f"/calendar?week={year}-W{week:02}"


async def has_everything(kari):
    """Let her have an appointment, one that waits, a wish, a stay and a plan, all within three days."""
    day = (TODAY + timedelta(days=1)).isoformat()
    wish = {"start": None, "end": None, "status": "proposed", "requestedPeriod": [{"start": day, "end": day}], "description": "Hudkontroll"}
    await kari.all_have(
        {
            "a1": told_appointment(NOW + timedelta(days=1)),
            "a2": told_appointment(NOW + timedelta(days=2), status="pending", description="Blodprøve"),
            "a3": {name: value for name, value in told_appointment(NOW, **wish).items() if value is not None},
            "s1": told_stay(NOW - timedelta(days=2), NOW + timedelta(days=1)),
            "p1": told_plan({"description": "Gå en tur", "scheduledTiming": {"event": [day]}}, since=TODAY - timedelta(days=90)),
        }
    )


@pytest.mark.parametrize("path", ["/calendar", week_of(TODAY + timedelta(days=1)), MONTH])
async def test_everything_with_a_time_stands_in_one(kari, path):
    await has_everything(kari)
    page = (await kari.get(path)).main
    for words in ("Legetime", "Blodprøve", "Hudkontroll", "Innleggelse", "Gå en tur"):
        assert words in page


@pytest.mark.parametrize("path", ["/calendar", week_of(TODAY + timedelta(days=2)), MONTH])
async def test_what_waits_for_an_answer_is_not_said_to_be_booked(kari, path):
    await kari.has(told_appointment(NOW + timedelta(days=2), status="pending"), "a2")
    page = (await kari.get(path)).main
    assert "Sendt, venter på svar" in page
    assert "Bestilt" not in page


async def test_only_the_days_that_are_shown_are_shown(kari):
    await kari.all_have({f"a{days}": told_appointment(NOW + timedelta(days=days), description=f"Om {days}") for days in (-1, 1, 80)})
    page = (await kari.get("/calendar")).main
    assert "Om 1" in page
    assert "Om -1" not in page
    assert "Om 80" not in page
    assert "Om 80" in (await kari.get(f"/calendar?month={TODAY + timedelta(days=80):%Y-%m}")).main


async def test_what_was_called_off_is_said_to_be(kari):
    await kari.has(told_appointment(NOW + timedelta(days=1), status="cancelled"), "a1")
    assert "Avlyst" in (await kari.get("/calendar")).main


async def test_an_appointment_across_midnight_stands_on_both_days(kari):
    sunday = NOW.replace(hour=22, minute=30)
    await kari.has(told_appointment(sunday, minutes=180, description="Søvnmåling"), "a1")
    for day in (TODAY, TODAY + timedelta(days=1)):
        assert "Søvnmåling" in (await kari.get(week_of(day))).main
    assert "Søvnmåling" not in (await kari.get(week_of(TODAY + timedelta(days=8)))).main


ODD = (
    *("month=2026-13", "month=x", "month=0000-01", "month=9999-12", "month=2199-12", "month=1900-01"),
    *("week=2026-W99", "week=2025-W53", "week=", "week=1900-W01", "from=x", "from=9999-12-31", "from=2199-12-31"),
)


@pytest.mark.parametrize("query", ODD)
async def test_odd_wishes_are_answered_calmly(kari, query):
    await kari.get(f"/calendar?{query}")


PLAN_OF_ODDITIES = {
    "resourceType": "CarePlan", "status": "active", "intent": "plan", "period": {"start": "2026"},
    "activity": [
        {}, {"detail": {"status": "scheduled"}}, {"detail": {"status": "scheduled", "scheduledString": "snart"}},
        {"detail": {"status": "scheduled", "scheduledPeriod": {"end": "2026-11"}}}, {"reference": {"display": "x"}},
        {"detail": {"status": "scheduled", "scheduledTiming": {"repeat": {"period": 1, "periodUnit": "wk", "dayOfWeek": ["søn"]}}}},
        {"detail": {"status": "cancelled", "description": "Avlyst", "scheduledString": "2026-11-23"}},
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        {**told_appointment(NOW), "start": "snart", "end": None},
        {"resourceType": "Appointment", "status": "proposed", "requestedPeriod": [{"end": "2026"}]},
        {"resourceType": "Appointment", "status": "waitlist", "participant": [{}]},
        {**told_appointment(NOW + timedelta(hours=1)), "end": (NOW - timedelta(hours=1)).isoformat(), "participant": []},
        {"resourceType": "Encounter", "status": "in-progress", "class": {"code": "IMP"}, "period": {"end": "2026-11-23"}},
        {"resourceType": "Encounter", "status": "finished", "class": {"code": "IMP"}, "period": {"start": "2026-11"}},
        {"resourceType": "Task", "status": "requested", "intent": "order", "executionPeriod": {"start": "2026-11-22"}},
        PLAN_OF_ODDITIES,
    ],
)
async def test_what_a_clinic_left_out_or_wrote_oddly_breaks_no_page(kari, body):
    await kari.has({name: value for name, value in body.items() if value is not None}, "x1")
    for path in ("/calendar", MONTH, week_of(TODAY)):
        assert "Avlyst" not in (await kari.get(path)).main


async def test_an_empty_calendar_is_said_kindly(kari):
    assert "Ingenting i disse ukene" in (await kari.get("/calendar")).main


async def test_pages_cost_the_same_whatever_is_in_the_record(kari):
    for path in ("/calendar", MONTH, week_of(TODAY)):
        few = await kari.statements(path)
        await kari.all_have({f"{path[-3:].strip('=?/')}{n}": told_appointment(NOW - timedelta(days=n * 20)) for n in range(60)})
        assert await kari.statements(path) == few


async def test_an_action_is_ticked_off_and_that_is_undone(kari):
    await kari.has(told_plan({"description": "Gå en tur", "scheduledTiming": {"event": [TODAY.isoformat()]}}, since=TODAY), "p1")
    assert TICK in (await kari.get("/calendar")).answer.text
    form = action_of((await kari.get("/calendar")).answer.text)
    assert await kari.reader.post("/calendar/done", {**form, "done": "yes"}) == "/calendar"
    assert "Ikke gjort likevel: Gå en tur" in (await kari.get("/calendar")).answer.text
    assert await kari.reader.post("/calendar/done", {**form, "done": "yes", "back": "https://evil.example"}) == "/calendar"
    await kari.reader.post("/calendar/done", {**form, "done": "no"})
    assert TICK in (await kari.get("/calendar")).answer.text


def task_of_a_plan(**other):
    period = {"start": TODAY.isoformat(), "end": TODAY.isoformat()}
    told = {"resourceType": "Task", "status": "requested", "intent": "order", "description": "Måle blodtrykket", "executionPeriod": period}
    return told | other


async def test_an_action_that_stands_in_a_task_of_its_own_is_shown_and_ticked_off(kari):
    plan = {**told_plan(since=TODAY), "activity": [{"reference": {"reference": "Task/t1"}}]}
    await kari.all_have({"p1": plan, "t1": task_of_a_plan(), "t2": task_of_a_plan(description="Ikke i planen")})
    page = await kari.get("/calendar")
    assert "Ikke i planen" not in page.main
    form = action_of(page.answer.text)
    await kari.reader.post("/calendar/done", {**form, "done": "yes"})
    assert "Ikke gjort likevel: Måle blodtrykket" in (await kari.get("/calendar")).answer.text
    await kari.reader.post("/calendar/done", {**form, "done": "yes", "on": (TODAY + timedelta(days=1)).isoformat()}, status=404)
    await kari.has(task_of_a_plan(status="cancelled"), "t1")
    assert "Måle blodtrykket" not in (await kari.get("/calendar")).main


async def test_what_is_not_in_her_plan_on_that_day_is_not_ticked_off(kari, world):
    await kari.has(told_plan({"description": "Gå en tur", "scheduledTiming": {"event": [TODAY.isoformat()]}}, since=TODAY), "p1")
    form = action_of((await kari.get("/calendar")).answer.text)
    arne = await world.citizen("arne", calendar.FEATURE)
    await arne.reader.post("/calendar/done", {**form, "done": "yes"}, status=404)
    for wrong in ({"on": "2020-01-01"}, {"on": "x"}, {"action": "x"}, {"plan": "nothing"}):
        await kari.reader.post("/calendar/done", {**form, "done": "yes", **wrong}, status=404)
    assert TICK in (await kari.get("/calendar")).answer.text


async def test_the_overview_shows_what_of_ones_own_and_of_plans_comes_next(world, overview_feature):
    kari = await world.citizen("kari", overview_feature, calendar.FEATURE)
    assert "Neste i kalenderen" not in (await kari.get("/my-health")).main
    await kari.has(told_plan({"description": "Gå en tur", "scheduledTiming": {"event": [TODAY.isoformat()]}}, since=TODAY), "p1")
    assert "Gå en tur" in (await kari.get("/my-health")).main


def action_of(html):
    """Read the hidden fields of the first action on a page."""
    form = html[html.index('action="/calendar/done"') :]
    return {name: re.search(rf'name="{name}" value="([^"]*)"', form)[1] for name in ("plan", "action", "on", "back")}
