"""The nation's timebooks are kept through the gate, once: free times, some given, one asked for, one wished."""

import json
from datetime import date, timedelta

import pytest

from innsyn.fhir.validation import validate
from innsyn.sandbox.booking import ASKED, GIVEN, OFFICES, WISHED, _actor, tell_timebooks, working_day
from innsyn.sandbox.tests.moment import NOW

LATER = NOW + timedelta(weeks=6)


@pytest.fixture(scope="module")
def people():
    return [*(patient for patient, *_ in GIVEN), ASKED[0], WISHED[0]]


@pytest.fixture(scope="module")
def tells():
    async def timebooks(gate_with, land, now):
        await tell_timebooks(gate_with(), land, now)

    return timebooks


@pytest.fixture
def gate(gate_with):
    return gate_with()


async def test_offices_have_free_times_and_answers_to_give_and_nothing_twice(gate, land):
    for _ in range(2):
        desk = await _actor(gate, land, "lund", "trollkatten")
        times = await gate.timebook.times(desk, NOW, LATER, NOW)
        assert len(await gate.timebook.calendars(desk, NOW)) == len(OFFICES["trollkatten"][1])
        assert sum(each.status == "free" for each in times) > 150
        assert sum(bool(each.taken_by) for each in times) == len(GIVEN) + 1
        assert len([row for row in await gate.timebook.waiting(desk, NOW) if b'"pending"' in row.body]) == 1
        assert len(await gate.short_notice.who_comes(desk, NOW)) == 1
        other = await _actor(gate, land, "sandvik", "blaaklokka")
        assert len([row for row in await gate.timebook.waiting(other, NOW) if b'"proposed"' in row.body]) == 1
        await tell_timebooks(gate, land, NOW)


async def test_what_they_write_is_valid_fhir(gate, land):
    desk = await _actor(gate, land, "lund", "trollkatten")
    rows = [*await gate.timebook.waiting(desk, NOW), *await gate.timebook.appointments(desk, NOW, LATER, NOW)]
    assert {(problem.path, problem.text) for row in rows for problem in validate(json.loads(row.body))} == set()


def test_working_days_pass_over_the_weekend():
    assert [working_day(date(2026, 11, 26), count) for count in (1, 2, 3)] == [
        date(2026, 11, 27),
        date(2026, 11, 30),
        date(2026, 12, 1),
    ]
