"""Someone who works in the health service as Practitioner and PractitionerRole: no-basis 2.0.17 and 2.0.0.

The person number is left out on purpose: these resources are read by everyone, and no reader needs it.
"""

from collections.abc import Iterator
from uuid import NAMESPACE_URL, uuid5

from innsyn.kernel.systems import ACCESS_FACT, HPR_NUMBER, PRACTITIONER_ROLE, PROFESSION
from innsyn.sandbox.people.nation import Nation
from innsyn.sandbox.people.personnel import CATEGORIES, Personnel, Post
from innsyn.sandbox.people.resources.reference import VOLVEN, Json, concept, human_name, organisation_ref, profile, reference

_FUNCTIONS = {"Fastlege": ("6", "Fastlege"), "Kreftkoordinator": ("17", "Kreftkoordinator"), "Demenskoordinator": ("18", "Koordinator")}
"""Volven 9034, the functions that occur here."""

_OFFICES = {
    "Personvernombud": "privacy-officer",
    "Personvernombod": "privacy-officer",
    "Journalsekretær": "registrar",
    "Regionalt kontor": "regional-office",
    "Fagdirektør": "policy-keeper",
}
"""Our own code for posts without a patient: what they may do is in docs/spec/access.md#AC-16."""

_ICT = {"Systemansvarlig": ("ict", "ICT professional")}
"""HL7's own code for those who look after an organisation's systems: they administer its machine clients."""


def practitioner(worker: Personnel) -> Json:
    """Write someone as Practitioner, with HPR number and authorisation where there is one."""
    resource: Json = {
        "resourceType": "Practitioner",
        "id": worker.key,
        "meta": profile("Practitioner"),
        "identifier": [_identifier(worker)],
        "active": True,
        "name": [human_name(worker.name)],
        "gender": worker.sex.value,
    }
    if worker.category:
        resource["qualification"] = [{"code": concept(PROFESSION, worker.category, CATEGORIES[worker.category])}]
    return resource


def roles(nation: Nation, worker: Personnel) -> Iterator[Json]:
    """Write each post of someone as PractitionerRole."""
    for post in worker.posts:
        yield _role(nation, worker, post)


def _identifier(worker: Personnel) -> Json:
    if worker.hpr:
        return {"use": "official", "system": HPR_NUMBER, "value": worker.hpr}
    local = uuid5(NAMESPACE_URL, f"urn:innsyn:sandbox:practitioner:{worker.key}")
    return {"use": "usual", "system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{local}"}


def _role(nation: Nation, worker: Personnel, post: Post) -> Json:
    unit = nation.organisations[post.organisation]
    resource: Json = {
        "resourceType": "PractitionerRole",
        "id": post.role,
        "meta": profile("PractitionerRole"),
        "active": True,
        "practitioner": reference("Practitioner", worker.key, str(worker.name)),
        "organization": organisation_ref(unit),
        "code": [_function(post.title)],
        "telecom": [{"system": "phone", "value": unit.phone, "use": "work"}],
    }
    if unit.service:
        system, code, name = unit.service
        resource["specialty"] = [concept(f"{VOLVEN}.{system}", code, name)]
        resource["healthcareService"] = [reference("HealthcareService", f"{unit.key}-tjeneste", unit.name)]
    return resource


def _function(title: str) -> Json:
    if title in _ICT:
        return {**concept(PRACTITIONER_ROLE, *_ICT[title]), "text": title}
    if title in _OFFICES:
        return {**concept(ACCESS_FACT, _OFFICES[title], title), "text": title}
    return concept(f"{VOLVEN}.9034", *_FUNCTIONS[title]) if title in _FUNCTIONS else {"text": title}
