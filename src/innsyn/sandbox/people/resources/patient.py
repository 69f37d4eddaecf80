"""A person as Patient: no-basis-Patient 2.0.10, address as no-basis-Address."""

from innsyn.kernel.systems import D_NUMBER, PERSON_NUMBER
from innsyn.sandbox.people.nation import Nation
from innsyn.sandbox.people.person import Address, Person
from innsyn.sandbox.people.resources.reference import (
    Json,
    concept,
    extension,
    human_name,
    may_show_address,
    organisation_ref,
    profile,
    role_ref,
)

_MUNICIPALITIES = "https://register.geonorge.no/subregister/sosi-kodelister/kartverket/kommunenummer-alle"
_CITIZENSHIP = "http://hl7.org/fhir/StructureDefinition/patient-citizenship"
_MARITAL = "http://terminology.hl7.org/CodeSystem/v3-MaritalStatus"
_MARITAL_CODES = {
    "unmarried": ("S", "Never Married"),
    "married": ("M", "Married"),
    "widowed": ("W", "Widowed"),
    "divorced": ("D", "Divorced"),
    "separated": ("L", "Legally Separated"),
    "registered_partner": ("T", "Domestic partner"),
}
_LANGUAGES = {
    "nb": "Bokmål",
    "nn": "Nynorsk",
    "se": "Nordsamisk",
    "en": "Engelsk",
    "so": "Somali",
    "ar": "Arabisk",
    "pl": "Polsk",
    "uk": "Ukrainsk",
}
_CONFIDENTIALITY = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"


def patient(nation: Nation, person: Person) -> Json:
    """Write someone as Patient. Under address protection neither address nor telephone is written, and it is marked restricted."""
    resource: Json = {
        "resourceType": "Patient",
        "id": person.key,
        "meta": profile("Patient"),
        "extension": [_citizenship(person)],
        "identifier": [{"use": "official", "system": _number_system(person), "value": person.number}],
        "active": True,
        "name": [human_name(person.name)],
        "gender": person.sex.value,
        "birthDate": person.born_on.isoformat(),
        "maritalStatus": concept(_MARITAL, *_MARITAL_CODES[person.marital_status]),
        "communication": [{"language": concept("urn:ietf:bcp:47", person.language, _LANGUAGES[person.language]), "preferred": True}],
        "generalPractitioner": [
            role_ref(nation.personnel[person.gp], person.gp_office),
            organisation_ref(nation.organisations[person.gp_office]),
        ],
    }
    return resource | _contact(person) | _death(person)


def _number_system(person: Person) -> str:
    return D_NUMBER if person.number_kind == "d_number" else PERSON_NUMBER


def _citizenship(person: Person) -> Json:
    country = {"url": "code", "valueCodeableConcept": {"coding": [{"system": "urn:iso:std:iso:3166", "code": person.citizenship}]}}
    return {"url": _CITIZENSHIP, "extension": [country]}


def _contact(person: Person) -> Json:
    if not may_show_address(person):
        return {"meta": profile("Patient") | {"security": [{"system": _CONFIDENTIALITY, "code": "R", "display": "restricted"}]}}
    telecom = [{"system": "phone", "value": person.phone, "use": "mobile"}] if person.phone else []
    telecom += [{"system": "email", "value": person.email, "use": "home"}] if person.email else []
    return ({"telecom": telecom} if telecom else {}) | {"address": [_address(person.address)]}


def _address(address: Address) -> Json:
    municipality = address.municipality
    code = {"system": _MUNICIPALITIES, "code": municipality.number, "display": municipality.name}
    return {
        "extension": [extension("address-official", valueBoolean=True)],
        "use": "home",
        "type": "both",
        "line": [address.line],
        "city": address.city,
        "district": municipality.name,
        "_district": {"extension": [extension("municipalitycode", valueCoding=code)]},
        "state": municipality.county,
        "postalCode": address.postal_code,
        "country": "NO",
    }


def _death(person: Person) -> Json:
    return {"deceasedDateTime": person.died_on.isoformat()} if person.died_on else {}
