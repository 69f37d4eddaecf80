"""The calendar, on a phone and at a desktop: a plan is ticked off, something put in, a telephone given an address that is taken back."""

import urllib.error
import urllib.request

import pytest

pytestmark = pytest.mark.journey

ACTION = "Sitte på symøtet en hel kveld"


def fetched(address):
    """What a telephone gets at an address."""
    with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310 - the demo's own address
        return answer.read().decode()


def test_a_plan_is_ticked_off_and_something_of_ones_own_put_in_without_script(on_phone):
    solveig = on_phone("solveig", has_script=False).goes_to("/my-health").sees("Neste i kalenderen").follows("Se kalenderen")
    solveig.sees("Kalenderen din").sees(ACTION)
    solveig.presses(f"Kryss av som gjort: {ACTION}").presses(f"Ikke gjort likevel: {ACTION}").follows("Legg inn noe eget")
    puts_in_and_takes_out(solveig)


def puts_in_and_takes_out(somebody):
    """Put something of one's own into the calendar, and take it out again."""
    page = somebody.page
    page.get_by_label("Hva er det?").fill("Korøvelse i kirka")
    page.get_by_label("Fra klokka").fill("18:00")
    page.get_by_label("Til klokka").fill("20:00")
    somebody.presses("Lagre").sees("Lagt inn i kalenderen").sees("kl. 18:00–20:00")
    somebody.follows("Korøvelse i kirka").follows("Ta bort").sees("Ta bort dette fra kalenderen?").presses("Ta bort")
    somebody.sees("Tatt bort fra kalenderen").does_not_see("Korøvelse i kirka")


def test_month_week_and_list_are_read_by_everybody(on_phone, at_desk):
    kari = on_phone("kari").goes_to("/calendar").sees("Kalenderen din").finds_it_accessible()
    kari.follows("Måned").finds_it_accessible().keeps_picture("calendar")
    kari.follows("Uke").finds_it_accessible().goes_to("/calendar/new").finds_it_accessible()
    kari = at_desk("kari").goes_to("/calendar").sees("Kalenderen din").follows("Måned").follows("Uke")
    puts_in_and_takes_out(kari.goes_to("/calendar/new"))


def test_a_telephone_fetches_neutral_words_until_the_address_is_taken_back(at_desk):
    kari = at_desk("kari").goes_to("/calendar").follows("Få kalenderen på telefonen").finds_it_accessible()
    kari.presses("Lag adressen").sees("Adressen vises bare nå").finds_it_accessible()
    address = kari.page.locator(".calendar__address").inner_text()
    told = fetched(address)
    assert "SUMMARY:Avtale" in told
    assert "Legetime" not in told
    kari.goes_to("/calendar/subscription").sees("Sist hentet").finds_it_accessible()
    kari.clicks(kari.page.get_by_role("button", name="Ta tilbake").last).sees("Adressen er tatt tilbake")
    with pytest.raises(urllib.error.HTTPError, match="404"):
        fetched(address)
