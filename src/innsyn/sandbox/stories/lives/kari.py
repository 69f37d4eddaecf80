"""Kari, 34: two children, migraine, gallstones at last taken out, and iron that runs low. She reads her summary on the bus."""

from innsyn.sandbox.stories.builders import (
    Form,
    Telling,
    admitted,
    allergic_to,
    biochemistry,
    blood_pressure,
    blood_test,
    certificate,
    diagnosed,
    discharge_summary,
    emergency_clinic,
    followed,
    gp_visit,
    imaging_report,
    journal_note,
    lab_report,
    letter,
    measured,
    months,
    nursing_summary,
    operated,
    operation_note,
    outpatient,
    outpatient_note,
    phoned,
    planned,
    prescribed,
    referral_letter,
    referred,
    vaccinated,
    weeks,
    years,
)

SURGERY = "solvskogen-sykehus-kirurgi"
BIRTHS = "solvskogen-sykehus-foede"
_OPERATION = weeks(11)


def tell(kari: Telling) -> None:
    """Tell Kari's life, from her first child to last week."""
    _migraine(kari)
    _two_births(kari)
    _gallstones(kari)
    _iron(kari)
    _what_is_planned(kari)


def _migraine(kari: Telling) -> None:
    first = gp_visit(kari, years(9), "N89")
    diagnosed(first, "N89")
    prescribed(first, "sumatriptan", "50 mg, 1 tablett ved anfall, kan gjentas én gang", why="migreneanfall", as_needed=True)
    allergic_to(first, "Penicillin", "Elveblest over hele kroppen noen timer etter første tablett", atc="J01C", since=years(22))
    journal_note(first, "kari/migrene", form=Form.TEXT)


def _two_births(kari: Telling) -> None:
    for child, weight in (("jonas", 3.54), ("oda", 3.71)):
        born = (kari.nation.today - kari.nation.people[child].born_on).days
        pregnant = gp_visit(kari, born + weeks(31), "W78")
        diagnosed(pregnant, "W78", ended=born)
        blood_pressure(pregnant, 112, 68)
        blood_test(pregnant, hb=12.9, ferritin=38 if child == "jonas" else 19, tsh=1.6, hba1c=32)
        birth = admitted(kari, BIRTHS, "aas", born, 2, "O80")
        diagnosed(birth, "O80", ended=born - 2, lasting=False)
        if child == "jonas":
            diagnosed(birth, "O70.1", ended=born - weeks(8), lasting=False)
            operated(birth, "MBC33")
        discharge_summary(birth, f"kari/fodsel-{child}", form=Form.PDF, places={"weight": f"{weight:.2f}".replace(".", ",")})
        check = gp_visit(kari, born - weeks(6), "W90")
        blood_pressure(check, 116, 70)


def _gallstones(kari: Telling) -> None:
    pain = emergency_clinic(kari, _OPERATION + months(7), "D01", "malik")
    measured(pain, temperature=37.1, pulse=88)
    blood_pressure(pain, 134, 82)
    blood_test(pain, crp=6, hb=11.9)
    journal_note(pain, "kari/legevakt", form=Form.HTML)

    asked = gp_visit(kari, _OPERATION + months(7) - 3, "D98")
    diagnosed(asked, "D98", ended=_OPERATION)
    blood_test(asked, alat=41, gt=58, bilirubin=12, crp=2, hb=11.8, ferritin=14)
    referred(asked, SURGERY, "K80.2")
    referral_letter(asked, "kari/henvisning", form=Form.CDA)

    picture = outpatient(kari, "solvskogen-sykehus-rontgen", "rasmussen", _OPERATION + months(5), "K80.2")
    imaging_report(picture, "kari/ultralyd", form=Form.TEXT)
    assessed = outpatient(kari, SURGERY, "fjeld", _OPERATION + months(3), "K80.2")
    outpatient_note(assessed, "kari/vurdering", form=Form.HTML)
    letter(assessed, "kari/innkalling", form=Form.PDF, after=4)

    stay = admitted(kari, SURGERY, "fjeld", _OPERATION, 1, "K80.2")
    diagnosed(stay, "K80.2", ended=_OPERATION)
    operated(stay, "JKA21")
    blood_test(stay, hb=11.6, crp=9, alat=38, bilirubin=11, creatinine=61)
    operation_note(stay.day(0).with_("hoel"), "kari/operasjon", form=Form.TEXT)
    nursing_summary(stay.with_("berg"), "kari/sykepleie", form=Form.HTML)
    discharge_summary(stay, "kari/epikrise-galle", form=Form.PDF, after=1)
    prescribed(stay, "paracetamol", "1 g inntil 4 ganger daglig de første dagene", stopped=_OPERATION - 10, why="smerter etter operasjon")
    certificate(stay, "kari/sykmelding", form=Form.PDF)
    phoned(kari, _OPERATION - 16, "D98")


def _iron(kari: Telling) -> None:
    tired = gp_visit(kari, weeks(9), "A04")
    diagnosed(tired, "B80")
    measured(tired, weight=66.4, pulse=74)
    blood_pressure(tired, 118, 72)
    values = {"hb": 11.2, "mcv": 79, "ferritin": 6, "crp": 1, "b12": 312, "tsh": 1.8, "creatinine": 60, "hba1c": 33}
    blood_test(tired, conclusion="Lavt ferritin og lav MCV, forenlig med jernmangel.", **values)
    lab_report(tired, "Svar på blodprøver", "Forenlig med jernmangel.", **values)
    prescribed(tired, "ferrous", "100 mg, 1 tablett annenhver dag", why="jernmangel")
    journal_note(tired, "kari/jernmangel", form=Form.TEXT)
    followed(kari, "hb", {years(8): 12.8, years(5): 12.4, years(4): 12.2, years(2): 12.0, years(1.4): 11.9, weeks(5): 11.6, 6: 12.1})
    followed(kari, "ferritin", {years(8): 44, years(5): 31, years(4): 22, years(2): 17, years(1.4): 15, weeks(5): 13, 6: 21})
    control = gp_visit(kari, 6, "B80")
    biochemistry(control, "kari/kontroll", form=Form.CDA)


def _what_is_planned(kari: Telling) -> None:
    vaccinated(kari, "influenza", weeks(4), kari.person.gp_office, "lund")
    planned(kari, kari.person.gp_office, "lien", 49, "Kontroll av blodprøver", practical="Du trenger ikke være fastende.")
    planned(kari, SURGERY, "fjeld", -_OPERATION, "Operasjon for gallestein", hour=7, minutes=60)
