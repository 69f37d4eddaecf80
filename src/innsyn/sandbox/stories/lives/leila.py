"""Leila, 32: a year and a half in Norway, in week 31, with sugar in her blood and words in two languages."""

from innsyn.sandbox.stories.builders import (
    Activity,
    Form,
    Telling,
    blood_pressure,
    blood_test,
    care_plan,
    diagnosed,
    episode,
    followed,
    gp_visit,
    health_station,
    health_station_note,
    journal_note,
    letter,
    measured,
    measured_at_home,
    months,
    outpatient,
    outpatient_note,
    planned,
    prescribed,
    referral_letter,
    referred,
    vaccinated,
    weeks,
)
from innsyn.sandbox.stories.builders.known_documents import diabetes_record, nutrition_summary

BIRTHS = "solvskogen-sykehus-foede"
STATION = "lauvasen-helsestasjon"
_CONCEPTION = weeks(29)


def tell(leila: Telling) -> None:
    """Tell Leila's life here: the arrival, the pregnancy, the sugar, and the plan for January."""
    _arrives(leila)
    _pregnant(leila)
    _sugar(leila)
    bring = "Ta med appen med blodsukkermålinger. Tolk er bestilt."
    planned(leila, BIRTHS, "winther", 10, "Kontroll for diabetes i svangerskapet, med tolk", minutes=45, practical=bring)
    planned(leila, STATION, "jordet", 3, "Svangerskapskontroll hos jordmor", hour=12)
    planned(leila, BIRTHS, "winther", 38, "Ultralyd, vekst", minutes=30)


def _arrives(leila: Telling) -> None:
    first = gp_visit(leila, months(17), "A98")
    measured(first, weight=71, height=162)
    blood_pressure(first, 112, 70)
    blood_test(first, hb=12.4, ferritin=19, vitamin_d=18, hba1c=37, tsh=1.7)
    diagnosed(first, "T91", note="Lavt vitamin D")
    prescribed(first, "vitamin_d", "20 mikrogram, 1 tablett daglig", why="lavt vitamin D")
    prescribed(first, "ferrous", "100 mg, 1 tablett annenhver dag", stopped=months(12), why="lavt jernlager")
    vaccinated(leila, "covid", months(16), leila.person.gp_office, "sandvik")
    journal_note(first, "leila/forste")
    followed(leila, "vitamin_d", {months(17): 18, months(13): 41, months(9): 62, months(2): 71})
    nerves = gp_visit(leila, months(14), "P02")
    diagnosed(nerves, "P02", ended=months(7))
    measured(nerves, phq9=11)


def _pregnant(leila: Telling) -> None:
    test = gp_visit(leila, _CONCEPTION - weeks(6), "W78")
    diagnosed(test, "W78")
    blood_pressure(test, 108, 68)
    measured(test, weight=72.1)
    blood_test(test, hb=12.6, hba1c=38, ferritin=41)
    episode(leila, BIRTHS, "Svangerskap med diabetes", weeks(3))
    for week, weight, hb in ((24, 76.0, 11.9), (28, 77.8, 11.8)):
        control = health_station(leila, _CONCEPTION - weeks(week - 2), "jordet")
        measured(control, weight=weight)
        blood_pressure(control, 114, 70)
        blood_test(control, hb=hb)
    health_station_note(health_station(leila, weeks(2), "jordet"), "leila/jordmor", form=Form.HTML)


def _sugar(leila: Telling) -> None:
    test = outpatient(leila, "solvskogen-sykehus-lab", "ulriksen", weeks(4), "O24.4")
    blood_test(test, glucose=5.4)
    journal_note(test, "leila/belastning")
    asked = gp_visit(leila, weeks(4) - 2, "W85")
    diagnosed(asked, "W85")
    referred(asked, BIRTHS, "O24.4", priority="urgent")
    referral_letter(asked, "leila/henvisning", form=Form.PDF)
    clinic = outpatient(leila, BIRTHS, "winther", weeks(3), "O24.4")
    diagnosed(clinic, "O24.4")
    outpatient_note(clinic, "leila/poliklinikk", form=Form.HTML)
    nutrition_summary(clinic.with_("ottesen", "solvskogen-sykehus-barn"), "leila/kost", form=Form.CDA)
    letter(clinic, "leila/arabisk", form=Form.PDF, after=2)
    values = {day: 5.6 + leila.chance.gauss(0, 0.7) for day in range(20, 0, -1)}
    measured_at_home(leila, "home_glucose", values, hour=7)
    latest = outpatient(leila, BIRTHS, "winther", 5, "O24.4")
    blood_pressure(latest, 118, 74)
    blood_test(latest, hba1c=39, hb=11.9)
    diabetes_record(latest, "leila/kontroll", form=Form.CDA)
    activities = [
        Activity("Måle blodsukker fastende og to timer etter middag", "in-progress", 5),
        Activity("Gå tur 30 minutter etter middag", "in-progress"),
        Activity("Ultralyd vekst uke 34", "scheduled", -38),
        Activity("Fødselssamtale med tolk", "scheduled", -50),
    ]
    care_plan(clinic, "Plan for svangerskapet", activities, goal="En frisk fødsel, og at mamma i Aleppo får bilder hver dag.")
