"""The loop: a citizen reads her summary, a nurse reads the same, the citizen sees the nurse; a stranger is stopped, which is seen too."""

import json
import re
import subprocess
import sys

import pytest

pytestmark = pytest.mark.journey

SUMMARY = "Epikrise, kirurgisk sengepost"
ADDRESS = "/documents/kari-epikrise-galle-1"


def open_record_as_nurse(nurse, number, basis="Følger opp svar eller behandling"):
    nurse.goes_to("/desk").page.get_by_label("Fødselsnummer, D-nummer eller hjelpenummer").fill(number)
    nurse.presses("Finn pasienten").sees("Er dette riktig pasient?")
    assert number not in nurse.page.url
    nurse.page.get_by_label("Behandling", exact=True).check()
    nurse.page.get_by_label(basis).check()
    return nurse.presses("Åpne journalen")


def test_a_citizen_sees_the_nurse_who_read_her_summary(on_phone, at_desk, demo):
    kari = on_phone("kari").sees("Min helse").goes_to("/documents").follows(SUMMARY).sees("Om dokumentet")
    nurse = open_record_as_nurse(at_desk("berg"), demo.numbers["kari"])
    nurse.follows("Dokumenter").follows(SUMMARY).sees("Om dokumentet")
    kari.goes_to("/access-log")
    for said in ("Jonas Berg (sykepleier)", "Kirurgisk sengepost", "er behandling", "Følger opp svar eller behandling", SUMMARY):
        kari.sees(said)
    kari.does_not_see(demo.numbers["berg"])


def saved(traveller, link, folder):
    """Click a link that hands out a file, and keep it. Returns its path."""
    with traveller.page.expect_download() as waited:
        link.click()
    path = folder / waited.value.suggested_filename
    waited.value.save_as(path)
    return path


def sealed(traveller, link, folder):
    """Keep the proof of a line; until the line is sealed, a second after it came, the proof leaves it out."""
    traveller.waits_until(lambda: json.loads(saved(traveller, link, folder).read_text(encoding="utf-8"))["left_out"] == 0)
    return saved(traveller, link, folder)


def test_a_citizen_proves_a_line_with_a_small_program_and_no_net(on_phone, at_desk, demo, tmp_path):
    open_record_as_nurse(at_desk("berg"), demo.numbers["kari"]).follows("Dokumenter")
    kari = on_phone("kari").goes_to("/access-log")
    kari.page.locator("details summary").first.click()
    proof = sealed(kari, kari.page.get_by_role("link", name=re.compile("Hent bevis.*Jonas Berg")).first, tmp_path)
    kari.follows("Slik kan du sjekke")
    program = saved(kari, kari.page.get_by_role("link", name="det lille programmet som sjekker"), tmp_path)
    words = [sys.executable, "-I", program]
    assert subprocess.run([*words, proof], env={}, capture_output=True, check=False).returncode == 0
    forged = tmp_path / "forged.json"
    forged.write_text(proof.read_text(encoding="utf-8").replace("Jonas", "Johan"), encoding="utf-8")
    assert forged.read_bytes() != proof.read_bytes()
    assert subprocess.run([*words, forged], env={}, capture_output=True, check=False).returncode == 1


def test_a_stranger_is_stopped_and_the_patient_sees_it(on_phone):
    arne = on_phone("arne")
    arne.page.goto(arne.demo.address + ADDRESS)
    arne.does_not_see("gallestein").complaints.clear()
    kari = on_phone("kari").goes_to("/access-log?who=all&kind=refused")
    kari.sees("En person uten tilgang").sees("Ble stoppet").does_not_see("Arne Haugen")


def test_emergency_access_is_loud_on_both_sides(at_desk, on_phone, demo):
    nurse = at_desk("berg").goes_to("/desk")
    nurse.page.get_by_label("Fødselsnummer, D-nummer eller hjelpenummer").fill(demo.numbers["per"])
    nurse.presses("Finn pasienten")
    nurse.page.locator("details summary", has_text="Nødtilgang").click()
    nurse.page.get_by_label("Fare for liv", exact=False).first.check()
    nurse.page.get_by_label("Forklar med egne ord").fill("Bevisstløs ved innkomst, må se medisiner.")
    nurse.presses("Åpne med nødtilgang").sees("Nødtilgang – merket i pasientens logg").finds_it_accessible()
    on_phone("per").goes_to("/access-log").sees("Nødtilgang").sees("Jonas Berg").finds_it_accessible()


def test_emergency_access_without_words_is_not_given(at_desk, demo):
    nurse = at_desk("berg").goes_to("/desk")
    nurse.page.get_by_label("Fødselsnummer, D-nummer eller hjelpenummer").fill(demo.numbers["per"])
    nurse.presses("Finn pasienten")
    nurse.page.locator("details summary", has_text="Nødtilgang").click()
    nurse.presses("Åpne med nødtilgang").sees("Forklar med egne ord")
    assert "/desk/visit/" not in nurse.page.url
    nurse.complaints.clear()


def test_the_whole_loop_works_without_script(on_phone, at_desk, demo):
    nurse = open_record_as_nurse(at_desk("berg", has_script=False), demo.numbers["solveig"], "Innlagt på avdelingen")
    nurse.follows("Dokumenter").sees("Dokumenter")
    on_phone("solveig", has_script=False).goes_to("/access-log").sees("Jonas Berg").sees("Innlagt på avdelingen")


def test_a_lower_level_is_refused_with_a_way_on(on_phone):
    somebody = on_phone().goes_to("/login/citizen")
    somebody.page.get_by_text("MinID").first.click()
    somebody.clicks(somebody.page.get_by_text("Kari Lunde Solvang")).sees("BankID").does_not_see("Nyeste dokumenter")
    somebody.complaints.clear()
