"""A shield holds for machine clients: a clinician's token, and an organisation's own system, also where it asks all records at once."""

from datetime import timedelta

import pytest

from innsyn.gate.clients.tests.samples import about, an_identifier, body, codes, identified
from innsyn.gate.delivery.tests.samples import entry, observation, post, put
from innsyn.gate.rules.relations import Period
from innsyn.gate.standing.wishes import wish_body
from innsyn.gate.tests.decisions import lifts, shields
from innsyn.gate.tests.samples import LATER, NOW, NURSE_HPR, OTHER_TRUST, TRUST, a_number
from innsyn.record.query import Query
from innsyn.record.stored import Found, Stored


class Patient:
    """A patient with two observations, and herself in her own record."""

    def __init__(self, callers):
        self.callers = callers

    async def settle(self, ours):
        """Move in."""
        self.number = a_number()
        self.identifiers = [an_identifier(), an_identifier()]
        self.patient = await self.callers.a_patient(ours, self.number)
        said = [observation(f"Patient/{self.patient.id}", identifier=[each]) for each in self.identifiers]
        self.first, self.second = await self.callers.writes(ours, *said)
        self.visit = await self.callers.world.citizen(self.number)
        return self

    async def shields(self, **against):
        """Set a shield."""
        return await shields(self.callers.world, self.visit, **against)

    async def seen(self, client):
        """Say in how many of the ways by which a client comes to the first observation it is there."""
        gate, first = self.callers.gate, self.first
        whose = self.patient.owner
        read = await gate.read(client, first.type, first.id, LATER)
        old = await gate.vread(client, first.type, first.id, 1, LATER)
        one = await gate.history(client, first.type, first.id, LATER)
        found = await gate.search(client, Query(("Observation",), (about(self.patient),), with_total=True), LATER, whose=whose)
        kept = await gate.export(client, Query(("Observation",)), LATER, whose=whose)
        everything = await gate.search(client, Query(("Patient", "Observation", "Condition")), LATER, whose=whose)
        lists = [answer.rows for answer in (one, found, kept, everything) if isinstance(answer, Found)]
        total = found.total if isinstance(found, Found) else 0
        return {
            "read": isinstance(read, Stored),
            "vread": isinstance(old, Stored),
            "lists": sum(first.id in [row.id for row in rows] for rows in lists),
            "total": total,
        }


SEEN, CLOSED = {"read": True, "vread": True, "lists": 4}, {"read": False, "vread": False, "lists": 0}


@pytest.fixture
async def kari(callers, ours):
    return await Patient(callers).settle(ours)


async def test_a_clinicians_token_loses_what_is_shielded_from_her_in_every_way_at_once(callers, kari):
    nurse = await callers.nurse("patient/*.rs user/*.rs", patient_id=kari.patient.id)
    assert await kari.seen(nurse) == {**SEEN, "total": 2}
    shield = await kari.shields(persons=(NURSE_HPR,), references=(f"Observation/{kari.first.id}",))
    assert await kari.seen(nurse) == {**CLOSED, "total": 1}
    await lifts(callers.world, kari.visit, shield)
    assert await kari.seen(nurse) == {**SEEN, "total": 2}


async def test_a_clinicians_token_loses_the_whole_record(callers, kari):
    nurse = await callers.nurse("patient/*.rs user/*.rs", patient_id=kari.patient.id)
    assert await kari.seen(nurse) == {**SEEN, "total": 2}
    await kari.shields(professions=("SP",))
    assert await kari.seen(nurse) == {**CLOSED, "total": 0}


@pytest.mark.parametrize("against", [{"organisations": (TRUST,)}, {}], ids=["its organisation", "everybody"])
async def test_a_shielded_organisations_own_system_loses_the_record_and_others_do_not(callers, kari, ours, against):
    assert await kari.seen(ours) == {**SEEN, "total": 2}
    shield = await kari.shields(**against)
    assert await kari.seen(ours) == {**CLOSED, "total": 0}
    await lifts(callers.world, kari.visit, shield)
    assert await kari.seen(ours) == {**SEEN, "total": 2}


async def test_a_shield_against_another_organisation_a_person_or_a_profession_leaves_a_system_alone(callers, kari, ours):
    await kari.shields(organisations=(OTHER_TRUST,))
    await kari.shields(persons=(NURSE_HPR,))
    await kari.shields(professions=("SP",))
    assert await kari.seen(ours) == {**SEEN, "total": 2}


async def everywhere(callers, client, kari):
    """What a system finds of the two observations where it names no patient: by search, with their number, and in the history of all."""
    found = [each for known in kari.identifiers for each in await callers.finds(client, "Observation", identified(known), with_total=True)]
    history = await callers.gate.history(client, "Observation", None, LATER)
    assert isinstance(history, Found), history
    listed = [row.id for row in history.rows if row.id in (kari.first.id, kari.second.id)]
    return sorted(found), sorted(listed)


async def test_a_system_that_asks_all_records_at_once_finds_nothing_of_a_record_that_is_shielded_from_it(callers, kari, ours):
    both = sorted([kari.first.id, kari.second.id])
    assert await everywhere(callers, ours, kari) == (both, both)
    shield = await kari.shields(organisations=(TRUST,))
    assert await everywhere(callers, ours, kari) == ([], [])
    await lifts(callers.world, kari.visit, shield)
    assert await everywhere(callers, ours, kari) == (both, both)


async def test_a_system_that_asks_all_records_at_once_finds_the_rest_where_one_thing_is_shielded_from_everybody(callers, kari, ours):
    await kari.shields(references=(f"Observation/{kari.first.id}",))
    assert await everywhere(callers, ours, kari) == ([kari.second.id], [kari.second.id])


@pytest.mark.parametrize(
    "against",
    [{"organisations": (OTHER_TRUST,)}, {"organisations": (TRUST,), "period": Period(until=NOW.date() - timedelta(days=1))}],
    ids=["another", "yesterday"],
)
async def test_a_system_that_asks_all_records_at_once_is_bound_only_by_shields_in_force_against_it(callers, kari, ours, against):
    await kari.shields(**against)
    both = sorted([kari.first.id, kari.second.id])
    assert await everywhere(callers, ours, kari) == (both, both)


async def test_the_change_feed_and_an_export_that_was_made_forget_what_is_shielded(callers, kari, ours):
    references = [("Observation", kari.first.id), ("Observation", kari.second.id)]
    assert await callers.gate.still_sees(ours, references, LATER) == [True, True]
    changes, cursor = await callers.gate.changes(ours, None, 1000, LATER)
    while kari.second.id not in [one.id for one in changes]:
        changes, cursor = await callers.gate.changes(ours, cursor, 1000, LATER)
    await kari.shields(organisations=(TRUST,), references=(f"Observation/{kari.first.id}",))
    assert await callers.gate.still_sees(ours, references, LATER) == [False, True]
    again, _ = await callers.gate.changes(ours, None, 1000, LATER)
    assert kari.first.id not in [one.id for one in again]


async def test_no_client_reads_or_finds_the_shield_itself(callers, kari, ours):
    consent = await kari.shields(professions=("LE",))
    nurse = await callers.nurse("patient/*.rs user/*.rs", patient_id=kari.patient.id)
    for client in (ours, nurse):
        assert await callers.gate.read(client, "Consent", consent.id, LATER) is None
        found = await callers.gate.search(client, Query(("Consent",)), LATER, whose=kari.patient.owner)
        assert found.rows == ()


async def test_her_own_client_reads_her_shield_and_cannot_lift_it(callers, kari):
    consent = await kari.shields(professions=("LE",))
    hers = callers.citizen(kari.number, kari.patient.id, "patient/*.cruds")
    assert body(await callers.gate.read(hers, "Consent", consent.id, LATER))["status"] == "active"
    for change in (put({**body(consent), "status": "inactive"}), entry("DELETE", f"Consent/{consent.id}")):
        assert codes(await callers.takes(hers, change)) == {0: ["forbidden"]}
    assert body(await callers.gate.read(hers, "Consent", consent.id, LATER))["status"] == "active"


async def test_her_own_client_asks_nobody_to_hide_anything_in_her_name(callers, kari):
    hers = callers.citizen(kari.number, kari.patient.id, "patient/*.cruds")
    wish = wish_body(f"Observation/{kari.first.id}", TRUST, kari.patient.id, "", NOW)
    assert codes(await callers.takes(hers, post(wish))) == {0: ["forbidden"]}
    assert (await callers.gate.search(hers, Query(("Task",)), LATER, whose=kari.patient.owner)).rows == ()
