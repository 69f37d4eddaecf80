"""Silje, 29: a nurse who became ill, got help, and shut her colleagues out of those pages."""

from innsyn.sandbox.stories.builders import (
    Form,
    Label,
    Telling,
    blood_pressure,
    blood_test,
    certificate,
    child_vaccines,
    diagnosed,
    episode,
    followed,
    gp_visit,
    journal_note,
    letter,
    measured,
    months,
    outpatient,
    outpatient_note,
    planned,
    prescribed,
    psychology_summary,
    referral_letter,
    referred,
    treatment_plan,
    vaccinated,
    weeks,
    years,
)
from innsyn.sandbox.stories.builders.known_documents import crisis_plan, scored_test

CLINIC = "solvskogen-psykisk-dps"
SHIELDED = Label.SHIELDED_BY_PATIENT
_ILL = months(14)


def tell(silje: Telling) -> None:
    """Tell Silje's life: what the GP may know, and what only the clinic and she may read."""
    child_vaccines(silje, "vangen")
    _ordinary(silje)
    _falls_ill(silje)
    _treatment(silje)
    _back_at_work(silje)
    planned(silje, silje.person.gp_office, "malik", 33, "Samtale")


def _ordinary(silje: Telling) -> None:
    pill = gp_visit(silje, years(9), "W11")
    prescribed(pill, "desogestrel", "75 mikrogram, 1 tablett daglig", stopped=years(2), why="prevensjon")
    nose = gp_visit(silje, years(6), "R97")
    diagnosed(nose, "R97")
    prescribed(nose, "cetirizine", "10 mg, 1 tablett ved pollen", why="allergi", as_needed=True)
    for ago in (years(3), years(2), years(1), weeks(6)):
        vaccinated(silje, "influenza", ago, silje.person.gp_office, "sandvik")


def _falls_ill(silje: Telling) -> None:
    tired = gp_visit(silje, _ILL, "P76", label=SHIELDED)
    diagnosed(tired, "P76", ended=months(2))
    blood_test(tired, hb=13.1, tsh=1.9, ferritin=48, b12=366, vitamin_d=44, hba1c=32)
    measured(tired, phq9=18, weight=58.4)
    blood_pressure(tired, 112, 70)
    journal_note(tired, "silje/fastlege")
    scored_test(tired, "silje/phq9", form=Form.HTML)
    certificate(tired, "silje/sykmelding", form=Form.PDF)
    referred(tired, CLINIC, "F32.1", priority="urgent")
    referral_letter(tired, "silje/henvisning", form=Form.PDF)


def _treatment(silje: Telling) -> None:
    episode(silje, CLINIC, "Allmennpsykiatrisk poliklinikk", _ILL - weeks(5), months(3), SHIELDED)
    first = outpatient(silje, CLINIC, "strand", _ILL - weeks(5), "F32.1", label=SHIELDED)
    diagnosed(first, "F32.1", ended=months(3))
    outpatient_note(first, "silje/vurdering", form=Form.HTML)
    crisis_plan(first, "silje/kriseplan", form=Form.PDF)
    doctor = outpatient(silje, CLINIC, "wold", _ILL - weeks(6), "F32.1", label=SHIELDED)
    prescribed(doctor, "escitalopram", "10 mg, 1 tablett morgen", why="depresjon")
    treatment_plan(first, "silje/behandlingsplan", form=Form.CDA, after=7)
    for session in range(2, 15):
        outpatient(silje, CLINIC, "strand", _ILL - weeks(5 + 2 * session), "F32.1", label=SHIELDED)
    scores = {_ILL: 18, _ILL - weeks(8): 16, _ILL - weeks(14): 13, _ILL - weeks(20): 9, _ILL - weeks(27): 7, months(4): 5, months(2): 4}
    followed(silje, "phq9", scores, unit=CLINIC, label=SHIELDED)
    midway = outpatient(silje, CLINIC, "strand", _ILL - weeks(21), "F32.1", label=SHIELDED)
    outpatient_note(midway, "silje/halvveis")
    last = outpatient(silje, CLINIC, "strand", months(3), "F32.1", label=SHIELDED)
    psychology_summary(last, "silje/avslutning", form=Form.PDF)


def _back_at_work(silje: Telling) -> None:
    control = gp_visit(silje, months(2), "P76", label=SHIELDED)
    measured(control, phq9=4, weight=61.2)
    journal_note(control, "silje/tilbake")
    answered = gp_visit(silje, weeks(7), "A97")
    letter(answered.with_("eva", "solvskogen"), "silje/sperrebrev", form=Form.PDF, label=SHIELDED)
