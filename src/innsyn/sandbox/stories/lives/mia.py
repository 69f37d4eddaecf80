"""Mia, 15: a talk about contraception she wants to keep from her parents, and a quite ordinary rest."""

from innsyn.sandbox.stories.builders import (
    Form,
    Label,
    Telling,
    blood_test,
    child_vaccines,
    diagnosed,
    gp_visit,
    health_station,
    health_station_note,
    journal_note,
    letter,
    measured,
    months,
    planned,
    prescribed,
    vaccinated,
    weeks,
    years,
)

YOUTH = "lauvasen-ungdom"
STATION = "lauvasen-helsestasjon"


def tell(mia: Telling) -> None:
    """Tell Mia's life: growth, knees, migraine, and one visit that is hers alone."""
    child_vaccines(mia, "vangen")
    _growing(mia)
    _shielded(mia)
    planned(mia, YOUTH, "kirkeby", 14, "Oppfølgingssamtale", practical="Du har bestilt timen selv.", label=Label.PARENTS)


def _growing(mia: Telling) -> None:
    for age, height, weight in ((4, 104, 17.1), (6, 117, 21.5), (13, 158, 47.0)):
        check = health_station(mia, years(15) + 120 - years(age), "vangen")
        measured(check, height=height, weight=weight)
    knee = gp_visit(mia, years(2), "L15")
    diagnosed(knee, "L15", ended=years(1.6))
    journal_note(knee, "mia/kne")
    head = gp_visit(mia, months(11), "N89")
    diagnosed(head, "N89")
    prescribed(head, "ibuprofen", "400 mg ved anfall, høyst tre døgn", why="migrene", as_needed=True)
    journal_note(head, "mia/migrene")
    vaccinated(mia, "tick", months(15), mia.person.gp_office, "lund")


def _shielded(mia: Telling) -> None:
    talk = health_station(mia, months(4), "kirkeby", "W14", at=YOUTH, label=Label.PARENTS)
    health_station_note(talk, "mia/samtale", form=Form.HTML)
    follow = health_station(mia, weeks(6), "kirkeby", "W14", at=YOUTH, label=Label.PARENTS)
    blood_test(follow, hb=12.9, ferritin=24)
    prescribed(follow, "desogestrel", "75 mikrogram, 1 tablett daglig", why="prevensjon")
    health_station_note(follow, "mia/prevensjon")
    letter(talk, "mia/apent", form=Form.PDF)
