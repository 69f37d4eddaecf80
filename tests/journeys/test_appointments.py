"""Appointments, both sides of the desk, on a phone and at a desktop: moved, asked for and confirmed, wished for, called off."""

import pytest

pytestmark = pytest.mark.journey


def presses_the_first_time(traveller):
    return traveller.clicks(traveller.page.locator("button[name=slot]"))


def test_a_mother_moves_her_sons_appointment_on_a_phone_and_once_more_at_a_desktop(on_phone, at_desk):
    moves(on_phone("kari"), looks).keeps_picture("appointment")
    moves(at_desk("kari"))


def looks(traveller):
    """Look at a page in passing, at both sizes."""
    traveller.finds_it_accessible()


def moves(kari, at_each=lambda _: None):
    """Let her move her son's appointment to the last free time shown: the first may be too near to be moved once more.

    at_each: what is done at each page."""
    kari.goes_to("/representation").presses("Gå inn hos Jonas Solvang").goes_to("/appointments")
    at_each(kari.sees("Du er inne hos Jonas Solvang").sees("Legetime"))
    at_each(kari.clicks(kari.page.locator("a.line__title")).sees("Bestilt").sees("Sigrid Lien").sees("Før du kommer"))
    before = kari.page.inner_text("h1")
    at_each(kari.follows("Endre tid").sees("Velg en ny tid"))
    at_each(kari.clicks(kari.page.locator("button[name=slot]").last).sees("Flytte timen?").sees(before[1:]))
    at_each(kari.presses("Flytt timen").sees("Ny tid er sendt").sees("Bestilt"))
    assert kari.page.inner_text("h1") != before
    return kari


def line(traveller, words):
    """What the list says about one appointment."""
    return traveller.goes_to("/appointments").page.locator("li.line", has_text=words).first.inner_text()


def test_what_is_asked_for_is_booked_when_the_clinic_says_so_and_not_before(on_phone, at_desk):
    gerd = on_phone("gerd", has_script=False)
    assert "Venter på svar" in line(gerd, "Tobias Sveen")
    lund = at_desk("lund").goes_to("/desk/timebook").sees("Gerd Lunde").sees("Vondt i hofta").finds_it_accessible()
    lund.keeps_picture("timebook").presses("Bekreft Gerd Lunde").sees("Timen er bekreftet").does_not_see("Vondt i hofta")
    lund.goes_to("/desk/timebook/closing").keeps_picture("timebook-closing").follows("Linh Tran · Legetime").sees("1 pasient har time")
    moves_several(lund.finds_it_accessible())
    keeps_a_calendar(lund, "Kveldstime", looks)
    assert "Bestilt" in line(gerd, "Tobias Sveen")


def moves_several(desk):
    """Choose everybody who has a time in a closed span, look at the times they would get, and move them."""
    for choice in desk.page.locator("input[name=chosen]").all():
        choice.check()
    desk.presses("Foreslå nye tider til de valgte").sees("Ingenting er flyttet ennå").finds_it_accessible()
    desk.presses("Flytt 1 pasient").sees("Pasientene er flyttet og får beskjed.").sees("Ingen har time")


def keeps_a_calendar(desk, kind, at_each=lambda _: None):
    """Make a calendar, open a series in it, close it for a day and open it again. at_each: what is done at each page."""
    at_each(desk.goes_to("/desk/timebook/calendar"))
    desk.page.get_by_label("Hva timene er til").fill(kind)
    desk.page.get_by_label("Timen er bestilt med en gang").check()
    at_each(desk.presses("Lag kalenderen").sees("Kalenderen er laget."))
    at_each(chooses(desk, kind).presses("Se over").sees("Fordelt på"))
    at_each(desk.presses("Åpne timene").sees("Timene er åpnet.").sees(kind).sees("Ledig"))
    at_each(desk.goes_to("/desk/timebook/closing"))
    desk.page.get_by_label("Grunn").fill("Kurs")
    at_each(chooses(desk, kind).presses("Se over").sees("Stenge kalenderen"))
    desk.presses("Steng kalenderen").sees("Stengt:").sees("Kurs").presses("Åpne igjen").sees("Kalenderen er åpen igjen.")


def chooses(desk, kind):
    """Choose the calendar of a kind in a form."""
    choice = desk.page.get_by_label("Kalender", exact=True)
    choice.select_option(choice.locator("option", has_text=kind).get_attribute("value"))
    return desk


def test_a_vaccination_is_booked_in_a_rooms_calendar_and_called_off_with_and_without_script(on_phone, at_desk):
    books_and_calls_off(on_phone("hilde", has_script=False))
    books_and_calls_off(at_desk("hilde"))


def books_and_calls_off(hilde):
    """Let her book a vaccination, and call it off."""
    hilde.goes_to("/contacts").follows("Bestill time").sees("Andre timer samme sted")
    hilde.follows("Vaksine mot influensa").sees("Ledige timer hos Trollkatten legesenter")
    hilde.clicks(hilde.page.locator("button[name=slot]", has_text="Vaksine mot influensa"))
    hilde.sees("Stemmer dette?").sees("Vaksinerommet").presses("Bestill timen").sees("Bestilt").sees("Vaksine mot influensa")
    hilde.follows("Avlys timen").sees("Avlyse denne timen?").presses("Ja, avlys").sees("Timen er avlyst").does_not_see("Endre tid")


def test_home_care_is_shown_and_can_only_be_called_off(at_desk):
    inger = at_desk("inger").goes_to("/appointments").follows("kl. 09:00")
    inger.sees("Trening hjemme, gange og balanse").does_not_see("Endre tid").finds_it_accessible()
    inger.follows("Avlys timen").finds_it_accessible().presses("Ja, avlys").sees("Timen er avlyst")


def test_a_wish_is_answered_with_a_time_by_an_office_on_a_phone(on_phone, at_desk):
    desk = on_phone("sandvik").goes_to("/desk/timebook").sees("Silje Moen").presses("Finn en time Silje Moen")
    desk.sees("Samtale om å trappe ned").finds_it_accessible()
    presses_the_first_time(desk).sees("Pasienten har fått timen")
    assert "Bestilt" in line(at_desk("silje"), "Ragnhild Holte")
    keeps_a_calendar(desk, "Kveldstime")
