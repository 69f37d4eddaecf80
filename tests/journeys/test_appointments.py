"""Appointments, both sides of the desk: a mother moves her son's, one is asked for and confirmed, a wish answered, a visit called off."""

import pytest

pytestmark = pytest.mark.journey


def presses_the_first_time(traveller):
    traveller.page.locator("button[name=slot]").first.click()
    traveller.page.wait_for_load_state()
    return traveller


def test_a_mother_moves_her_sons_appointment_on_a_phone(on_phone):
    kari = on_phone("kari").goes_to("/representation").presses("Gå inn hos Jonas Solvang").goes_to("/appointments")
    kari.sees("Du er inne hos Jonas Solvang").sees("Legetime").finds_it_accessible()
    kari.page.locator("a.line__title").first.click()
    before = kari.sees("Bestilt").sees("Sigrid Lien").sees("Før du kommer").finds_it_accessible().page.inner_text("h1")
    kari.follows("Endre tid").sees("Velg en ny tid").finds_it_accessible()
    presses_the_first_time(kari).sees("Flytte timen?").sees(before[1:]).finds_it_accessible().presses("Flytt timen")
    kari.sees("Ny tid er sendt").sees("Bestilt").finds_it_accessible().keeps_picture("appointment")
    assert kari.page.inner_text("h1") != before


def line(traveller, words):
    """What the list says about one appointment."""
    return traveller.goes_to("/appointments").page.locator("li.line", has_text=words).first.inner_text()


def test_what_is_asked_for_is_booked_when_the_clinic_says_so_and_not_before(on_phone, at_desk):
    gerd = on_phone("gerd", has_script=False)
    assert "Venter på svar" in line(gerd, "Tobias Sveen")
    lund = at_desk("lund").goes_to("/desk/timebook").sees("Gerd Lunde").sees("Vondt i hofta").finds_it_accessible()
    lund.keeps_picture("timebook").presses("Bekreft Gerd Lunde").sees("Timen er bekreftet").does_not_see("Vondt i hofta")
    for page in ("open", "calendar", "week", "closing"):
        lund.goes_to(f"/desk/timebook/{page}").finds_it_accessible()
    lund.keeps_picture("timebook-closing").follows("Linh Tran · Legetime").sees("1 pasient har time").finds_it_accessible()
    assert "Bestilt" in line(gerd, "Tobias Sveen")


def test_a_vaccination_is_booked_in_a_rooms_calendar_and_called_off_without_script(on_phone):
    hilde = on_phone("hilde", has_script=False).goes_to("/contacts").follows("Bestill time").sees("Andre timer samme sted")
    hilde.follows("Vaksine mot influensa").sees("Ledige timer hos Trollkatten legesenter")
    hilde.page.locator("button[name=slot]", has_text="Vaksine mot influensa").first.click()
    hilde.sees("Stemmer dette?").sees("Vaksinerommet").presses("Bestill timen").sees("Bestilt").sees("Vaksine mot influensa")
    hilde.follows("Avlys timen").sees("Avlyse denne timen?").presses("Ja, avlys").sees("Timen er avlyst").does_not_see("Endre tid")


def test_home_care_is_shown_and_can_only_be_called_off(on_phone):
    inger = on_phone("inger").goes_to("/appointments").follows("kl. 09:00")
    inger.sees("Trening hjemme, gange og balanse").does_not_see("Endre tid").finds_it_accessible()
    inger.follows("Avlys timen").finds_it_accessible().presses("Ja, avlys").sees("Timen er avlyst")


def test_a_wish_is_answered_with_a_time_at_the_desk(at_desk, on_phone):
    desk = at_desk("sandvik").goes_to("/desk/timebook").sees("Silje Moen").presses("Finn en time Silje Moen")
    desk.sees("Samtale om å trappe ned").finds_it_accessible()
    desk.page.locator("button[name=slot]").first.click()
    desk.sees("Pasienten har fått timen")
    assert "Bestilt" in line(on_phone("silje"), "Ragnhild Holte")
