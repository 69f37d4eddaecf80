"""Elias, 13: a murmur, a grandfather who died at forty, and a letter his parents read before he did."""

from innsyn.sandbox.stories.builders import (
    Form,
    Label,
    Telling,
    blood_pressure,
    child_vaccines,
    diagnosed,
    gp_visit,
    health_station,
    journal_note,
    letter,
    measured,
    months,
    outpatient,
    outpatient_note,
    planned,
    referral_letter,
    referred,
    weeks,
    years,
)
from innsyn.sandbox.stories.builders.known_documents import genetics, heart_examination

CHILDREN = "solvskogen-sykehus-barn"
GENETICS = "solvskogen-sykehus-genetikk"


def tell(elias: Telling) -> None:
    """Tell Elias' life: football, a thicker wall in the heart, and a test that waits."""
    child_vaccines(elias, "vangen")
    for age, height, weight in ((4, 103, 16.9), (6, 118, 22.1), (9, 137, 31.2), (12, 156, 45.4)):
        measured(health_station(elias, years(13) + 90 - years(age), "vangen"), height=height, weight=weight)
    heard = gp_visit(elias, months(7), "A98")
    blood_pressure(heard, 112, 66)
    journal_note(heard, "elias/bilyd")
    referred(heard, CHILDREN, "Z82.4", priority="urgent")
    referral_letter(heard, "elias/henvisning", form=Form.PDF)
    heart = outpatient(elias, CHILDREN, "nilsen", months(6), "I42.2")
    measured(heart, height=161, weight=49.8, pulse=66, ejection=66)
    heart_examination(heart, "elias/ekko", form=Form.CDA)
    outpatient_note(heart, "elias/kontroll", form=Form.HTML)
    told = outpatient(elias, GENETICS, "quist", weeks(9), "Z82.4", label=Label.YOUTH)
    genetics(told, "elias/gensvar", form=Form.PDF)
    letter(told, "elias/foreldrebrev", form=Form.PDF, after=3)
    diagnosed(heart, "I42.2")
    diagnosed(told, "Z82.4")
    outpatient_note(outpatient(elias, CHILDREN, "nilsen", weeks(4), "I42.2", label=Label.YOUTH), "elias/plan")
    planned(elias, CHILDREN, "nilsen", 16, "Samtale med Elias og foreldre om hjertet", minutes=60)
    planned(elias, CHILDREN, "nilsen", 150, "Ekkokardiografi og arbeids-EKG", minutes=90)
