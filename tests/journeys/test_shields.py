"""What a patient shuts: a young person and one document, a neighbour who is a nurse, and a nurse who must break the glass."""

import pytest

pytestmark = pytest.mark.journey

NUMBER = "Fødselsnummer, D-nummer eller hjelpenummer"
ECHO, ECHO_AT = "Ekkokardiografi, barn", "/documents/elias-ekko-1"


def finds(worker, number):
    worker.goes_to("/desk").page.get_by_label(NUMBER).fill(number)
    return worker.presses("Finn pasienten").sees("Er dette riktig pasient?")


def opens(worker, number):
    finds(worker, number).page.get_by_label("Behandling", exact=True).check()
    worker.page.get_by_label("Følger opp svar eller behandling").check()
    return worker.presses("Åpne journalen")


def refused(traveller, path, status=403):
    """Go on as if nothing had happened meanwhile."""
    traveller.goes_to(path, status).complaints.clear()
    return traveller


def asks_to_hide(young, address):
    young.goes_to(address).follows("Hvem skal ikke se dette?").sees("Skjul dette for foreldrene mine").finds_it_accessible()
    return (
        young.presses("Be om å skjule det").sees("Du venter på svar").sees("kan foreldrene dine ikke lese dokumentet").finds_it_accessible()
    )


def opens_wish(clinician, said):
    clinician.goes_to("/desk").follows("Ønsker fra ungdom").sees("så det haster å svare").finds_it_accessible()
    clinician.clicks(clinician.page.locator("tr", has_text=said).get_by_role("button", name="Åpne og bestem"))
    return clinician.sees("Skal dette skjules for foreldrene?").sees("lukket for foreldrene").finds_it_accessible()


def test_a_young_person_hides_one_document_from_his_mother_when_a_clinician_agrees(on_phone, at_desk):
    hanne = on_phone("hanne").goes_to("/representation").presses("Gå inn hos Elias Myhre").goes_to(ECHO_AT).sees(ECHO)
    elias = asks_to_hide(on_phone("elias"), ECHO_AT).keeps_picture("hide-request")
    refused(hanne, ECHO_AT, 404).does_not_see(ECHO)
    nilsen = opens_wish(at_desk("nilsen"), "Ingen begrunnelse").sees(ECHO).keeps_picture("hide-request-desk")
    nilsen.presses("Ikke skjul").sees("Skriv til ungdommen hvorfor det ikke skjules").finds_it_accessible().complaints.clear()
    nilsen.page.get_by_label("Begrunnelse for journalen").fill(
        "Ønsket er godt begrunnet i samtale, og funnet krever ingenting av foreldrene."
    )
    nilsen.presses("Skjul for foreldrene").sees("Dokumentet er skjult for foreldrene. Ungdommen får beskjed.").finds_it_accessible()
    elias.goes_to("/shields").follows(ECHO).sees("Foreldrene dine ser ikke dette").finds_it_accessible().goes_to(ECHO_AT).sees(ECHO)
    refused(hanne, ECHO_AT, 404).does_not_see(ECHO)
    hanne.goes_to("/documents").sees("Svar fra gentest").does_not_see(ECHO)
    refused(hanne, "/shields").sees("Sperringer bestemmer bare den journalen handler om").does_not_see("Ekko")


def test_a_wish_that_is_declined_opens_the_document_again_and_says_why(on_phone, at_desk):
    elias = on_phone("elias").goes_to("/shields").follows("Poliklinisk notat, hjerte").sees("Du venter på svar")
    nilsen = opens_wish(at_desk("nilsen"), "Har skrevet hvorfor").sees("Jeg vil si det selv.")
    nilsen.page.get_by_label("Svar til ungdommen").last.fill("Faren din må vite om den nye medisinen. Vi hjelper deg med å si det.")
    nilsen.presses("Ikke skjul").sees("Dokumentet er ikke skjult. Ungdommen får svaret ditt.")
    elias.page.reload()
    elias.sees("Dette ble ikke skjult").sees("Vi hjelper deg med å si det.").sees("Statsforvalteren").finds_it_accessible()
    refused(at_desk("berg"), "/shields", 403)


def test_a_parent_of_a_fourteen_year_old_reaches_no_document_and_she_is_told_so(on_phone):
    amina = on_phone("amina").goes_to("/documents")
    amina.clicks(amina.page.locator("a.line__title"))
    amina.follows("Hvem skal ikke se dette?").sees("Foreldrene dine kan ikke lese dokumentene dine på nett").finds_it_accessible()
    hodan = on_phone("hodan").goes_to("/representation").presses("Gå inn hos Amina Yusuf Abdi")
    refused(hodan, "/documents")


def test_a_patient_shields_a_neighbour_who_is_a_nurse_and_nobody_else(on_phone, at_desk, demo):
    number = demo.numbers["inger"]
    nurse, colleague = opens(at_desk("berg"), number), opens(at_desk("fjeld"), number)
    inger = on_phone("inger").goes_to("/shields").finds_it_accessible().follows("Ny sperring").follows("Begynn")
    inger.page.get_by_label("En bestemt person").check()
    inger.presses("Gå videre").page.get_by_label("Navn eller HPR-nummer").fill("Jonas Berg")
    inger.presses("Søk").page.get_by_label("Jonas Berg").first.check()
    inger.finds_it_accessible().presses("Gå videre").page.get_by_label("Hele journalen").check()
    inger.presses("Gå videre").page.get_by_label("Til jeg opphever den").check()
    inger.presses("Gå videre").sees("Det kan gå ut over behandlingen din").sees("I en nødsituasjon går de gjennom").finds_it_accessible()
    inger.presses("Jeg har lest dette").sees("Jonas Berg: hva som endrer seg").finds_it_accessible().keeps_picture("shield-preview")
    inger.presses("Sperr").sees("Sperret for: Jonas Berg").finds_it_accessible()
    nurse.follows("Dokumenter").sees("sperret av pasienten").does_not_see("Inger Strøm").finds_it_accessible()
    finds(nurse, number).sees("Pasienten har sperret journalen for deg").does_not_see("Åpne journalen").finds_it_accessible()
    colleague.page.reload()
    colleague.sees("Inger Strøm").does_not_see("sperret")
    inger.follows("Opphev sperringen").sees("Dette åpner igjen").finds_it_accessible().presses("Opphev").sees("Sperringen er opphevet.")
    opens(nurse, number).sees("Inger Strøm")


def test_a_nurse_breaks_the_glass_before_a_shield_and_the_patient_sees_it(on_phone, at_desk, demo):
    nurse = finds(at_desk("aune"), demo.numbers["silje"]).sees("Pasienten har sperret journalen for deg").finds_it_accessible()
    nurse.keeps_picture("shielded-whole").presses("Åpne med nødtilgang").sees("Fyll ut dette feltet").complaints.clear()
    assert "/desk/visit/" not in nurse.page.url
    nurse.page.get_by_label("Fare for liv", exact=False).first.check()
    nurse.page.get_by_label("Forklar med egne ord").fill("Bevisstløs ved innkomst, må se legemidler og kriseplan.")
    nurse.presses("Åpne med nødtilgang").sees("Nødtilgang – merket i pasientens logg").finds_it_accessible()
    nurse.follows("Dokumenter").sees("Kriseplan")
    on_phone("silje").goes_to("/access-log").sees("Nødtilgang").sees("Ida Aune").sees("Fare for liv").finds_it_accessible()


def test_what_is_shielded_is_counted_for_a_clinician_and_opens_by_breaking_the_glass(at_desk, demo):
    clinician = opens(at_desk("ruud"), demo.numbers["silje"]).sees("dokumenter er sperret av pasienten").finds_it_accessible()
    clinician.does_not_see("Kriseplan").follows("Nødtilgang").finds_it_accessible().presses("Åpne med nødtilgang").sees(
        "Fyll ut dette feltet"
    )
    clinician.finds_it_accessible().complaints.clear()
