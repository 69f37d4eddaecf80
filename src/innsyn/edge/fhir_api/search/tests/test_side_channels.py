"""A search tells nothing of what the client may not see: not by what is found, counted, sorted, paged or brought along, nor by an error.

The cases begin at leaks that users found in other servers: values inferred through `_has` (hapi-fhir 6065), `_source` reaching into other
tenants (2853), page links that worked for strangers (3357, 7888), totals that counted what was hidden (1507, 2012), answers of one tenant
given to another (2220), and includes that left the compartment (microsoft/fhir-server 5683).
"""

import asyncio

import pytest

from innsyn.edge.fhir_api.search import SearchAnswer, searchset
from innsyn.edge.fhir_api.search.tests.samples import along, matches, observation
from innsyn.edge.fhir_api.search.tests.test_chains import provenance
from innsyn.gate.tests.samples import OTHER_TRUST, TRUST
from innsyn.kernel.systems import PERSON_NUMBER

TAG = {"system": "http://example.no/tags", "code": "watched"}
META = {"tag": [TAG], "source": "http://example.no/source", "profile": ["http://example.no/profile"]}
LABEL = {"security": [{"system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "code": "R"}]}


@pytest.fixture(scope="session")
async def signe(search_world):
    """A patient whom the other trust keeps, with two observations of its own; one points at what the first trust will write."""
    owner, id_, number = await search_world.arrives(organisation=OTHER_TRUST, name="Signe Skjermet")
    hidden_id = f"{id_}-0000000000001"
    own = [
        observation(id_, "8480-6", 120, meta=META, effectiveDateTime="2026-05-01", derivedFrom=[{"reference": f"Observation/{hidden_id}"}]),
        observation(id_, "8480-6", 130, meta=META, effectiveDateTime="2026-05-03"),
    ]
    stored = await search_world.puts(owner, *own, organisation=OTHER_TRUST)
    return {"owner": owner, "id": id_, "number": number, "own": [one.id for one in stored], "hidden": hidden_id}


def questions(signe):
    """Searches by which somebody might try to learn of what the first trust keeps of the same patient."""
    patient, first = signe["id"], signe["own"][0]
    return [
        f"Observation?patient={patient}",
        f"Observation?patient={patient}&_total=accurate",
        f"Observation?patient={patient}&_summary=count",
        f"Observation?patient={patient}&_count=1",
        f"Observation?patient={patient}&_count=2&_total=accurate",
        f"Observation?patient={patient}&_sort=date",
        f"Observation?patient={patient}&_sort=-value-quantity&_count=1",
        f"Observation?patient={patient}&value-quantity=gt150",
        f"Observation?patient={patient}&code:not=8480-6",
        f"Observation?patient={patient}&note-or-nothing=x&code=8462-4",
        f"Observation?patient={patient}&specimen:missing=true",
        f"Observation?patient={patient}&device:missing=false",
        f"Observation?patient={patient}&_security=R",
        f"Observation?patient={patient}&_security:not=R",
        f"Observation?patient={patient}&_lastUpdated=gt2020",
        f"Observation?_id={signe['hidden']}",
        f"Observation?_id={signe['hidden']},{first}&_total=accurate",
        "Observation?_source=http://example.no/source&code=http://loinc.org|8480-6",
        "Observation?_tag=http://example.no/tags|watched&code=http://loinc.org|8480-6",
        "Observation?_profile=http://example.no/profile&code=http://loinc.org|8480-6",
        "Observation?code=http://loinc.org|8480-6&value-quantity=185&_total=accurate",
        f"Observation?patient={patient}&derived-from.value-quantity=185",
        f"Observation?patient={patient}&derived-from.status=final",
        f"Observation?patient={patient}&derived-from:Observation.code=8480-6",
        f"Observation?patient={patient}&encounter.class=AMB",
        f"Observation?patient={patient}&_has:Provenance:target:agent=Practitioner/nina",
        f"Observation?patient={patient}&_has:Observation:derived-from:status=final",
        f"Patient?_id={patient}&_has:Observation:patient:value-quantity=gt150",
        f"Patient?_id={patient}&_has:Observation:patient:device:missing=false",
        f"Patient?_id={patient}&_has:Observation:patient:_has:Provenance:target:agent=Practitioner/nina",
        f"Observation?_id={first}&_include=Observation:derived-from",
        f"Observation?_id={first}&_include=*&_include:iterate=*",
        f"Observation?_id={first}&_revinclude=Provenance:target&_revinclude=Observation:derived-from",
        f"Patient?_id={patient}&_revinclude=Observation:patient&_revinclude:iterate=Provenance:target",
        f"Patient?_id={patient}&_revinclude=Encounter:patient",
        f"Patient/{patient}/*",
        f"Patient/{patient}/Observation?_total=accurate",
        f"Patient/{patient}/*?_type=Observation,Encounter&_sort=_lastUpdated",
        "Practitioner?_id=nina&_revinclude=Observation:performer",
        "Practitioner?_id=nina&_has:Observation:performer:value-quantity=185",
        f"Observation?_list={patient}-0000000000002",
        f"Observation?encounter=Encounter/{patient}-0000000000003",
        f"?_type=Patient,Observation,Encounter&_id={patient},{signe['hidden']}&_total=accurate",
    ]


async def answers(world, signe, client):
    """Ask everything. Returns for each question what is said, letter by letter."""
    found = {}
    for url in questions(signe):
        answer = await world.asks(url, client=client)
        found[url] = searchset(answer) if isinstance(answer, SearchAnswer) else repr(answer)
    form = [("patient.identifier", f"{PERSON_NUMBER}|{signe['number']}"), ("_total", "accurate")]
    found["posted"] = searchset(await world.asks("Observation/_search", client=client, form=form))
    return found


async def test_what_another_trust_writes_changes_no_answer(search_world, signe):
    stranger, keeper = await search_world.client(OTHER_TRUST), await search_world.client(TRUST)
    before, kept_before = await answers(search_world, signe, stranger), await answers(search_world, signe, keeper)
    await _writes_what_is_hidden(search_world, signe)
    after, kept_after = await answers(search_world, signe, stranger), await answers(search_world, signe, keeper)
    assert {url for url in before if before[url] != after[url]} == set()
    changed = {url for url in kept_before if kept_before[url] != kept_after[url]}
    assert len(changed) > len(before) // 2, "whoever keeps it does see it"


async def _writes_what_is_hidden(world, signe):
    from innsyn.gate.tests.samples import keep

    patient, first = signe["id"], signe["own"][0]
    hidden = observation(patient, "8480-6", 185, meta=META | LABEL, effectiveDateTime="2026-05-02", id=signe["hidden"])
    hidden |= {"performer": [{"reference": "Practitioner/nina"}], "derivedFrom": [{"reference": f"Observation/{first}"}]}
    hidden |= {"device": {"display": "Manometer", "identifier": {"system": "http://example.no/devices", "value": "7"}}}
    hidden["encounter"] = {"reference": f"Encounter/{patient}-0000000000003"}
    other = observation(patient, "8462-4", 99, effectiveDateTime="2026-05-04", id=f"{patient}-0000000000004")
    listed = {
        "resourceType": "List", "id": f"{patient}-0000000000002", "status": "current", "mode": "working",
        "subject": {"reference": f"Patient/{patient}"}, "entry": [{"item": {"reference": f"Observation/{first}"}}],
    }  # fmt: skip
    met = {"resourceType": "Encounter", "id": f"{patient}-0000000000003", "status": "finished", "class": {"code": "AMB"},
           "subject": {"reference": f"Patient/{patient}"}}  # fmt: skip
    proof = provenance(first, "Practitioner/nina") | {"id": f"{patient}-0000000000005"}
    await world.writes(signe["owner"], [keep(one) for one in (hidden, other, listed, met, proof)], organisation=TRUST)


async def test_a_token_without_scope_for_observations_learns_nothing_of_them_through_its_patients(search_world):
    owner, id_, _ = await search_world.arrives()
    await search_world.puts(owner, observation(id_, value=185))
    blind = await search_world.client(scopes="system/Patient.rs")
    for asked in ("value-quantity=gt150", "value-quantity=lt150", "status=final", "device:missing=true"):
        assert await search_world.ids(f"Patient?_id={id_}&_has:Observation:patient:{asked}", client=blind) == []
    bundle = await search_world.bundle(f"Patient?_id={id_}&_revinclude=Observation:patient", client=blind)
    assert (matches(bundle), along(bundle)) == ([id_], [])
    assert await search_world.ids(f"Patient?_id={id_}&_has:Observation:patient:value-quantity=gt150") == [id_]


async def test_a_chain_through_a_type_out_of_scope_finds_nothing(search_world):
    owner, id_, _ = await search_world.arrives(name="Kirsten Kjede")
    (stored,) = await search_world.puts(owner, observation(id_))
    blind = await search_world.client(scopes="system/Observation.rs")
    assert await search_world.ids(f"Observation?_id={stored.id}&patient.name=Kirsten", client=blind) == []
    assert along(await search_world.bundle(f"Observation?_id={stored.id}&_include=Observation:patient", client=blind)) == []
    assert await search_world.ids(f"Observation?_id={stored.id}&patient.name=Kirsten") == [stored.id]


async def test_what_is_out_of_scope_is_refused_in_the_same_words_whether_it_is_there_or_not(search_world):
    owner, id_, _ = await search_world.arrives()
    (stored,) = await search_world.puts(owner, observation(id_))
    blind = await search_world.client(scopes="system/Patient.rs")
    there = await search_world.asks(f"Observation?_id={stored.id}", client=blind)
    not_there = await search_world.asks(f"Observation?_id={id_}-000000000000z", client=blind)
    assert there == not_there


async def test_an_unknown_patient_and_one_kept_by_others_look_the_same(search_world):
    _, id_, _ = await search_world.arrives(organisation=OTHER_TRUST)
    for asked in (
        "Observation?patient={}",
        "Observation?patient={}&_total=accurate",
        "Patient?_id={}",
        "Patient/{}/*",
        "Patient/{}/Observation",
    ):
        hidden = await search_world.bundle(asked.format(id_))
        absent = await search_world.bundle(asked.format("no-such-patient"))
        hidden.pop("link")
        absent.pop("link")
        assert hidden == absent, asked


async def test_two_clients_that_ask_the_same_at_the_same_moment_get_each_their_own(search_world, signe):
    clients = [await search_world.client(TRUST), await search_world.client(OTHER_TRUST)] * 4
    url = "Observation?code=http://loinc.org|8480-6&_count=500"
    found = await asyncio.gather(*(search_world.ids(url, client=client) for client in clients))
    assert set(signe["own"]) <= set(found[1])
    assert not set(found[0]) & set(found[1])
    assert all(one == found[index % 2] for index, one in enumerate(found))
