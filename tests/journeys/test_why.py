"""Why was my record opened? A patient asks on a phone, the privacy officer answers at the desk, the patient reads it; no clinician does."""

import re
from uuid import uuid4

import pytest

pytestmark = pytest.mark.journey

LIST = "Spørsmål om innsyn"
WORDS = "Den som åpnet journalen, hadde vakt og tok imot deg på avdelingen."


def asks(patient, about, words):
    """Ask why somebody opened the record: one tap, and a form that needs no words."""
    patient.goes_to("/access-log").sees(about)
    entry = patient.page.locator("li.access", has_text=about).first
    patient.clicks(entry.get_by_role("link", name=re.compile("Spør hvorfor")))
    patient.sees("Personvernombudet ved Sølvskogen").finds_it_accessible()
    patient.page.get_by_label("Med egne ord").fill(words)
    return patient.presses("Send spørsmålet").sees("Spørsmålet ditt venter på svar").finds_it_accessible()


def opens_question(officer, words):
    officer.goes_to("/desk").follows(LIST).sees(words).finds_it_accessible()
    officer.clicks(officer.page.locator("tr", has_text=words).get_by_role("button", name="Åpne spørsmålet"))
    return officer.sees("Slik ser pasienten oppslaget").sees(words).finds_it_accessible()


def answers(officer, decision, words, done=""):
    officer.page.get_by_label(decision, exact=True).check()
    officer.page.get_by_label("Svar med egne ord").fill(words)
    officer.page.get_by_label("Hva er gjort?", exact=False).fill(done)
    return officer.presses("Send svaret")


def test_a_privacy_officer_answers_why_a_record_was_opened_at_night(on_phone, at_desk):
    words = f"Jeg var ikke innlagt da. {uuid4().hex[:6]}"
    silje = on_phone("silje").goes_to("/access-log").sees("Om natten").sees("Dette kan godt være i orden.").finds_it_accessible()
    asks(silje, "Ida Aune", words).keeps_picture("why-asked")
    address = silje.page.url.removeprefix(silje.demo.address)
    eva = opens_question(at_desk("eva"), words).keeps_picture("why-desk")
    eva.sees("Ida Aune (sykepleier)").sees("Så i en liste").does_not_see("DPS Sølvskogen")
    eva.page.get_by_label("Hvem har uttalt seg?").fill("Avdelingslederen")
    eva.page.get_by_label("Hva ble sagt?").fill("Hun var ikke tilknyttet pasienten den natten.")
    eva.presses("Skriv ned uttalelsen").sees("Hun var ikke tilknyttet pasienten den natten.")
    answers(eva, "Oppslaget var ikke i orden", WORDS).sees("Skriv hva som er gjort").finds_it_accessible()
    eva.complaints.clear()
    eva.page.get_by_label("Hva er gjort?", exact=False).fill("Tilgangen er endret.")
    eva.presses("Send svaret").sees("Svaret er sendt.").finds_it_accessible()
    silje.goes_to(address).sees("Oppslaget var ikke i orden").sees("Tilgangen er endret.").sees("Eva Engebretsen").sees("Datatilsynet")
    silje.finds_it_accessible().keeps_picture("why-answered")
    silje.goes_to("/access-log").sees("Les svaret").sees("Eva Engebretsen (personvernombud)")


def test_what_is_unusual_is_taken_up_without_anybody_asking(on_phone, at_desk):
    eva = at_desk("eva").goes_to("/desk").follows("Uvanlige oppslag").sees("Nødtilgang uten oppfølging").sees("Mange på rad")
    eva.finds_it_accessible().keeps_picture("unusual").does_not_see("Hilde Haugen")
    eva.clicks(eva.page.locator("li.line", has_text="Nora Paulsen").get_by_role("button", name="Undersøk dette oppslaget"))
    eva.sees("Ingen har spurt.").sees("Hilde Haugen").sees("Funnet bevisstløs").finds_it_accessible()
    hilde = on_phone("hilde").goes_to("/access-log").sees("Blir undersøkt").sees("personvernombud")
    hilde.follows("Blir undersøkt").sees("Tatt opp av personvernombudet").finds_it_accessible()


def test_a_clinician_opens_none_of_the_officers_pages(at_desk):
    nurse = at_desk("berg").goes_to("/desk").does_not_see("Du er personvernombud her")
    for page in ("/desk/questions", "/desk/unusual"):
        nurse.goes_to(page, status=403).sees("Denne siden er for personvernombudet.").does_not_see("Ida Aune").finds_it_accessible()
    nurse.complaints.clear()


def test_an_officer_elsewhere_sees_neither_the_question_nor_the_unusual(on_phone, at_desk):
    words = f"Hvem er hun? {uuid4().hex[:6]}"
    asks(on_phone("ingrid"), "Sunniva Aasen", words)
    ask = at_desk("ask").goes_to("/desk/questions").does_not_see(words)
    ask.goes_to("/desk/unusual").does_not_see("Sunniva Aasen")
    opens_question(at_desk("eva"), words)


def test_asking_and_answering_work_without_script_and_at_400_per_cent(on_phone, at_desk, at_400_per_cent):
    words = f"Kjenner ikke denne legen. {uuid4().hex[:6]}"
    patient = on_phone("kari", has_script=False)
    line = patient.goes_to("/access-log").page.locator("li.access", has_text="Astrid Fjeld").first
    patient.clicks(line.get_by_role("link", name=re.compile("Spør")))
    patient.page.get_by_label("Med egne ord").fill(words)
    patient.presses("Send spørsmålet").sees("Spørsmålet ditt venter på svar")
    eva = at_desk("eva", has_script=False).goes_to("/desk/questions")
    eva.clicks(eva.page.locator("tr", has_text=words).get_by_role("button", name="Åpne spørsmålet"))
    answers(eva, "Oppslaget var i orden", WORDS).sees("Svaret er sendt.")
    address = patient.page.url.removeprefix(patient.demo.address)
    at_400_per_cent("kari").goes_to(address).sees("Oppslaget var i orden").finds_it_accessible()
