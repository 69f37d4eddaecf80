"""Random resources of the types that a portal lives from, with few values each, so that searches often meet them."""

from innsyn.kernel.systems import HPR_NUMBER, ICD_10, LOINC, ORGANISATION_NUMBER, UCUM

CODES = [(LOINC, "8480-6"), (LOINC, "8462-4"), (ICD_10, "I10"), (None, "lokal")]
IDENTIFIERS = [("http://example.no/a", "1"), ("http://example.no/a", "2"), ("http://example.no/b", "1"), (None, "1")]
TAGS = [("http://example.no/tags", "one"), ("http://example.no/tags", "two")]
DAYS = [
    "2026",
    "2026-05",
    "2026-05-17",
    "2026-05-16T22:30:00Z",
    "2026-05-17T10:00:00+02:00",
    "2026-05-17T08:00:00.500Z",
    "2025-12-31T23:30:00Z",
]
WORDS = ["Åse Bjørnstad", "ase", "bjørnstad", "Nordby, med komma", "50 % _ og \\", "Måling|a$b", "Ødegård", "ODEGARD"]
PLACES = ["http://example.no/a", "http://example.no/a/b", "urn:oid:1.2.3"]
NUMBERS = ["5", "5.0", "5.04", "5.4", "120", "-3.5"]
PEOPLE = [
    {"reference": "Practitioner/nina"},
    {"reference": "Practitioner/vera"},
    {"type": "Practitioner", "identifier": {"system": HPR_NUMBER, "value": "990000137"}},
    {"reference": "Organization/fjord"},
    {"type": "Organization", "identifier": {"system": ORGANISATION_NUMBER, "value": "974749025"}},
    {"display": "Ingen"},
]
TYPES = ("Observation", "DocumentReference", "Appointment", "Task", "MedicationRequest")


def without_nothing(resource):
    """The same without members that say nothing."""
    return {name: value for name, value in resource.items() if value not in (None, [], {})}


class Maker:
    """Makes resources about one patient by the chances it is given."""

    def __init__(self, random, subject):
        """subject: a Reference element to the patient."""
        self._random, self._subject = random, subject

    def make(self, type_):
        """Make one resource."""
        made = {"resourceType": type_, "meta": self._meta(), "identifier": self._some(self._identifier), **getattr(self, type_)()}
        return without_nothing(made)

    def Observation(self):  # noqa: N802 -- named for the type
        value = self._one([self._quantity_value, self._string_value, self._concept_value, dict])()
        return {
            "status": self._one(["final", "amended", "preliminary"]), "code": self._concept(), "subject": self._subject,
            "category": self._some(self._concept), "performer": self._some(self._person), **self._effective(), **value,
            "component": self._some(lambda: {"code": self._concept(), **self._quantity_value()}),
        }  # fmt: skip

    def DocumentReference(self):  # noqa: N802
        attachment = {
            "contentType": self._one(["text/plain", "application/pdf"]),
            "url": self._maybe(PLACES),
            "creation": self._maybe(DAYS),
        }
        return {
            "status": self._one(["current", "superseded"]), "subject": self._subject, "type": self._concept(),
            "category": self._some(self._concept), "date": self._maybe(DAYS[3:]), "description": self._maybe(WORDS),
            "custodian": self._maybe(PEOPLE[3:]), "author": self._some(self._person), "securityLabel": self._some(self._concept),
            "masterIdentifier": self._maybe([self._identifier()]), "content": [{"attachment": without_nothing(attachment)}],
            "context": without_nothing({"period": self._maybe([self._period()]), "event": self._some(self._concept)}),
        }  # fmt: skip

    def Appointment(self):  # noqa: N802
        took_part = [{"actor": self._subject, "status": self._one(["accepted", "needs-action"])}]
        took_part += self._some(lambda: {"actor": self._person(), "status": self._one(["accepted", "declined"])})
        return {
            "status": self._one(["booked", "cancelled"]), "start": self._maybe(DAYS[3:]), "participant": took_part,
            "serviceType": self._some(self._concept), "reasonCode": self._some(self._concept),
            "appointmentType": self._maybe([self._concept()]),
        }  # fmt: skip

    def Task(self):  # noqa: N802
        return {
            "status": self._one(["requested", "completed"]), "intent": self._one(["order", "plan"]), "for": self._subject,
            "code": self._maybe([self._concept()]), "businessStatus": self._maybe([self._concept()]), "owner": self._maybe(PEOPLE),
            "requester": self._maybe(PEOPLE), "authoredOn": self._maybe(DAYS), "lastModified": self._maybe(DAYS),
            "executionPeriod": self._maybe([self._period()]), "groupIdentifier": self._maybe([self._identifier()]),
            "priority": self._maybe(["routine", "urgent"]),
        }  # fmt: skip

    def MedicationRequest(self):  # noqa: N802
        timed = {"timing": {"event": [self._one(DAYS)]}} if self._random.random() < 0.5 else {}
        return {
            "status": self._one(["active", "stopped"]), "intent": self._one(["order", "plan"]), "subject": self._subject,
            "medicationCodeableConcept": self._concept(), "authoredOn": self._maybe(DAYS), "requester": self._maybe(PEOPLE),
            "dosageInstruction": [timed] if timed else [], "priority": self._maybe(["routine", "urgent"]),
        }  # fmt: skip

    def Patient(self):  # noqa: N802
        name = {"family": self._maybe(WORDS), "given": self._some(lambda: self._one(WORDS)), "text": self._maybe(WORDS)}
        return {
            "name": [without_nothing(name)], "gender": self._maybe(["female", "male", "unknown"]),
            "birthDate": self._maybe(["1980", "1980-02", "1980-02-03"]),
            "active": self._maybe([True, False]),
            "address": self._some(lambda: {"city": self._one(WORDS), "postalCode": "0150", "use": "home"}),
            "telecom": self._some(lambda: {"system": self._one(["phone", "email"]), "value": self._one(["22225555", "a@example.no"])}),
            "deceasedBoolean": self._maybe([True, False]),
        }  # fmt: skip

    def _meta(self):
        tags = self._some(lambda: self._coding(TAGS))
        return without_nothing({"tag": tags, "profile": self._some(lambda: self._one(PLACES)), "source": self._maybe(PLACES)})

    def _one(self, values):
        return self._random.choice(values)

    def _maybe(self, values):
        return self._one(values) if self._random.random() < 0.7 else None

    def _some(self, make):
        return [make() for _ in range(self._random.choice((0, 1, 1, 2)))]

    def _coding(self, codes):
        system, code = self._one(codes)
        shown = self._maybe(["Blodtrykk over", "Noe annet"])
        return without_nothing({"system": system, "code": code, "display": shown})

    def _concept(self):
        return without_nothing({"coding": self._some(lambda: self._coding(CODES)), "text": self._maybe(WORDS)}) or {"text": "Noe"}

    def _identifier(self):
        system, value = self._one(IDENTIFIERS)
        kind = {"coding": [{"system": "http://example.no/types", "code": self._one(["MR", "XX"])}]}
        return without_nothing({"system": system, "value": value, "type": self._maybe([kind])})

    def _person(self):
        return self._one(PEOPLE)

    def _period(self):
        start, end = sorted([self._one(DAYS[:3]), self._one(DAYS[:3])], key=len, reverse=True)
        return without_nothing({"start": self._maybe([start]), "end": self._maybe([end])})

    def _effective(self):
        if self._random.random() < 0.3:
            return {"effectivePeriod": self._period()}
        return {"effectiveDateTime": self._maybe(DAYS)}

    def _quantity_value(self):
        unit = self._one([{"system": UCUM, "code": "mm[Hg]", "unit": "mmHg"}, {"unit": "mmHg"}, {"system": UCUM, "code": "mg"}])
        return {"valueQuantity": {"value": float(self._one(NUMBERS)), **unit}}

    def _string_value(self):
        return {"valueString": self._one(WORDS)}

    def _concept_value(self):
        return {"valueCodeableConcept": self._concept()}
