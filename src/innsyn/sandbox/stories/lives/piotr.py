"""Piotr, 41: here to work on a building site, with a D-number, a broken hand, and letters in three languages."""

from innsyn.sandbox.stories.builders import (
    Form,
    Telling,
    admitted,
    blood_pressure,
    blood_test,
    certificate,
    diagnosed,
    discharge_summary,
    emergency_clinic,
    gp_visit,
    imaging_report,
    journal_note,
    letter,
    measured,
    months,
    operated,
    operation_note,
    outpatient,
    outpatient_note,
    physiotherapy_summary,
    planned,
    prescribed,
    referral_letter,
    weeks,
    years,
)

ORTHOPAEDICS = "solvskogen-sykehus-ortopedi"


def tell(piotr: Telling) -> None:
    """Tell Piotr's life in Norway: ladder, hand, and back to the scaffold."""
    back = gp_visit(piotr, years(1), "L83")
    diagnosed(back, "L83", ended=months(11))
    blood_pressure(back, 138, 88)
    journal_note(back, "piotr/nakke")
    fall = emergency_clinic(piotr, months(4), "L74", "roed")
    measured(fall, pulse=92)
    diagnosed(fall, "L74", ended=weeks(4))
    journal_note(fall, "piotr/legevakt")
    picture = outpatient(piotr, "solvskogen-sykehus-rontgen", "thoresen", months(4), "S62.3")
    imaging_report(picture, "piotr/rontgen")
    stay = admitted(piotr, ORTHOPAEDICS, "krogh", months(4) - 5, 1, "S62.3")
    operated(stay, "NDJ42", side="høyre femte mellomhåndsbein")
    blood_test(stay, hb=15.4, creatinine=89, crp=3)
    operation_note(stay.day(0), "piotr/operasjon")
    discharge_summary(stay, "piotr/epikrise", form=Form.PDF)
    prescribed(stay, "codeine_paracetamol", "1 tablett ved behov, høyst 4 i døgnet", stopped=months(3), why="smerter", as_needed=True)
    certificate(stay, "piotr/sykmelding", form=Form.PDF)
    certificate(gp_visit(piotr, months(2), "L74"), "piotr/forlenget", form=Form.PDF)
    physio = outpatient(piotr, ORTHOPAEDICS, "krogh", months(2.5), "S62.3")
    outpatient_note(physio, "piotr/kontroll", form=Form.HTML)
    training = outpatient(piotr, ORTHOPAEDICS, "dahl", weeks(4), "S62.3")
    physiotherapy_summary(training, "piotr/fysio", form=Form.CDA)
    letter(outpatient(piotr, ORTHOPAEDICS, "krogh", weeks(3), "S62.3"), "piotr/engelsk", form=Form.PDF)
    referral_letter(gp_visit(piotr, weeks(2), "L74"), "piotr/henvisning", form=Form.PDF)
    planned(piotr, ORTHOPAEDICS, "krogh", 41, "Kontroll, røntgen hånd", practical="Bring your work gloves. Tolk (polsk) er bestilt.")
