"""A client of another organisation asks in every way it can think of, and what is closed is never told from what is not there."""

import json

import pytest

from innsyn.gate.clients.tests.samples import about, an_identifier, codes, identified, said
from innsyn.gate.delivery.tests.samples import an_id, entry, observation, post, put
from innsyn.gate.reading import Page
from innsyn.gate.tests.samples import NOW, a_number
from innsyn.kernel.systems import PERSON_NUMBER
from innsyn.record.query import Missing, Query, SortBy, TokenIs
from innsyn.record.stored import Found

NOBODYS = "p0000000000000"


async def a_secret(callers, ours):
    """A patient of ours with an observation, and the identifier it carries."""
    patient, identifier = await callers.a_patient(ours, a_number()), an_identifier()
    return patient, await callers.an_observation(ours, patient, identifier=[identifier]), identifier


def outcome(taken):
    """All a client learns of a delivery."""
    return said(taken), sorted(taken.written), dict(taken.found), sorted(taken.undone)


async def test_what_is_closed_is_read_like_what_is_not_there(callers, ours, theirs):
    patient, secret, _ = await a_secret(callers, ours)
    absent = f"{patient.id}-0000000000000"
    for type_, hidden in (("Observation", secret.id), ("Patient", patient.id), ("Observation", absent)):
        assert await callers.gate.read(theirs, type_, hidden, NOW) is None
        assert await callers.gate.vread(theirs, type_, hidden, 1, NOW) is None
        assert await callers.gate.history(theirs, type_, hidden, NOW) == Found()


async def test_a_deleted_secret_is_not_told_from_what_never_was(callers, ours, theirs):
    _, secret, _ = await a_secret(callers, ours)
    await callers.takes(ours, entry("DELETE", f"Observation/{secret.id}"))
    assert await callers.gate.read(theirs, "Observation", secret.id, NOW) is None
    assert (await callers.gate.read(ours, "Observation", secret.id, NOW)).deleted


@pytest.mark.parametrize(
    "query",
    [
        Query(("Observation",), with_total=True, count=1),
        Query(("Observation",), (TokenIs("status", ((None, "final"),)),), with_total=True),
        Query(("Observation",), (TokenIs("status", ((None, "amended"),), negated=True),), with_total=True),
        Query(("Observation",), (Missing("identifier", False),), with_total=True),
        Query(("Observation",), (Missing("performer", True),), with_total=True),
        Query(("Observation",), sort=(SortBy("date", True),), with_total=True, count=1),
        Query(("Patient", "Observation"), order="recorded", with_total=True, count=1),
    ],
    ids=["all", "code", "not", "missing", "lacking", "sorted", "types"],
)
async def test_no_count_order_or_page_tells_of_what_is_closed(callers, ours, theirs, query):
    patient, _, _ = await a_secret(callers, ours)
    await callers.gate.find(theirs, (PERSON_NUMBER, json.loads(patient.body)["identifier"][0]["value"]), NOW)
    narrow = callers.client("system/Observation.rs", callers.theirs)
    found = await callers.gate.search(narrow, query, NOW, whose=patient.owner)
    assert (found.rows, found.next, found.total) == ((), None, 0)
    for secret in range(3):
        await callers.an_observation(ours, patient, note=[{"text": f"{secret}"}])
        mine = await callers.an_observation(theirs, patient)
        assert mine.custodian == callers.theirs
    seen = await callers.gate.search(narrow, query, NOW, whose=patient.owner)
    assert {row.custodian for row in seen.rows} <= {callers.theirs}
    assert seen.total in (3, 0)


async def test_pages_are_full_and_end_where_ones_own_ends(callers, ours, theirs):
    patient, _, _ = await a_secret(callers, ours)
    await callers.gate.find(theirs, (PERSON_NUMBER, json.loads(patient.body)["identifier"][0]["value"]), NOW)
    own = []
    for _ in range(5):
        await callers.an_observation(ours, patient)
        own.append((await callers.an_observation(theirs, patient)).id)
    pages, after = [], None
    while True:
        found = await callers.gate.search(
            theirs, Query(("Observation",), (about(patient),), count=2, after=after), NOW, whose=patient.owner
        )
        pages.append([row.id for row in found.rows])
        after = found.next
        if after is None:
            break
    assert [len(page) for page in pages] == [2, 2, 1]
    assert sorted(id_ for page in pages for id_ in page) == sorted(own)


async def test_another_clients_page_token_shows_only_ones_own(callers, ours, theirs):
    patient, _, _ = await a_secret(callers, ours)
    await callers.gate.find(theirs, (PERSON_NUMBER, json.loads(patient.body)["identifier"][0]["value"]), NOW)
    own = (await callers.an_observation(theirs, patient)).id
    await callers.an_observation(ours, patient)
    first = await callers.gate.search(ours, Query(("Observation",), count=1), NOW, whose=patient.owner)
    stolen = await callers.gate.search(theirs, Query(("Observation",), count=5, after=first.next), NOW, whose=patient.owner)
    assert {row.id for row in stolen.rows} <= {own}


async def test_everywhere_a_secret_is_not_found_by_what_it_carries(callers, ours, theirs):
    _, _, identifier = await a_secret(callers, ours)
    query = Query(("Observation",), (identified(identifier),), with_total=True)
    found = await callers.gate.search(theirs, query, NOW)
    assert (found.rows, found.next, found.total) == ((), None, 0)
    assert await callers.gate.search(theirs, Query(("Observation",), (identified(an_identifier()),), with_total=True), NOW) == found


async def test_a_condition_matches_nothing_that_is_closed(callers, ours, theirs):
    _, secret, identifier = await a_secret(callers, ours)
    patient = await callers.a_patient(theirs)
    resource = observation(f"Patient/{patient.id}", identifier=[identifier])
    condition = f"identifier={identifier['system']}|{identifier['value']}"
    made = await callers.takes(theirs, post(resource, ifNoneExist=condition))
    assert (made.written[0].is_new, made.written[0].stored.id != secret.id) == (True, True)
    changed = await callers.takes(theirs, entry("PUT", f"Observation?{condition}", resource | {"status": "amended"}))
    assert changed.written[0].stored.id == made.written[0].stored.id
    gone = await callers.takes(theirs, entry("DELETE", f"Observation?{condition}"))
    assert gone.written[0].stored.id == made.written[0].stored.id
    assert (await callers.sees(ours, secret)).version == 1


async def test_a_condition_that_only_a_secret_fulfils_patches_and_deletes_nothing(callers, ours, theirs):
    _, secret, identifier = await a_secret(callers, ours)
    for value in (identifier["value"], an_id()):
        condition = f"identifier={identifier['system']}|{value}"
        patch = entry("PATCH", f"Observation?{condition}", {"resourceType": "Parameters"})
        assert codes(await callers.takes(theirs, patch, patches={0: lambda body: body})) == {0: ["not-found"]}
        assert outcome(await callers.takes(theirs, entry("DELETE", f"Observation?{condition}"))) == ([], [], {}, [])
    assert (await callers.sees(ours, secret)).version == 1


@pytest.mark.parametrize("ifs", [{}, {"ifMatch": 'W/"1"'}, {"ifMatch": 'W/"2"'}, {"ifNoneMatch": "*"}], ids=str)
@pytest.mark.parametrize("verb", ["PUT", "DELETE", "PATCH"])
async def test_changing_what_is_closed_says_what_changing_what_is_not_there_says(callers, ours, theirs, verb, ifs):
    patient, secret, _ = await a_secret(callers, ours)
    known = await callers.a_patient(theirs)
    answers = []
    for id_ in (secret.id, f"{patient.id}-0000000000000", f"{known.id}-0000000000000"):
        resource = observation(f"Patient/{known.id}") | {"id": id_}
        asked = {
            "PUT": put(resource, **ifs),
            "DELETE": entry("DELETE", f"Observation/{id_}", **ifs),
            "PATCH": entry("PATCH", f"Observation/{id_}", {"resourceType": "Parameters"}, **ifs),
        }[verb]
        answers.append(outcome(await callers.takes(theirs, asked, patches={0: lambda body: body})))
    assert answers[0] == answers[1] == answers[2]
    assert (await callers.sees(ours, secret)).version == 1


@pytest.mark.parametrize("ifs", [{}, {"ifMatch": 'W/"1"'}, {"ifNoneMatch": "*"}], ids=str)
async def test_a_secret_in_a_record_one_may_enter_is_no_different(callers, ours, theirs, ifs):
    patient, secret, _ = await a_secret(callers, ours)
    await callers.gate.find(theirs, (PERSON_NUMBER, json.loads(patient.body)["identifier"][0]["value"]), NOW)
    answers = []
    for id_ in (secret.id, f"{patient.id}-0000000000000"):
        resource = observation(f"Patient/{patient.id}") | {"id": id_}
        asked = (put(resource, **ifs), entry("DELETE", f"Observation/{id_}", **ifs))
        answers += [outcome(await callers.takes(theirs, each)) for each in asked]
    assert answers[:2] == answers[2:]
    assert (await callers.sees(ours, secret)).version == 1


async def test_a_chosen_id_that_another_has_says_only_that_it_cannot_be_used(callers, ours, theirs):
    patient, other = await callers.a_patient(ours), await callers.a_patient(theirs)
    chosen = an_id()
    await callers.takes(ours, put(observation(f"Patient/{patient.id}") | {"id": chosen}))
    taken = await callers.takes(theirs, put(observation(f"Patient/{other.id}") | {"id": chosen}))
    assert codes(taken) == {0: ["conflict"]}
    assert await callers.gate.read(theirs, "Observation", chosen, NOW) is None
    assert outcome(await callers.takes(theirs, entry("DELETE", f"Observation/{chosen}"))) == ([], [], {}, [])
    assert (await callers.gate.read(ours, "Observation", chosen, NOW)).version == 1


async def test_a_patient_one_does_not_know_cannot_be_changed_or_pointed_at(callers, ours, theirs):
    patient, _, _ = await a_secret(callers, ours)
    answers = []
    for id_ in (patient.id, NOBODYS, "never-used"):
        create = await callers.takes(theirs, post(observation(f"Patient/{id_}")))
        bundle = await callers.takes(theirs, post(observation(f"Patient/{id_}")), post({"resourceType": "Patient"}))
        delete = await callers.takes(theirs, entry("DELETE", f"Patient/{id_}"))
        answers.append((outcome(create), outcome(bundle), outcome(delete)))
    assert answers[0] == answers[1] == answers[2]


async def test_a_patient_found_by_number_is_seen_but_not_changed(callers, ours, theirs):
    patient, _, _ = await a_secret(callers, ours)
    number = json.loads(patient.body)["identifier"][0]["value"]
    await callers.gate.find(theirs, (PERSON_NUMBER, number), NOW)
    changed = json.loads(patient.body) | {"gender": "other"}
    assert codes(await callers.takes(theirs, put(changed))) == {0: ["not-found"]}
    await callers.takes(theirs, entry("DELETE", f"Patient/{patient.id}"))
    assert (await callers.sees(ours, patient)).version == 1


async def test_nobody_slips_into_a_record_by_naming_its_ids(callers, ours, theirs):
    patient, secret, _ = await a_secret(callers, ours)
    resource = observation(f"Patient/{patient.id}", hasMember=[{"reference": f"Observation/{secret.id}"}])
    assert codes(await callers.takes(theirs, post(resource))) == {0: ["not-found"]}
    provenance = {
        "resourceType": "Provenance",
        "target": [{"reference": f"Observation/{secret.id}"}],
        "recorded": "2026-01-01T00:00:00Z",
        "agent": [{"who": {"display": "A"}}],
    }
    absent = provenance | {"target": [{"reference": f"Observation/{patient.id}-0000000000000"}]}
    assert said(await callers.takes(theirs, post(provenance))) == said(await callers.takes(theirs, post(absent)))


async def test_a_history_page_of_everything_is_ones_own(callers, ours, theirs):
    await a_secret(callers, ours)
    found = await callers.gate.history(theirs, None, None, NOW, Page(50))
    assert {row.custodian for row in found.rows} <= {callers.theirs}


async def test_every_attempt_at_a_patients_record_is_in_her_log(callers, ours, theirs):
    patient, secret, _ = await a_secret(callers, ours)
    before = len(await callers.world.log(patient.owner))
    await callers.gate.read(theirs, "Observation", secret.id, NOW)
    await callers.takes(theirs, entry("DELETE", f"Observation/{secret.id}"))
    rows = (await callers.world.log(patient.owner))[before:]
    refused = [row for row in rows if row.action == "refuse"]
    assert len(refused) == 2
    assert {row.detail["actor"]["organisation"] for row in refused} == {callers.theirs}
