"""Whoever asks for what is in a record he has not been let into sees nothing, and the patient sees that he tried."""

from datetime import timedelta

from innsyn.gate.tests.samples import LATER, NOW, a_citizen_with, document, keep
from innsyn.record.stored import Stored


async def test_a_stranger_sees_nothing_and_his_attempt_is_in_the_patients_log(world):
    visit, (epikrise,) = await a_citizen_with(world, document("Epikrise"))
    stranger, _ = await a_citizen_with(world, name="Ola Fremmed")
    assert await world.gate.read(stranger, "DocumentReference", epikrise.id, NOW) is None
    assert await world.gate.vread(stranger, "DocumentReference", epikrise.id, 1, NOW) is None
    rows = (await world.log(visit.owner))[-2:]
    assert [(row.action, row.outcome, row.type, row.ids) for row in rows] == [
        ("refuse", "refused", "DocumentReference", (epikrise.id,))
    ] * 2
    assert (rows[0].detail["actor"]["name"], rows[0].detail["rule"]) == ("Ola Fremmed", "VIS-2")
    assert rows[0].visit == rows[1].visit != stranger.id


async def test_a_nurse_in_one_record_sees_nothing_of_another(world):
    other, (epikrise,) = await a_citizen_with(world, document("Epikrise"))
    staff = await world.visits(await world.moves_in())
    assert await world.gate.read(staff, "DocumentReference", epikrise.id, NOW) is None
    assert (await world.told(other.owner))[-1] == ("refuse", "refused")


async def test_an_id_that_says_nothing_of_its_owner_is_protected_the_same_way(world):
    visit, _ = await a_citizen_with(world)
    await world.writes(visit.owner, [keep(document("Epikrise") | {"id": f"epikrise-{visit.owner}"})])
    stranger, _ = await a_citizen_with(world, name="Ola Fremmed")
    assert isinstance(await world.gate.read(visit, "DocumentReference", f"epikrise-{visit.owner}", NOW), Stored)
    assert await world.gate.read(stranger, "DocumentReference", f"epikrise-{visit.owner}", NOW) is None
    assert (await world.log(visit.owner))[-1].detail["actor"]["name"] == "Ola Fremmed"
    assert (await world.told(stranger.owner))[-1] == ("read", "absent")


async def test_knocking_is_answered_alike_whether_there_is_something_or_not(world):
    visit, (epikrise,) = await a_citizen_with(world, document("Epikrise"))
    nurse = await world.nurse()
    knocked = await world.gate.knock(nurse, "DocumentReference", epikrise.id, NOW)
    assert (
        knocked
        == await world.gate.knock(nurse, "DocumentReference", "none", NOW)
        == await world.gate.knock(nurse, "Organization", "fjord", NOW)
    )
    rows = [row for row in await world.log(visit.owner) if row.action == "refuse"]
    assert [row.detail["actor"]["hpr"] for row in rows] == [nurse.hpr]


async def test_knocks_of_one_day_are_one_visit_and_of_two_days_two(world):
    visit, (epikrise,) = await a_citizen_with(world, document("Epikrise"))
    nurse, other = await world.nurse(), await world.nurse()
    for actor, at in ((nurse, NOW), (nurse, LATER), (nurse, NOW + timedelta(days=1)), (other, NOW)):
        await world.gate.knock(actor, "DocumentReference", epikrise.id, at)
    knocks = [row.visit for row in await world.log(visit.owner) if row.action == "refuse"]
    assert [knocks.index(each) for each in knocks] == [0, 0, 2, 3]
