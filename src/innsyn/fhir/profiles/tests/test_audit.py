"""An access is an AuditEvent of IHE BALP, and of the trust framework where staff is involved."""

import pytest

from innsyn.fhir.profiles import required_problems, validate_profile
from innsyn.fhir.profiles.tests.audit_events import BALP, TRUST, read_by_staff
from innsyn.fhir.validation import validate


def errors(event, url):
    return [one.path for one in validate_profile(event, url) if one.severity == "error"]


def test_one_event_keeps_r4_balp_and_the_trust_framework():
    event = read_by_staff()
    assert validate(event) == []
    assert required_problems(event) == []
    assert errors(event, f"{BALP}Read") == []


def without(*path):
    event = read_by_staff()
    at = event
    for step in path[:-1]:
        at = at[step]
    del at[path[-1]]
    return event


def changed(value, *path):
    event = read_by_staff()
    at = event
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return event


@pytest.mark.parametrize(
    ("event", "path"),
    [
        (changed({"system": "urn:x", "code": "rest"}, "type"), "AuditEvent.type"),
        (without("subtype"), "AuditEvent.subtype"),
        (changed("C", "action"), "AuditEvent.action"),
        (changed("8", "outcome"), "AuditEvent.outcome"),
        (without("agent", 0), "AuditEvent.agent"),
        (without("agent", 1, "network"), "AuditEvent.agent[1].network"),
        (changed([{"text": "x"}], "agent", 1, "media"), "AuditEvent.agent[1].media"),
        (changed(False, "agent", 2, "requestor"), "AuditEvent.agent[2].requestor"),
        (changed({"address": "192.0.2.1"}, "agent", 2, "network"), "AuditEvent.agent[2].network"),
        (without("entity", 0), "AuditEvent.entity"),
        (without("entity", 1), "AuditEvent.entity"),
        (changed({"reference": "Group/1"}, "entity", 0, "what"), "AuditEvent.entity[0].what"),
        (
            changed({"system": "http://terminology.hl7.org/CodeSystem/object-role", "code": "1"}, "entity", 1, "role"),
            "AuditEvent.entity[1].role",
        ),
        (without("entity", 2, "what", "identifier", "value"), "AuditEvent.entity[2].what.identifier.value"),
    ],
)
def test_what_balp_asks_of_a_read_is_missed(event, path):
    assert path in errors(event, f"{BALP}PatientRead")


@pytest.mark.parametrize(
    ("event", "path"),
    [
        (without("extension", 0), "AuditEvent.extension"),
        (changed({"reference": "Practitioner/1"}, "agent", 2, "who"), "AuditEvent.agent[2].who"),
        (changed({"type": "Device", "identifier": {"value": "x"}}, "agent", 0, "who"), "AuditEvent.agent[0].who"),
        (without("agent", 2, "who"), "AuditEvent.agent[2].who"),
        (without("contained", 0, "location"), "AuditEvent.agent[2].who.location"),
        (without("contained", 1, "identifier"), "AuditEvent.extension[0].value.identifier"),
        (without("purposeOfEvent"), "AuditEvent.purposeOfEvent"),
        (changed("OPTOUT", "purposeOfEvent", 0, "coding", 0, "code"), "AuditEvent.purposeOfEvent[0].coding"),
        (without("extension", 1, "extension", 3), "AuditEvent.extension[1].extension"),
        (without("extension", 1, "extension", 0), "AuditEvent.extension[1].extension"),
    ],
)
def test_what_the_trust_framework_asks_is_missed(event, path):
    assert path in errors(event, TRUST)


def test_a_patients_own_access_keeps_balp_alone():
    event = changed({"reference": "Patient/1"}, "agent", 2, "who")
    del event["purposeOfEvent"], event["extension"], event["contained"]
    event["meta"]["profile"] = [f"{BALP}PatientRead"]
    assert validate(event) == []
    assert required_problems(event) == []
    assert errors(event, TRUST) != []


def as_search():
    event = read_by_staff()
    event["action"] = "E"
    event["subtype"] = [{"system": "http://hl7.org/fhir/restful-interaction", "code": "search-type"}]
    event["agent"][0]["type"]["coding"][0]["code"] = "110153"
    event["agent"][1]["type"]["coding"][0]["code"] = "110152"
    event["entity"][1]["role"]["code"] = "24"
    event["entity"][1]["query"] = "T2JzZXJ2YXRpb24/Y29kZT14"
    del event["entity"][1]["what"]
    return event


def test_a_search_has_its_query_and_the_parties_the_other_way():
    assert errors(as_search(), f"{BALP}PatientQuery") == []
    assert validate(as_search()) == []


@pytest.mark.parametrize("name", ["query", "role"])
def test_a_search_without_its_query_is_none(name):
    event = as_search()
    event["entity"][1][name] = {"system": "urn:x", "code": "1"} if name == "role" else None
    if name == "query":
        del event["entity"][1]["query"]
    assert f"AuditEvent.entity[1].{name}" in errors(event, f"{BALP}PatientQuery")


@pytest.mark.parametrize("name", ["Create", "Update", "Delete", "PatientCreate", "PatientUpdate", "PatientDelete"])
def test_a_read_is_no_write(name):
    assert "AuditEvent.action" in errors(read_by_staff(), BALP + name)
