"""Acting for others: a parent around a twelfth birthday, a daughter with less and less of her father's record, and whoever has no eID."""

import re

import pytest

pytestmark = pytest.mark.journey


def menu(traveller):
    return [text.strip() for text in traveller.page.locator("nav.ways a").all_text_contents()]


def goes_in(traveller, name):
    return traveller.goes_to("/representation").presses(f"Gå inn hos {name}")


def next_click(traveller, path, status=200):
    """Go on as if nothing had happened meanwhile."""
    traveller.goes_to(path, status).complaints.clear()
    return traveller


def test_a_parent_the_day_before_the_twelfth_birthday_and_one_on_the_day(on_phone):
    camilla = goes_in(on_phone("camilla").goes_to("/representation").finds_it_accessible(), "Tuva Hovland")
    camilla.sees("Du er inne hos Tuva Hovland (11 år)").sees("Tuvas helse").finds_it_accessible()
    camilla.goes_to("/documents").sees("Du er inne hos Tuva Hovland").keeps_picture("acting-for-a-child")
    next_click(camilla, "/settings", 403).sees("Dette er bare for deg selv").finds_it_accessible()
    camilla.presses("Åpne hos meg selv").sees("Innstillinger").does_not_see("Du er inne hos Tuva")
    monica = on_phone("monica").goes_to("/representation").sees("Fra 12 år er bare noen deler åpne").finds_it_accessible()
    monica.sees("Bare fra ").sees("Sølvskogen").sees("Isak Vangen har fylt 16 år og bestemmer selv").does_not_see("Gå inn hos Isak")
    goes_in(monica, "Frida Vangen").sees("Du er inne hos Frida Vangen (12 år)").finds_it_accessible()
    next_click(monica, "/access-log", 403).sees("lukket for foreldre").finds_it_accessible()


def test_a_daughter_has_a_part_of_her_fathers_record_then_less_then_nothing(on_phone, at_desk):
    arne, hilde = on_phone("arne"), goes_in(at_desk("hilde"), "Arne Haugen")
    hilde.sees("Du handler med fullmakt").sees("Arnes helse").finds_it_accessible()
    open_to_her = ["Timer", "Kalender", "Henvisninger", "Dokumenter", "Meldinger", "Prøvesvar og målinger", "Helsekontakter", "Varsler"]
    assert menu(hilde) == ["Arnes helse", *open_to_her, "Handle for andre"]
    hilde.goes_to("/documents").sees("skrevet om Arne").follows("Brev fra øyepoliklinikken").sees("Om dokumentet")
    read = hilde.page.url.removeprefix(hilde.demo.address)
    next_click(hilde, "/diagnoses", 403).sees("Fullmakten du har fra Arne, gjelder ikke denne delen").finds_it_accessible()
    arne.goes_to("/representation/given").finds_it_accessible().follows("Hilde Haugen").finds_it_accessible().presses("Endre")
    arne.page.get_by_label("Dokumenter", exact=True).uncheck()
    arne.finds_it_accessible().presses("Gå videre").sees("Hvor lenge skal den gjelde?")
    arne.page.get_by_label("Ett år").check()
    arne.finds_it_accessible().presses("Gå videre").sees("Dette ser Hilde Haugen i journalen din fra i dag").finds_it_accessible()
    arne.keeps_picture("preview").presses("Gi fullmakt til Hilde Haugen").sees("Fullmakten er gitt")
    next_click(hilde, read, 403).sees("Denne delen av journalen er ikke åpen for deg").does_not_see("Om dokumentet")
    next_click(hilde, "/results").sees("Prøvesvar")
    hilde.goes_to("/messages/new").follows("Sigrid Lien").follows("Kontakt med kontoret")
    hilde.page.get_by_label("Emne").fill("Kneet")
    hilde.page.get_by_label("Melding", exact=True).fill("Far har vondt i kneet.")
    arne.follows("Trekk tilbake").sees("Dette ser ikke Hilde Haugen lenger").finds_it_accessible().presses("Ja, trekk tilbake")
    hilde.presses("Gå videre").sees("Fullmakten fra Arne er trukket tilbake").finds_it_accessible().complaints.clear()
    assert hilde.page.get_by_label("Det du skrev, 2 av 2").input_value() == "Far har vondt i kneet."
    next_click(hilde, "/results", 403).sees("Fullmakten fra Arne er trukket tilbake").does_not_see("Puls").finds_it_accessible()
    hilde.presses("Tilbake til meg selv").sees("Min helse").goes_to("/representation").does_not_see("Gå inn hos Arne")
    arne.goes_to("/access-log").sees("Hilde Haugen")


def test_a_power_of_attorney_is_given_at_four_hundred_per_cent_without_script_and_a_wrong_name_is_not(at_400_per_cent, demo):
    odd = at_400_per_cent("odd", has_script=False).goes_to("/representation/give").follows("Begynn")
    odd.page.get_by_label("Fødselsnummer eller D-nummer").fill(demo.numbers["kari"])
    odd.page.get_by_label("Fullt navn").fill("Målfrid Kvamme")
    odd.presses("Gå videre").sees("Nummer og navn hører ikke sammen").does_not_see("Solvang").complaints.clear()
    odd.page.get_by_label("Fullt navn").fill("Kari Solvang")
    odd.presses("Gå videre").sees("Hva skal Kari Solvang få se?")
    odd.page.get_by_label("Timer og henvisninger", exact=True).check()
    odd.presses("Gå videre").page.get_by_label("Fra alle behandlingssteder").check()
    odd.presses("Gå videre").page.get_by_label("Én måned").check()
    odd.presses("Gå videre").sees("Dette vil Kari Solvang ikke se").presses("Ikke gi fullmakt").sees("Ingen fullmakt er gitt")
    assert demo.numbers["kari"] not in odd.page.url
    odd.sees("Du har ikke gitt noen fullmakt")


def test_a_power_of_attorney_on_paper_is_registered_by_a_registrar_and_nobody_else(at_desk, on_phone, demo):
    ole = at_desk("zachariassen").goes_to("/desk").finds_it_accessible().follows("Gå til fullmakter på papir").finds_it_accessible()
    ole.page.get_by_label("Pasientens fødselsnummer eller D-nummer").fill(demo.numbers["solveig"])
    ole.presses("Finn pasienten").sees("Hilde Haugen").finds_it_accessible().follows("Registrer en fullmakt").finds_it_accessible()
    ole.page.get_by_label(re.compile("Fødselsnummer eller D-nummer til den")).fill(demo.numbers["marit"])
    ole.page.get_by_label("Fullt navn").fill("Marit Dalen")
    ole.page.get_by_label("Timer og henvisninger", exact=True).check()
    ole.page.get_by_label("Til den blir avsluttet").check()
    ole.page.get_by_label("Hvor papiret ligger").fill("Dokumentsenteret, mappe 15")
    ole.page.get_by_label(re.compile("Jeg har sett underskriften")).check()
    ole.presses("Registrer").sees("Fullmakten er registrert").sees("Marit Dalen").finds_it_accessible()
    goes_in(on_phone("marit"), "Solveig Engen").sees("Du er inne hos Solveig Engen")
    nurse = at_desk("berg")
    next_click(nurse, "/desk/representation", 403).sees("Du registrerer ikke fullmakter").finds_it_accessible()


def test_a_ward_asks_for_its_patient_and_the_regional_office_enrols_her(at_desk, on_phone, demo):
    next_click(on_phone(), "/login?login_hint=aslaug", 403).sees("Vi kan ikke åpne journalen for deg")
    nurse = at_desk("berg").goes_to("/desk/enrolment").finds_it_accessible().follows("Meld inn en pasient").finds_it_accessible()
    nurse.page.get_by_label("Fødselsnummer eller D-nummer").fill(demo.numbers["aslaug"])
    nurse.page.get_by_label("Pasientens navn").fill("Aslaug Fjellheim")
    nurse.page.get_by_label("Innlagt, og skal følges opp etterpå").check()
    nurse.page.get_by_label("Pasienten kan logge inn selv").check()
    nurse.presses("Send til regionens kontor").sees("Innmeldingen er sendt").finds_it_accessible()
    office = at_desk("torgersen").goes_to("/desk").sees("1 innmelding venter").follows("Se innmeldingene").finds_it_accessible()
    office.follows("Aslaug Fjellheim").sees("Fra Folkeregisteret").finds_it_accessible().presses("Opprett bruker")
    office.sees("Brukeren er opprettet").sees("Ingen innmeldinger venter")
    on_phone("aslaug").sees("Du er meldt inn her").sees("Helse Skogland RHF").finds_it_accessible()
    nurse.goes_to("/desk/enrolment").sees("Opprettet")
