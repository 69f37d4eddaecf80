"""A person's relatives as RelatedPerson: no-basis-RelatedPerson 2.0.15. The relation reads from relative to patient."""

from collections.abc import Iterator

from innsyn.sandbox.people.nation import Nation
from innsyn.sandbox.people.person import Person, Relative
from innsyn.sandbox.people.resources.reference import Json, concept, human_name, may_show_address, patient_ref, profile

_FAMILY = "http://hl7.no/fhir/CodeSystem/no-basis-family-relation"
_KINSHIP = {
    "mother": ("mor", "Mor"),
    "father": ("far", "Far"),
    "co_mother": ("medmor", "Medmor"),
    "child": ("barn", "Barn"),
    "sibling": ("søsken", "Søsken"),
    "partner": ("ektefelleEllerPartner", "Ektefelle eller partner"),
}
_NEXT_OF_KIN = {"system": "http://terminology.hl7.org/CodeSystem/v2-0131", "code": "N", "display": "Next-of-Kin"}
_ORDER = ("partner", "mother", "father", "co_mother", "child", "sibling")
_OF_AGE = 18


def relatives(nation: Nation, person: Person) -> Iterator[Json]:
    """Write the living relatives of someone. The nearest grown-up is marked as next of kin (nærmeste pårørende)."""
    ties = [tie for tie in sorted(person.family, key=lambda tie: _ORDER.index(tie.kinship)) if nation.people[tie.key].died_on is None]
    nearest = next((tie.key for tie in ties if nation.people[tie.key].age(nation.today) >= _OF_AGE), None)
    for tie in ties:
        yield _related_person(person, nation.people[tie.key], tie, is_nearest=tie.key == nearest)


def _related_person(person: Person, relative: Person, tie: Relative, *, is_nearest: bool) -> Json:
    relationship = [concept(_FAMILY, *_KINSHIP[tie.kinship])]
    if is_nearest:
        relationship.append({"coding": [_NEXT_OF_KIN], "text": "Nærmeste pårørende"})
    resource: Json = {
        "resourceType": "RelatedPerson",
        "id": f"{person.key}-{tie.kinship.replace('_', '-')}-{relative.key}",
        "meta": profile("RelatedPerson"),
        "active": True,
        "patient": patient_ref(person),
        "relationship": relationship,
        "name": [human_name(relative.name)],
        "gender": relative.sex.value,
    }
    if relative.phone and may_show_address(relative):
        resource["telecom"] = [{"system": "phone", "value": relative.phone, "use": "mobile"}]
    return resource
