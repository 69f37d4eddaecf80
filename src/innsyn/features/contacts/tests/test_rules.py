"""Who a contact is for, where it stands and what it offers, with values."""

from dataclasses import replace

import pytest

from innsyn.features.contacts import samples
from innsyn.features.contacts.rules import Reader, group_of, grouped, may_use, offered, standing, switchable, to_switch
from innsyn.gate.standing.care_contacts import CareContact, Participant
from innsyn.kernel.clock import instant
from innsyn.web.health_contacts import NoSuchContact, RegisterSilent, Service, processes
from innsyn.web.health_contacts.contact import ServiceCode

NOW = instant("2026-11-22T10:00:00+00:00")
OFFICE, ANOTHER = "999100014", "999100022"
HERSELF = Reader("self", 34)


def relation(service=("8655", "S01"), *functions, her_id=samples.GP, name="Sigrid Lien"):
    team = tuple(Participant(function=each, text="", name="") for each in functions)
    return CareContact(
        id="e1", her_id=her_id, name=name, service=service, unit="", phone="", participants=team, since=None, source=OFFICE, told_at=NOW
    )  # fmt: skip


def gp(*taken, **more):
    return samples.contact(samples.GP, "Sigrid Lien", taken, organisation=OFFICE, now=NOW, **more)


def ward(*taken):
    return gp(*taken, kind="service", service=samples.SURGERY)


@pytest.mark.parametrize(
    ("service", "group"),
    [
        (("8655", "S01"), "gp"),
        (("8655", "S0204"), "hospital"),
        (("8655", "PV"), "hospital"),
        (("8655", "H09"), "hospital"),
        (("8654", "B"), "hospital"),
        (("8653", "6"), "hospital"),
        (("8663", "KP02"), "municipality"),
        (("8655", "A03"), "other"),
        (("9999", "S0204"), "other"),
        (None, "other"),
    ],
)
def test_a_contact_stands_in_the_group_of_what_it_gives(service, group):
    assert group_of(relation(service)) == group


def test_whoever_is_the_regular_doctor_stands_there_whatever_her_office_is_called():
    assert group_of(relation(None, "3", "6")) == "gp"
    assert group_of(relation(None, "3")) == "other"


def test_groups_come_in_a_fixed_order_each_by_name_and_empty_ones_are_left_out():
    ward, nurse = relation(("8655", "S03"), her_id=2, name="Medisinsk"), relation(("8663", "KP02"), her_id=3, name="Hjemmetjenesten")
    surgery, doctor = relation(("8655", "S02"), her_id=4, name="kirurgisk"), relation(her_id=5)
    assert grouped([nurse, ward, doctor, surgery]) == (("gp", (doctor,)), ("hospital", (surgery, ward)), ("municipality", (nurse,)))


@pytest.mark.parametrize(
    ("found", "stands"),
    [
        (gp(processes.E_CONTACT), "reachable"),
        (gp(), "closed"),
        (replace(gp(), processes=None), "unknown"),
        (RegisterSilent(), "unknown"),
        (NoSuchContact(), "gone"),
        (replace(gp(processes.E_CONTACT), is_active=False), "gone"),
        (replace(gp(processes.E_CONTACT), organisation_number=ANOTHER), "gone"),
        (replace(gp(processes.E_CONTACT), can_receive=False), "closed"),
        (replace(gp(), can_receive=False, processes=None), "closed"),
    ],
)
def test_how_a_contact_stands_follows_what_the_register_answers(found, stands):
    assert standing(relation(), found, now=NOW) == stands


def test_what_is_offered_is_what_the_profile_takes_and_what_one_looks_for_is_said_to_be_closed():
    offer = offered(gp(processes.E_CONTACT, processes.BOOKING_BY_WISH), "gp", HERSELF, now=NOW)
    assert offer.hers == (Service.E_CONTACT, Service.BOOKING_BY_WISH)
    assert offer.closed == (Service.E_CONSULTATION, Service.RENEWAL)
    assert offered(gp(processes.E_CONTACT), "gp", HERSELF, now=NOW).closed[-1] == Service.BOOKING


def test_a_ward_takes_secure_mail_where_an_office_takes_a_contact():
    assert offered(ward(processes.E_CONTACT), "hospital", HERSELF, now=NOW).hers == (Service.SECURE_MAIL,)
    assert offered(ward(processes.SPECIALIST_APPOINTMENTS), "hospital", HERSELF, now=NOW).closed == (Service.SECURE_MAIL,)
    assert offered(gp(processes.COORDINATOR), "municipality", HERSELF, now=NOW).hers == (Service.SECURE_MAIL,)


ALL = frozenset(Service) - {Service.BOOKING_BY_WISH_YOUTH}
MESSAGES = {Service.E_CONTACT, Service.E_CONSULTATION, Service.SECURE_MAIL}
APPOINTMENTS = {Service.BOOKING, Service.BOOKING_BY_WISH, Service.CHANGING}


@pytest.mark.parametrize(
    ("reader", "hers"),
    [
        (HERSELF, ALL),
        (Reader("self", 16), ALL),
        (Reader("self", 15), MESSAGES | {Service.RENEWAL, Service.BOOKING_BY_WISH_YOUTH}),
        (Reader("self", 12), MESSAGES | {Service.RENEWAL, Service.BOOKING_BY_WISH_YOUTH}),
        (Reader("self", 11), set()),
        (Reader("self", None), set()),
        (Reader("parent", 11), ALL),
        (Reader("parent", 0), ALL),
        (Reader("parent", 12), set()),
        (Reader("parent", 15), set()),
        (Reader("parent", 16), set()),
        (Reader("parent", None), set()),
        (Reader("guardian", 40), ALL),
        (Reader("guardian", 14), set()),
        (Reader("attorney", 81, frozenset({"dialogue"})), MESSAGES),
        (Reader("attorney", 81, frozenset({"medicines"})), set()),
        (Reader("attorney", 81, frozenset({"dialogue", "medicines"})), MESSAGES | {Service.RENEWAL}),
        (Reader("attorney", 81, frozenset({"appointments"})), APPOINTMENTS),
        (Reader("attorney", 81, frozenset({"documents"})), set()),
        (Reader("attorney", 81, frozenset()), set()),
    ],
)
def test_a_service_is_for_whoever_may_use_it(reader, hers):
    assert {each for each in Service if may_use(each, reader)} == hers


def test_what_is_offered_and_not_for_the_reader_is_told_apart_but_not_what_is_only_for_the_young():
    contact = gp(processes.BOOKING, processes.BOOKING_BY_WISH_YOUTH)
    assert offered(contact, "other", HERSELF, now=NOW) == offered(gp(processes.BOOKING), "other", HERSELF, now=NOW)
    youth = offered(contact, "other", Reader("self", 14), now=NOW)
    assert (youth.hers, youth.others) == ((Service.BOOKING_BY_WISH_YOUTH,), (Service.BOOKING,))


def test_switching_off_takes_every_process_that_carries_the_service_and_switching_on_the_kinds_own():
    contact = gp(processes.CANCELLING, processes.SPECIALIST_APPOINTMENTS)
    assert to_switch(contact, Service.CHANGING, is_on=False, now=NOW) == (processes.CANCELLING, processes.SPECIALIST_APPOINTMENTS)
    assert to_switch(gp(), Service.CHANGING, is_on=False, now=NOW) == ()
    assert to_switch(gp(), Service.CHANGING, is_on=True, now=NOW) == (processes.CANCELLING,)
    assert to_switch(ward(), Service.CHANGING, is_on=True, now=NOW) == (processes.SPECIALIST_APPOINTMENTS,)
    assert to_switch(ward(), Service.SECURE_MAIL, is_on=True, now=NOW) == (processes.E_CONTACT,)
    assert to_switch(gp(), Service.SECURE_MAIL, is_on=True, now=NOW) == (processes.COORDINATOR,)


def municipal(code):
    return gp(kind="service", service=ServiceCode(system="8663", code=code, text=""))


def test_the_young_are_given_appointments_by_a_health_station_and_a_coordinator_takes_mail_alone():
    assert Service.BOOKING_BY_WISH_YOUTH in switchable(municipal("KF0103"))
    assert Service.BOOKING_BY_WISH_YOUTH not in switchable(municipal("KP02"))
    assert switchable(municipal("KX06")) == (Service.SECURE_MAIL,)


@pytest.mark.parametrize("contact", [gp(), ward(), *map(municipal, ("KP02", "KF01", "KF0103", "KX06", "KX07"))])
def test_whatever_can_be_switched_on_is_then_offered(contact):
    for service in switchable(contact):
        taken = to_switch(contact, service, is_on=True, now=NOW)
        switched = samples.contact(
            contact.her_id, "", taken, organisation=OFFICE, now=NOW, kind=contact.kind, service=contact.service
        )  # fmt: skip
        assert standing(relation(), switched, now=NOW) == "reachable", service
