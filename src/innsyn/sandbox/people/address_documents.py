"""The address register's documents, one for each party, as Norsk helsenett's REST interface serves them.

Source: Norsk helsenett, Adresseregisteret, CommunicationParty as JSON (helsenorge/Helsenorge.Messaging, `CommunicationDetailsRest`)."""

from collections.abc import Mapping
from typing import Any

from innsyn.sandbox.people.address_parties import Party, address_parties
from innsyn.sandbox.people.nation import Nation
from innsyn.sandbox.people.organisations import Organisation

Json = dict[str, Any]

_SINCE, _FOR_EVER = "2020-01-01T00:00:00", "9999-12-31T00:00:00"
_CHANGED = "2024-01-01T08:00:00"
_TYPES = {"organisation": "Organization", "service": "Service", "person": "Person"}
_QUEUES = (("E_SB_ASYNC", "async"), ("E_SB_SYNC", "sync"), ("E_SB_ERROR", "error"), ("E_SB_SYNCREPLY", "syncreply"))
_FHIR = ("E_FHIR", "E_FHIR")
_QUEUE_HOST = "tb.example/Sandbox"
_NOBODY = -1


def address_documents(nation: Nation, systems: Mapping[str, str] | None = None) -> dict[int, Json]:
    """Write the documents. systems: address of the system that an organisation, by key, has for itself and everybody below it.

    Returns them by HER-id, organisations first."""
    parties = address_parties(nation)
    names = {party.her_id: _name(party) for party in parties}
    return {party.her_id: _with_system(_document(party, names), (systems or {}).get(party.legal_entity.key)) for party in parties}


def address_processes(nation: Nation) -> dict[int, dict[str, str]]:
    """Say what each party takes part in: versions by process, by HER-id. Whoever takes part in nothing has no profile."""
    return {party.her_id: dict(party.processes) for party in address_parties(nation) if party.processes}


def _document(party: Party, names: dict[int, str]) -> Json:
    above = _NOBODY if party.parent is None else party.parent
    return {
        "HerId": party.her_id,
        "Type": _TYPES[party.kind],
        "Name": _name(party),
        "DisplayName": _name(party),
        "Active": True,
        "IsValidCommunicationParty": party.kind != "organisation",
        "Valid": {"From": _SINCE, "To": _FOR_EVER},
        "LastChanged": _CHANGED,
        "ParentHerId": above,
        "ParentName": names.get(above),
        "ParentOrganizationNumber": int(party.legal_entity.number or 0) if party.parent else None,
        "ElectronicAddresses": [_queue(kind, f"{_QUEUE_HOST}/{party.parent or party.her_id}_{name}", party) for kind, name in _QUEUES],
        "FutureElectronicAddresses": [],
        "PhysicalAddresses": _places(party.unit),
        **_own(party),
    }


def _with_system(document: Json, address: str | None) -> Json:
    """Say that a party's system speaks FHIR."""
    if address is None:
        return document
    own = {"Address": address, "Inherited": False, "LastChanged": _CHANGED, "Type": _code("9044", *_FHIR), "TypeCodeValue": _FHIR[0]}
    return {**document, "ElectronicAddresses": [*document["ElectronicAddresses"], own]}


def _own(party: Party) -> Json:
    """Write what only a party of this kind has."""
    if party.doctor is not None:
        name = party.doctor.name
        hpr = {"HPRNo": party.doctor.hpr, "HPRNumber": int(party.doctor.hpr or 0), "Authorizations": None}
        person = {"FirstName": name.given, "MiddleName": None, "LastName": name.family, "CitizenId": None, "HPRInformation": hpr}
        return {"Person": person, "Title": None}
    if party.kind == "service" and party.unit.service:
        return {"Code": _code(*party.unit.service), "LocationDescription": None, "CoverageAreas": None}
    return {"OrganizationNumber": int(party.unit.number or 0), "Departments": None, "Services": None, "People": None}


def _name(party: Party) -> str:
    return str(party.doctor.name) if party.doctor else party.unit.name


def _queue(kind: str, address: str, party: Party) -> Json:
    inherited = party.parent is not None
    return {"Address": address, "Inherited": inherited, "LastChanged": _CHANGED, "Type": _code("9044", kind, kind), "TypeCodeValue": kind}


def _places(unit: Organisation) -> list[Json]:
    if not unit.postal_code:
        return []
    kind = _code("3401", "RES", "Besøksadresse")
    place = {"City": unit.city.upper(), "PostalCode": int(unit.postal_code), "StreetAddress": None, "Postbox": None, "Country": None}
    return [{**place, "Inherited": False, "LastChanged": _CHANGED, "Type": kind, "TypeCodeValue": "RES"}]


def _code(system: str, code: str, text: str) -> Json:
    return {"Active": True, "CodeText": text, "CodeValue": code, "LongDescription": None, "OID": int(system), "SimpleType": None}
