"""An office with a system of its own: what Per writes on his phone is delivered when that system says so, and its answer comes back."""

import pytest

pytestmark = pytest.mark.journey

OFFICE = "/sandbox/clinic/storvika-legesenter"


def behaves(office, *ways):
    """Tick how the office's system is to behave from now on, and nothing else."""
    office.goes_to(OFFICE)
    for box in office.page.get_by_role("checkbox").all():
        box.set_checked(False)
    for way in ways:
        office.page.get_by_label(way).check()
    return office.presses("Lagre").sees("Systemet oppfører seg slik du valgte.")


def test_a_message_to_an_office_with_its_own_system_is_delivered_when_that_system_says_so(on_phone, at_desk):
    office = behaves(at_desk(), "Er nede").finds_it_accessible().sees("Systemet er nede")
    per = on_phone("per").goes_to("/messages").follows("Skriv en melding").follows("Harald Fossum").follows("Kontakt med kontoret")
    per.page.get_by_label("Emne").fill("Kneet")
    per.page.get_by_label("Melding", exact=True).fill("Kneet er hovent etter turen.")
    per.presses("Gå videre").follows("Gå videre uten vedlegg").presses("Send").sees("Sendt, ikke bekreftet").does_not_see("Levert")
    behaves(office)
    per.sees_soon("Levert").finds_it_accessible()
    office.goes_to(OFFICE).sees_soon("Per Rønning").finds_it_accessible().follows("Kneet")
    office.sees("Kneet er hovent etter turen.").finds_it_accessible()
    office.page.get_by_label("Svaret").fill("Hold det høyt, og kom på torsdag.")
    office.presses("Send svaret").sees("Hold det høyt, og kom på torsdag.").finds_it_accessible()
    per.sees_soon("Hold det høyt, og kom på torsdag.")


def test_a_time_at_an_office_with_its_own_system_is_booked_when_that_system_says_so(on_phone, at_desk):
    office = behaves(at_desk(), "Er nede")
    per = on_phone("per").goes_to("/contacts").follows("Bestill time").sees("Ledige timer").finds_it_accessible()
    per.clicks(per.page.locator("button[name=slot]").last).sees("Stemmer dette?")
    per.presses("Send").sees("venter på svar").does_not_see("Bestilt")
    behaves(office)
    per.sees_soon("Bestilt").finds_it_accessible()
    office.goes_to(OFFICE).sees_soon("Bekreftet").sees("Per Rønning").finds_it_accessible()
