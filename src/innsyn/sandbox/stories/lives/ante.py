"""Ánte, 71: a big heart that has grown too big, long roads, and a language that most papers do not speak."""

from innsyn.sandbox.stories.builders import (
    Activity,
    Form,
    Telling,
    admitted,
    blood_pressure,
    blood_test,
    care_plan,
    diagnosed,
    discharge_summary,
    episode,
    followed,
    gp_visit,
    home_visit,
    imaging_report,
    journal_note,
    lab_report,
    letter,
    measured,
    measured_at_home,
    months,
    operated,
    outpatient,
    outpatient_note,
    phoned,
    planned,
    prescribed,
    treatment_plan,
    vaccinated,
    weeks,
    years,
)
from innsyn.sandbox.stories.builders.called_in import CalledIn
from innsyn.sandbox.stories.builders.known_documents import heart_examination

HEART = "nordlysvidda-sykehus-hjerte"
WARD = "nordlysvidda-sykehus-medisin"
_INFARCTION = years(6)
_STAY = months(16)
_BY_VIDEO = CalledIn(kind="Konsultasjon", video="https://join.video.example/ante-vekt-og-vann")


def tell(ante: Telling) -> None:
    """Tell Ánte's life: the infarction, the swelling winter, and the tablets that work."""
    _heart_attack(ante)
    _failure(ante)
    _followed(ante)
    planned(ante, HEART, "eira", 26, "Hjertesviktkontroll hos sykepleier, på nordsamisk", minutes=60)
    planned(ante, ante.person.gp_office, "gaup", 8, "Videokonsultasjon, vekt og vann", hour=11, minutes=15, told=_BY_VIDEO)


def _heart_attack(ante: Telling) -> None:
    attack = admitted(ante, HEART, "utsi", _INFARCTION, 3, "I21.4", acute=True)
    diagnosed(attack, "I21.4", ended=_INFARCTION - 4)
    operated(attack, "FNG05")
    blood_test(attack, creatinine=88, ldl=3.8, hb=15.1, potassium=4.0)
    discharge_summary(attack, "ante/infarkt", form=Form.PDF)
    prescribed(attack, "albyl_e", "75 mg, 1 tablett daglig", why="etter hjerteinfarkt")
    prescribed(attack, "atorvastatin", "80 mg, 1 tablett kveld", why="etter hjerteinfarkt")
    for ago, pressure, ldl in ((years(5), (128, 78), 1.8), (years(4), (132, 80), 1.7), (years(2.5), (130, 78), 1.6)):
        control = gp_visit(ante, ago, "K75")
        blood_pressure(control, *pressure)
        blood_test(control, ldl=ldl, creatinine=92, hba1c=40)
        vaccinated(ante, "influenza", ago - 40, ante.person.gp_office, "hagen")


def _failure(ante: Telling) -> None:
    swollen = gp_visit(ante, _STAY + 6, "K77")
    blood_pressure(swollen, 118, 72)
    measured(swollen, weight=91.4, saturation=92, pulse=98)
    blood_test(swollen, probnp=4870, creatinine=118, hb=13.4)
    journal_note(swollen, "ante/hovne")
    stay = admitted(ante, WARD, "somby", _STAY, 6, "I50.9")
    diagnosed(stay, "I50.1")
    diagnosed(stay, "I25.5")
    imaging_report(stay.day(0).with_("olsen", "nordlysvidda-sykehus-rontgen"), "ante/rontgen")
    heart_examination(stay.day(2).with_("utsi", HEART), "ante/ekko", form=Form.CDA)
    lab_report(stay.day(1), "Blodprøver", probnp=4870, creatinine=126, potassium=4.6, sodium=134, hb=13.2)
    discharge_summary(stay, "ante/epikrise", form=Form.PDF)
    prescribed(stay, "furosemide", "40 mg, 1 tablett morgen", why="hjertesvikt")
    prescribed(stay, "metoprolol", "100 mg depot, 1 tablett morgen", why="hjertesvikt")
    prescribed(stay, "sacubitril_valsartan", "24/26 mg morgen og kveld, økes ved kontroll", why="hjertesvikt")
    prescribed(stay, "spironolactone", "25 mg, 1 tablett morgen", why="hjertesvikt")
    prescribed(stay, "dapagliflozin", "10 mg, 1 tablett morgen", why="hjertesvikt")


def _followed(ante: Telling) -> None:
    episode(ante, HEART, "Hjertesviktpoliklinikk", months(15))
    for ago, weight, probnp, ejection in ((months(14), 84.1, 2210, 28), (months(9), 82.7, 1440, 32), (months(2), 81.9, 980, 38)):
        control = outpatient(ante, HEART, "utsi" if ago == months(9) else "eira", ago, "I50.1")
        measured(control, weight=weight, ejection=ejection)
        blood_pressure(control, 112, 70)
        blood_test(control, probnp=probnp, creatinine=112, potassium=4.5)
        if ago == months(2):
            outpatient_note(control, "ante/kontroll", form=Form.HTML)
            treatment_plan(control, "ante/egenplan", form=Form.PDF)
            letter(control, "ante/brev", form=Form.PDF, after=2)
    course = {years(2): 380, _STAY: 4870, _STAY - 12: 2640, months(14): 2210, months(9): 1440, months(5): 1190, months(2): 980}
    followed(ante, "probnp", course)
    weights = {day: 82.3 + ante.chance.gauss(0, 0.4) + (0.9 if 20 <= day <= 24 else 0) for day in range(75, 0, -1)}
    measured_at_home(ante, "weight", weights)
    up = phoned(ante, 20, "K77")
    journal_note(up, "ante/vektopp")
    home = home_visit(ante, weeks(5), "hatta", "K77")
    journal_note(home, "ante/hjemme")
    activities = [
        Activity("Veie seg hver morgen, skrive i appen", "in-progress", 1),
        Activity("Ekstra furosemid ved to kilo opp på tre dager", "not-started"),
        Activity("Telefon fra hjertesviktsykepleier hver måned", "in-progress", 20),
    ]
    care_plan(up, "Plan for hjertesvikt", activities, goal="Være med til kalvemerkinga.")
