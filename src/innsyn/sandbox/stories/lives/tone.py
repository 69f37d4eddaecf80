"""Tone, 38: a life that has been moved and must not be found, so this record says where nothing is."""

from innsyn.sandbox.stories.builders import (
    Form,
    Telling,
    blood_pressure,
    blood_test,
    diagnosed,
    emergency_clinic,
    gp_visit,
    imaging_report,
    journal_note,
    letter,
    measured,
    months,
    outpatient,
    outpatient_note,
    planned,
    prescribed,
    referral_letter,
    referred,
    treatment_plan,
    weeks,
    years,
)

CLINIC = "solvskogen-psykisk-dps"


def tell(tone: Telling) -> None:
    """Tell Tone's life. Nothing here says where she is."""
    hurt = emergency_clinic(tone, years(2.2), "A80", "fossum", at="storvika-legevakt")
    blood_pressure(hurt, 142, 88)
    measured(hurt, pulse=98)
    diagnosed(hurt, "L72", ended=years(2))
    journal_note(hurt, "tone/legevakt")
    picture = outpatient(tone, "solvskogen-sykehus-rontgen", "rasmussen", years(2.2), "S52.5")
    imaging_report(picture, "tone/rontgen")
    told = gp_visit(tone, years(2), "P02")
    diagnosed(told, "P02", ended=months(6))
    blood_test(told, hb=12.8, tsh=1.5, ferritin=31)
    journal_note(told, "tone/fastlege")
    referred(told, CLINIC, "F43.1", priority="urgent")
    referral_letter(told, "tone/henvisning", form=Form.PDF)
    for weeks_in in (6, 10, 18):
        outpatient(tone, CLINIC, "strand", years(2) - weeks(weeks_in), "F43.1")
    talk = outpatient(tone, CLINIC, "strand", years(1), "F43.1")
    diagnosed(talk, "F43.1")
    outpatient_note(talk, "tone/vurdering", form=Form.HTML)
    treatment_plan(talk, "tone/plan", form=Form.PDF)
    letter(gp_visit(tone, months(6), "A97"), "tone/adresse", form=Form.PDF)
    sleep = gp_visit(tone, months(3), "P06")
    measured(sleep, phq9=9)
    journal_note(sleep, "tone/sovn")
    prescribed(sleep, "mirtazapine", "15 mg, 1 tablett kveld", why="søvn")
    planned(tone, CLINIC, "strand", 9, "Samtale", practical="Møt som avtalt sist.")
