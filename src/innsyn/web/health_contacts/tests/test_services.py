"""Which services a contact offers, told by its processes, and what each kind calls the same process."""

from dataclasses import replace

import pytest

from innsyn.web.health_contacts import Process, Service, processes
from innsyn.web.health_contacts.contact import ServiceCode
from innsyn.web.health_contacts.services import PROCESSES, is_of_a_hospital, offers
from innsyn.web.health_contacts.tests.test_contact import GP, NOW


def taking(*names, service=None):
    taken = tuple(Process(name=each, version="1.2", receives=("Foresporsel",), sends=()) for each in names)
    return replace(GP, processes=taken, kind="service" if service else "person", service=service)


def code(system, value):
    return ServiceCode(system=system, code=value, text="")


WARD = code("8655", "S0204")


@pytest.mark.parametrize(
    ("service", "is_one"),
    [
        (WARD, True),
        (code("8655", "PV"), True),
        (code("8655", "H09"), True),
        (code("8654", "B"), True),
        (code("8653", "6"), True),
        (code("8655", "S01"), False),
        (code("8655", "A03"), False),
        (code("8655", ""), False),
        (code("8663", "S01"), False),
        (code("8663", "KP02"), False),
        (None, False),
    ],
)
def test_what_is_of_a_hospital_is_told_by_its_code(service, is_one):
    assert is_of_a_hospital(service) is is_one


@pytest.mark.parametrize("service", sorted(set(Service) - {Service.SECURE_MAIL}))
def test_an_office_offers_what_it_takes_and_nothing_when_it_takes_nothing(service):
    for process in PROCESSES[service]:
        assert offers(taking(process), service, now=NOW) is True
    assert offers(taking(), service, now=NOW) is False


def test_the_same_process_is_e_contact_at_an_office_and_secure_mail_in_a_hospital():
    office, ward = taking(processes.E_CONTACT), taking(processes.E_CONTACT, service=WARD)
    assert [offers(office, each, now=NOW) for each in (Service.E_CONTACT, Service.SECURE_MAIL)] == [True, False]
    assert [offers(ward, each, now=NOW) for each in (Service.E_CONTACT, Service.SECURE_MAIL)] == [False, True]


def test_a_coordinator_is_written_to_by_secure_mail_wherever_she_is():
    for service in (None, WARD, code("8663", "KX06")):
        assert offers(taking(processes.COORDINATOR, service=service), Service.SECURE_MAIL, now=NOW) is True


@pytest.mark.parametrize("service", sorted(set(Service) - {Service.SECURE_MAIL}))
def test_of_a_profile_that_cannot_be_read_nobody_can_say(service):
    assert offers(replace(GP, processes=None), service, now=NOW) is None
    assert offers(replace(GP, processes=None, is_active=False), service, now=NOW) is False
