"""Where the nation keeps silent about shields, a shielded patient looks to a system in every way like one with nothing in her record."""

from innsyn.gate.clients.tests.samples import Callers
from innsyn.gate.delivery.tests.samples import observation
from innsyn.gate.tests.decisions import chooses, shields
from innsyn.gate.tests.samples import LATER, TRUST, a_number
from innsyn.record.query import Query
from innsyn.record.stored import Found, Stored


async def seen(callers, client, patient):
    """What a system finds of a patient by id, in her record, in all records at once, in every history, in the feed and in an export."""
    gate, mine = callers.gate, Query(("Patient", "Observation"), count=100)
    everywhere = [await gate.search(client, Query((type_,), count=100), LATER) for type_ in ("Patient", "Observation")]
    history = [await gate.history(client, type_, None, LATER) for type_ in ("Patient", "Observation")]
    changes, _ = await gate.changes(client, None, 1000, LATER)
    lists = [*everywhere, *history, await gate.search(client, mine, LATER, whose=patient.owner)]
    lists.append(await gate.export(client, mine, LATER, whose=patient.owner))
    assert all(isinstance(each, Found) for each in lists)
    found = [sorted(row.type for row in each.rows if row.owner == patient.owner) for each in lists]
    return isinstance(await gate.read(client, "Patient", patient.id, LATER), Stored), found, [
        one.type for one in changes if one.owner == patient.owner
    ]  # fmt: skip


async def test_a_shielded_patient_looks_like_one_with_nothing_in_her_record(alone):
    callers = await Callers.settled(alone)
    ours, number = callers.client(), a_number()
    await chooses(alone, tells_shields=False)
    shielding, empty = await callers.a_patient(ours, number), await callers.a_patient(ours, a_number())
    await callers.writes(ours, observation(f"Patient/{shielding.id}"))
    everything = await seen(callers, ours, shielding)
    assert everything != await seen(callers, ours, empty)
    await shields(alone, await alone.citizen(number), organisations=(TRUST,))
    assert await seen(callers, ours, shielding) == await seen(callers, ours, empty)
