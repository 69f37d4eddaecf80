"""Over the wire, what a patient has shielded from an organisation is nowhere: not found, counted, included, pointed through or kept."""

import pytest

from innsyn.gate.tests.decisions import lifts, shields
from innsyn.gate.tests.samples import TRUST, a_number, patient

FHIR = {"content-type": "application/fhir+json"}
CODE = "http://loinc.org|718-7"


class Chart:
    """A Patient with a report, the Observation it rests on, and another Observation."""

    def __init__(self, world, journal, number):
        self.world, self.journal, self.number = world, journal, number

    async def settle(self):
        """Write it."""
        self.patient = await self.made(patient(self.number))
        coded = {"coding": [{"system": "http://loinc.org", "code": "718-7"}]}
        about = {"subject": {"reference": f"Patient/{self.patient}"}, "status": "final"}
        self.result = await self.made({"resourceType": "Observation", "code": coded, **about})
        self.other = await self.made({"resourceType": "Observation", "code": {"text": "Puls"}, **about})
        report = {"resourceType": "DiagnosticReport", "code": {"text": "Svar"}, **about}
        self.report = await self.made({**report, "result": [{"reference": f"Observation/{self.result}"}]})
        self.visit = await self.world.citizen(self.number)
        return self

    async def made(self, resource):
        """Create a resource. Returns its id."""
        answer = await self.journal.post(f"/{resource['resourceType']}", json=resource, headers=FHIR)
        assert answer.status_code == 201, answer.text
        return answer.json()["id"]

    async def shows(self, address):
        """Say the ids of everything an answer holds, and the total it tells."""
        answer = await self.journal.get(address)
        assert answer.status_code == 200, answer.text
        told = answer.json()
        return {each["resource"]["id"] for each in told.get("entry", ())}, told.get("total")


@pytest.fixture
async def chart(world, journal):
    return await Chart(world, journal, a_number()).settle()


ADDRESSES = [
    "/Observation?patient={patient}&_total=accurate",
    "/Observation?patient={patient}&_summary=count",
    "/Observation?patient={patient}&_sort=code",
    "/Observation?_id={result}",
    "/DiagnosticReport?patient={patient}&_include=DiagnosticReport:result",
    "/Patient?_id={patient}&_revinclude=Observation:patient",
    "/Patient/{patient}/$everything",
    "/Patient/{patient}/Observation",
    "/Observation/{result}/_history",
]


@pytest.mark.parametrize("address", ADDRESSES)
async def test_what_is_shielded_is_in_no_answer_and_comes_back_when_it_is_lifted(world, chart, address):
    asked = address.format(patient=chart.patient, result=chart.result)
    before, total = await chart.shows(asked)
    assert chart.result in before or "count" in asked
    shield = await shields(world, chart.visit, organisations=(TRUST,), references=(f"Observation/{chart.result}",))
    if "_history" in asked:
        assert (await chart.journal.get(asked)).status_code == 404
    else:
        after, less = await chart.shows(asked)
        assert after == before - {chart.result}
        assert less is None or less == total - 1
    await lifts(world, chart.visit, shield)
    assert await chart.shows(asked) == (before, total)


async def test_what_is_shielded_is_read_by_no_id_or_version_and_looks_like_nothing(world, chart):
    await shields(world, chart.visit, organisations=(TRUST,), references=(f"Observation/{chart.result}",))
    absent = (await chart.journal.get("/Observation/nobody-has-this")).content
    for address in (f"/Observation/{chart.result}", f"/Observation/{chart.result}/_history/1"):
        answer = await chart.journal.get(address)
        assert (answer.status_code, answer.content) == (404, absent)


async def test_nothing_is_found_through_what_is_shielded(world, chart):
    asked = [
        f"/DiagnosticReport?patient={chart.patient}&result.code={CODE}",
        f"/Patient?_id={chart.patient}&_has:Observation:patient:code={CODE}",
    ]
    assert [bool((await chart.shows(each))[0]) for each in asked] == [True, True]
    await shields(world, chart.visit, organisations=(TRUST,), references=(f"Observation/{chart.result}",))
    assert [bool((await chart.shows(each))[0]) for each in asked] == [False, False]


async def test_a_record_shielded_whole_is_absent_in_every_answer(world, chart):
    await shields(world, chart.visit)
    for address in ADDRESSES:
        answer = await chart.journal.get(address.format(patient=chart.patient, result=chart.result))
        told = answer.json()
        assert answer.status_code == 404 or (told.get("total", 0) == 0 and not told.get("entry")), address


async def test_an_organisation_may_still_write_what_it_keeps_and_does_not_see_it(world, chart):
    await shields(world, chart.visit, organisations=(TRUST,))
    made = {"resourceType": "Observation", "status": "final", "code": {"text": "Ny"}, "subject": {"reference": f"Patient/{chart.patient}"}}
    answer = await chart.journal.post("/Observation", json=made, headers=FHIR)
    assert answer.status_code == 201
    assert (await chart.journal.get(f"/Observation/{answer.json()['id']}")).status_code == 404
