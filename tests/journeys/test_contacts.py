"""Kari looks at who treats her; her doctor's office switches e-consultation off on a phone and on at a desk, and she sees both."""

import pytest

pytestmark = pytest.mark.journey

LED_TO = "E-konsultasjon – Sigrid Lien"
SWITCHED = "e-konsultasjon – Sigrid Lien"


def switches(office, words):
    return office.clicks(office.page.get_by_role("button", name=f"{words} {SWITCHED}")).sees("Tjenesten er slått")


def test_a_patient_sees_a_service_go_when_the_office_switches_it_off(on_phone, at_desk):
    kari = on_phone("kari").goes_to("/contacts").sees("Sigrid Lien").sees("Trollkatten legesenter")
    kari.sees("Kirurgisk sengepost").sees("mandag–fredag 08.00–15.30").finds_it_accessible().keeps_picture("contacts")
    office = on_phone("lund").goes_to("/desk/services").sees("Tobias Sveen").finds_it_accessible()
    try:
        switches(office, "Slå av").finds_it_accessible()
        kari.goes_to("/contacts").sees("Ikke på nett nå: e-konsultasjon.").finds_it_accessible()
        kari.follows("Sigrid Lien").sees("Hva vil du gjøre?").sees("Forny resept").finds_it_accessible().keeps_picture("contact")
        assert kari.page.get_by_role("link", name="E-konsultasjon").count() == 0
    finally:
        switches(at_desk("lund").goes_to("/desk").follows("Tjenester på nett").keeps_picture("services"), "Slå på")
    kari = at_desk("kari").goes_to("/contacts")
    kari.page.get_by_role("link", name=LED_TO).wait_for()


def test_a_ward_lets_one_choose_whom_a_message_is_for_and_another_patients_office_shows_nothing_of_it(on_phone, at_desk):
    kari = at_desk("kari").goes_to("/contacts").follows("Kirurgisk sengepost").sees("Hvem er meldingen til?").sees("Kontaktlege")
    kari.finds_it_accessible().keeps_picture("ward")
    on_phone("gaup").goes_to("/desk/services").sees("Máret Gaup").does_not_see("Sigrid Lien")
