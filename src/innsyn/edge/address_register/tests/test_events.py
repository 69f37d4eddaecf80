"""What changes in the register reaches us by its events; what is remembered ends by itself."""

from datetime import timedelta

import pytest

from innsyn.edge.address_register.tests.world import LAND, OWNERS, her_id
from innsyn.sandbox.simulators.address_register import Fault
from innsyn.sandbox.simulators.address_register.register import PAGE
from innsyn.web.health_contacts import NoSuchContact, RegisterSilent, processes

GP = "lien-trollkatten"
MINUTE = timedelta(minutes=1)


async def test_two_questions_cost_one_export_and_one_profile(world):
    for _ in range(2):
        await world.contact(GP)
    assert world.wire.paths() == ["CommunicationPartyExport", "Profiles"]


async def test_questions_about_an_organisation_are_answered_from_the_copy(world):
    await world.contact(GP)
    await world.adapter.contacts_of(LAND.organisations["trollkatten"].number, now=world.clock())
    assert world.wire.paths() == ["CommunicationPartyExport", "Profiles"]


async def test_service_switched_off_and_on_again_follows_the_events(world):
    assert await world.takes(GP, processes.E_CONTACT)
    world.register.switch(her_id(GP), processes.E_CONTACT, None)
    assert await world.takes(GP, processes.E_CONTACT) is True, "nothing was read since"
    assert await world.adapter.refresh(now=world.clock())
    assert await world.takes(GP, processes.E_CONTACT) is False
    world.register.switch(her_id(GP), processes.E_CONTACT, "1.2")
    await world.adapter.refresh(now=world.clock())
    assert await world.takes(GP, processes.E_CONTACT) is True


async def test_reading_in_which_nothing_came_forgets_nothing(world):
    await world.contact(GP)
    await world.adapter.refresh(now=world.clock())
    await world.contact(GP)
    assert world.wire.paths() == ["CommunicationPartyExport", "Profiles", "CommunicationPartyEvents"]


async def test_event_about_another_leaves_a_profile_remembered_and_one_about_the_office_does_not(world):
    await world.contact(GP)
    world.register.switch(her_id("tran-trollkatten"), processes.E_CONTACT, None)
    await world.adapter.refresh(now=world.clock())
    await world.contact(GP)
    assert world.wire.paths().count("Profiles") == 1
    world.register.put(world.register.document(OWNERS["trollkatten"].her_id))
    await world.adapter.refresh(now=world.clock())
    await world.contact(GP)
    assert world.wire.paths().count("Profiles") == 2


async def test_profile_is_read_anew_after_five_minutes_without_any_event(world):
    await world.contact(GP)
    world.clock.move(5 * MINUTE - timedelta(seconds=1))
    await world.contact(GP)
    assert world.wire.paths().count("Profiles") == 1
    world.clock.move(timedelta(seconds=1))
    await world.contact(GP)
    assert world.wire.paths().count("Profiles") == 2


async def test_profile_asked_for_before_a_change_is_not_remembered_after_it(world):
    await world.adapter.refresh(now=world.clock())

    async def closed_meanwhile():
        world.register.switch(her_id(GP), processes.E_CONTACT, None)
        await world.adapter.refresh(now=world.clock())

    world.wire.between.append(closed_meanwhile)
    await world.contact(GP)
    assert await world.takes(GP, processes.E_CONTACT) is False


async def test_new_contact_comes_and_one_whose_time_is_over_goes(world):
    await world.contact(GP)
    new = {**world.register.document(her_id(GP)), "HerId": 99_000_001}
    world.register.put(new, {processes.E_CONTACT: "1.2"})
    world.rewrite("tran-trollkatten", Valid={"From": "2020-01-01T00:00:00", "To": "2026-11-22T08:59:00"})
    await world.adapter.refresh(now=world.clock())
    found = await world.adapter.contacts_of(LAND.organisations["trollkatten"].number, now=world.clock())
    assert {99_000_001, her_id("sveen-trollkatten")} <= {each.her_id for each in found}
    assert her_id("tran-trollkatten") not in {each.her_id for each in found}
    assert (await world.contact("tran-trollkatten")).takes(processes.E_CONTACT, now=world.clock()) is False


async def test_office_that_is_closed_closes_all_below_it(world):
    await world.contact(GP)
    world.register.put({**world.register.document(OWNERS["trollkatten"].her_id), "Active": False})
    await world.adapter.refresh(now=world.clock())
    assert await world.takes(GP, processes.E_CONTACT) is False
    assert await world.adapter.contacts_of(LAND.organisations["trollkatten"].number, now=world.clock()) == ()


async def test_more_events_than_a_page_holds_are_all_read(world):
    await world.contact(GP)
    for _ in range(PAGE):
        world.rewrite("tran-trollkatten")
    world.register.switch(her_id(GP), processes.E_CONTACT, None)
    assert await world.takes(GP, processes.E_CONTACT, anew=True) is False
    assert world.wire.paths().count("CommunicationPartyEvents") == 2


async def test_register_that_has_forgotten_our_place_is_read_whole(world):
    await world.contact(GP)
    world.register.switch(her_id(GP), processes.E_CONTACT, None)
    world.faults.add(Fault.EVENTS_FORGOTTEN)
    assert await world.takes(GP, processes.E_CONTACT, anew=True) is False
    assert world.wire.paths().count("CommunicationPartyExport") == 2


async def test_whole_is_read_anew_once_a_day(world):
    await world.contact(GP)
    for hours, exports in ((23, 1), (1, 2)):
        world.clock.move(timedelta(hours=hours))
        await world.adapter.refresh(now=world.clock())
        assert world.wire.paths().count("CommunicationPartyExport") == exports


async def test_copy_is_believed_for_ten_minutes_and_no_longer(world):
    await world.contact(GP)
    world.faults.add(Fault.DOWN)
    world.clock.move(10 * MINUTE - timedelta(seconds=1))
    assert (await world.contact("tran-trollkatten")).her_id == her_id("tran-trollkatten")
    world.clock.move(timedelta(seconds=1))
    assert await world.contact(GP) == RegisterSilent()
    world.faults.clear()
    world.clock.move(timedelta(seconds=2))
    assert await world.takes(GP, processes.E_CONTACT) is True


@pytest.mark.parametrize("anew", [False, True])
@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=2)])
async def test_clock_that_is_set_back_leaves_no_old_answer_standing(world, back, anew):
    await world.contact(GP)
    world.rewrite(GP, Active=False)
    world.clock.move(-back)
    assert (await world.contact(GP, anew=anew)).is_active is False


async def test_profile_that_changed_without_an_event_is_found_before_something_is_sent(world):
    await world.contact(GP)
    world.register._processes[her_id(GP)].pop(processes.E_CONTACT)
    assert await world.takes(GP, processes.E_CONTACT) is True
    assert await world.takes(GP, processes.E_CONTACT, anew=True) is False


async def test_contact_that_is_no_more_in_the_whole_is_nobody(world):
    await world.contact(GP)
    world.register._documents.pop(her_id(GP))
    world.clock.move(timedelta(hours=24))
    assert await world.contact(GP) == NoSuchContact()
