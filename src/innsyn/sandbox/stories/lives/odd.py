"""Odd, 68: forty years of smoke, a lung that gives in each winter, and measurements sent home from the kitchen table. In nynorsk."""

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
    emergency_clinic,
    episode,
    followed,
    gp_visit,
    imaging_report,
    journal_note,
    letter,
    measured,
    measured_at_home,
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
from innsyn.sandbox.stories.builders.known_documents import lung_examination

LUNGS = "tindefjord-sjukehus-lunge"
HOME = "fjordabygda-hjemmetjeneste"
_LAST_WINTER = months(9)


def tell(odd: Telling) -> None:
    """Tell Odd's life: the first spirometry, two hard winters, and a quieter autumn."""
    _found(odd)
    _winters(odd)
    _followed_at_home(odd)
    before = "Ikkje bruk hurtigverkande inhalasjon dei siste fire timane."
    planned(odd, LUNGS, "eide", 40, "Kontroll med spirometri", minutes=45, practical=before)
    planned(odd, HOME, "fosse", 7, "Videosamtale om målingane", hour=12, minutes=15)


def _found(odd: Telling) -> None:
    cough = gp_visit(odd, years(9), "R95")
    diagnosed(cough, "R95")
    measured(cough, fev1=2.05, fvc=3.60, fev1_ratio=57, saturation=96, weight=82)
    journal_note(cough, "odd/forste")
    prescribed(cough, "tiotropium", "18 mikrogram, 1 inhalasjon dagleg", stopped=years(3), why="kols")
    prescribed(cough, "salbutamol", "0,1 mg, 2 inhalasjonar ved behov", why="tung pust", as_needed=True)
    earlier = {years(9): 2.05, years(7): 1.92, years(5): 1.74, years(4): 1.63, years(3): 1.49}
    followed(odd, "fev1", earlier | {years(2): 1.38, months(14): 1.31, months(4): 1.33}, unit=LUNGS)
    followed(odd, "hb", {years(5): 15.9, years(3): 16.4, years(1): 16.8, months(4): 16.2})
    for ago in (years(6), years(4), years(2), years(1), weeks(5)):
        vaccinated(odd, "influenza", ago, odd.person.gp_office, "tangen")
    vaccinated(odd, "pneumococcal_adult", years(4), odd.person.gp_office, "tangen")


def _winters(odd: Telling) -> None:
    old = admitted(odd, "tindefjord-sjukehus-medisin", "hovland", years(2), 6, "J44.1", acute=True)
    blood_test(old, crp=112, leukocytes=13.2, hb=16.4)
    discharge_summary(old, "odd/tidlegare", form=Form.HTML)
    ill = emergency_clinic(odd, _LAST_WINTER, "R95", "brekke")
    measured(ill, saturation=84, respiration=32, pulse=116, temperature=38.2)
    journal_note(ill, "odd/legevakt")
    stay = admitted(odd, LUNGS, "eide", _LAST_WINTER, 7, "J44.1", acute=True)
    diagnosed(stay, "J44.9", since=years(9))
    diagnosed(stay, "J96.0", ended=_LAST_WINTER - 3, lasting=False)
    blood_test(stay, crp=86, leukocytes=14.1, hb=16.8, creatinine=79, sodium=137)
    imaging_report(stay.day(0).with_("loken", "tindefjord-sjukehus-rontgen"), "odd/rontgen")
    blood_test(stay.day(6), crp=9, leukocytes=9.8)
    nursing_summary(stay.with_("fure"), "odd/sjukepleie")
    discharge_summary(stay, "odd/epikrise", form=Form.PDF)
    prescribed(stay, "prednisolone", "30 mg dagleg i 5 dagar", stopped=_LAST_WINTER - 12, why="forverring av kols")
    prescribed(stay, "fluticasone_vilanterol_umeclidinium", "1 inhalasjon kvar morgon", why="kols")


def _followed_at_home(odd: Telling) -> None:
    rehabilitation = outpatient(odd, "tindefjord-sjukehus-rehab", "tveit", months(6), "J44.9")
    measured(rehabilitation, saturation=93, weight=71.5)
    physiotherapy_summary(rehabilitation, "odd/fysio", form=Form.CDA)
    control = outpatient(odd, LUNGS, "eide", months(4), "J44.9")
    measured(control, fev1=1.33, fvc=3.05, fev1_ratio=44, saturation=93, weight=72.4)
    blood_pressure(control, 132, 80)
    lung_examination(control, "odd/spirometri", form=Form.CDA)
    outpatient_note(control, "odd/kontroll", form=Form.HTML)
    letter(control, "odd/brev", form=Form.PDF, after=2)
    episode(odd, HOME, "Digital heimeoppfølging", months(5))
    plan = gp_visit(odd, months(5), "R95")
    treatment_plan(plan, "odd/eigenplan", form=Form.PDF)
    activities = [
        Activity("Måle metting og puls kvar morgon", "in-progress", 1),
        Activity("Gul sone: auke Ventoline, ring same dag", "not-started"),
        Activity("Raud sone: prednisolon og antibiotika heime, ring 113 ved kvile-andpusten", "not-started"),
        Activity("Trene i gruppe onsdagar", "in-progress", 5),
    ]
    care_plan(plan, "Eigenbehandlingsplan", activities, goal="Ikkje på sjukehus meir. Kunne gå ned til naustet.")
    saturations = {day: 93 + round(odd.chance.gauss(0, 1)) for day in range(110, 0, -1)}
    measured_at_home(odd, "saturation", saturations | {61: 89, 60: 88, 59: 90, 58: 91})
    measured_at_home(odd, "pulse", {day: 82 + odd.chance.gauss(0, 6) for day in range(110, 0, -2)})
    journal_note(gp_visit(odd, 60, "R95"), "odd/gul")
