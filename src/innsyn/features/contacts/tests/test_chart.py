"""What the directory says of where a contact is and when it is open."""

from dataclasses import replace
from datetime import time

import pytest

from innsyn.features.contacts import chart
from innsyn.features.contacts.chart import Hours, Place
from innsyn.features.contacts.tests.test_rules import relation
from innsyn.gate.tests.samples import NOW, TRUST, keep

WEEK = ["mon", "tue", "wed", "thu", "fri"]


def service(id_="fjord-tjeneste", **more):
    return {"resourceType": "HealthcareService", "id": id_, "providedBy": {"reference": "Organization/fjord"}, **more}


def at(unit):
    return replace(relation(), unit=unit)


@pytest.fixture
def said(world):
    """Give what is known of the unit when the directory has these services."""

    async def of(*services, by=TRUST):
        gate = world.gate_world.gate
        await gate.write_directory(await gate.actors.system("Katalogen", organisation=by), [keep(each) for each in services], NOW)
        return (await chart.places(gate, [at("fjord"), at("fjord"), at("")])).get("fjord")

    return of


async def test_hours_are_told_a_run_of_days_at_a_time(said):
    told = {"daysOfWeek": [*WEEK, "sun"], "availableStartTime": "08:00:00", "availableEndTime": "15:30:00"}
    place = await said(service(availableTime=[told], telecom=[{"system": "phone", "value": "22 22 22 22"}]))
    opens, closes = time(8), time(15, 30)
    assert place == Place("22 22 22 22", (Hours("mon", "fri", opens, closes), Hours("sun", "sun", opens, closes)))


async def test_open_day_and_night_is_told_as_such(said):
    assert await said(service(availableTime=[{"daysOfWeek": [*WEEK, "sat", "sun"], "allDay": True}])) == Place(
        "", (Hours("mon", "sun", None, None),)
    )


@pytest.mark.parametrize(
    "told",
    [
        {"daysOfWeek": WEEK},
        {"daysOfWeek": WEEK, "availableStartTime": "08:00:00"},
        {"availableStartTime": "08:00:00", "availableEndTime": "15:00:00"},
    ],
)
async def test_hours_that_are_not_whole_are_not_known(said, told):
    assert await said(service(availableTime=[told])) == Place()


async def test_what_one_service_of_a_unit_does_not_say_another_may(said):
    first, second = (
        service("a", telecom=[{"system": "phone", "value": "1"}]),
        service("b", availableTime=[{"daysOfWeek": ["sat"], "allDay": True}]),
    )
    assert await said(first, second) == Place("1", (Hours("sat", "sat", None, None),))


async def test_a_unit_the_directory_does_not_have_is_not_there(said):
    assert await said() is None
