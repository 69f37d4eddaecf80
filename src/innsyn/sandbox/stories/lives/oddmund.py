"""Oddmund, 74, who forgets: home care comes every day, and Gudrun, his sister, is his guardian towards the municipality only."""

from innsyn.sandbox.stories.builders import (
    Activity,
    Telling,
    blood_pressure,
    care_plan,
    diagnosed,
    episode,
    gp_visit,
    home_visit,
    journal_note,
    measured,
    months,
    outpatient,
    weeks,
)


def tell(oddmund: Telling) -> None:
    """Tell the little there is: the doctor, the memory clinic, and home care with its plan."""
    first = gp_visit(oddmund, months(20), "P70")
    blood_pressure(first, 142, 80)
    clinic = outpatient(oddmund, "solvskogen-sykehus-geriatri", "lorentzen", months(18), "F00.1")
    diagnosed(clinic, "F00.1")
    episode(oddmund, "lauvasen-hjemmetjeneste", "Hjemmesykepleie", months(15))
    care = home_visit(oddmund, weeks(4), "holm", "P70")
    measured(care, weight=71.2)
    journal_note(care, "oddmund/hjemme")
    activities = [
        Activity("Hjemmesykepleie hver morgen, medisindispenser", "in-progress", 90),
        Activity("Middag levert tre dager i uken", "in-progress", 60),
    ]
    care_plan(care, "Tiltaksplan", activities, goal="Oddmund vil bo hjemme og gå turen til sjøen.")
