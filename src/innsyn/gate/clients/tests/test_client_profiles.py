"""What machine clients write keeps the profiles it claims, and those its type must keep here."""

import json

from innsyn.fhir.profiles import Requirements
from innsyn.gate.clients.tests.samples import codes
from innsyn.gate.delivery.tests.samples import entry, post
from innsyn.gate.gate import Gate
from innsyn.gate.tests.samples import KEYS

ORGANISATION = "http://hl7.no/fhir/StructureDefinition/no-basis-Organization"


async def test_a_claimed_profile_is_kept_also_after_a_patch(callers, ours):
    claiming = {"resourceType": "Patient", "meta": {"profile": [ORGANISATION]}}
    assert codes(await callers.takes(ours, post(claiming))) == {0: ["invalid"]}
    patient = await callers.a_patient(ours)
    patch = entry("PATCH", f"Patient/{patient.id}", {"resourceType": "Parameters"})
    change = {0: lambda body: json.dumps(json.loads(body) | {"meta": {"profile": [ORGANISATION]}}).encode()}
    assert codes(await callers.takes(ours, patch, patches=change)) == {0: ["invalid"]}


async def test_a_required_profile_is_asked_of_every_resource_of_its_type(callers, ours):
    strict = Gate(callers.record, KEYS, requirements=Requirements({"Patient": (ORGANISATION,)})).clients
    plain = {"resourceType": "Patient"}
    assert codes(await callers.takes(ours, post(plain), gate=strict)) == {0: ["invalid"]}
    assert codes(await callers.takes(ours, post(plain))) == {}
