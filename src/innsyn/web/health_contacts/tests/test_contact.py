"""What a health contact is and takes, at any moment."""

from dataclasses import replace
from datetime import timedelta

import pytest

from innsyn.kernel.clock import instant
from innsyn.web.health_contacts import Contact, Process, processes
from innsyn.web.health_contacts.contact import Certificate

NOW = instant("2026-11-22T08:00:00+00:00")
DAY = timedelta(days=1)
E_CONTACT = Process(name="DIALOG_INNBYGGER_EKONTAKT", version="1.1", receives=("Foresporsel",), sends=("Svar",))
SENT_ONLY = Process(name="Dialog_Innbygger_Avtaleutsending", version="1.0", receives=(), sends=("Avtale",))
GP = Contact(
    her_id=99000017,
    kind="person",
    name="Sigrid Lien",
    parent_her_id=99000016,
    parent_name="Trollkatten legesenter",
    organisation_number="290000004",
    hpr="990000100",
    service=None,
    can_receive=True,
    is_active=True,
    valid_from=NOW - DAY,
    valid_to=NOW + DAY,
    addresses=(),
    processes=(E_CONTACT, SENT_ONLY),
    certificates=(),
)


def certificate(valid_from, valid_to, use="encryption", serial=1):
    return Certificate(use=use, octets=b"", serial=serial, valid_from=valid_from, valid_to=valid_to)


def test_contact_takes_a_process_whatever_the_case_of_its_name():
    assert GP.takes(processes.E_CONTACT, now=NOW) is True


@pytest.mark.parametrize("process", [processes.E_CONSULTATION, SENT_ONLY.name, "", "Dialog_Innbygger"])
def test_contact_does_not_take_what_it_has_not_or_only_sends(process):
    assert GP.takes(process, now=NOW) is False


@pytest.mark.parametrize(("at", "is_in_force"), [(NOW - DAY, True), (NOW - DAY - timedelta(seconds=1), False), (NOW + DAY, False)])
def test_contact_is_there_from_its_first_instant_and_not_at_its_last(at, is_in_force):
    assert (GP.is_in_force(at), GP.takes(processes.E_CONTACT, now=at)) == (is_in_force, is_in_force)


def test_contact_without_end_is_there_as_long_as_it_is_active():
    endless = replace(GP, valid_from=None, valid_to=None)
    assert endless.is_in_force(NOW + 9000 * DAY)
    assert not replace(endless, is_active=False).is_in_force(NOW)


@pytest.mark.parametrize("different", [{"kind": "organisation"}, {"kind": "department"}, {"kind": "unknown"}, {"can_receive": False}])
def test_only_a_service_or_a_person_that_can_receive_is_written_to(different):
    assert GP.can_be_written_to(NOW)
    assert not replace(GP, **different).can_be_written_to(NOW)
    assert replace(GP, **different).takes(processes.E_CONTACT, now=NOW) is False


def test_contact_whose_profile_is_unknown_is_no_yes_and_no_no():
    assert replace(GP, processes=None).takes(processes.E_CONTACT, now=NOW) is None


def test_certificate_that_holds_longest_is_used_and_none_that_has_run_out():
    old, current, next_one = certificate(NOW - 3 * DAY, NOW), certificate(NOW - DAY, NOW + DAY), certificate(NOW, NOW + 9 * DAY, serial=2)
    later, other = certificate(NOW + DAY, NOW + 99 * DAY), certificate(NOW - DAY, NOW + 99 * DAY, use="signature")
    held = replace(GP, certificates=(old, current, next_one, later, other))
    assert held.certificate("encryption", now=NOW) == next_one
    assert replace(GP, certificates=(old, later)).certificate("encryption", now=NOW) is None
    assert replace(GP, certificates=None).certificate("signature", now=NOW) is None
