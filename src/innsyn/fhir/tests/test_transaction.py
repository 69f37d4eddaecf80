"""Order, ids, conditions and references of a transaction, settled before anything is written."""

import json
from itertools import count

import pytest

from innsyn.fhir.body import read_body
from innsyn.fhir.bundle import Bundle, read_bundle
from innsyn.fhir.links import references
from innsyn.fhir.transaction import conditions, settle
from innsyn.fhir.validation import validate


def entry(verb, url, resource=None, full_url=None, **request):
    made = {"request": {"method": verb, "url": url, **request}}
    return made | ({"resource": resource} if resource else {}) | ({"fullUrl": full_url} if full_url else {})


def read(*entries, kind="transaction"):
    found = read_bundle(json.dumps({"resourceType": "Bundle", "type": kind, "entry": entries}).encode())
    assert isinstance(found, Bundle)
    return found


def settled(*entries, kind="transaction", **matches):
    numbers = count(1)
    answers = {"Patient?identifier=a|b": matches.get("patient", []), "Patient?active=true": []}
    return settle(read(*entries, kind=kind), matches=answers, new_id=lambda _: f"new{next(numbers)}")


PATIENT = {"resourceType": "Patient", "active": True}


def observation(reference, **more):
    return {"resourceType": "Observation", "subject": {"reference": reference}, **more}


def codes(plan):
    return {index: problem.code for index, problem in plan.problems.items()}


def test_deletes_come_before_posts_puts_patches_and_reads():
    patch = {"resourceType": "Binary", "contentType": "application/json-patch+json", "data": "W10="}
    plan = settled(
        entry("GET", "Patient/1"),
        entry("PATCH", "Patient/2", patch),
        entry("PUT", "Patient/3", PATIENT | {"id": "3"}),
        entry("POST", "Patient", PATIENT),
        entry("DELETE", "Patient/4"),
    )
    assert [(step.verb, step.index, step.type, step.id) for step in plan.steps] == [
        ("DELETE", 4, "Patient", "4"),
        ("POST", 3, "Patient", "new1"),
        ("PUT", 2, "Patient", "3"),
        ("PATCH", 1, "Patient", "2"),
        ("GET", 0, "Patient", None),
    ]


def test_a_reference_to_another_entry_becomes_its_new_address():
    plan = settled(entry("POST", "Observation", observation("urn:uuid:p"), "urn:uuid:o"), entry("POST", "Patient", PATIENT, "urn:uuid:p"))
    assert json.loads(plan.steps[0].received)["subject"] == {"reference": "Patient/new2"}
    assert plan.steps[0].full_url == "urn:uuid:o"


def test_a_relative_reference_is_seen_from_the_entrys_own_server():
    server = "http://old.example/fhir"
    plan = settled(
        entry("POST", "Observation", observation("Patient/9"), f"{server}/Observation/1"),
        entry("POST", "Patient", PATIENT, f"{server}/Patient/9"),
        entry("POST", "Observation", observation("Patient/9"), "urn:uuid:o"),
    )
    assert json.loads(plan.steps[0].received)["subject"]["reference"] == "Patient/new2"
    assert json.loads(plan.steps[2].received)["subject"]["reference"] == "Patient/9"


def test_links_are_changed_and_identities_are_not():
    document = {
        "resourceType": "DocumentReference",
        "identifier": [{"value": "urn:uuid:b"}],
        "content": [{"attachment": {"url": "urn:uuid:b"}}],
    }
    form = {"resourceType": "Questionnaire", "url": "urn:uuid:q"}
    plan = settled(
        entry("POST", "DocumentReference", document, "urn:uuid:d"),
        entry("POST", "Binary", {"resourceType": "Binary", "contentType": "text/plain"}, "urn:uuid:b"),
        entry("POST", "Questionnaire", form, "urn:uuid:q"),
    )
    changed = json.loads(plan.steps[0].received)
    assert changed["content"][0]["attachment"]["url"] == "Binary/new2"
    assert changed["identifier"] == document["identifier"]
    assert json.loads(plan.steps[2].received)["url"] == "urn:uuid:q"


def test_a_reference_to_no_entry_refuses_the_whole_transaction():
    plan = settled(entry("POST", "Patient", PATIENT), entry("POST", "Observation", observation("urn:uuid:nobody")))
    assert plan.steps == ()
    assert codes(plan) == {1: "not-found"}


def test_a_document_that_is_kept_as_a_bundle_settles_its_own_references():
    document = {"resourceType": "Bundle", "type": "document", "entry": [
        {"fullUrl": "urn:uuid:1", "resource": observation("urn:uuid:2")},
        {"fullUrl": "urn:uuid:3", "resource": observation("Patient?active=true")},
    ]}  # fmt: skip
    asked = read(entry("POST", "Patient", PATIENT, "urn:uuid:2"), entry("POST", "Bundle", document))
    assert conditions(asked) == []
    plan = settled(entry("POST", "Patient", PATIENT, "urn:uuid:2"), entry("POST", "Bundle", document))
    assert plan.problems == {}
    assert json.loads(plan.steps[1].received) == document


def test_in_a_batch_entries_do_not_see_each_other():
    plan = settled(
        entry("POST", "Patient", PATIENT, "urn:uuid:p"),
        entry("POST", "Observation", observation("urn:uuid:p")),
        entry("TRACE", "x"),
        kind="batch",
    )
    assert [step.index for step in plan.steps] == [0]
    assert codes(plan) == {1: "not-found", 2: "value"}


def test_every_condition_is_asked_once():
    bundle = read(
        entry("POST", "Patient", PATIENT, ifNoneExist="identifier=a|b"),
        entry("POST", "Patient", PATIENT, ifNoneExist="Patient?identifier=a|b"),
        entry("POST", "Observation", observation("Practitioner?identifier=x|y")),
        entry("DELETE", "Patient?active=true"),
        entry("GET", "Patient?name=x"),
    )
    assert conditions(bundle) == ["Patient?identifier=a|b", "Practitioner?identifier=x|y", "Patient?active=true"]


def test_an_unanswered_condition_is_a_broken_promise():
    with pytest.raises(KeyError):
        settle(read(entry("DELETE", "Patient?name=x")), matches={}, new_id=lambda _: "1")


SOUGHT = "Patient?identifier=a|b"


@pytest.mark.parametrize(("found", "reference"), [(["Patient/7"], "Patient/7"), ([], "Patient/new2")])
def test_others_refer_to_what_a_conditional_create_found_or_made(found, reference):
    plan = settled(
        entry("POST", "Observation", observation("urn:uuid:p")),
        entry("POST", "Patient", PATIENT, "urn:uuid:p", ifNoneExist="identifier=a|b"),
        patient=found,
    )
    assert json.loads(plan.steps[0].received)["subject"]["reference"] == reference
    assert plan.steps[1].matched == bool(found)


@pytest.mark.parametrize(("found", "target", "matched"), [(["Patient/7"], "7", True), ([], "new1", False)])
def test_a_conditional_update_changes_what_it_found_or_creates(found, target, matched):
    (step,) = settled(entry("PUT", SOUGHT, PATIENT), patient=found).steps
    assert (step.id, step.matched) == (target, matched)


def test_a_conditional_update_may_bring_the_id_of_a_new_resource():
    assert settled(entry("PUT", SOUGHT, PATIENT | {"id": "mine"})).steps[0].id == "mine"


def test_a_conditional_delete_that_finds_nothing_has_nothing_to_do():
    assert settled(entry("DELETE", SOUGHT)).steps[0].id is None


@pytest.mark.parametrize(
    ("found", "faulty", "code"),
    [
        (["Patient/1", "Patient/2"], entry("PUT", SOUGHT, PATIENT), "multiple-matches"),
        (["Patient/1", "Patient/2"], entry("POST", "Observation", observation(SOUGHT)), "multiple-matches"),
        ([], entry("POST", "Observation", observation(SOUGHT)), "not-found"),
        ([], entry("PATCH", SOUGHT, PATIENT), "not-found"),
        (["Patient/1"], entry("PUT", SOUGHT, PATIENT | {"id": "2"}), "value"),
        ([], entry("PUT", "Patient/1", PATIENT | {"id": "2"}), "value"),
        ([], entry("PUT", "Patient/1", PATIENT), "value"),
    ],
)
def test_a_condition_or_id_that_does_not_hold_refuses(found, faulty, code):
    assert codes(settled(faulty, patient=found)) == {0: code}


def test_a_reference_by_search_becomes_what_it_found():
    (step,) = settled(entry("POST", "Observation", observation(SOUGHT, valueDecimal=0)), patient=["Patient/7"]).steps
    assert json.loads(step.received)["subject"]["reference"] == "Patient/7"


@pytest.mark.parametrize(
    "second",
    [
        entry("DELETE", "Patient/1"),
        entry("PUT", SOUGHT, PATIENT),
        entry("POST", "Patient", PATIENT, "urn:uuid:p"),
    ],
)
def test_one_resource_cannot_be_changed_twice(second):
    first = entry("PUT", "Patient/1", PATIENT | {"id": "1"}, "urn:uuid:p")
    assert codes(settled(first, second, patient=["Patient/1"])) == {1: "invalid"}


def test_a_new_id_may_say_whose_the_entry_is():
    bundle = read(entry("POST", "Patient", PATIENT, "urn:uuid:p"), entry("POST", "Observation", observation("urn:uuid:p")))
    plan = settle(bundle, matches={}, new_id=lambda each: f"{each.type.lower()}-{each.index}")
    assert [step.id for step in plan.steps] == ["patient-0", "observation-1"]


def test_reading_what_is_changed_and_finding_it_twice_is_allowed():
    plan = settled(
        entry("PUT", "Patient/1", PATIENT | {"id": "1"}),
        entry("GET", "Patient/1"),
        entry("POST", "Patient", PATIENT, ifNoneExist="identifier=a|b"),
        entry("POST", "Patient", PATIENT, ifNoneExist="identifier=a|b"),
        patient=["Patient/1"],
    )
    assert plan.problems == {}


def test_synthea_settles_whole_and_valid(synthea_bundles):
    known: dict[str, list[str]] = {}
    numbers = count(1)
    for received in synthea_bundles:
        bundle = read_bundle(received)
        plan = settle(bundle, matches={one: known.get(one, []) for one in conditions(bundle)}, new_id=lambda _: f"n{next(numbers)}")
        assert plan.problems == {}
        assert len(plan.steps) == len(bundle.entries)
        for step in plan.steps:
            resource = read_body(step.received)
            assert not any(text.startswith("urn:uuid:") for text in references(step.received))
            assert validate(resource) == []
            for identifier in resource.get("identifier", ()):
                if isinstance(identifier, dict):
                    sought = f"{step.type}?identifier={identifier.get('system')}|{identifier.get('value')}"
                    known.setdefault(sought, []).append(f"{step.type}/{step.id}")
