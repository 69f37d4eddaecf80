"""Ella, nine days old: three thousand four hundred and twenty grams, and a yellow chin that is going away."""

from innsyn.sandbox.stories.builders import (
    Form,
    Telling,
    admitted,
    diagnosed,
    discharge_summary,
    health_station_note,
    home_visit,
    journal_note,
    measured,
    outpatient,
    outpatient_note,
    planned,
)
from innsyn.sandbox.stories.builders.known_documents import patient_orientation

BIRTHS = "solvskogen-sykehus-foede"
STATION = "granskogen-helsestasjon"


def tell(ella: Telling) -> None:
    """Tell Ella's life: her first night, a blue lamp, and coming home."""
    birth = admitted(ella, BIRTHS, "aas", 9, 3, "Z38.0")
    diagnosed(birth, "Z38.0", ended=6, lasting=False)
    measured(birth, weight=3.42, height=49, head=34.5, temperature=36.9)
    doctor = birth.day(1).with_("nilsen", "solvskogen-sykehus-barn")
    journal_note(doctor, "ella/barnelege")
    diagnosed(doctor, "P59.9", ended=2, lasting=False)
    discharge_summary(birth.with_("winther"), "ella/epikrise", form=Form.PDF)
    patient_orientation(birth, "ella/hjemreise", form=Form.PDF)
    control = outpatient(ella, "solvskogen-sykehus-barn", "nilsen", 5, "P59.9")
    measured(control, weight=3.38)
    outpatient_note(control, "ella/gulsott", form=Form.HTML)
    home = home_visit(ella, 4, "lunde", "A98", at=STATION)
    measured(home, weight=3.45)
    health_station_note(home, "ella/hjemmebesok")
    planned(ella, STATION, "vestby", 5, "Hjemmebesøk av helsesykepleier", hour=11, minutes=45)
    planned(ella, STATION, "vestby", 19, "Fire ukers kontroll, gruppe", hour=12, minutes=60)
    planned(ella, STATION, "vestby", 33, "Seks ukers kontroll hos lege", hour=10)
