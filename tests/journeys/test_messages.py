"""Kari writes to her doctor's office, sees that it came through, and reads the answer; a service closed meanwhile stops her."""

import pytest

pytestmark = pytest.mark.journey

PNG = {"name": "C:\\bilder\\utslett.jpg", "mimeType": "image/jpeg", "buffer": b"\x89PNG\r\n\x1a\n of the journey"}


def writes(kari, kind, subject, words):
    """Choose the doctor and the kind, and write."""
    kari.goes_to("/messages").follows("Skriv en melding").sees("Hvem vil du skrive til?").follows("Sigrid Lien").follows(kind)
    kari.page.get_by_label("Emne").fill(subject)
    kari.page.get_by_label("Melding", exact=True).fill(words)
    return kari.finds_it_accessible().presses("Gå videre")


def test_a_patient_writes_sees_it_delivered_and_reads_the_answer(on_phone, at_desk):
    kari = writes(on_phone("kari"), "Kontakt med kontoret", "Attest til reisen", "Kan jeg få en attest til flyselskapet?")
    kari.sees("Vil du legge ved noe?").finds_it_accessible()
    kari.page.get_by_label("Velg en fil").set_input_files(PNG)
    kari.presses("Legg ved").sees("utslett.png").follows("Gå videre").sees("Kan jeg få en attest").finds_it_accessible()
    kari.keeps_picture("message-check").presses("Send").sees("Meldingen er sendt.").sees("Levert").finds_it_accessible()
    kari.keeps_picture("message-sent")
    thread = kari.page.url.removeprefix(kari.demo.address)
    office = at_desk("lien").goes_to("/desk/inbox").presses("Attest til reisen")
    office.page.locator("#words").fill("Den ligger klar i skranken fra i morgen.")
    office.clicks(office.page.locator("button[name=do][value=send]"))
    kari.goes_to("/my-health").sees("noe nytt").finds_it_accessible()
    kari.goes_to("/messages").follows("Attest til reisen").sees("Den ligger klar i skranken fra i morgen.")
    assert kari.page.url.endswith(thread)
    kari.finds_it_accessible().keeps_picture("message-answered")
    kari.page.get_by_label("Melding", exact=True).fill("Takk skal dere ha.")
    kari.presses("Send").sees("Takk skal dere ha.")


def test_what_a_consultation_costs_is_said_before_it_is_sent_and_a_draft_is_found_again(at_desk):
    kari = at_desk("kari")
    writes(kari, "E-konsultasjon", "Utslett på armen", "Skal jeg bruke samme salve som sist?")
    kari.follows("Gå videre uten vedlegg").sees("Du betaler når du får svar").sees("Vi vet ikke om du har det").finds_it_accessible()
    kari.follows("Jeg har lest dette").sees("Se over før du sender").sees("Utslett på armen").finds_it_accessible()
    kari.goes_to("/messages").sees("Begynt, ikke sendt").finds_it_accessible().keeps_picture("messages").follows("Utslett på armen")
    kari.presses("Kast utkastet").sees("Utkastet er kastet.")


def test_a_daughter_renews_two_of_her_fathers_three_prescriptions_and_he_reads_what_came_of_each(on_phone, at_desk):
    """Arne's power of attorney stands as the stories tell it: in `test_representation.py`, which comes after, he takes it back."""
    hilde = on_phone("hilde").goes_to("/representation").presses("Gå inn hos Arne Haugen").goes_to("/messages/new")
    hilde.follows("Sigrid Lien").follows("Fornye resept").sees("Apiksaban").finds_it_accessible().keeps_picture("renewal")
    assert hilde.page.get_by_role("checkbox").count() == 3
    for medicine in ("Losartan", "Metoprolol"):
        hilde.page.get_by_label(medicine, exact=True).check()
    hilde.presses("Gå videre").sees("Losartan og Metoprolol").does_not_see("Apiksaban").finds_it_accessible()
    hilde = at_desk("hilde").goes_to("/representation").presses("Gå inn hos Arne Haugen").goes_to("/messages").follows("Fornye resept")
    hilde.presses("Gå videre").sees("Losartan og Metoprolol").presses("Send")
    hilde.sees("Du, på vegne av Arne Haugen").sees("Venter på svar").finds_it_accessible()
    office = on_phone("lien").goes_to("/desk/inbox")
    office.clicks(office.page.get_by_role("row").filter(has_text="Hilde Haugen for Arne Haugen").get_by_role("button"))
    office.page.get_by_label("Losartan").select_option(label="Fornyet")
    office.page.get_by_label("Metoprolol").select_option(label="Ikke fornyet")
    office.page.locator("#words").fill("Metoprolol etter neste blodprøve.")
    office.finds_it_accessible().clicks(office.page.locator("button[name=do][value=send]"))
    arne = at_desk("arne").goes_to("/messages").sees("noe nytt").follows("Fornye resept").sees("Ikke fornyet")
    arne.sees("Metoprolol etter neste blodprøve").sees("Hilde Haugen, på vegne av deg").finds_it_accessible()
