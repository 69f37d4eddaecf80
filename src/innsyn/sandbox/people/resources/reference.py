"""The small shapes every resource is made of: references, codings, profiles."""

from typing import Any

from innsyn.sandbox.people.organisations import Organisation
from innsyn.sandbox.people.person import Person, PersonName, Protection
from innsyn.sandbox.people.personnel import Personnel

Json = dict[str, Any]

_PROFILE = "http://hl7.no/fhir/StructureDefinition/no-basis-"
VOLVEN = "urn:oid:2.16.578.1.12.4.1.1"


def profile(name: str) -> Json:
    """Claim a no-basis profile. name: its last part, such as `Patient`. Returns the resource's meta."""
    return {"profile": [f"{_PROFILE}{name}"]}


def extension(name: str, **value: Any) -> Json:
    """Build a no-basis extension. name: its last part. value: one `valueX` element."""
    return {"url": f"{_PROFILE}{name}", **value}


def coding(system: str, code: str, display: str) -> Json:
    """Build a Coding."""
    return {"system": system, "code": code, "display": display}


def concept(system: str, code: str, display: str) -> Json:
    """Build a CodeableConcept with one coding and its text."""
    return {"coding": [coding(system, code, display)], "text": display}


def reference(kind: str, key: str, display: str) -> Json:
    """Point at a resource of this world. kind: resource type. key: its id."""
    return {"reference": f"{kind}/{key}", "display": display}


def patient_ref(person: Person) -> Json:
    """Point at someone as patient, without a name: names stay where they are protected."""
    return {"reference": f"Patient/{person.key}"}


def organisation_ref(organisation: Organisation) -> Json:
    """Point at an organisation or unit."""
    return reference("Organization", organisation.key, organisation.name)


def role_ref(worker: Personnel, organisation: str) -> Json:
    """Point at someone in their post at a unit. organisation: key of the unit."""
    post = worker.post_at(organisation)
    return reference("PractitionerRole", post.role, f"{worker.name}, {post.title.lower()}")


def human_name(name: PersonName) -> Json:
    """Write a name as no-basis-HumanName: the middle name in its extension, never among the given names."""
    written: Json = {"use": "official", "family": name.family, "given": [name.given], "text": str(name)}
    if name.middle:
        written["extension"] = [extension("middlename", valueString=name.middle)]
    return written


def may_show_address(person: Person) -> bool:
    """Say whether address and telephone may be written down at all."""
    return person.protection is Protection.NONE
