"""Rolf, 47: an ordinary back, a hard winter years ago, a test that waits for a conversation, and every way a document is withheld."""

from innsyn.sandbox.stories.builders import (
    Form,
    Label,
    Telling,
    admitted,
    blood_pressure,
    blood_test,
    diagnosed,
    discharge_summary,
    emergency_clinic,
    followed,
    gp_visit,
    imaging_report,
    journal_note,
    letter,
    measured,
    microbiology,
    months,
    operated,
    outpatient,
    outpatient_note,
    pathology,
    planned,
    prescribed,
    referral_letter,
    referred,
    weeks,
    years,
)

UROLOGY = "solvskogen-sykehus-urologi"
CLINIC = "solvskogen-psykisk-dps"
_WINTER = years(5)


def tell(rolf: Telling) -> None:
    """Tell Rolf's life, open pages and closed ones."""
    _open_pages(rolf)
    _the_hard_winter(rolf)
    _closed_for_other_reasons(rolf)
    _a_test_that_waits(rolf)
    planned(rolf, UROLOGY, "urdal", 4, "Samtale om prøvesvar", minutes=45, practical="Ta gjerne med en du stoler på.")


def _open_pages(rolf: Telling) -> None:
    back = gp_visit(rolf, years(3), "L86")
    diagnosed(back, "L86", ended=years(2.6))
    prescribed(back, "ibuprofen", "400 mg inntil tre ganger daglig", stopped=years(2.8), why="ryggsmerter")
    journal_note(back, "rolf/rygg")
    picture = outpatient(rolf, "solvskogen-sykehus-rontgen", "rasmussen", years(3) - 25, "M48.0")
    imaging_report(picture, "rolf/mr")
    pressure = gp_visit(rolf, years(2), "K86")
    diagnosed(pressure, "K86")
    blood_pressure(pressure, 156, 96)
    prescribed(pressure, "ramipril", "5 mg, 1 tablett morgen", why="høyt blodtrykk")
    for ago, value in ((months(20), (144, 90)), (months(12), (138, 86)), (months(5), (134, 84))):
        control = gp_visit(rolf, ago, "K86")
        blood_pressure(control, *value)
        blood_test(control, creatinine=86, potassium=4.3, cholesterol=5.8, ldl=3.6)


def _the_hard_winter(rolf: Telling) -> None:
    stay = admitted(rolf, "solvskogen-sykehus-medisin", "ruud", _WINTER, 2, "F32.1", acute=True)
    diagnosed(stay, "F32.1", ended=years(3.5))
    discharge_summary(stay, "rolf/innleggelse", form=Form.PDF)
    talk = outpatient(rolf, CLINIC, "wold", _WINTER - 6, "F32.1")
    outpatient_note(talk, "rolf/komparent", label=Label.SOMEONE_CLOSE)
    outpatient_note(talk, "rolf/risiko", label=Label.DANGER_TO_LIFE, after=2)
    better = outpatient(rolf, CLINIC, "wold", years(3.5), "F33.4")
    outpatient_note(better, "rolf/bedring", form=Form.HTML)


def _closed_for_other_reasons(rolf: Telling) -> None:
    angry = emergency_clinic(rolf, years(4), "P02", "odegard")
    journal_note(angry, "rolf/uro", label=Label.THREAT_TO_STAFF)
    test = gp_visit(rolf, years(1.5), "A98")
    microbiology(test, "rolf/prove", label=Label.OWN_WISH)
    old = gp_visit(rolf, years(24), "L03")
    journal_note(old, "rolf/gammelt", label=Label.BEFORE_START)
    duplicate = gp_visit(rolf, months(12), "K86")
    journal_note(duplicate, "rolf/kopi", label=Label.DUPLICATE)
    insurance = gp_visit(rolf, months(10), "A97")
    letter(insurance, "rolf/annet", label=Label.OTHER)


def _a_test_that_waits(rolf: Telling) -> None:
    followed(rolf, "psa", {years(2): 2.4, months(8): 4.9, months(4): 7.8})
    asked = gp_visit(rolf, months(4) - 4, "Y85")
    measured(asked, weight=88.2)
    referred(asked, UROLOGY, "Z03.1", priority="urgent")
    referral_letter(asked, "rolf/henvisning", form=Form.PDF)
    biopsy = outpatient(rolf, UROLOGY, "urdal", weeks(3), "Z03.1")
    operated(biopsy, "TKE00")
    outpatient_note(biopsy, "rolf/biopsi", form=Form.HTML)
    letter(biopsy, "rolf/venter", form=Form.PDF, after=1)
    slides = outpatient(rolf, "solvskogen-sykehus-patologi", "vold", 5, "Z03.1")
    pathology(slides, "rolf/patologi", label=Label.DELAYED, opens_in=5)
    meeting = outpatient(rolf, UROLOGY, "urdal", 3, "Z03.1", label=Label.SOUND_TREATMENT)
    diagnosed(meeting, "C61")
    outpatient_note(meeting, "rolf/mote")
