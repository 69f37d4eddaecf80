"""Short notice, both sides of the desk: she has read what she is called in to, can come sooner, says no once, and then yes."""

import pytest

pytestmark = pytest.mark.journey


def chooses(office):
    """Choose the first free time that Kari can come to, and her."""
    office.goes_to("/desk/timebook/short-notice").sees("Kari Lunde Solvang").clicks(office.page.locator(".hours a"))
    office.page.get_by_label("Kari Lunde Solvang").check()
    return office


def offers(office):
    """Send the offer."""
    office.presses("Send tilbudet").sees("Tilbudet er sendt").sees("Tilbudt")


def test_a_time_that_is_free_goes_to_somebody_who_can_come_at_short_notice(on_phone, at_desk):
    kari = on_phone("kari").goes_to("/appointments").sees("Innkallingen er ikke besvart").finds_it_accessible()
    kari.clicks(kari.page.locator("li.line", has_text="Legetime").locator("a"))
    kari.sees("Svar at du har lest dette").finds_it_accessible().presses("Jeg har lest det og kommer").sees("De vet at du kommer")
    kari.presses("Ja, jeg kan komme på kort varsel").sees("De vet at du kan komme på kort varsel")
    before, address = kari.page.inner_text("h1"), kari.page.url
    lund = at_desk("lund").goes_to("/desk/timebook").follows("Kort varsel").finds_it_accessible()
    offers(chooses(lund).finds_it_accessible().keeps_picture("short-notice"))
    kari.page.goto(address)
    kari.sees("Du kan få en tidligere tid").finds_it_accessible().keeps_picture("offer").presses("Nei, jeg beholder timen jeg har")
    kari.sees("Du beholder timen du har")
    offers(chooses(on_phone("lund")))
    kari = at_desk("kari")
    kari.page.goto(address)
    kari.sees("Du kan få en tidligere tid").presses("Ja, jeg vil ha den tiden")
    kari.sees("Den nye tiden er din").does_not_see("Du kan få en tidligere tid").finds_it_accessible()
    assert kari.page.inner_text("h1") != before
