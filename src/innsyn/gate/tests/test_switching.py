"""Who may switch an office's services, and what the log keeps of it."""

import pytest

from innsyn.gate.switching import Switch
from innsyn.gate.tests.samples import LATER, NOW, OTHER_TRUST, TRUST, VET_HPR, a_number, rule_of
from innsyn.record.stored import SHARED

ONE = Switch(her_id=99000017, organisation=TRUST, process="Dialog_Innbygger_Ekonsultasjon", is_on=False)
ANOTHERS = Switch(her_id=99000018, organisation=OTHER_TRUST, process="Dialog_Innbygger_Ekontakt", is_on=False)


async def switches(world):
    """The switches in the log of what belongs to nobody, oldest first."""
    return [row for row in (await world.record.log_page(SHARED, count=1000))[::-1] if "switch" in row.detail]


async def test_personnel_of_the_organisation_begin_and_the_log_says_who_what_and_when(alone):
    assert await alone.gate.switches.begin(await alone.nurse(), (ONE,), LATER) is None
    (row,) = await switches(alone)
    assert (row.action, row.outcome, row.at) == ("update", "done", LATER)
    assert (row.detail["actor"]["hpr"], row.detail["switch"]["her_id"]) == ("990000137", 99000017)
    assert row.detail["switch"] == {"her_id": 99000017, "process": "Dialog_Innbygger_Ekonsultasjon", "is_on": False}


async def test_what_did_not_come_about_is_told_after_what_was_begun(alone):
    nurse = await alone.nurse()
    await alone.gate.switches.begin(nurse, (ONE,), NOW)
    await alone.gate.switches.fail(nurse, (ONE,), LATER)
    assert [row.outcome for row in await switches(alone)] == ["done", "absent"]


async def test_nobody_switches_another_organisations_services_not_even_among_her_own(alone):
    assert rule_of(await alone.gate.switches.begin(await alone.nurse(), (ONE, ANOTHERS), NOW)) == "OFF-0"
    assert [(row.action, row.outcome) for row in await switches(alone)] == [("refuse", "refused")] * 2


@pytest.mark.parametrize("who", [{"hpr": VET_HPR}, {"hpr": ""}, {"level": "lower"}, {"organisation": OTHER_TRUST, "unit": OTHER_TRUST}])
async def test_whoever_has_no_need_there_may_not(alone, who):
    nobody = await alone.nurse(**who)
    assert not alone.gate.switches.may_switch(nobody, TRUST)
    assert rule_of(await alone.gate.switches.begin(nobody, (ONE,), NOW)) == "OFF-0"


async def test_a_citizen_and_a_system_may_not(alone):
    assert not alone.gate.switches.may_switch(alone.gate.actors.citizen(a_number(), level="high"), TRUST)
    assert not alone.gate.switches.may_switch(await alone.gate.actors.system("Journalsystemet", organisation=TRUST), TRUST)
