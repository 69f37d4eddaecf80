"""Inger, 66: a clot on a Tuesday, words that had to be learned again, and a plan with many signatures."""

from innsyn.sandbox.stories.builders import (
    Activity,
    Form,
    Telling,
    admitted,
    blood_pressure,
    blood_test,
    care_plan,
    care_summary,
    diagnosed,
    discharge_summary,
    episode,
    followed,
    gp_visit,
    home_visit,
    imaging_report,
    individual_plan,
    journal_note,
    letter,
    measured,
    months,
    nursing_summary,
    outpatient,
    outpatient_note,
    physiotherapy_summary,
    planned,
    prescribed,
    treatment_plan,
    vaccinated,
    weeks,
    years,
)
from innsyn.sandbox.stories.builders.known_documents import occupational_therapy_summary, scored_test

STROKE = "solvskogen-sykehus-slag"
REHABILITATION = "solvskogen-sykehus-rehab"
_STROKE = months(8)


def tell(inger: Telling) -> None:
    """Tell Inger's life: an ordinary pressure, a morning at breakfast, and eight months of words."""
    _before(inger)
    _the_stroke(inger)
    _learning_again(inger)
    planned(inger, STROKE, "myklebust", 22, "Slagkontroll, ni måneder")
    planned(inger, "lauvasen-rehab", "halvorsen", 2, "Trening hjemme, gange og balanse", hour=9, minutes=60, cancel_hours=24)


def _before(inger: Telling) -> None:
    pressure = gp_visit(inger, years(8), "K86")
    diagnosed(pressure, "K86")
    blood_pressure(pressure, 162, 94)
    prescribed(pressure, "candesartan", "16 mg, 1 tablett morgen", why="høyt blodtrykk")
    for ago, value in ((years(6), (148, 86)), (years(4), (142, 84)), (years(2), (140, 82)), (years(1), (146, 84))):
        control = gp_visit(inger, ago, "K86")
        blood_pressure(control, *value)
        blood_test(control, cholesterol=6.1, ldl=4.0, creatinine=70, hba1c=41)
        vaccinated(inger, "influenza", ago - 45, inger.person.gp_office, "lund")


def _the_stroke(inger: Telling) -> None:
    stay = admitted(inger, STROKE, "myklebust", _STROKE, 9, "I63.4", acute=True)
    diagnosed(stay, "I63.4")
    diagnosed(stay, "R47.0")
    diagnosed(stay, "I48.0")
    blood_test(stay.day(0), hb=14.2, inr=1.0, creatinine=74, ldl=4.1, glucose=6.4, crp=3)
    imaging_report(stay.day(0).with_("rasmussen", "solvskogen-sykehus-rontgen"), "inger/ct")
    journal_note(stay.day(0), "inger/innkomst", form=Form.HTML)
    nursing_summary(stay.with_("skaar"), "inger/sykepleie")
    physiotherapy_summary(stay.with_("lia"), "inger/fysio", form=Form.CDA)
    occupational_therapy_summary(stay.with_("falk"), "inger/ergo", form=Form.HTML)
    scored_test(stay.with_("grimstad"), "inger/afasi", form=Form.CDA)
    discharge_summary(stay, "inger/epikrise", form=Form.PDF)
    prescribed(stay, "apixaban", "5 mg, 1 tablett morgen og kveld", why="forebygge nytt slag ved atrieflimmer")
    prescribed(stay, "atorvastatin", "40 mg, 1 tablett kveld", why="etter hjerneslag")
    prescribed(stay, "metoprolol", "50 mg depot, 1 tablett morgen", why="hjerterytme")
    followed(inger, "ldl", {months(8): 4.1, months(6): 1.6, months(3): 1.5, weeks(6): 1.5})


def _learning_again(inger: Telling) -> None:
    training = admitted(inger, REHABILITATION, "refsum", _STROKE - 9, 28, "G81.9")
    care_summary(training, "inger/rehab", form=Form.CDA)
    home = home_visit(inger, months(5), "halvorsen", "K90", at="lauvasen-rehab")
    journal_note(home, "inger/hjemme")
    episode(inger, "lauvasen-rehab", "Rehabilitering etter hjerneslag", months(6))
    treatment_plan(home, "inger/plan", form=Form.PDF)
    individual_plan(home.with_("refsum", REHABILITATION), "inger/individuell-plan", form=Form.CDA)
    control = outpatient(inger, STROKE, "myklebust", months(2), "I63.4")
    measured(control, weight=72.1, phq9=6)
    blood_pressure(control, 128, 76)
    blood_test(control, ldl=1.5, creatinine=72)
    outpatient_note(control, "inger/kontroll", form=Form.HTML)
    letter(control.with_("grimstad"), "inger/logoped", form=Form.PDF)
    activities = [
        Activity("Logoped tirsdag og fredag, video", "in-progress"),
        Activity("Gå to kilometer på vei", "completed", 14),
        Activity("Snakke i telefonen med søster", "in-progress"),
        Activity("Førerrett vurderes", "scheduled", -40),
    ]
    care_plan(home, "Individuell plan etter slag", activities, goal="Lese høyt for barnebarnet, og kjøre bil igjen.")
