"""Jakob, 8: asthma, two homes, and one plan that must hang on both refrigerators."""

from innsyn.sandbox.stories.builders import (
    Activity,
    Form,
    Telling,
    admitted,
    allergic_to,
    care_plan,
    child_vaccines,
    diagnosed,
    discharge_summary,
    emergency_clinic,
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
    treatment_plan,
    vaccinated,
    weeks,
    years,
)
from innsyn.sandbox.stories.builders.known_documents import lung_examination

CHILDREN = "solvskogen-sykehus-barn"
STATION = "storvika-helsestasjon"


def tell(jakob: Telling) -> None:
    """Tell Jakob's life from the first wheeze to the plan in two kitchens."""
    child_vaccines(jakob, "engen")
    _wheezing(jakob)
    _asthma(jakob)
    _two_homes(jakob)
    before = "Ikke bruk Ventoline fire timer før. Begge foreldre er innkalt."
    planned(jakob, CHILDREN, "nilsen", 55, "Astmakontroll med pusteprøve", practical=before)
    planned(jakob, STATION, "engen", 6, "Samtale med helsesykepleier på skolen")


def _wheezing(jakob: Telling) -> None:
    for ago in (years(7), years(6.2)):
        chest = gp_visit(jakob, ago, "R78")
        diagnosed(chest, "R78", ended=ago - 12, lasting=False)
        measured(chest, saturation=96, respiration=38, temperature=38.1)
    eczema = gp_visit(jakob, years(6), "S87")
    diagnosed(eczema, "S87")
    for age, height, weight in ((4, 104, 17.2), (6, 118, 22.0)):
        check = health_station(jakob, years(8) + 120 - years(age), "engen")
        measured(check, height=height, weight=weight)


def _asthma(jakob: Telling) -> None:
    found = gp_visit(jakob, years(3.6), "R96")
    diagnosed(found, "R96")
    prescribed(found, "salbutamol", "0,1 mg, 2 inhalasjoner med kammer ved behov", why="tung pust", as_needed=True)
    attack = emergency_clinic(jakob, years(2), "R96", "fossum")
    measured(attack, saturation=91, respiration=44, pulse=138)
    journal_note(attack, "jakob/legevakt")
    stay = admitted(jakob, CHILDREN, "nilsen", years(2), 2, "J45.0", acute=True)
    diagnosed(stay, "J45.0")
    discharge_summary(stay, "jakob/epikrise", form=Form.PDF)
    prescribed(stay, "budesonide", "0,1 mg, 2 inhalasjoner morgen og kveld med kammer", why="astma")
    allergic_to(stay, "Katt", "Kløe i øynene og tung pust etter en halv time i hus med katt")
    for ago, height, weight, flow in ((years(1.5), 125, 25.1, 205), (months(10), 129, 27.4, 230), (months(3), 132, 29.0, 245)):
        control = outpatient(jakob, CHILDREN, "nilsen", ago, "J45.0")
        measured(control, height=height, weight=weight, peak_flow=flow, saturation=98)
        if ago == months(3):
            lung_examination(control, "jakob/pusteprove", form=Form.CDA)
            outpatient_note(control, "jakob/kontroll", form=Form.HTML)
            treatment_plan(control, "jakob/egenplan", form=Form.PDF)
    vaccinated(jakob, "influenza", weeks(5), jakob.person.gp_office, "rud")
    flows = {day: 240 + jakob.chance.gauss(0, 14) for day in range(45, 0, -1)}
    measured_at_home(jakob, "peak_flow", flows | {31: 178, 30: 186, 29: 205})


def _two_homes(jakob: Telling) -> None:
    school = health_station(jakob, months(2), "engen")
    health_station_note(school, "jakob/skole")
    letter(school, "jakob/foreldrebrev", form=Form.PDF, after=1)
    cold = gp_visit(jakob, 30, "R96")
    measured(cold, saturation=95, respiration=26, temperature=37.8)
    journal_note(cold, "jakob/forkjolet")
    activities = [
        Activity("Kammer og medisin i begge hjem og på SFO", "completed", 50),
        Activity("Samme skjema for pusteprøver i en delt app", "in-progress", 20),
        Activity("Vask av sengetøy på 60 grader hver uke, begge steder", "in-progress"),
    ]
    care_plan(cold, "Plan for astma i to hjem", activities, goal="Spille bandy hele sesongen, og ikke glemme maska på bussen.")
