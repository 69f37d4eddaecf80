"""A register that fails, is slow, breaks off or writes in another form: what is not known is said to be unknown."""

import asyncio
import json

import httpx
import pytest

from innsyn.edge.address_register.tests.world import NOW, her_id
from innsyn.sandbox.simulators.address_register import Fault
from innsyn.web.health_contacts import RegisterSilent, processes

GP = "lien-trollkatten"
EXPORT, EVENTS = "/CommunicationPartyExport", "/CommunicationPartyEvents"


def json_answer(content, status=200):
    return httpx.Response(status, content=json.dumps(content))


@pytest.mark.parametrize("fault", [Fault.DOWN, Fault.BROKEN_OFF])
async def test_register_that_fails_at_the_first_question_is_silent(world, fault):
    world.faults.add(fault)
    assert await world.contact(GP) == RegisterSilent()


async def test_register_that_answers_too_late_is_silent(world_of):
    world = world_of(deadline_s=0.05)
    await world.contact(GP)
    world.faults.add(Fault.SLOW)
    async with asyncio.timeout(60):
        assert await world.contact(GP, anew=True) == RegisterSilent()


async def test_page_does_not_wait_for_what_failed_just_now(world):
    world.faults.add(Fault.DOWN)
    for _ in range(3):
        assert await world.contact(GP) == RegisterSilent()
    assert world.wire.paths() == ["CommunicationPartyExport"]


async def test_profile_that_cannot_be_read_leaves_the_contact_and_nobody_knows_what_it_takes(world):
    world.faults.add(Fault.PROFILES_DOWN)
    found = await world.contact(GP)
    assert (found.name, found.processes, found.certificates) == ("Sigrid Lien", None, None)
    assert found.takes(processes.E_CONTACT, now=NOW) is None
    world.faults.clear()
    assert await world.takes(GP, processes.E_CONTACT) is True, "a failure is not remembered"


@pytest.mark.parametrize("fault", [Fault.WRONG_PARTY, Fault.BROKEN_OFF])
async def test_profile_of_another_or_half_a_profile_is_none(world, fault):
    await world.adapter.refresh(now=NOW)
    world.faults.add(fault)
    assert await world.takes(GP, processes.E_CONTACT) is None


async def test_contact_without_a_profile_takes_nothing_and_that_is_known(world):
    found = await world.contact("strom-reinrosa")
    assert (found.processes, found.takes(processes.E_CONTACT, now=NOW)) == ((), False)


async def test_before_sending_events_that_cannot_be_read_are_no_yes(world):
    assert await world.takes(GP, processes.E_CONTACT) is True
    world.faults.add(Fault.EVENTS_DOWN)
    assert await world.contact(GP, anew=True) == RegisterSilent()
    assert await world.takes(GP, processes.E_CONTACT) is True, "the page still shows what was known some minutes ago"


@pytest.mark.parametrize("broken", [httpx.ConnectError(""), httpx.ConnectTimeout(""), httpx.RemoteProtocolError("")])
async def test_connection_that_does_not_come_about_is_tried_once_more_with_a_proof_of_its_own(world, broken):
    world.wire.breaks.append(broken)
    assert await world.takes(GP, processes.E_CONTACT) is True
    proofs = [request.headers["Proof"] for request in world.wire.asked]
    assert len(proofs) == len(set(proofs)) == 3


async def test_connection_that_does_not_come_about_twice_is_given_up(world):
    world.wire.breaks += [httpx.ConnectError(""), httpx.ConnectError("")]
    assert await world.contact(GP) == RegisterSilent()
    assert len(world.wire.asked) == 2


async def test_answer_that_broke_on_the_way_is_not_asked_for_twice(world):
    world.wire.breaks.append(httpx.ReadError(""))
    assert await world.contact(GP) == RegisterSilent()
    assert len(world.wire.asked) == 1


async def test_token_that_is_refused_is_asked_for_anew_once(world):
    world.word.tokens[:] = ["old", "ours"]
    assert await world.takes(GP, processes.E_CONTACT) is True


async def test_tokens_that_are_refused_again_and_again_open_nothing(world):
    world.word.tokens[:] = ["old", "older", "ours"]
    assert await world.contact(GP) == RegisterSilent()


async def test_without_a_token_nothing_is_asked(world):
    world.word.tokens.clear()
    assert await world.contact(GP) == RegisterSilent()
    assert world.wire.asked == []


async def test_many_who_ask_at_once_cost_one_export(world):
    await asyncio.gather(*(world.contact(key) for key in (GP, "sveen-trollkatten", "tran-trollkatten")))
    assert world.wire.paths().count("CommunicationPartyExport") == 1


@pytest.mark.parametrize(
    "content",
    [
        [],
        {},
        {"CommunicationParties": {}, "LastEventId": "x"},
        {"CommunicationParties": []},
        {"CommunicationParties": [1], "LastEventId": "x"},
    ],
)
async def test_export_in_another_form_is_not_understood(world, content):
    world.wire.answers[EXPORT] = json_answer(content)
    assert await world.contact(GP) == RegisterSilent()


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"CommunicationParties": [{}]},
        {"CommunicationParties": [{"HerId": 1, "CommunicationParty": {}}]},
        {"CommunicationParties": None},
    ],
)
async def test_events_in_another_form_are_not_gone_on_from(world, content):
    await world.contact(GP)
    world.wire.answers[EVENTS] = json_answer(content)
    assert await world.adapter.refresh(now=NOW) is False
    world.wire.answers.clear()
    world.register.switch(her_id(GP), processes.E_CONTACT, None)
    assert await world.takes(GP, processes.E_CONTACT, anew=True) is False


async def test_events_without_an_end_are_given_up(world):
    await world.contact(GP)
    event = {"EventId": "again", "HerId": her_id(GP), "CommunicationParty": world.register.document(her_id(GP))}
    answer = {"CommunicationParties": [event], "Links": {"Next": {"Href": "https://elsewhere.example/"}}}
    world.wire.answers[EVENTS] = json_answer(answer)
    assert await world.adapter.refresh(now=NOW) is False
    assert {request.url.host for request in world.wire.asked} == {"register.example"}, "an address in an answer is not followed"


@pytest.mark.parametrize(
    "different", [{"Active": "yes"}, {"Valid": None}, {"Name": "", "DisplayName": None}, {"ElectronicAddresses": None}]
)
async def test_party_in_another_form_is_unknown_and_all_others_stand(world, different):
    world.rewrite(GP, **different)
    assert await world.contact(GP) == RegisterSilent()
    assert await world.takes("tran-trollkatten", processes.E_CONTACT) is True


@pytest.mark.parametrize("different", [{"Active": "yes"}, {"HerId": "1"}, {"HerId": 17}])
async def test_party_that_becomes_unreadable_is_unknown_and_not_as_it_was(world, different):
    await world.contact(GP)
    event = {"EventId": "e", "HerId": her_id(GP), "CommunicationParty": {**world.register.document(her_id(GP)), **different}}
    world.wire.answers[EVENTS] = json_answer({"CommunicationParties": [event], "Links": {"Next": None}})
    assert await world.adapter.refresh(now=NOW) is True
    assert await world.contact(GP) == RegisterSilent()


async def test_address_we_ask_at_names_nobody(world):
    await world.contact(GP)
    assert [request.url.path for request in world.wire.asked] == [EXPORT, f"/Profiles/{her_id(GP)}"]
