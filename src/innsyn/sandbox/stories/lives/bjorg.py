"""Bjørg, 79: the words that went missing, and Marit, her daughter and guardian, who remembers for two."""

from innsyn.sandbox.stories.builders import (
    Activity,
    Form,
    Telling,
    blood_pressure,
    blood_test,
    care_plan,
    care_summary,
    diagnosed,
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
    outpatient,
    outpatient_summary,
    planned,
    prescribed,
    referral_letter,
    referred,
    vaccinated,
    weeks,
    years,
)
from innsyn.sandbox.stories.builders.known_documents import scored_test

MEMORY = "solvskogen-sykehus-geriatri"
TEAM = "lauvasen-demens"


def tell(bjorg: Telling) -> None:
    """Tell Bjørg's life from the first forgotten appointment to the plan Marit keeps."""
    _first_signs(bjorg)
    _the_name_of_it(bjorg)
    _living_with_it(bjorg)
    home = "Marit er også hjemme."
    planned(bjorg, TEAM, "mork", 11, "Hjemmebesøk fra hukommelsesteamet", hour=12, minutes=60, practical=home, cancel_hours=24)
    planned(bjorg, bjorg.person.gp_office, "lien", 27, "Halvårskontroll")


def _first_signs(bjorg: Telling) -> None:
    old = gp_visit(bjorg, years(10), "T86")
    diagnosed(old, "T86")
    blood_test(old, tsh=9.2, ft4=9)
    prescribed(old, "levothyroxine", "75 mikrogram, 1 tablett morgen", why="lavt stoffskifte")
    followed(bjorg, "tsh", {years(9): 3.1, years(8): 2.2, years(6): 2.6, years(4): 2.4, years(2): 5.9, years(1): 2.8, months(4): 2.3})
    for ago in (years(7), years(5), years(4)):
        control = gp_visit(bjorg, ago, "T86")
        blood_pressure(control, 138, 78)
        vaccinated(bjorg, "influenza", ago + 10, bjorg.person.gp_office, "lund")
    worry = gp_visit(bjorg, months(28), "P70")
    blood_pressure(worry, 140, 80)
    measured(worry, weight=63.0, mmse=24)
    blood_test(worry, tsh=5.9, b12=214, hb=12.6, creatinine=74, sodium=140, glucose=5.4)
    journal_note(worry, "bjorg/bekymring")
    scored_test(worry, "bjorg/klokke", form=Form.HTML)
    referred(worry, MEMORY, "F00.1")
    referral_letter(worry, "bjorg/henvisning", form=Form.PDF)


def _the_name_of_it(bjorg: Telling) -> None:
    picture = outpatient(bjorg, "solvskogen-sykehus-rontgen", "rasmussen", months(26), "G30.1")
    imaging_report(picture, "bjorg/mr")
    clinic = outpatient(bjorg, MEMORY, "lorentzen", months(25), "F00.1")
    diagnosed(clinic, "F00.1")
    diagnosed(clinic, "G30.1")
    measured(clinic, mmse=23, weight=62.4)
    outpatient_summary(clinic, "bjorg/utredning", form=Form.PDF, after=5)
    prescribed(clinic, "donepezil", "10 mg, 1 tablett kveld", why="demens")
    letter(clinic, "bjorg/brev", form=Form.PDF, after=6)
    for ago, score in ((months(18), 23), (months(12), 21), (months(4), 18)):
        control = gp_visit(bjorg, ago, "P70")
        measured(control, mmse=score, weight=62.4 - (months(25) - ago) / 130)
        blood_pressure(control, 134, 76)
    latest = gp_visit(bjorg, months(4) - 3, "P70")
    diagnosed(latest, "P70", since=months(25))
    journal_note(latest, "bjorg/arskontroll")


def _living_with_it(bjorg: Telling) -> None:
    episode(bjorg, TEAM, "Hukommelsesteam", months(24))
    episode(bjorg, "lauvasen-hjemmetjeneste", "Hjemmesykepleie", months(15))
    team = home_visit(bjorg, months(24), "mork", "P70", at=TEAM)
    journal_note(team, "bjorg/hjemmebesok")
    review = home_visit(bjorg, months(5), "mork", "P70", at=TEAM)
    individual_plan(review, "bjorg/individuell-plan", form=Form.CDA)
    activities = [
        Activity("Hjemmesykepleie to ganger daglig, medisindispenser", "in-progress", 90),
        Activity("Dagsenter tirsdag og torsdag", "in-progress", 60),
        Activity("Avlastning for Marit, annenhver helg", "in-progress", 30),
        Activity("Vurdere omsorgsbolig", "scheduled", -60),
    ]
    care_plan(review, "Individuell plan", activities, goal="Bjørg vil høre på korsang, gå tur hver dag og kjenne igjen folk som kommer.")
    care = home_visit(bjorg, weeks(3), "holm", "P70")
    measured(care, weight=58.9)
    journal_note(care, "bjorg/tilsyn")
    care_summary(home_visit(bjorg, weeks(2), "mork", "P70", at=TEAM), "bjorg/samarbeidsmote", form=Form.HTML)
