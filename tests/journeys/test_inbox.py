"""An office clears its inbox of forty, at the desk and on the phone; a colleague comes too late; a ward answers secure mail."""

import re
from uuid import uuid4

import pytest

pytestmark = pytest.mark.journey

CARD = 80
"""Pixels."""
SCREENFULS = 15
"""More conversations than a screen shows."""
WAITS = re.compile(r"(\d+) venter på svar")


def waiting(doctor):
    """How many wait, as the desk's first page says without looking at any."""
    return int(WAITS.search(doctor.goes_to("/desk").page.inner_text("body"))[1])


def steps_to(doctor, name):
    """Press Tab, three times at most, until a field or button of this name has the focus."""
    for _ in range(3):
        doctor.page.keyboard.press("Tab")
        if doctor.page.evaluate("document.activeElement.name") == name:
            return
    raise AssertionError(f"{name} is farther away than three steps")


def opens(doctor, subject):
    """Open the conversation about a subject, from the list."""
    return doctor.goes_to("/desk/inbox").presses(subject).sees(subject)


def test_a_template_is_made_and_put_in_and_the_patient_reads_the_answer(at_desk, on_phone):
    template, words = f"Prøver {uuid4().hex[:6]}", f"Det var fint å se. {uuid4().hex[:6]}"
    doctor = at_desk("lien").goes_to("/desk/inbox/office")
    doctor.page.get_by_label("Navn på malen").fill(template)
    doctor.page.get_by_label("Teksten").fill("Ta blodprøver hos oss før vi snakkes.")
    opens(doctor.presses("Lagre malen").sees(template), "Blodtrykket mitt").presses(template)
    field = doctor.page.get_by_label("Svaret ditt", exact=False)
    assert "Ta blodprøver hos oss" in field.input_value()
    field.fill(f"{words} {field.input_value()}")
    doctor.presses("Send svaret").sees("Svaret er sendt.").sees(words).finds_it_accessible()
    kari = on_phone("kari").goes_to("/messages").follows("Blodtrykket mitt").sees(words).sees("Sigrid Lien")
    kari.finds_it_accessible()
    kari.goes_to("/access-log").sees("Sigrid Lien")


def test_a_colleague_who_comes_too_late_loses_nothing(at_desk, on_phone):
    doctor, secretary = opens(at_desk("lien"), "Parkering"), opens(on_phone("lund"), "Parkering")
    doctor.page.get_by_label("Svaret ditt", exact=False).fill("Ja, det er gratis.")
    doctor.presses("Send svaret").sees("Svaret er sendt.")
    secretary.page.get_by_label("Svaret ditt", exact=False).fill("Ja, bak bygget.")
    secretary.presses("Send svaret").sees("Svaret ditt er ikke sendt").sees("Ja, det er gratis.").finds_it_accessible()
    assert secretary.page.get_by_label("Svaret ditt", exact=False).input_value() == "Ja, bak bygget."
    secretary.complaints.clear()


def test_several_are_taken_at_once_on_a_phone_without_script(on_phone):
    secretary = on_phone("lund", has_script=False).goes_to("/desk/inbox?who=nobodys")
    for subject in ("Takk", "Bytte fastlege"):
        secretary.page.get_by_label(re.compile(f"Velg: {subject}")).check()
    secretary.sees("Gjør med de valgte").presses("Ta dem selv").sees("De valgte samtalene er endret.")
    secretary.goes_to("/desk/inbox?who=mine").sees("Takk").sees("Bytte fastlege")


def test_a_hospital_unit_answers_secure_mail_in_an_inbox_of_its_own_and_others_have_none(at_desk, on_phone, at_400_per_cent):
    subject = f"Stingene {uuid4().hex[:6]}"
    kari = at_desk("kari").goes_to("/messages/new").follows("Kirurgi").follows("Sikker melding").finds_it_accessible()
    kari.page.get_by_label("Hvem eller hva gjelder det?").select_option(label="Klinisk kontakt")
    kari.page.get_by_label("Emne").fill(subject)
    kari.page.get_by_label("Melding", exact=True).fill("Når skal de tas?")
    kari.presses("Gå videre").follows("Gå videre uten vedlegg").sees("Klinisk kontakt").presses("Send").sees("Levert")
    nurse = on_phone("berg").goes_to("/desk/inbox").sees("Sårstell etter operasjonen").does_not_see("Kopi av blodprøvesvar")
    nurse.finds_it_accessible().presses(subject).sees("Når skal de tas?")
    nurse.page.locator("#words").fill("Fastlegen tar dem etter ti dager.")
    nurse.page.locator("#file").set_input_files([_pdf("sårstell.pdf"), _pdf("timeliste.pdf")])
    nurse.finds_it_accessible().presses("Send svaret").sees("Svaret er sendt.").sees("timeliste.pdf")
    kari.goes_to("/messages").follows(subject).sees("Fastlegen tar dem etter ti dager.").sees("sårstell.pdf").finds_it_accessible()
    at_400_per_cent("berg").goes_to("/desk/inbox").finds_it_accessible()
    officer = at_desk("eva").goes_to("/desk/inbox", status=403).sees("Innboksen er for helsepersonell").finds_it_accessible()
    kari.goes_to("/desk/inbox", status=403)
    for somebody in (officer, kari):
        somebody.complaints.clear()


def _pdf(name):
    return {"name": name, "mimeType": "application/pdf", "buffer": b"%PDF-1.7 of the journey"}


def test_a_doctor_clears_an_inbox_of_forty_with_her_keyboard_and_then_on_her_phone(at_desk, on_phone):
    """Last in its file: nothing waits after it."""
    doctor = at_desk("lien")
    before = waiting(doctor)
    assert before > 30
    doctor.finds_it_accessible().follows("Se innboksen").sees("Over tiden").sees("I god tid").finds_it_accessible().keeps_picture("inbox")
    doctor.presses("Begynn øverst").sees("Svar pasienten")
    for _ in range(3):
        steps_to(doctor, "words")
        doctor.page.keyboard.type("Kom innom oss i morgen, så ser vi på det.")
        steps_to(doctor, "do")
        with doctor.page.expect_navigation():
            doctor.page.keyboard.press("Enter")
        doctor.sees("Svaret er sendt. Dette er den neste.")
    doctor.finds_it_accessible().keeps_picture("inbox-conversation")
    assert waiting(doctor) == before - 3
    closes_all(doctor.goes_to("/desk/inbox?kind=e-contact")).sees("De valgte samtalene er endret.")
    doctor = on_phone("lien").goes_to("/desk/inbox")
    is_short(doctor)
    has_what_is_done_in_sight(doctor)
    closes_all(doctor.goes_to("/desk/inbox?kind=renewal")).sees("De valgte samtalene er endret.")
    doctor.goes_to("/desk/inbox").presses("Begynn øverst")
    while "Svar pasienten" in doctor.page.inner_text("body"):
        answers(doctor, "Send og gå til neste")
    doctor.sees("Innboks")
    while (others := doctor.goes_to("/desk/inbox").page.locator("button.inbox__open")).count():
        answers(doctor.clicks(others), "Send svaret")
    doctor.sees("Ingen venter på svar").finds_it_accessible().goes_to("/desk").sees("Ingen venter på svar.")
    doctor.goes_to("/desk/inbox/office").sees("Ingen ved kontoret får varsel.").finds_it_accessible().keeps_picture("inbox-office")
    doctor.presses("Varsle meg").sees("Du får varsel.").finds_it_accessible()


def is_short(doctor):
    """Two or three lines for each conversation: a screen of a phone shows nine and more, and nothing needs to be scrolled past."""
    cards = doctor.page.locator(".inbox tbody tr")
    assert cards.count() > SCREENFULS
    assert sum(card.bounding_box()["height"] for card in cards.all()) / cards.count() < CARD


def has_what_is_done_in_sight(doctor):
    """From the first one that is chosen, far from the end of the list."""
    doctor.page.locator("input[name=chosen]").first.check()
    doing = doctor.page.get_by_role("region", name="Gjør med de valgte").bounding_box()
    assert doing["y"] + doing["height"] <= doctor.page.viewport_size["height"] < doctor.page.evaluate("document.body.scrollHeight")


def closes_all(doctor):
    """Tick every conversation in the list, and close them together."""
    for box in doctor.page.locator("input[name=chosen]").all():
        box.check()
    return doctor.presses("Lukk dem")


def answers(doctor, button):
    """Answer what is open, whatever kind it is."""
    for choice in doctor.page.locator("#prescriptions select").all():
        choice.select_option(label="Fornyet")
    doctor.page.locator("#words").fill("Kom innom oss i morgen.")
    doctor.presses(button)
