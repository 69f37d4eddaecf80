"""AuditEvents: valid as what they claim, one for each act and patient, found by their parameters, and never with a national number."""

import json

import pytest

from innsyn.edge.audit.names import BALP, CARE_RELATION_EXTENSION, PATIENT_EXTENSION, TRUST_FRAMEWORK
from innsyn.fhir.profiles import profiles_claimed, validate_profile
from innsyn.fhir.validation import validate
from innsyn.gate.delivery.tests.samples import bundle
from innsyn.gate.tests.samples import NOW, a_number

BASE = "https://innsyn.example/fhir"


async def found(audit, client, *parameters, count=200):
    """The events a search finds."""
    page = await audit.search(client, parameters, NOW, base=BASE, count=count, after=None)
    assert not isinstance(page, list), page
    return [json.loads(body) for _, body in page.resources]


def of(patient):
    return ("patient", f"Patient/{patient.id}")


@pytest.fixture
async def eventful(callers, ours, theirs):
    """A record where everything has happened: created, read, searched, changed, deleted, opened by a nurse, refused a stranger."""
    number = a_number()
    patient = await callers.a_patient(ours, number)
    observation = await callers.an_observation(ours, patient)
    await callers.sees(ours, observation)
    await callers.gate.vread(ours, "Observation", observation.id, 1, NOW)
    await callers.finds(ours, "Observation", whose=patient.owner)
    taken = await callers.takes(ours, bundle({"request": {"method": "DELETE", "url": f"Observation/{observation.id}"}}))
    assert not taken.problems
    visit = await callers.world.visits(patient.owner, actor=await callers.world.nurse())
    await callers.world.gate.read(visit, "Patient", patient.id, NOW)
    await callers.sees(theirs, patient)
    return number, patient, callers.citizen(number, patient.id, "patient/*.cruds")


async def test_every_event_is_valid_and_keeps_what_it_claims(audit, eventful):
    _, patient, herself = eventful
    events = await found(audit, herself, of(patient))
    assert len(events) >= 9
    claimed = set()
    for event in events:
        assert validate(event) == []
        for profile in profiles_claimed(event):
            claimed.add(profile)
            assert validate_profile(event, profile) == [], (event["subtype"], profile)
    balp = {f"{BALP}Patient{name}" for name in ("Create", "Read", "Query", "Delete")}
    assert claimed == {*balp, TRUST_FRAMEWORK}


async def test_an_event_of_staff_is_both_balps_and_the_trust_frameworks(audit, eventful):
    _, patient, herself = eventful
    read = next(each for each in await found(audit, herself, of(patient), ("action", "R")) if TRUST_FRAMEWORK in profiles_claimed(each))
    assert f"{BALP}PatientRead" in profiles_claimed(read)
    assert read["purposeOfEvent"][0]["coding"][0]["code"] == "TREAT"
    assert {each["url"] for each in read["extension"]} == {PATIENT_EXTENSION, CARE_RELATION_EXTENSION}
    assert "Nina Sykepleier" in json.dumps(read)


async def test_no_event_tells_a_national_number(audit, eventful, callers):
    number, patient, herself = eventful
    text = json.dumps(await found(audit, herself, of(patient)))
    assert number.value not in text
    assert herself.actor.key not in text, "what hides her number stays inside"


async def test_a_refusal_says_so_and_claims_nothing_of_balp(audit, eventful, callers):
    _, patient, herself = eventful
    refused = await found(audit, herself, of(patient), ("outcome", "4"))
    assert refused
    assert all(each["outcome"] == "4" and not profiles_claimed(each) for each in refused)


@pytest.mark.parametrize(
    ("name", "value", "count"),
    [
        ("action", "D", 1),
        ("action", "E", None),
        ("subtype", "http://hl7.org/fhir/restful-interaction|vread", 1),
        ("subtype", "http://example.org|vread", 0),
        ("agent-name", "nina", 2),
        ("agent-name", "nobody", 0),
        ("date", "ge2026", None),
        ("date", "lt1999", 0),
    ],
)
async def test_events_are_found_by_what_they_say(audit, eventful, name, value, count):
    _, patient, herself = eventful
    events = await found(audit, herself, of(patient), (name, value))
    assert len(events) == count if count is not None else events


async def test_the_entity_is_found_by_its_reference(audit, eventful):
    _, patient, herself = eventful
    deleted = (await found(audit, herself, of(patient), ("action", "D")))[0]
    what = next(each["what"]["reference"] for each in deleted["entity"] if "Observation/" in json.dumps(each))
    assert {each["action"] for each in await found(audit, herself, of(patient), ("entity", what))} == {"C", "R", "D"}


async def test_a_search_must_name_one_patient(audit, ours, eventful):
    _, patient, _ = eventful
    for parameters in ((), (of(patient), ("patient", "Patient/another")), (("patient", f"{patient.id},another"),)):
        problems = await audit.search(ours, parameters, NOW, base=BASE, count=10, after=None)
        assert problems[0].code == "too-costly"


@pytest.mark.parametrize(
    "parameter", [("date", "ne2026"), ("date", "yesterday"), ("agent:missing", "true"), ("patient.name", "Kari"), ("_sort", "date")]
)
async def test_what_is_not_understood_is_refused(audit, ours, eventful, parameter):
    _, patient, _ = eventful
    assert isinstance(await audit.search(ours, (of(patient), parameter), NOW, base=BASE, count=10, after=None), list)


async def test_without_the_scope_nothing_is_told(audit, callers, eventful):
    _, patient, _ = eventful
    client = callers.client("system/Patient.cruds")
    assert (await audit.search(client, (of(patient),), NOW, base=BASE, count=10, after=None))[0].code == "forbidden"
    assert (await audit.read(client, "x", NOW, base=BASE))[0].code == "forbidden"


async def test_an_event_is_read_by_its_id_and_not_by_a_stranger(audit, ours, theirs, eventful):
    _, patient, _ = eventful
    event = (await found(audit, ours, of(patient)))[0]
    assert json.loads(await audit.read(ours, event["id"], NOW, base=BASE)) == event
    assert await audit.read(theirs, event["id"], NOW, base=BASE) is None


async def test_pages_go_on_where_they_stopped(audit, ours, eventful):
    _, patient, _ = eventful
    whole = [event["id"] for event in await found(audit, ours, of(patient), ("action", "R,E,C"))]
    ids, after = [], None
    while True:
        page = await audit.search(ours, (of(patient), ("action", "R,E,C")), NOW, base=BASE, count=2, after=after)
        ids += [id_ for id_, _ in page.resources]
        after = page.next
        if after is None:
            break
    assert ids[: len(whole)] == whole or set(whole) <= set(ids)
    assert len(ids) == len(set(ids))
    assert (await audit.search(ours, (of(patient),), NOW, base=BASE, count=2, after="x"))[0].code == "invalid"
