"""Solveig, 74: a hip that hurt for years, a new one, and the way back through the nursing home and the everyday."""

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
    letter,
    measured,
    months,
    nursing_summary,
    operated,
    operation_note,
    outpatient,
    outpatient_note,
    physiotherapy_summary,
    planned,
    prescribed,
    referral_letter,
    referred,
    treatment_plan,
    vaccinated,
    weeks,
    years,
)

ORTHOPAEDICS = "solvskogen-sykehus-ortopedi"
_OPERATION = weeks(8)


def tell(solveig: Telling) -> None:
    """Tell Solveig's life with her hip, until today's walk to the shop."""
    _before(solveig)
    _operation(solveig)
    _rehabilitation(solveig)
    first = "Røntgen tas en halv time før timen."
    planned(solveig, ORTHOPAEDICS, "krogh", 34, "Kontroll etter hofteoperasjon, med røntgen", practical=first)
    planned(solveig, "lauvasen-rehab", "halvorsen", 4, "Hverdagsrehabilitering hjemme", hour=9, minutes=60, cancel_hours=24)


def _before(solveig: Telling) -> None:
    pressure = gp_visit(solveig, years(11), "K86")
    diagnosed(pressure, "K86")
    blood_pressure(pressure, 158, 92)
    prescribed(pressure, "candesartan", "8 mg, 1 tablett morgen", why="høyt blodtrykk")
    bones = gp_visit(solveig, years(5), "L95")
    diagnosed(bones, "L95")
    blood_test(bones, vitamin_d=41, creatinine=68, tsh=2.4)
    prescribed(bones, "calcium_d", "1 tyggetablett daglig", why="beinskjørhet")
    hip = gp_visit(solveig, years(3), "L89")
    diagnosed(hip, "L89")
    measured(hip, weight=71, height=164)
    journal_note(hip, "solveig/hofte")
    picture = outpatient(solveig, "solvskogen-sykehus-rontgen", "rasmussen", years(3) - 20, "M16.1")
    imaging_report(picture, "solveig/rontgen")
    for ago, pressure_now in ((years(2), (144, 82)), (years(1), (140, 80)), (months(9), (142, 80))):
        control = gp_visit(solveig, ago, "K86")
        blood_pressure(control, *pressure_now)
        blood_test(control, creatinine=70, potassium=4.0, hb=13.4)
        vaccinated(solveig, "influenza", ago + 20, solveig.person.gp_office, "lund")
    worse = gp_visit(solveig, months(9) - 14, "L89")
    referred(worse, ORTHOPAEDICS, "M16.1")
    referral_letter(worse, "solveig/henvisning", form=Form.PDF)
    assessed = outpatient(solveig, ORTHOPAEDICS, "krogh", months(6), "M16.1")
    outpatient_note(assessed, "solveig/vurdering", form=Form.HTML)
    letter(assessed, "solveig/hofteskole", form=Form.PDF, after=10)


def _operation(solveig: Telling) -> None:
    stay = admitted(solveig, ORTHOPAEDICS, "krogh", _OPERATION, 3, "M16.1")
    diagnosed(stay, "M16.1", since=years(3), ended=_OPERATION)
    operated(stay, "NFB40", side="venstre hofte")
    blood_test(stay, hb=13.2, creatinine=69, potassium=4.1, crp=2)
    operation_note(stay.day(0), "solveig/operasjon")
    blood_test(stay.day(2), hb=10.4, crp=118, creatinine=72)
    nursing_summary(stay.with_("sather"), "solveig/sykepleie", form=Form.HTML)
    physiotherapy_summary(stay.with_("dahl"), "solveig/fysio", form=Form.CDA)
    discharge_summary(stay, "solveig/epikrise", form=Form.PDF)
    prescribed(stay, "dalteparin", "5000 IE under huden daglig i 5 uker", stopped=weeks(3), why="forebygge blodpropp etter operasjon")
    prescribed(stay, "paracetamol", "1 g fire ganger daglig", stopped=weeks(2), why="smerter etter operasjon")
    prescribed(stay, "oxycodone", "5 mg ved behov, høyst tre ganger daglig", stopped=weeks(6), why="smerter etter operasjon")
    followed(solveig, "hb", {weeks(6): 10.9, weeks(4): 11.8, 12: 12.9})


def _rehabilitation(solveig: Telling) -> None:
    nursing_home = admitted(solveig, "lauvasen-sykehjem", "odegard", _OPERATION - 3, 12, "L89")
    journal_note(nursing_home, "solveig/korttid")
    episode(solveig, "lauvasen-rehab", "Hverdagsrehabilitering", _OPERATION - 15)
    home = home_visit(solveig, _OPERATION - 17, "halvorsen", "L89", at="lauvasen-rehab")
    treatment_plan(home, "solveig/rehabplan", form=Form.HTML)
    activities = [
        Activity("Gå i trapp med rekkverk", "completed", 24),
        Activity("Sette på seg strømper uten hjelpemiddel", "in-progress", 14),
        Activity("Gå til butikken og hjem, 400 meter hver vei", "in-progress", 6),
        Activity("Sitte på symøtet en hel kveld", "not-started", -10),
    ]
    care_plan(home, "Plan for hverdagsrehabilitering", activities, goal="Gå til butikken selv, og sitte på symøtet.")
    later = home_visit(solveig, 6, "halvorsen", "L89", at="lauvasen-rehab")
    journal_note(later, "solveig/hjemme")
