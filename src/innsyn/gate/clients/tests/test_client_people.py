"""A client that comes for a health worker or a citizen sees what the rules of their own doors let them see, and what its scopes grant."""

from dataclasses import replace

from innsyn.gate.clients.client import Client
from innsyn.gate.clients.tests.samples import codes
from innsyn.gate.delivery.tests.samples import entry, observation, post, put
from innsyn.gate.reading import Page
from innsyn.gate.scopes import Scopes
from innsyn.gate.tests.samples import LATER, NOW, TRUST, a_number, document, rule_of
from innsyn.kernel.systems import PERSON_NUMBER
from innsyn.record.query import Query
from innsyn.record.stored import Found


async def a_patient(callers, ours, number=None, *documents):
    """A patient with documents. Returns her Patient and the documents."""
    patient = await callers.a_patient(ours, number or a_number())
    about = {"subject": {"reference": f"Patient/{patient.id}"}}
    return patient, await callers.writes(ours, *[each | about for each in documents])


async def test_a_health_worker_with_a_need_reads_what_another_organisation_keeps(callers, theirs):
    patient, (open_one, blocked) = await a_patient(callers, theirs, None, document("Åpent"), document("Sperret", "NORS"))
    nurse = await callers.nurse()
    assert (await callers.sees(nurse, open_one)).id == open_one.id
    assert await callers.sees(nurse, blocked) is None
    assert await callers.finds(nurse, "DocumentReference", whose=patient.owner) == [open_one.id]
    rows = await callers.world.log(patient.owner)
    assert rows[-1].detail == {}
    opened = [row for row in rows if row.action == "open"][-1]
    assert (opened.detail["actor"]["organisation"], opened.detail["ground"]["purpose"]) == (TRUST, "TREAT")


async def test_a_health_workers_visit_is_one_for_an_hour_and_then_another(callers, theirs):
    patient, _ = await a_patient(callers, theirs)
    nurse = await callers.nurse()
    await callers.sees(nurse, patient)
    await callers.sees(nurse, patient, LATER)
    await callers.sees(nurse, patient, NOW.replace(hour=13))
    opened = [row for row in await callers.world.log(patient.owner) if row.action == "open"]
    assert len(opened) == 3


async def test_without_an_attestation_a_health_worker_sees_nothing_anywhere(callers, theirs):
    patient, _ = await a_patient(callers, theirs)
    nurse = replace(await callers.nurse(), ground=None)
    for answer in (await callers.sees(nurse, patient), await callers.gate.read(nurse, "Organization", "fjord", NOW)):
        assert rule_of(answer) == "AC-3"
    assert await callers.gate.find(nurse, (PERSON_NUMBER, "1"), NOW) is None
    assert codes(await callers.takes(nurse, post({"resourceType": "Patient"}))) == {0: ["forbidden"]}


async def test_a_health_worker_finds_a_patient_and_reads_in_the_same_visit(callers, theirs):
    number = a_number()
    patient, _ = await a_patient(callers, theirs, number)
    nurse = await callers.nurse()
    assert await callers.gate.find(nurse, (PERSON_NUMBER, number.value), NOW) == patient.owner
    assert (await callers.sees(nurse, patient)).id == patient.id
    rows = await callers.world.log(patient.owner)
    assert {row.action for row in rows if row.visit == rows[-1].visit} >= {"find", "open", "read"}


async def test_a_health_worker_never_opens_her_own_record_and_a_veterinary_none(callers, theirs):
    number = a_number()
    patient, _ = await a_patient(callers, theirs, number)
    herself = await callers.nurse(actor=await callers.world.nurse(number=number))
    vet = await callers.nurse(actor=await callers.world.nurse(hpr="990000174", name="Vera Veterinær"))
    assert await callers.sees(herself, patient) is None
    assert await callers.sees(vet, patient) is None


async def test_a_health_worker_writes_for_her_organisation_and_changes_nothing_of_others(callers, ours, theirs):
    patient, (foreign,) = await a_patient(callers, theirs, None, document("Deres"))
    nurse = await callers.nurse("user/*.cruds")
    about = f"Patient/{patient.id}"
    made = (await callers.takes(nurse, post(observation(about)))).written[0].stored
    assert made.custodian == TRUST
    changed = document("Endret") | {"id": foreign.id, "subject": {"reference": about}}
    assert codes(await callers.takes(nurse, put(changed))) == {0: ["not-found"]}
    assert await callers.takes(nurse, entry("DELETE", f"DocumentReference/{foreign.id}")) == type(await callers.takes(nurse))()
    assert codes(await callers.takes(await callers.nurse("user/*.rs"), post(observation(about)))) == {0: ["forbidden"]}
    assert (await callers.sees(theirs, foreign)).version == 1
    assert (await callers.sees(ours, made)).id == made.id


async def test_a_health_worker_searches_only_the_record_her_token_is_for(callers, theirs):
    patient, (one,) = await a_patient(callers, theirs, None, document("Ett"))
    assert await callers.gate.search(await callers.nurse(), Query(("DocumentReference",)), NOW) == Found()
    bound = await callers.nurse(patient_id=patient.id)
    assert await callers.finds(bound, "DocumentReference") == [one.id]
    assert [row.id for row in (await callers.gate.history(bound, "DocumentReference", None, NOW, Page())).rows] == [one.id]
    other, (hidden,) = await a_patient(callers, theirs, None, document("Annet"))
    launched = Client(bound.actor, Scopes.parse("patient/*.rs"), "patient", patient.id, bound.ground)
    assert (await callers.sees(launched, one)).id == one.id
    assert await callers.sees(launched, hidden) is None
    assert await callers.finds(launched, "DocumentReference", whose=other.owner) == []


async def test_a_citizen_reads_her_own_record_as_in_the_portal(callers, theirs):
    number = a_number()
    patient, (seen, shielded, draft) = await a_patient(
        callers, theirs, number, document("Ser"), document("Skjult", "NORN_FFL"), document("Utkast") | {"docStatus": "preliminary"}
    )  # fmt: skip
    kari = callers.citizen(number, patient.id)
    assert (await callers.sees(kari, patient)).id == patient.id
    assert [await callers.sees(kari, each) for each in (shielded, draft)] == [None, None]
    assert await callers.finds(kari, "DocumentReference") == [seen.id]
    found = await callers.gate.search(kari, Query(("DocumentReference",), with_total=True), NOW)
    assert found.total == 1


async def test_a_citizens_token_opens_no_other_record_whatever_it_names(callers, theirs):
    number = a_number()
    patient, _ = await a_patient(callers, theirs, number)
    other, (hers,) = await a_patient(callers, theirs, None, document("Hennes"))
    kari = callers.citizen(number, patient.id)
    assert await callers.sees(kari, other) is None
    assert await callers.sees(kari, hers) is None
    assert await callers.finds(kari, "DocumentReference", whose=other.owner) == []
    forged = callers.citizen(number, other.id)
    assert [await callers.sees(forged, each) for each in (other, patient)] == [None, None]
    assert await callers.finds(forged, "DocumentReference") == []


async def test_a_token_for_one_patient_opens_no_other_that_the_same_person_came_to_with_another(callers, theirs):
    number = a_number()
    patient, (hers,) = await a_patient(callers, theirs, number, document("Hennes"))
    other, (anothers,) = await a_patient(callers, theirs, None, document("En annens"))
    nurse = await callers.nurse(patient_id=patient.id)
    for who in (callers.citizen(number, patient.id), nurse, replace(nurse, context="patient", scopes=Scopes.parse("patient/*.rs"))):
        assert (await callers.sees(who, hers)).id == hers.id
        elsewhere = replace(who, patient_id=other.id)
        assert [await callers.sees(elsewhere, each) for each in (patient, hers)] == [None, None]
    assert (await callers.sees(replace(nurse, patient_id=other.id), anothers)).id == anothers.id


async def test_whoever_asks_for_a_record_with_a_token_for_another_stands_in_its_log(callers, theirs):
    patient, (hers,) = await a_patient(callers, theirs, None, document("Hennes"))
    number = a_number()
    own, _ = await a_patient(callers, theirs, number)
    for who in (callers.citizen(number, own.id), callers.citizen(number, patient.id), await callers.nurse(patient_id=own.id)):
        before = len(await callers.world.told(patient.owner))
        assert await callers.sees(who, hers) is None
        assert (await callers.world.told(patient.owner))[before:] == [("refuse", "refused")]


async def test_the_young_the_dead_and_the_uncertain_are_let_in_nowhere(callers, theirs):
    for number, more, level in (
        (a_number(), {"birthDate": "2012-01-01"}, "high"),
        (a_number(), {"deceasedBoolean": True}, "high"),
        (a_number(), {}, "lower"),
    ):
        patient = await callers.a_patient(theirs, number, **more)
        assert await callers.sees(callers.citizen(number, patient.id, level=level), patient) is None


async def test_a_citizen_writes_nothing(callers, theirs):
    number = a_number()
    patient, _ = await a_patient(callers, theirs, number)
    kari = callers.citizen(number, patient.id, "patient/*.cruds")
    assert codes(await callers.takes(kari, post(observation(f"Patient/{patient.id}")))) == {0: ["forbidden"]}
    assert codes(await callers.takes(kari, post({"resourceType": "Organization", "name": "A"}))) == {0: ["forbidden"]}
    assert codes(await callers.takes(kari, post({"resourceType": "Patient"})))[0] in (["forbidden"], ["not-found"])


async def test_a_token_that_speaks_for_nobody_in_its_context_is_refused(callers, theirs):
    number = a_number()
    patient, _ = await a_patient(callers, theirs, number)
    kari, system, nurse = callers.citizen(number, patient.id), callers.client(), await callers.nurse()
    for client in (
        replace(kari, context="system", scopes=Scopes.parse("system/*.rs")),
        replace(kari, patient_id=None),
        replace(system, context="user", scopes=Scopes.parse("user/*.rs")),
        replace(system, context="patient", patient_id=patient.id, scopes=Scopes.parse("patient/*.rs")),
        replace(nurse, context="system", scopes=Scopes.parse("system/*.rs")),
    ):
        assert rule_of(await callers.sees(client, patient)) == "SCOPE-1"
        assert rule_of(await callers.gate.search(client, Query(("Patient",)), NOW)) == "SCOPE-1"
        assert codes(await callers.takes(client, post({"resourceType": "Patient"}))) == {0: ["forbidden"]}


async def test_people_reach_content_through_its_document_and_not_past_it(callers, ours, theirs):
    number = a_number()
    patient = await callers.a_patient(theirs, number)
    about = {"reference": f"Patient/{patient.id}"}
    content = {"resourceType": "Binary", "contentType": "text/plain", "data": "aGVp", "securityContext": about}
    seen, shielded, loose = await callers.writes(theirs, content, content, content)
    for binary, labels in ((seen, ()), (shielded, ("NORS", "NORN_FFL"))):
        pointing = [{"attachment": {"url": f"Binary/{binary.id}"}}]
        await callers.writes(theirs, document("Notat", *labels, subject=about) | {"content": pointing})
    for client in (await callers.nurse(), callers.citizen(number, patient.id)):
        assert (await callers.sees(client, seen)).id == seen.id
        assert (await callers.gate.vread(client, "Binary", seen.id, 1, NOW)).id == seen.id
        assert await callers.gate.vread(client, "Binary", seen.id, 2, NOW) is None
        assert [await callers.sees(client, each) for each in (shielded, loose)] == [None, None]
    narrow = callers.citizen(number, patient.id, "patient/Binary.r")
    assert await callers.sees(narrow, seen) is None
    assert (await callers.sees(theirs, loose)).id == loose.id
    assert await callers.sees(ours, seen) is None
