"""The log for machines: a citizen reads all of her own, an organisation's system its own people's and systems' doings, nobody else any."""

from datetime import timedelta

from innsyn.gate.clients.events import Period
from innsyn.gate.tests.samples import LATER, NOW, TRUST, a_number
from innsyn.record.ids import entry_id


async def a_well_read_record(callers, ours, theirs):
    """A record that ours keeps, a nurse of ours has opened, and theirs has knocked at. Returns number and Patient."""
    number = a_number()
    patient = await callers.a_patient(ours, number)
    visit = await callers.world.visits(patient.owner, actor=await callers.world.nurse())
    await callers.world.gate.read(visit, "Patient", patient.id, NOW)
    assert await callers.sees(theirs, patient) is None
    return number, patient


ALWAYS = Period()


async def events(callers, client, patient, period=ALWAYS, **more):
    return (await callers.gate.events(client, patient.owner, period, NOW, **more)).events


async def test_a_citizen_reads_who_did_what_and_why_in_her_record(callers, ours, theirs):
    number, patient = await a_well_read_record(callers, ours, theirs)
    found = await events(callers, callers.citizen(number, patient.id), patient)
    assert [(each.action, each.actor.kind) for each in found if each.actor.kind == "staff"] == [("read", "staff"), ("open", "staff")]
    read = next(each for each in found if each.action == "read")
    assert (read.ids, read.ground.purpose, read.actor.organisation) == ((patient.id,), "TREAT", TRUST)
    assert any(each.action == "refuse" and each.actor.organisation == callers.theirs for each in found)


async def test_an_organisation_reads_what_its_own_did_and_nothing_of_others(callers, ours, theirs):
    _, patient = await a_well_read_record(callers, ours, theirs)
    assert {each.actor.organisation for each in await events(callers, ours, patient)} == {TRUST}
    assert await events(callers, theirs, patient) == ()


async def test_a_health_workers_token_reads_no_log(callers, ours, theirs):
    _, patient = await a_well_read_record(callers, ours, theirs)
    assert await events(callers, await callers.nurse(), patient) == ()


async def test_another_citizen_reads_no_log(callers, ours, theirs):
    _, patient = await a_well_read_record(callers, ours, theirs)
    stranger = callers.citizen(a_number(), patient.id)
    assert await events(callers, stranger, patient) == ()


async def test_reading_the_log_is_in_the_log(callers, ours):
    patient = await callers.a_patient(ours)
    await events(callers, ours, patient)
    last = (await callers.world.log(patient.owner))[-1]
    assert (last.action, last.type, last.detail) == ("search", "AuditEvent", {})


async def test_pages_hold_everything_once_and_a_period_its_part(callers, ours):
    patient = await callers.a_patient(ours)
    for _ in range(5):
        await callers.sees(ours, patient, LATER)
    found, before = [], None
    while True:
        page = await callers.gate.events(ours, patient.owner, Period(until=LATER + timedelta(seconds=1)), NOW, before=before, count=2)
        found += [each.entry for each in page.events]
        before = page.next
        if before is None:
            break
    assert len(set(found)) == len(found) >= 7
    assert found == sorted(found, reverse=True)
    later = await events(callers, ours, patient, Period(since=LATER))
    assert [each.action for each in later] == ["read"] * 5


async def test_one_event_is_read_by_its_id_and_anybody_elses_is_not_there(callers, ours, theirs):
    _, patient = await a_well_read_record(callers, ours, theirs)
    event = (await events(callers, ours, patient))[-1]
    assert await callers.gate.event(ours, event.id, NOW) == event
    assert await callers.gate.event(theirs, event.id, NOW) is None
    for nothing in (entry_id(patient.owner, event.entry + 1_000_000), entry_id(patient.owner + 1, event.entry), patient.id, "kari", ""):
        assert await callers.gate.event(ours, nothing, NOW) is None
