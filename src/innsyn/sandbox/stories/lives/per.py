"""Per, 63: a screening kit in the letter box, a cancer pathway kept to the day, and the watching afterwards."""

from innsyn.sandbox.stories.builders import (
    Activity,
    Form,
    Telling,
    admitted,
    blood_pressure,
    blood_test,
    care_plan,
    diagnosed,
    discharge_summary,
    episode,
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
    outpatient_summary,
    pathology,
    phoned,
    planned,
    prescribed,
    referred,
    vaccinated,
    weeks,
    years,
)
from innsyn.sandbox.stories.builders.known_documents import cancer_record

SURGERY = "solvskogen-sykehus-kirurgi"
ONCOLOGY = "solvskogen-sykehus-kreft"
_SCOPE = months(13)
_OPERATION = _SCOPE - 24
_CHEMOTHERAPY = _OPERATION - weeks(6)


def tell(per: Telling) -> None:
    """Tell Per's life from high blood pressure to the control next month."""
    _before(per)
    _pathway_begins(per)
    _operation(per)
    _chemotherapy(per)
    _watching(per)


def _before(per: Telling) -> None:
    pressure = gp_visit(per, years(9), "K86")
    diagnosed(pressure, "K86")
    blood_pressure(pressure, 162, 98)
    prescribed(pressure, "candesartan", "16 mg, 1 tablett morgen", why="høyt blodtrykk")
    blood_test(pressure, creatinine=84, potassium=4.2, cholesterol=6.2, ldl=4.1, hdl=1.2, hba1c=38)
    for ago, value in ((years(7), (148, 90)), (years(5), (142, 86)), (years(3), (138, 86)), (years(2), (136, 84))):
        blood_pressure(gp_visit(per, ago, "K86"), *value)
    followed(per, "psa", {years(6): 1.4, years(4): 1.8, years(2): 2.1, months(4): 2.3})
    vaccinated(per, "covid", years(3), per.person.gp_office, "rud")


def _pathway_begins(per: Telling) -> None:
    told = phoned(per, _SCOPE + 21, "A98")
    letter(told, "per/screening", form=Form.PDF)
    scope = outpatient(per, SURGERY, "fjeld", _SCOPE, "C18.7")
    operated(scope, "UJF35")
    outpatient_note(scope, "per/koloskopi", form=Form.HTML)
    slides = outpatient(per, "solvskogen-sykehus-patologi", "vold", _SCOPE - 5, "C18.7")
    pathology(slides, "per/biopsi")
    diagnosed(scope, "C18.7", since=_SCOPE, note="Operert, ingen kjent spredning")
    picture = outpatient(per, "solvskogen-sykehus-rontgen", "rasmussen", _SCOPE - 7, "C18.7")
    imaging_report(picture, "per/ct")
    blood_test(picture, cea=6.8, hb=12.9, ferritin=21, creatinine=86, alat=31, albumin=42)
    meeting = outpatient(per, SURGERY, "fjeld", _SCOPE - 11, "C18.7")
    cancer_record(meeting, "per/mdt", form=Form.CDA)
    letter(meeting, "per/pakkeforlop", form=Form.PDF, after=1)
    referred(phoned(per, _SCOPE - 12, "D75"), "storvika-hjemmetjeneste", "D75", status="completed")
    episode(per, SURGERY, "Pakkeforløp for tykktarmskreft", _SCOPE + 14)


def _operation(per: Telling) -> None:
    stay = admitted(per, SURGERY, "fjeld", _OPERATION, 4, "C18.7")
    operated(stay, "JFB47")
    operation_note(stay.day(0), "per/operasjon")
    blood_test(stay.day(2), crp=96, hb=11.9, creatinine=83, leukocytes=10.9)
    blood_test(stay.day(4), crp=41, hb=12.0)
    nursing_summary(stay.with_("berg"), "per/sykepleie")
    discharge_summary(stay, "per/epikrise", form=Form.PDF, after=1)
    prescribed(stay, "dalteparin", "5000 IE under huden daglig i 4 uker", stopped=_OPERATION - 32, why="forebygge blodpropp")
    slides = outpatient(per, "solvskogen-sykehus-patologi", "vold", _OPERATION - 13, "C18.7")
    pathology(slides, "per/preparat", form=Form.CDA)
    answer = outpatient(per, SURGERY, "fjeld", _OPERATION - 18, "C18.7")
    outpatient_note(answer, "per/svar")


def _chemotherapy(per: Telling) -> None:
    start = outpatient(per, ONCOLOGY, "jansen", _CHEMOTHERAPY, "C18.7")
    measured(start, weight=84.5, height=181)
    outpatient_note(start, "per/cellegift", form=Form.HTML)
    finished = _CHEMOTHERAPY - weeks(12)
    for medicine, dose in (
        ("capecitabine", "1000 mg per kvm morgen og kveld i 14 dager av 21, fire kurer"),
        ("oxaliplatin", "Infusjon på sykehuset hver tredje uke, fire kurer"),
    ):
        prescribed(start, medicine, dose, stopped=finished, why="tykktarmskreft")
    for cure, (hb, leukocytes, platelets) in enumerate(((12.8, 6.1, 244), (12.3, 4.9, 201), (11.9, 4.2, 168), (11.7, 3.6, 139))):
        visit = outpatient(per, ONCOLOGY, "jansen", _CHEMOTHERAPY - weeks(3 * cure), "C18.7")
        blood_test(visit, hb=hb, leukocytes=leukocytes, platelets=platelets, creatinine=85, alat=34 + 4 * cure)
    done = outpatient(per, ONCOLOGY, "jansen", finished, "C18.7")
    outpatient_summary(done, "per/avsluttet", form=Form.PDF)
    numb = gp_visit(per, finished - weeks(5), "D75")
    journal_note(numb, "per/fastlege")


def _watching(per: Telling) -> None:
    course = {_SCOPE - 7: 6.8, _OPERATION - 40: 2.1, months(9): 1.9, months(7): 1.7, months(4): 2.0, weeks(3): 1.8}
    followed(per, "cea", course)
    control = outpatient(per, SURGERY, "fjeld", weeks(2), "C18.7")
    lab_report(control, "Kontrollprøver", "Ingen tegn til tilbakefall.", cea=1.8, hb=13.9, ferritin=64, alat=28, creatinine=84)
    imaging_report(control.with_("rasmussen", "solvskogen-sykehus-rontgen"), "per/ct-kontroll")
    outpatient_note(control, "per/arskontroll", form=Form.CDA, after=1)
    activities = [
        Activity("CEA og klinisk kontroll", "completed", 14),
        Activity("CEA hos fastlege", "scheduled", -90),
        Activity("CT og koloskopi", "scheduled", -700),
        Activity("Møteplassen for kreftpasienter, torsdager", "in-progress"),
    ]
    care_plan(control, "Kontroller etter tykktarmskreft", activities, goal="Tilbake i full jobb som snekker, og fjelltur med Randi.")
    planned(per, per.person.gp_office, "fossum", 90, "Blodprøve, CEA")
    planned(per, "smidig", "smith", 13, "Fysioterapi, balanse og nervesmerter")
