"""The simulated address register asked by a client made by hand: who may ask, what it tells, its events and switches, and its faults."""

import json
import secrets
from dataclasses import dataclass

import httpx
import pytest
from lxml import etree

from innsyn.kernel.clock import SteppingClock, instant
from innsyn.sandbox.simulators import address_register
from innsyn.sandbox.simulators.address_register import Certificates, Fault, Register
from innsyn.sandbox.simulators.address_register.register import BEGINNING, PAGE

START = instant("2026-11-22T08:00:00+00:00")
BASE = "https://register.example"
OFFICE, DOCTOR, WITHOUT = 99000016, 99000017, 99000018
E_CONTACT, E_CONSULTATION = "Dialog_Innbygger_Ekontakt", "Dialog_Innbygger_Ekonsultasjon"
TNS = "{http://www.oasis-open.org/committees/ebxml-cppa/schema/cpp-cpa-2_0.xsd}"


def document(her_id, kind, parent):
    queue = {"TypeCodeValue": "E_SB_ASYNC", "Address": f"tb.example/Sandbox/{OFFICE}_async", "Inherited": parent > 0}
    return {
        "HerId": her_id,
        "Type": kind,
        "Name": "Prøve",
        "ParentHerId": parent,
        "ElectronicAddresses": [queue],
        "OrganizationNumber": 290000004,
    }


DOCUMENTS = {
    OFFICE: document(OFFICE, "Organization", -1),
    DOCTOR: document(DOCTOR, "Person", OFFICE),
    WITHOUT: document(WITHOUT, "Person", OFFICE),
}


@dataclass
class Wire:
    """A register and a client in front of it."""

    http: httpx.AsyncClient
    register: Register
    faults: set

    async def get(self, path, shown="ours", **query):
        """Read something."""
        return await self.http.get(f"{BASE}{path}", params=query, headers={"Authorization": f"Bearer {shown}"})

    async def switch(self, **asked):
        """Switch something, the sandbox's way."""
        return await self.http.post(f"{BASE}/switches", json=asked)

    async def events(self, after=BEGINNING):
        """Read a page of events."""
        return (await self.get("/CommunicationPartyEvents", EventId=after)).json()

    async def processes(self, her_id):
        """Read what a party takes part in; None when it has no profile."""
        answer = await self.get(f"/Profiles/{her_id}")
        if answer.status_code == 404:
            return None
        specified = etree.fromstring(answer.content).iter(f"{TNS}ProcessSpecification")
        return {each.get(f"{TNS}name"): each.get(f"{TNS}version") for each in specified}


@pytest.fixture(scope="session")
def certificates(tmp_path_factory):
    return Certificates(tmp_path_factory.mktemp("certificates"), clock=lambda: START)


@pytest.fixture
def register_in(tmp_path):
    """Starts a register around the same folder: another process, or the next start."""

    def start():
        processes = {DOCTOR: {E_CONTACT: "1.2"}}
        return Register(DOCUMENTS, processes, folder=tmp_path, clock=SteppingClock(START), new_id=lambda: secrets.token_hex(8))

    return start


@pytest.fixture
async def wire(register_in, certificates):
    register, faults = register_in(), set()
    application = address_register.simulator(
        BASE, register, certificates, accepts=lambda token: token == "ours", faults=faults, slow_s=0.05
    )
    async with httpx.AsyncClient(transport=httpx.ASGITransport(application)) as http:
        yield Wire(http, register, faults)


@pytest.mark.parametrize("path", ["/CommunicationPartyExport", "/CommunicationPartyEvents", f"/Profiles/{DOCTOR}"])
async def test_nobody_is_answered_without_our_token(wire, path):
    assert (await wire.http.get(BASE + path)).status_code == 401
    assert (await wire.get(path, shown="theirs")).status_code == 401
    assert (await wire.get(path)).status_code == 200


async def test_export_holds_every_party_and_where_to_go_on(wire):
    content = (await wire.get("/CommunicationPartyExport")).json()
    assert [each["HerId"] for each in content["CommunicationParties"]] == [OFFICE, DOCTOR, WITHOUT]
    assert (await wire.events(content["LastEventId"]))["CommunicationParties"] == []


async def test_profile_names_its_owner_its_processes_and_two_certificates(wire):
    party = etree.fromstring((await wire.get(f"/Profiles/{DOCTOR}")).content).find(f"{TNS}PartyInfo")
    assert (party.find(f"{TNS}PartyId").text, await wire.processes(DOCTOR)) == (str(DOCTOR), {E_CONTACT: "1.2"})
    assert [each.get(f"{TNS}certId") for each in party.iter(f"{TNS}Certificate")] == [f"encryption_{DOCTOR}", f"signature_{DOCTOR}"]
    assert [each.get(f"{TNS}uri") for each in party.iter(f"{TNS}Endpoint")] == [f"tb.example/Sandbox/{OFFICE}_async"]


async def test_doctor_and_office_have_the_same_certificate_after_a_restart_too(certificates, tmp_path):
    assert certificates.of(OFFICE, "encryption") == certificates.of(OFFICE, "encryption") != certificates.of(OFFICE, "signature")
    first = Certificates(tmp_path, clock=lambda: START).of(OFFICE, "signature")
    assert Certificates(tmp_path, clock=lambda: START).of(OFFICE, "signature") == first
    assert all(path.stat().st_mode & 0o077 == 0 for path in tmp_path.iterdir())


@pytest.mark.parametrize("her_id", [WITHOUT, OFFICE, 88])
async def test_party_without_processes_and_nobody_have_no_profile(wire, her_id):
    assert (await wire.get(f"/Profiles/{her_id}")).status_code == 404


async def test_switch_off_and_on_is_seen_in_the_profile_and_each_is_an_event(wire):
    assert (await wire.switch(herId=DOCTOR, process=E_CONSULTATION, isOn=True)).status_code == 200
    assert await wire.processes(DOCTOR) == {E_CONTACT: "1.2", E_CONSULTATION: "1.2"}
    told = (await wire.switch(herId=DOCTOR, process=E_CONTACT, isOn=False)).json()
    assert await wire.processes(DOCTOR) == {E_CONSULTATION: "1.2"}
    events = (await wire.events())["CommunicationParties"]
    assert [(each["HerId"], each["EventType"], each["OrgNr"]) for each in events] == [(DOCTOR, "CommunicationPartyUpdated", 290000004)] * 2
    assert events[-1]["EventId"] == told["eventId"]


async def test_older_version_can_be_switched_on(wire):
    await wire.switch(herId=DOCTOR, process=E_CONTACT, isOn=True, version="1.1")
    assert await wire.processes(DOCTOR) == {E_CONTACT: "1.1"}


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"herId": 88, "process": E_CONTACT, "isOn": False}, 404),
        ({"herId": str(DOCTOR), "process": E_CONTACT, "isOn": False}, 404),
        ({"herId": DOCTOR, "process": "Dialog_Innbygger_Noe", "isOn": True}, 400),
        ({"herId": DOCTOR, "process": "Dialog_Innbygger_Noe", "isOn": False}, 400),
        ({"herId": DOCTOR, "process": E_CONTACT, "isOn": "no"}, 400),
        ({"herId": DOCTOR, "process": E_CONTACT}, 400),
        ({"process": E_CONTACT, "isOn": True}, 400),
        ({}, 400),
    ],
    ids=str,
)
async def test_switch_that_cannot_be_made_changes_nothing(wire, asked, status):
    assert (await wire.switch(**asked)).status_code == status
    assert wire.register.last == BEGINNING


@pytest.mark.parametrize("body", [b"[]", b"1", b"{", b"\xff"])
async def test_body_that_is_no_switch_is_refused(wire, body):
    answer = await wire.http.post(f"{BASE}/switches", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400


async def test_switch_from_a_form_on_somebodys_page_is_refused(wire):
    text = json.dumps({"herId": DOCTOR, "process": E_CONTACT, "isOn": False})
    assert (await wire.http.post(f"{BASE}/switches", content=text, headers={"Content-Type": "text/plain"})).status_code == 400
    assert wire.register.last == BEGINNING


async def connect(wire, body, content_type="application/json"):
    return (await wire.http.post(f"{BASE}/systems", content=json.dumps(body), headers={"Content-Type": content_type})).status_code


async def test_an_organisation_gets_a_system_for_everybody_below_it_and_loses_it_again(wire):
    number = DOCUMENTS[OFFICE]["OrganizationNumber"]
    assert await connect(wire, {"organisation": str(number), "address": "https://clinic.example"}) == 200
    changed = {each["HerId"]: each["CommunicationParty"]["ElectronicAddresses"] for each in (await wire.events())["CommunicationParties"]}
    assert {OFFICE, DOCTOR} <= changed.keys()
    assert all(addresses[-1]["TypeCodeValue"] == "E_FHIR" for addresses in changed.values())
    assert await connect(wire, {"organisation": str(number), "address": ""}) == 200
    assert [each["TypeCodeValue"] for each in wire.register.document(DOCTOR)["ElectronicAddresses"]] == ["E_SB_ASYNC"]


async def test_system_for_nobody_or_from_a_form_is_refused(wire):
    number = DOCUMENTS[OFFICE]["OrganizationNumber"]
    assert await connect(wire, {"organisation": "1", "address": "https://clinic.example"}) == 404
    assert await connect(wire, {"organisation": str(number), "address": 1}) == 400
    assert await connect(wire, {"organisation": str(number)}) == 400
    assert await connect(wire, {"organisation": str(number), "address": "https://clinic.example"}, "text/plain") == 400
    assert wire.register.last == BEGINNING


async def test_new_party_is_created_and_a_changed_one_updated(wire):
    wire.register.put(document(99000019, "Service", OFFICE), {E_CONTACT: "1.2"})
    wire.register.put({**DOCUMENTS[DOCTOR], "Active": False})
    events = (await wire.events())["CommunicationParties"]
    assert [each["EventType"] for each in events] == ["CommunicationPartyCreated", "CommunicationPartyUpdated"]
    assert events[1]["CommunicationParty"]["Active"] is False
    assert await wire.processes(DOCTOR) == {E_CONTACT: "1.2"}, "what it takes part in is left as it was"


async def test_page_of_events_names_the_next_one(wire):
    for _ in range(PAGE + 1):
        wire.register.put(DOCUMENTS[DOCTOR])
    first = await wire.events()
    last = first["CommunicationParties"][-1]["EventId"]
    assert (len(first["CommunicationParties"]), first["Links"]["Next"]["Href"]) == (PAGE, f"{BASE}/CommunicationPartyEvents?EventId={last}")
    second = await wire.events(last)
    assert (len(second["CommunicationParties"]), second["Links"]["Next"]) == (1, None)


async def test_event_nobody_knows_is_not_found(wire):
    assert (await wire.get("/CommunicationPartyEvents", EventId="another")).status_code == 404


async def test_every_process_and_the_next_start_tell_the_same_story(register_in):
    one, other = register_in(), register_in()
    one.switch(DOCTOR, E_CONTACT, None)
    other.switch(DOCTOR, E_CONSULTATION, "1.2")
    one.switch(WITHOUT, E_CONTACT, "1.2")
    told = [(each.last, each.processes(DOCTOR), each.processes(WITHOUT)) for each in (one, other, register_in())]
    assert told == [told[0]] * 3
    assert told[0][1:] == ({E_CONSULTATION: "1.2"}, {E_CONTACT: "1.2"})


@pytest.mark.parametrize(
    ("fault", "export", "events", "profile"),
    [
        (Fault.DOWN, 503, 503, 503),
        (Fault.EVENTS_DOWN, 200, 503, 200),
        (Fault.EVENTS_FORGOTTEN, 200, 404, 200),
        (Fault.PROFILES_DOWN, 200, 200, 503),
    ],
)
async def test_register_fails_as_it_is_told(wire, fault, export, events, profile):
    wire.faults.add(fault)
    paths = ("/CommunicationPartyExport", "/CommunicationPartyEvents", f"/Profiles/{DOCTOR}")
    assert [(await wire.get(path)).status_code for path in paths] == [export, events, profile]


async def test_answer_can_break_off_and_be_about_another(wire):
    wire.faults.add(Fault.WRONG_PARTY)
    assert str(DOCTOR) not in etree.fromstring((await wire.get(f"/Profiles/{DOCTOR}")).content).find(f"{TNS}PartyInfo/{TNS}PartyId").text
    wire.faults.add(Fault.BROKEN_OFF)
    with pytest.raises(ValueError):
        (await wire.get("/CommunicationPartyExport")).json()
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring((await wire.get(f"/Profiles/{DOCTOR}")).content)
