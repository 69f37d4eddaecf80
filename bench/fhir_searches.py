"""Twelve searches that journal systems send, made from what the server itself holds after the load: any FHIR R4 server can be asked."""

import random
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

Get = Callable[[str], Mapping[str, Any]]
"""Asks the server for an address below its base, and gives what it says."""

OF_EACH = 40
_SEED = 4711


def searches(get: Get) -> dict[str, list[str]]:
    """Make up to forty addresses of each of twelve searches. get: asks the server that has been loaded."""
    patients = [each for each in _resources(get("Patient?_count=100")) if _local(each)]
    chance = random.Random(_SEED)  # noqa: S311 - the same questions each time, no secret
    observations = _resources(get("Observation?code=http://loinc.org%7C8302-2&_count=100"))
    encounters = _resources(get(f"Encounter?patient={patients[0]['id']}&_count=100"))
    ids = [each["id"] for each in patients]
    chance.shuffle(ids)
    made = {
        "patient by identifier": [f"Patient?identifier={_identifier(each)}" for each in patients],
        "results of a patient, newest first": [f"Observation?patient={each}&_sort=-date&_count=20" for each in ids],
        "results of a patient in a period": [f"Observation?patient={each}&date=ge2012-01-01&date=lt2019-01-01&_count=20" for each in ids],
        "results of a patient by code": [f"Observation?patient={each}&code=http://loinc.org%7C8302-2&_count=20" for each in ids],
        "results of a patient above a value": [f"Observation?patient={each}&value-quantity=gt100&_count=20" for each in ids],
        "active conditions of a patient": [f"Condition?patient={each}&clinical-status=active&_count=20" for each in ids],
        "everybody's results by code": [f"Observation?code=http://loinc.org%7C{code}&_count=20" for code in _codes(observations)],
        "prescriptions with their encounters": [f"MedicationRequest?patient={each}&_include=MedicationRequest:encounter" for each in ids],
        "an encounter with its results": [f"Encounter?_id={each['id']}&_revinclude=Observation:encounter" for each in encounters],
        "chained: reports by the patient's identifier": [
            f"DiagnosticReport?patient.identifier={_identifier(each)}&_count=20" for each in patients
        ],
        "reversed: patients with a condition": ["Patient?_has:Condition:patient:code=http://snomed.info/sct%7C59621000&_count=20"],
        "how many procedures": [f"Procedure?patient={each}&_summary=count" for each in ids],
    }
    return {name: addresses[:OF_EACH] for name, addresses in made.items() if addresses}


def _resources(bundle: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [entry["resource"] for entry in bundle.get("entry", ()) if entry.get("search", {}).get("mode") == "match"]


def _identifier(patient: Mapping[str, Any]) -> str:
    """Choose an identifier that is no national number: those are never sent in an address."""
    chosen = _local(patient)[0]
    return quote(f"{chosen['system']}|{chosen['value']}", safe="")


def _local(patient: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [each for each in patient.get("identifier", ()) if "synthea" in each.get("system", "")]


def _codes(observations: list[dict[str, Any]]) -> list[str]:
    return ["8302-2", "29463-7", "8867-4", "2339-0"] if observations else []
