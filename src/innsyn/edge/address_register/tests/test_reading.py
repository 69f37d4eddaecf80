"""Parties and profiles in the forms that are documented, and in forms that are not."""

import base64

import pytest

from innsyn.edge.address_register.parties import below, party
from innsyn.edge.address_register.profiles import profile
from innsyn.edge.address_register.reading import NotUnderstood
from innsyn.edge.address_register.tests.world import NOW
from innsyn.kernel.clock import instant
from innsyn.web.health_contacts.contact import ServiceCode

TNS = "http://www.oasis-open.org/committees/ebxml-cppa/schema/cpp-cpa-2_0.xsd"
SERVICE = {
    "HerId": 99000017,
    "Type": "Service",
    "Name": "Allmennlege",
    "DisplayName": None,
    "Active": True,
    "IsValidCommunicationParty": True,
    "Valid": {"From": "2023-04-04T00:00:00", "To": "9999-12-31T00:00:00"},
    "ParentHerId": 99000016,
    "ParentName": "Et legesenter",
    "ParentOrganizationNumber": 290000009,
    "Code": {"OID": 8666, "CodeValue": "05", "CodeText": "Allmennlege"},
    "ElectronicAddresses": [],
}
OFFICE = SERVICE | {"HerId": 99000016, "Type": "Organization", "ParentHerId": -1, "OrganizationNumber": 290000009, "Code": None}


def role(name, process="Dialog_Innbygger_Ekontakt", version="1.2", receives=("Foresporsel",), sends=()):
    """Write a role."""
    ways = [("CanReceive", action) for action in receives] + [("CanSend", action) for action in sends]
    bound = "".join(f'<t:{way}><t:ThisPartyActionBinding t:action="{action}"/></t:{way}>' for way, action in ways)
    specified = f'<t:ProcessSpecification t:name="{process}" t:version="{version}"/><t:Role t:name="{name}"/>'
    return f"<t:CollaborationRole>{specified}<t:ServiceBinding>{bound}</t:ServiceBinding></t:CollaborationRole>"


def written(*roles, her_id="17", more="", head=""):
    """Write a profile."""
    party_info = f'<t:PartyInfo t:partyName="Noen"><t:PartyId t:type="HER">{her_id}</t:PartyId>{"".join(roles)}{more}</t:PartyInfo>'
    document = f'{head}<t:CollaborationProtocolProfile xmlns:t="{TNS}">{party_info}</t:CollaborationProtocolProfile>'
    return document.encode()


def with_certificate(octets):
    held = f"<d:KeyInfo><d:X509Data><d:X509Certificate>{octets}</d:X509Certificate></d:X509Data></d:KeyInfo>"
    return f'<t:Certificate xmlns:d="http://www.w3.org/2000/09/xmldsig#">{held}</t:Certificate>'


def test_service_is_read_with_its_code_and_times_of_norway():
    read = party(SERVICE)
    assert (read.kind, read.name, read.parent_her_id, read.organisation_number) == ("service", "Allmennlege", 99000016, "290000009")
    assert read.service == ServiceCode(system="8666", code="05", text="Allmennlege")
    assert (read.valid_from, read.valid_to) == (instant("2023-04-04T00:00:00+02:00"), None)


def test_organisation_stands_at_the_top():
    assert (party(OFFICE).kind, party(OFFICE).parent_her_id, party(OFFICE).organisation_number) == ("organisation", None, "290000009")


def test_kind_we_do_not_know_is_unknown_and_cannot_be_written_to():
    read = below(party(SERVICE | {"Type": "Robot"}), {99000016: party(OFFICE)})
    assert (read.kind, read.can_be_written_to(NOW)) == ("unknown", False)


def test_organisation_number_that_does_not_hold_is_left_out():
    assert party(SERVICE | {"ParentOrganizationNumber": 290000001}).organisation_number == ""


@pytest.mark.parametrize(
    "different",
    [
        {"HerId": None},
        {"HerId": -5},
        {"HerId": True},
        {"Active": None},
        {"IsValidCommunicationParty": None},
        {"Valid": {"From": "yesterday", "To": None}},
        {"ParentHerId": "16"},
        {"Code": {"OID": "8666", "CodeValue": "05"}},
        {"Code": {"OID": 8666}},
        {"ElectronicAddresses": [{"TypeCodeValue": "E_FHIR"}]},
        {"ElectronicAddresses": ["E_FHIR"]},
    ],
    ids=str,
)
def test_party_in_another_form_is_not_understood(different):
    with pytest.raises(NotUnderstood):
        party(SERVICE | different)


def test_party_is_there_only_as_long_as_the_organisation_above_it():
    office = party(OFFICE | {"Valid": {"From": "2024-01-01T00:00:00", "To": "2026-11-01T00:00:00"}})
    service = SERVICE | {"Valid": {"From": "2023-04-04T00:00:00", "To": "2030-01-01T00:00:00"}}
    whole = below(party(service), {office.her_id: office})
    assert (whole.valid_from, whole.valid_to) == (instant("2024-01-01T00:00:00+01:00"), instant("2026-11-01T00:00:00+01:00"))
    assert not whole.is_in_force(NOW)
    assert below(party(SERVICE), {99000016: party(OFFICE)}).is_in_force(NOW)


def test_party_below_an_organisation_nobody_knows_is_not_there():
    assert not below(party(SERVICE), {}).is_in_force(NOW)


def test_profile_says_what_is_received_and_sent_and_no_receipts():
    read = profile(written(role("Helsepersonell", receives=("Foresporsel", "Svar", "Apprec"), sends=("Svar", "APPREC"))), 17)
    assert [(each.name, each.version, each.receives, each.sends) for each in read.processes] == [
        ("Dialog_Innbygger_Ekontakt", "1.2", ("Foresporsel", "Svar"), ("Svar",))
    ]


@pytest.mark.parametrize(
    ("name", "is_of_the_health_service"),
    [
        ("Helsepersonell", True),
        ("DIALOG_INNBYGGER_EKONTAKTreceiver", True),
        ("Innbygger", False),
        ("DIALOG_INNBYGGER_EKONTAKTsender", False),
        ("", False),
    ],
)
def test_only_the_side_that_receives_from_citizens_counts(name, is_of_the_health_service):
    assert bool(profile(written(role(name)), 17).processes) is is_of_the_health_service


def test_process_whose_name_is_missing_makes_the_profile_unknown():
    with pytest.raises(NotUnderstood):
        profile(written(role("Helsepersonell", process="")), 17)


@pytest.mark.parametrize(
    "octets",
    [
        b"",
        b"<html/>",
        written(role("Helsepersonell"), her_id="18"),
        written(role("Helsepersonell"), more='<t:PartyId t:type="HER">18</t:PartyId>'),
        written(role("Helsepersonell"), head='<!DOCTYPE x [<!ENTITY a "b">]>'),
        written(role("Helsepersonell"))[:-10],
        b" " * 2_000_001,
    ],
    ids=["nothing", "another", "somebody else", "two", "document type", "half", "too large"],
)
def test_what_is_no_profile_of_this_party_is_not_understood(octets):
    with pytest.raises(NotUnderstood):
        profile(octets, 17)


def test_certificates_are_told_apart_by_what_they_are_for(certificates):
    held = {use: certificates.of(99000016, use) for use in ("encryption", "signature")}
    more = "".join(with_certificate(base64.b64encode(octets).decode()) for octets in held.values())
    read = profile(written(role("Helsepersonell"), more=more), 17)
    assert {each.use: each.octets for each in read.certificates} == held
    assert all(each.valid_from < NOW < each.valid_to for each in read.certificates)


@pytest.mark.parametrize("octets", ["", "%%%", base64.b64encode(b"no certificate").decode()])
def test_certificate_that_cannot_be_read_is_left_out_and_the_rest_stands(octets):
    read = profile(written(role("Helsepersonell"), more=with_certificate(octets)), 17)
    assert (read.certificates, len(read.processes)) == ((), 1)
