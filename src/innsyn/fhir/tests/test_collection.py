"""Resources without requests: their own ids are kept, their references to each other are settled, one fault refuses one."""

import json
from itertools import count

from innsyn.fhir.body import read_body
from innsyn.fhir.bundle import Bundle
from innsyn.fhir.collection import collection_of, resources_of
from innsyn.fhir.transaction import settle

PATIENT = {"resourceType": "Patient", "id": "ola"}


def read(*entries, kind="collection"):
    received = json.dumps({"resourceType": "Bundle", "type": kind, "entry": entries}).encode()
    return collection_of(read_body(received), received)


def settled(bundle):
    numbers = count(1)
    return settle(bundle, matches={}, new_id=lambda _: f"new{next(numbers)}")


def entry(resource, full_url=None):
    return {"resource": resource, **({"fullUrl": full_url} if full_url else {})}


def test_a_resource_with_an_id_keeps_it_and_one_without_is_created():
    bundle = read(entry(PATIENT), entry({"resourceType": "Observation"}))
    assert [(each.verb, each.url) for each in bundle.entries] == [("PUT", "Patient/ola"), ("POST", "Observation")]


def test_references_between_the_entries_are_settled():
    observation = {"resourceType": "Observation", "subject": {"reference": "urn:uuid:p"}}
    plan = settled(read(entry(observation), entry(PATIENT, "urn:uuid:p")))
    (created,) = [step for step in plan.steps if step.type == "Observation"]
    assert json.loads(created.received)["subject"]["reference"] == "Patient/ola"


def test_one_entry_that_cannot_be_settled_refuses_itself_alone():
    lost = {"resourceType": "Observation", "subject": {"reference": "urn:uuid:nobody"}}
    plan = settled(read(entry(lost), entry(PATIENT)))
    assert [(step.type, step.id) for step in plan.steps] == [("Patient", "ola")]
    assert plan.problems[0].code == "not-found"


def test_the_same_resource_twice_is_refused_the_second_time():
    plan = settled(read(entry(PATIENT), entry(PATIENT)))
    assert plan.problems[1].code == "invalid"


def test_faulty_entries_are_named_and_the_others_read():
    bundle = read(
        {"fullUrl": "urn:uuid:x"}, entry({"resourceType": "Nonsense"}), entry({"resourceType": "Patient", "id": 7}), entry(PATIENT)
    )
    assert [each.index for each in bundle.entries] == [3]
    assert {index: problem.path for index, problem in bundle.problems.items()} == {
        0: "Bundle.entry[0].resource",
        1: "Bundle.entry[1].resource",
        2: "Bundle.entry[2].resource",
    }


def test_a_full_url_that_is_no_text_is_refused():
    assert read({"resource": PATIENT, "fullUrl": 1}).problems[0].path == "Bundle.entry[0].fullUrl"


def test_what_a_search_tells_about_itself_is_left_out():
    told = entry({"resourceType": "OperationOutcome"}) | {"search": {"mode": "outcome"}}
    bundle = read(told, entry(PATIENT) | {"search": {"mode": "match"}}, kind="searchset")
    assert [each.index for each in bundle.entries] == [1]
    assert bundle.problems == {}


def test_entries_that_are_no_list_refuse_the_whole():
    received = b'{"resourceType":"Bundle","type":"collection","entry":{}}'
    assert [problem.code for problem in collection_of(read_body(received), received)] == ["structure"]


def test_resources_one_by_one_keep_their_bytes():
    received = b'{"resourceType":"Patient", "id":"ola",  "x":1.50}'
    bundle = resources_of([(json.loads(received), received)])
    assert isinstance(bundle, Bundle)
    assert bundle.entries[0].received == received
