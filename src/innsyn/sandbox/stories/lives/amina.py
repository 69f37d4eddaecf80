"""Amina, 14: type 1 diabetes since this summer, a pump on the way, and a football team that must know what to do."""

from innsyn.sandbox.stories.builders import (
    Activity,
    Form,
    Label,
    Telling,
    admitted,
    blood_pressure,
    blood_test,
    care_plan,
    child_vaccines,
    diagnosed,
    discharge_summary,
    episode,
    followed,
    gp_visit,
    health_station,
    health_station_note,
    journal_note,
    lab_report,
    letter,
    measured,
    measured_at_home,
    nursing_summary,
    outpatient,
    outpatient_note,
    planned,
    prescribed,
    referral_letter,
    treatment_plan,
    weeks,
    years,
)
from innsyn.sandbox.stories.builders.known_documents import diabetes_record, nutrition_summary

CHILDREN = "solvskogen-sykehus-barn"
_FALLING_ILL = weeks(20)


def tell(amina: Telling) -> None:
    """Tell Amina's life: a healthy child, one bad week in summer, and learning to steer."""
    _healthy_child(amina)
    _falls_ill(amina)
    _learns(amina)
    bring = "Ta med sensor og blodsukkerapparat."
    planned(amina, CHILDREN, "nilsen", 19, "Diabeteskontroll og oppstart av insulinpumpe", minutes=60, practical=bring)
    planned(amina, "lauvasen-helsestasjon", "vangen", 8, "Samtale med helsesykepleier på skolen")


def _healthy_child(amina: Telling) -> None:
    child_vaccines(amina, "vangen")
    for age, height, weight in ((4, 103, 16.8), (6, 117, 21.4), (8, 129, 27.0), (13, 158, 48.2)):
        check = health_station(amina, years(14) + 200 - years(age), "vangen")
        measured(check, height=height, weight=weight)
    ear = gp_visit(amina, years(9), "H71")
    diagnosed(ear, "H71", ended=years(9) - 10, lasting=False)


def _falls_ill(amina: Telling) -> None:
    thirsty = gp_visit(amina, _FALLING_ILL, "T89")
    measured(thirsty, weight=44.6, pulse=104)
    blood_test(thirsty, glucose=27.4)
    journal_note(thirsty, "amina/torst")
    referral_letter(thirsty, "amina/innleggelse", form=Form.TEXT)
    stay = admitted(amina, CHILDREN, "nilsen", thirsty.ago, 8, "E10.1", acute=True)
    diagnosed(stay, "E10.9")
    diagnosed(stay, "E10.1", ended=thirsty.ago - 2, lasting=False)
    blood_test(stay, hba1c=104, glucose=29.8, sodium=132, potassium=4.9, creatinine=63)
    lab_report(stay.day(0), "Innkomstprøver", "Funn forenlig med nyoppdaget diabetes.", hba1c=104, glucose=29.8, sodium=132, potassium=4.9)
    journal_note(stay.day(0), "amina/innkomst", form=Form.HTML)
    nursing_summary(stay.with_("evensen"), "amina/sykepleie", form=Form.HTML)
    nutrition_summary(stay.with_("ottesen"), "amina/kost", form=Form.CDA)
    discharge_summary(stay, "amina/epikrise", form=Form.PDF, after=2)
    prescribed(stay, "insulin_degludec", "14 enheter under huden hver kveld", why="diabetes type 1")
    prescribed(stay, "insulin_aspart", "Til måltider, 1 enhet per 10 g karbohydrat", why="diabetes type 1")


def _learns(amina: Telling) -> None:
    episode(amina, CHILDREN, "Barnediabetesteamet", _FALLING_ILL)
    for ago, hba1c, weight in ((weeks(15), 79, 48.1), (weeks(9), 61, 49.6), (weeks(2), 54, 50.8)):
        control = outpatient(amina, CHILDREN, "nilsen", ago, "E10.9")
        measured(control, weight=weight, height=163)
        blood_pressure(control, 108, 64)
        blood_test(control, hba1c=hba1c)
        if ago == weeks(9):
            outpatient_note(control, "amina/kontroll", form=Form.HTML)
        if ago == weeks(2):
            diabetes_record(control, "amina/arsskjema", form=Form.CDA)
            treatment_plan(control.with_("evensen"), "amina/plan", form=Form.PDF)
            letter(control.with_("evensen"), "amina/skolebrev", form=Form.PDF, after=1)
            outpatient_note(control.with_("nilsen"), "amina/alenesamtale", label=Label.PARENTS)
            activities = [
                Activity("Måle eller se på sensoren før hver økt på fotballen", "in-progress"),
                Activity("Oppstart av insulinpumpe", "scheduled", -19),
                Activity("Undervisning av trener og klasse", "completed", 30),
            ]
            care_plan(control, "Behandlingsplan for diabetes", activities, goal="Spille kamper igjen, og sove over hos Ida.")
    followed(amina, "hba1c", {weeks(20): 104, weeks(15): 79, weeks(9): 61, weeks(2): 54}, unit=CHILDREN)
    readings = {day: amina.chance.gauss(9.2 - (75 - day) / 40, 2.6) for day in range(75, 0, -1)}
    measured_at_home(amina, "home_glucose", {day: min(max(value, 3.1), 18.0) for day, value in readings.items()}, hour=7)
    school = health_station(amina, weeks(4), "vangen")
    health_station_note(school, "amina/skole")
