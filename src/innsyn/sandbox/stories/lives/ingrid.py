"""Ingrid, 31: a pregnancy made together with Sunniva, and Ella, nine days ago."""

from innsyn.sandbox.stories.builders import (
    Form,
    Telling,
    admitted,
    blood_pressure,
    blood_test,
    certificate,
    diagnosed,
    discharge_summary,
    episode,
    followed,
    gp_visit,
    health_station,
    health_station_note,
    home_visit,
    imaging_report,
    journal_note,
    letter,
    measured,
    months,
    outpatient,
    planned,
    prescribed,
    vaccinated,
    weeks,
    years,
)
from innsyn.sandbox.stories.builders.known_documents import birth_record

BIRTHS = "solvskogen-sykehus-foede"
STATION = "granskogen-helsestasjon"
_BIRTH = 9
_CONCEPTION = _BIRTH + weeks(38) - 2


def tell(ingrid: Telling) -> None:
    """Tell Ingrid's life: thyroid, treatment, nine months, and the first nights."""
    _before(ingrid)
    _pregnancy(ingrid)
    _birth(ingrid)
    planned(ingrid, STATION, "vestby", 5, "Hjemmebesøk og samtale om søvn og amming", hour=11, minutes=45)
    planned(ingrid, ingrid.person.gp_office, "wojcik", 34, "Seksukerskontroll etter fødsel")


def _before(ingrid: Telling) -> None:
    thyroid = gp_visit(ingrid, years(5), "T86")
    diagnosed(thyroid, "T86")
    blood_test(thyroid, tsh=8.1, ft4=10, hb=13.2)
    prescribed(thyroid, "levothyroxine", "75 mikrogram, 1 tablett morgen", why="lavt stoffskifte")
    followed(ingrid, "tsh", {years(4): 2.4, years(2): 2.1, months(14): 1.9, months(9): 3.4, months(7): 1.8, months(4): 1.6, weeks(6): 1.4})
    episode(ingrid, BIRTHS, "Assistert befruktning", years(1.5), _CONCEPTION - 14)
    vaccinated(ingrid, "mmr", years(3), ingrid.person.gp_office, "bjerke")


def _pregnancy(ingrid: Telling) -> None:
    early = gp_visit(ingrid, _CONCEPTION - weeks(7), "W78")
    diagnosed(early, "W78", ended=_BIRTH)
    blood_pressure(early, 108, 66)
    measured(early, weight=63.8)
    blood_test(early, hb=13.4, tsh=3.4, ferritin=52, hba1c=31)
    prescribed(early, "folic_acid", "0,4 mg, 1 tablett daglig", stopped=_CONCEPTION - weeks(12), why="svangerskap")
    journal_note(early, "ingrid/forste")
    scan = outpatient(ingrid, BIRTHS, "winther", _CONCEPTION - weeks(16), "O80")
    imaging_report(scan, "ingrid/ultralyd", form=Form.TEXT)
    for week, weight, systolic, diastolic, hb in ((24, 68.1, 112, 68, 12.1), (31, 71.4, 116, 70, 11.7), (36, 74.0, 122, 76, 11.9)):
        control = health_station(ingrid, _CONCEPTION - weeks(week - 2), "lunde")
        blood_pressure(control, systolic, diastolic)
        measured(control, weight=weight)
        blood_test(control, hb=hb)
    health_station_note(health_station(ingrid, weeks(6), "lunde"), "ingrid/jordmor", form=Form.HTML)
    certificate(gp_visit(ingrid, weeks(5), "W78"), "ingrid/permisjon", form=Form.PDF)


def _birth(ingrid: Telling) -> None:
    birth = admitted(ingrid, BIRTHS, "aas", _BIRTH, 3, "O80")
    diagnosed(birth, "O80", ended=_BIRTH - 3, lasting=False)
    diagnosed(birth, "O70.1", lasting=False)
    blood_test(birth.day(1), hb=10.8)
    birth_record(birth.day(0), "ingrid/fodsel", form=Form.CDA)
    discharge_summary(birth.with_("winther"), "ingrid/epikrise", form=Form.PDF)
    prescribed(birth, "paracetamol", "1 g inntil fire ganger daglig", why="etterrier", as_needed=True)
    prescribed(birth, "ibuprofen", "400 mg inntil tre ganger daglig", why="etterrier", as_needed=True)
    home = home_visit(ingrid, 4, "lunde", "W90", at=STATION)
    measured(home, weight=68.9)
    blood_pressure(home, 118, 74)
    health_station_note(home, "ingrid/hjemmebesok")
    letter(home.with_("vestby"), "ingrid/brev", form=Form.PDF)
