"""Olav, who died at 88: a last year with a weak heart, a quiet room at the nursing home, and a paper that closes."""

from innsyn.sandbox.stories.builders import (
    Form,
    Telling,
    admitted,
    blood_pressure,
    blood_test,
    care_summary,
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
    prescribed,
    vaccinated,
    weeks,
    years,
)
from innsyn.sandbox.stories.builders.known_documents import death_certificate

NURSING_HOME = "lauvasen-sykehjem"
_DIED = 500


def tell(olav: Telling) -> None:
    """Tell Olav's life to its end. Nothing comes after the day he died but the papers about it."""
    heart = gp_visit(olav, years(8), "K77")
    diagnosed(heart, "K77", ended=_DIED)
    diagnosed(heart, "H84", since=years(12), ended=_DIED)
    blood_test(heart, probnp=820, creatinine=104, hb=14.0)
    prescribed(heart, "bisoprolol", "2,5 mg, 1 tablett morgen", stopped=_DIED, why="hjertesvikt")
    prescribed(heart, "furosemide", "40 mg, 1 tablett morgen", stopped=_DIED, why="hjertesvikt")
    journal_note(heart, "olav/hjerte")
    course = {years(8): 104, years(6): 112, years(4): 121, years(3): 133, years(2): 148, _DIED + 60: 171, _DIED + 20: 196}
    followed(olav, "creatinine", course)
    for ago in (years(6), years(4), years(3), years(2)):
        control = gp_visit(olav, ago, "K77")
        blood_pressure(control, 128, 70)
        measured(control, weight=78 - (years(8) - ago) / 500)
        vaccinated(olav, "influenza", ago - 20, olav.person.gp_office, "lund")
    episode(olav, "lauvasen-hjemmetjeneste", "Hjemmesykepleie", _DIED + 300, _DIED + 120)
    journal_note(home_visit(olav, _DIED + 250, "holm", "K77"), "olav/hjemme")
    ill = admitted(olav, "solvskogen-sykehus-medisin", "ruud", _DIED + 130, 7, "I50.9", acute=True)
    imaging_report(ill.day(0).with_("rasmussen", "solvskogen-sykehus-rontgen"), "olav/rontgen")
    blood_test(ill, probnp=6400, creatinine=148, hb=11.2, sodium=131)
    blood_test(ill.day(6), creatinine=171, sodium=134)
    discharge_summary(ill, "olav/epikrise", form=Form.PDF)
    room = admitted(olav, NURSING_HOME, "odegard", _DIED + 120, 118, "K77")
    care_summary(room.day(14), "olav/forhandssamtale", form=Form.HTML)
    journal_note(room.day(110).with_("tveten"), "olav/siste-dager")
    death = admitted(olav, NURSING_HOME, "odegard", _DIED + 1, 1, "K77")
    death_certificate(death, "olav/dodsfall", form=Form.PDF)
    letter(death.with_("tveten"), "olav/etterlatte", form=Form.PDF, after=weeks(4))
    journal_note(home_visit(olav, _DIED + months(6), "holm", "H84"), "olav/horsel")
