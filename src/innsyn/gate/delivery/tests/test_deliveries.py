"""A delivered bundle comes in whole where it must, entry by entry where it may, into the right record and no other, and only once."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest

from innsyn.gate.delivery.asked import Answers
from innsyn.gate.delivery.deliveries import Deliveries
from innsyn.gate.delivery.naming import ByOrigin
from innsyn.gate.delivery.tests.samples import a_full_url, an_id, bundle, codes, entry, observation, post, put, someone
from innsyn.gate.tests.samples import HOSPITAL, LATER, NOW, NURSE_HPR, a_number, organisation
from innsyn.kernel.outcome import Problem
from innsyn.kernel.systems import HPR_NUMBER, PERSON_NUMBER
from innsyn.record.ids import owner_of, patient_id

NURSE = f"Practitioner?identifier={HPR_NUMBER}|{NURSE_HPR}"
BINARY = {"resourceType": "Binary", "contentType": "text/plain", "data": "aGVp"}


def a_stay(kari, stay, about=None):
    """A transaction: somebody, an observation of hers, a document with its content beside it, and where all of it came from."""
    content, seen = a_full_url(), a_full_url()
    document = {
        "resourceType": "DocumentReference",
        "status": "current",
        "subject": {"reference": kari},
        "author": [{"reference": NURSE}],
        "content": [{"attachment": {"contentType": "text/plain", "url": content}}],
    }
    origin = {
        "resourceType": "Provenance",
        "target": [{"reference": seen}, {"reference": stay}],
        "recorded": "2026-11-01T10:00:00Z",
        "agent": [{"who": {"display": "Journalsystemet"}}],
    }
    return bundle(
        post(origin, a_full_url()),
        post(BINARY, content),
        post(document, stay),
        post(observation(about or kari), seen),
        post(someone(), kari),
    )


async def test_everything_about_one_person_comes_into_her_record_with_its_references_settled(depot):
    kari, stay = a_full_url(), a_full_url()
    taken = await depot.takes(a_stay(kari, stay))
    assert taken.problems == {}
    (owner,) = {written.stored.owner for written in taken.written.values()}
    assert {owner_of(written.stored.id) for written in taken.written.values()} == {owner}
    patient, document, content = (taken.written[index].stored for index in (4, 2, 1))
    stands = await depot.stands("DocumentReference", document.id)
    assert stands["subject"]["reference"] == f"Patient/{patient.id}"
    assert stands["author"][0]["reference"] == "Practitioner/nina"
    assert stands["content"][0]["attachment"]["url"] == f"Binary/{content.id}"


async def test_the_same_delivery_makes_no_new_version_and_its_own_line_in_the_log(depot):
    delivered = a_stay(a_full_url(), a_full_url())
    first, second = await depot.takes(delivered), await depot.takes(delivered, unit="another-unit")
    assert all(written.is_new for written in first.written.values())
    assert not any(written.is_new for written in second.written.values())
    owner = first.written[0].stored.owner
    rows = await depot.world.log(owner)
    assert [row.action for row in rows if row.action == "open"] == ["open", "open"]
    assert len({row.visit for row in rows}) == 2
    assert sum(row.action == "create" for row in rows) == len({entry.type for entry in delivered.entries})


async def test_one_faulty_entry_refuses_a_whole_transaction(depot):
    kari = a_full_url()
    taken = await depot.takes(post(someone(), kari), post(observation(kari, status="nonsense")), post(observation(kari)))
    assert codes(taken) == {1: ["code-invalid"]}
    assert taken.problems[1][0].path == "Observation.status"
    assert (taken.written, taken.undone) == ({}, frozenset({0, 2}))


async def test_one_faulty_entry_of_a_batch_refuses_itself_alone(depot):
    kari = an_id()
    faulty = {"resourceType": "Observation", "status": "final"}
    taken = await depot.takes(put(someone(id=kari)), post(faulty), post(observation(f"Patient/{kari}")), kind="batch")
    assert codes(taken) == {1: ["required"]}
    assert sorted(taken.written) == [0, 2]
    assert taken.undone == frozenset()


async def test_what_is_about_somebody_unknown_waits_and_comes_in_when_she_is_there(depot):
    kari = an_id()
    about = bundle(post(observation(f"Patient/{kari}"), a_full_url()))
    early = await depot.takes(about)
    assert (codes(early), early.may_pass_later) == ({0: ["not-found"]}, True)
    await depot.takes(put(someone(id=kari)))
    assert (await depot.takes(about)).problems == {}


@pytest.mark.parametrize(
    ("resource", "code"),
    [
        (observation(None), "required"),
        (BINARY, "required"),
        (
            {"resourceType": "Slot", "status": "free", "start": "2026-11-01T10:00:00Z", "end": "2026-11-01T11:00:00Z", "schedule": {}},
            "required",
        ),
        (observation("https://elsewhere.example/fhir/Patient/1"), "not-found"),
        (observation({"identifier": {"system": PERSON_NUMBER, "value": a_number().value}}), "not-found"),
        (observation("Patient?identifier=http://x|nobody"), "not-found"),
        (observation(f"Patient/{patient_id(12_345_678_901)}"), "not-found"),
    ],
)
async def test_what_belongs_in_nobodys_record_is_refused(depot, resource, code):
    if resource["resourceType"] == "Slot":
        resource = resource | {"schedule": {"reference": "Schedule/1"}}
    taken = await depot.takes(post(resource))
    assert codes(taken) == {0: [code]}
    assert taken.may_pass_later is (code == "not-found")


async def test_a_person_is_found_by_her_number_in_the_bundle_and_in_the_record(depot):
    number, other = a_number(), a_number()
    owner = await depot.world.moves_in(other)
    with_number = someone(identifier=[{"system": PERSON_NUMBER, "value": number.value}])

    def about(one):
        return observation({"type": "Patient", "identifier": {"system": PERSON_NUMBER, "value": one.value}})

    taken = await depot.takes(post(with_number, a_full_url()), post(about(number)), post(about(other)))
    assert taken.problems == {}
    owners = [taken.written[index].stored.owner for index in range(3)]
    assert owners[0] == owners[1] != owners[2]
    assert owners[2] == owner


async def test_a_relative_reference_is_seen_from_the_senders_server(depot):
    server, number = "https://ehr.example/fhir", an_id()
    seen = post(observation(f"Patient/{number}"), f"{server}/Observation/{number}")
    taken = await depot.takes(seen, post(someone(), f"{server}/Patient/{number}"))
    assert taken.problems == {}
    assert taken.written[0].stored.owner == taken.written[1].stored.owner


async def test_what_points_at_two_people_belongs_in_neithers_record(depot):
    kari, ola, hers, his = (a_full_url() for _ in range(4))
    both = {
        "resourceType": "Provenance",
        "target": [{"reference": hers}, {"reference": his}],
        "recorded": "2026-11-01T10:00:00Z",
        "agent": [{"who": {"display": "X"}}],
    }
    people = [post(someone(), kari), post(someone(), ola)]
    taken = await depot.takes(*people, post(observation(kari), hers), post(observation(ola), his), post(both))
    assert codes(taken) == {4: ["business-rule"]}


async def test_what_follows_a_catalogue_is_kept_with_it(depot):
    unit = a_full_url()
    origin = {
        "resourceType": "Provenance",
        "target": [{"reference": unit}],
        "recorded": "2026-11-01T10:00:00Z",
        "agent": [{"who": {"display": "X"}}],
    }
    taken = await depot.takes(post(organisation("x", an_id(), "Klinikk", system="http://x"), unit), post(origin, a_full_url()))
    assert taken.problems == {}
    assert {written.stored.owner for written in taken.written.values()} == {0}


async def test_an_id_in_another_patients_record_is_not_taken_over(depot):
    kari, ola, hers = an_id(), an_id(), an_id()
    await depot.takes(put(someone(id=kari)), put(observation(f"Patient/{kari}", id=hers)))
    taken = await depot.takes(put(someone(id=ola)), put(observation(f"Patient/{ola}", id=hers)), kind="batch")
    assert codes(taken) == {1: ["forbidden"]}
    assert (await depot.stands("Observation", hers))["subject"]["reference"] == f"Patient/{kari}"


async def test_an_id_that_says_another_owner_is_not_taken_over_either(depot):
    theirs = (await depot.takes(a_stay(a_full_url(), a_full_url()))).written[3].stored.id
    ola = an_id()
    taken = await depot.takes(put(someone(id=ola)), put(observation(f"Patient/{ola}", id=theirs)), kind="batch")
    assert codes(taken) == {1: ["forbidden"]}


@pytest.mark.parametrize(
    ("stands", "comes", "is_refused"),
    [
        ({"identifier": 1}, {"identifier": 2}, True),
        ({"identifier": 1}, {"identifier": 1, "birthDate": "1981-02-03"}, False),
        ({"identifier": 1}, {}, False),
        ({}, {"identifier": 1}, False),
        ({"identifier": 1}, {"birthDate": "1981-02-03"}, True),
        ({}, {"birthDate": "1981-02-03"}, True),
        ({}, {"birthDate": "1980"}, False),
    ],
)
async def test_two_persons_never_become_one_record(depot, stands, comes, is_refused):
    numbers, id_ = {1: a_number(), 2: a_number()}, an_id()

    def patient(said):
        named = {"identifier": [{"system": PERSON_NUMBER, "value": numbers[said["identifier"]].value}]} if "identifier" in said else {}
        return someone(id=id_, **(said | named))

    await depot.takes(put(patient(stands)))
    taken = await depot.takes(put(patient(comes)), put(observation(f"Patient/{id_}", id=an_id())), kind="batch")
    assert codes(taken) == ({0: ["business-rule"], 1: ["business-rule"]} if is_refused else {})


async def test_a_number_that_somebody_else_has_is_refused(depot):
    number = a_number()
    await depot.world.moves_in(number)
    taken = await depot.takes(post(someone(identifier=[{"system": PERSON_NUMBER, "value": number.value}]), a_full_url()))
    assert codes(taken) == {0: ["duplicate"]}
    assert number.value not in str(taken.problems)


async def test_a_conditional_creation_finds_what_is_there_and_others_then_point_at_it(depot):
    value, unit = an_id(), a_full_url()
    one = organisation("x", value, "Klinikk", system="http://x")
    place = {"resourceType": "Location", "managingOrganization": {"reference": unit}}
    first = await depot.takes(post(one, unit, ifNoneExist=f"identifier=http://x|{value}"))
    again = await depot.takes(post(one, unit, ifNoneExist=f"identifier=http://x|{value}"), post(place, a_full_url()))
    assert again.found == {0: f"Organization/{first.written[0].stored.id}"}
    assert json.loads(again.written[1].stored.body)["managingOrganization"]["reference"] == again.found[0]


async def test_the_second_of_two_that_may_exist_once_waits_for_the_first(depot):
    value = an_id()
    once = {"ifNoneExist": f"Organization?identifier=http://x|{value}"}
    delivered = bundle(*(post(organisation("x", value, "Klinikk", system="http://x"), a_full_url(), **once) for _ in "ab"), kind="batch")
    taken = await depot.takes(delivered)
    assert (codes(taken), taken.may_pass_later) == ({1: ["duplicate"]}, True)
    assert sorted((await depot.takes(delivered)).found) == [0, 1]


async def test_what_somebody_else_created_in_between_is_found_the_second_time(depot):
    value, unit = an_id(), a_full_url()
    condition = f"Organization?identifier=http://x|{value}"
    one = organisation("x", value, "Klinikk", system="http://x")
    theirs = await depot.takes(post(one, a_full_url(), ifNoneExist=condition))
    deliveries = Deliveries(depot.gate, uuid4())
    answered, late = deliveries._asked.answers, [Answers({condition: []})]

    async def late_answers(*asked):
        return late.pop() if late else await answered(*asked)

    deliveries._asked.answers = late_answers
    taken = await deliveries.take_in(bundle(post(one, unit, ifNoneExist=condition)), depot.actor, ByOrigin("u"), NOW)
    assert taken.found == {0: f"Organization/{theirs.written[0].stored.id}"}
    assert late == []


async def test_a_deletion_is_carried_out_once_and_asked_for_again_is_done_already(depot):
    kari, seen = an_id(), an_id()
    await depot.takes(put(someone(id=kari)), put(observation(f"Patient/{kari}", id=seen)))
    gone = bundle(entry("DELETE", f"Observation/{seen}"), entry("DELETE", f"Observation/{an_id()}"))
    assert [(await depot.takes(gone)).problems for _ in "ab"] == [{}, {}]
    assert await depot.stands("Observation", seen) is None


async def test_a_change_names_the_version_it_knows_and_loses_when_it_is_another(depot):
    kari = an_id()
    await depot.takes(put(someone(id=kari)))
    changed = someone(id=kari, active=True)
    assert codes(await depot.takes(put(changed, ifMatch='W/"7"'))) == {0: ["conflict"]}
    assert (await depot.takes(put(changed, ifMatch='W/"1"'))).written[0].stored.version == 2
    assert codes(await depot.takes(put(someone(id=kari), ifNoneMatch="*"))) == {0: ["duplicate"]}
    assert codes(await depot.takes(put(changed, ifMatch="yesterday"))) == {0: ["not-supported"]}


@pytest.mark.parametrize("verb", ["GET", "PATCH"])
async def test_what_is_not_a_writing_is_refused(depot, verb):
    kari = an_id()
    await depot.takes(put(someone(id=kari)))
    taken = await depot.takes(entry(verb, f"Patient/{kari}", BINARY if verb == "PATCH" else None), kind="batch")
    assert codes(taken) == {0: ["not-supported"]}


async def test_changing_what_is_nowhere_is_refused(depot):
    assert codes(await depot.takes(entry("PATCH", f"Observation/{an_id()}", BINARY), kind="batch")) == {0: ["not-found"]}


async def test_a_transaction_stops_at_the_record_that_says_no_and_passes_when_delivered_again(depot):
    kari, ola, hers = an_id(), an_id(), an_id()
    await depot.takes(put(someone(id=kari)), put(observation(f"Patient/{kari}", id=hers)))
    taken = await depot.takes(put(someone(id=ola)), put(observation(f"Patient/{ola}", id=hers)))
    assert (codes(taken), taken.undone) == ({1: ["forbidden"]}, frozenset({0}))
    assert await depot.gate.patient_in(await depot.gate.locate("Patient", ola) or 1) is None


async def test_a_system_of_no_known_organisation_keeps_no_directory(depot):
    nobody = await depot.gate.actors.system("Ukjent", organisation="1")
    read = bundle(post(organisation("x", HOSPITAL, "Falsk"), a_full_url()))
    taken = await Deliveries(depot.gate, uuid4()).take_in(read, nobody, ByOrigin("u"), NOW)
    assert codes(taken) == {0: ["forbidden"]}
    assert "STAFF-5" in taken.problems[0][0].text


async def test_directories_come_first_and_when_they_are_refused_nobodys_record_is_touched(depot):
    nobody, kari = await depot.gate.actors.system("Ukjent", organisation="1"), an_id()
    read = bundle(put(someone(id=kari)), post(organisation("x", an_id(), "Klinikk", system="http://x"), a_full_url()))
    taken = await Deliveries(depot.gate, uuid4()).take_in(read, nobody, ByOrigin("u"), NOW)
    assert (codes(taken), taken.undone) == ({1: ["forbidden"]}, frozenset({0}))
    assert await depot.gate.locate("Patient", kari) is None


async def test_one_run_is_one_visit_to_a_record_and_the_next_day_another(depot):
    kari, run = an_id(), uuid4()
    for now in (NOW, LATER, NOW + timedelta(days=1)):
        await depot.takes(put(someone(id=kari)), put(observation(f"Patient/{kari}", id=an_id())), run=run, now=now)
    rows = await depot.world.log(await depot.gate.locate("Patient", kari))
    assert len({row.visit for row in rows}) == 2


async def test_finding_somebody_and_delivering_to_her_is_one_visit(depot):
    number, run = a_number(), uuid4()
    owner = await depot.world.moves_in(number)
    about = observation({"type": "Patient", "identifier": {"system": PERSON_NUMBER, "value": number.value}})
    await depot.takes(post(about, a_full_url()), post(observation(f"Patient?identifier={PERSON_NUMBER}|{number.value}")), run=run)
    visits = {}
    for row in await depot.world.log(owner):
        visits.setdefault(row.visit, []).append(row.action)
    assert list(visits.values())[-1] == ["find", "find", "open", "create"]


async def test_a_patient_may_be_changed_or_refused_on_the_way_in(depot):
    seen = []

    async def amend(each, owner):
        seen.append((each.type, owner))
        return Problem("business-rule", "not this one") if len(seen) == 1 else each

    kari = a_full_url()
    refused = await depot.takes(post(someone(), kari), post(observation(kari)), amend=amend)
    assert codes(refused) == {0: ["business-rule"]}
    passed = await depot.takes(post(someone(), kari), post(observation(kari)), amend=amend)
    assert passed.problems == {}
    assert seen == [("Patient", passed.written[0].stored.owner)] * 2


async def test_many_resources_of_a_batch_come_in_portions_and_in_order(depot, monkeypatch):
    monkeypatch.setattr("innsyn.gate.delivery.carrying._TOGETHER", 3)
    kari = an_id()
    taken = await depot.takes(*(put(observation(f"Patient/{kari}", id=an_id())) for _ in range(7)), put(someone(id=kari)), kind="batch")
    assert taken.problems == {}
    rows = [taken.written[index].stored.row for index in range(8)]
    assert rows[:7] == sorted(rows[:7])
    assert rows[7] == min(rows)
