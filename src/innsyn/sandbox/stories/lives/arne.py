"""Arne, 81: a heart out of step, eyes that fail, and a daughter, Hilde, who reads his letters aloud."""

from innsyn.gate.standing.appointment_flags import ACKNOWLEDGE, SHORT_NOTICE
from innsyn.sandbox.stories.builders import (
    Activity,
    Form,
    Telling,
    admitted,
    blood_pressure,
    blood_test,
    care_plan,
    care_summary,
    diagnosed,
    discharge_summary,
    emergency_clinic,
    episode,
    followed,
    given,
    gp_visit,
    home_visit,
    imaging_report,
    journal_note,
    letter,
    measured,
    months,
    nursing_summary,
    operated,
    outpatient,
    outpatient_note,
    planned,
    prescribed,
    vaccinated,
    weeks,
    years,
)
from innsyn.sandbox.stories.builders.called_in import CalledIn
from innsyn.sandbox.stories.builders.known_documents import eye_examination
from innsyn.sandbox.stories.builders.laboratory import wandering

EYES = "solvskogen-sykehus-oye"
WARD = "solvskogen-sykehus-medisin"
_PNEUMONIA = weeks(5)
_BEFORE_INJECTION = (
    ("fasting", "Du kan spise og drikke som vanlig."),
    ("medicines", "Ta de faste medisinene dine, også den blodfortynnende. Si fra hvis du har fått nye."),
    ("bring", "Solbriller og medisinlisten. Ikke bruk sminke eller krem rundt øynene."),
    ("arrival", "Møt på øyepoliklinikken et kvarter før. Du får dråper, og selve injeksjonen tar noen minutter."),
    ("home", "Du ser uklart i noen timer og kan ikke kjøre bil. Avtal med noen som følger deg hjem."),
    ("after", "Ikke gni øyet de to første dagene. Ring avdelingen hvis du får sterke smerter eller ser dårligere."),
)


def tell(arne: Telling) -> None:
    """Tell Arne's life, from the first irregular pulse to the plan that hangs on his refrigerator."""
    _heart(arne)
    _eyes(arne)
    _pneumonia(arne)
    _help_at_home(arne)
    told = CalledIn(kind="Dagbehandling", prepare=_BEFORE_INJECTION, may=(ACKNOWLEDGE, SHORT_NOTICE, "canInitiateDialog"))
    planned(arne, EYES, "oyen", 18, "Øyeinjeksjon, høyre øye", told=told)
    planned(arne, arne.person.gp_office, "lien", 9, "Kontroll etter sykehusopphold", practical="Ta med dosett og medisinliste.")


def _heart(arne: Telling) -> None:
    found = gp_visit(arne, years(8), "K78")
    diagnosed(found, "K78")
    diagnosed(found, "K86", since=years(15))
    blood_pressure(found, 152, 86)
    blood_test(found, creatinine=92, potassium=4.1, tsh=2.1, hb=14.4)
    prescribed(found, "warfarin", "Doseres etter INR", stopped=_PNEUMONIA - 5, why="forebygge blodpropp ved atrieflimmer")
    prescribed(found, "metoprolol", "50 mg depot, 1 tablett morgen", why="atrieflimmer")
    prescribed(found, "losartan", "50 mg, 1 tablett morgen", why="høyt blodtrykk")
    journal_note(found, "arne/flimmer")
    course = wandering(arne, since=years(5), until=_PNEUMONIA, every=28, around=2.5, spread=0.35)
    followed(arne, "inr", course | {_PNEUMONIA: 6.1, _PNEUMONIA - 2: 3.4, _PNEUMONIA - 5: 2.0}, unit=arne.person.gp_office)
    for ago, pressure in ((years(6), (146, 84)), (years(4), (142, 80)), (years(2), (138, 78)), (months(7), (136, 74))):
        control = gp_visit(arne, ago, "K78")
        blood_pressure(control, *pressure)
        blood_test(control, creatinine=92 + (years(8) - ago) / 250, potassium=4.2, hb=14.1)
        vaccinated(arne, "influenza", ago + 30, arne.person.gp_office, "lund")


def _eyes(arne: Telling) -> None:
    cataract = outpatient(arne, EYES, "oyen", years(9), "H25.1")
    operated(cataract, "CJE20", side="høyre øye")
    first = outpatient(arne, EYES, "oyen", years(4), "H35.3")
    diagnosed(first, "H35.3")
    outpatient_note(first, "arne/netthinne", form=Form.HTML)
    for number in range(12):
        injection = outpatient(arne, EYES, "oyen", weeks(8 * number + 10), "H35.3")
        operated(injection, "CKD05", side="høyre øye")
    given(first, "aflibercept", "Injeksjon i høyre øye hver 8. uke på sykehuset", why="våt maculadegenerasjon")
    latest = outpatient(arne, EYES, "oyen", weeks(2), "H35.3")
    operated(latest, "CKD05", side="høyre øye")
    eye_examination(latest, "arne/synskontroll", form=Form.CDA)
    letter(latest, "arne/synsbrev", form=Form.PDF, after=3)


def _pneumonia(arne: Telling) -> None:
    ill = emergency_clinic(arne, _PNEUMONIA, "R81", "odegard")
    measured(ill, temperature=38.9, pulse=112, saturation=89, respiration=28)
    blood_pressure(ill, 118, 64)
    blood_test(ill, crp=164)
    journal_note(ill, "arne/legevakt")
    stay = admitted(arne, WARD, "ruud", _PNEUMONIA, 5, "J18.9", acute=True)
    diagnosed(stay, "J18.9", ended=_PNEUMONIA - weeks(3), lasting=False)
    blood_test(stay, crp=187, leukocytes=16.4, hb=13.1, creatinine=124, egfr=47, sodium=134, potassium=4.4, inr=6.1)
    imaging_report(stay.day(0).with_("rasmussen", "solvskogen-sykehus-rontgen"), "arne/rontgen")
    journal_note(stay.day(0).with_("ruud"), "arne/innkomst", form=Form.HTML)
    blood_test(stay.day(4), crp=31, leukocytes=9.2, creatinine=98, egfr=62, inr=2.0)
    nursing_summary(stay.with_("aune"), "arne/sykepleie")
    discharge_summary(stay, "arne/epikrise", form=Form.PDF, after=1)
    prescribed(stay, "apixaban", "5 mg, 1 tablett morgen og kveld", why="forebygge blodpropp ved atrieflimmer")
    prescribed(stay, "amoxicillin", "500 mg, 1 kapsel tre ganger daglig i sju dager", stopped=_PNEUMONIA - 12, why="lungebetennelse")


def _help_at_home(arne: Telling) -> None:
    episode(arne, "lauvasen-hjemmetjeneste", "Hjemmesykepleie", months(14))
    assessed = home_visit(arne, months(14), "holm", "A29")
    care_summary(assessed, "arne/kartlegging", form=Form.HTML)
    after = home_visit(arne, _PNEUMONIA - 7, "holm", "R81")
    measured(after, weight=74.2, saturation=95, pulse=76)
    journal_note(after, "arne/hjemme")
    journal_note(home_visit(arne, 3, "ahmed", "A29"), "arne/utkast", is_draft=True)
    reviewed = home_visit(arne, weeks(3), "vik", "K78", at="maurtua")
    journal_note(reviewed, "arne/legemiddelgjennomgang", form=Form.CDA)
    activities = [
        Activity("Hjemmesykepleier legger i dosett", "in-progress", 3),
        Activity("Hverdagsrehabilitering: gå ut til postkassen hver dag", "in-progress", 20),
        Activity("Synspedagog kommer hjem", "scheduled", -12),
        Activity("Trygghetsalarm", "completed", 60),
    ]
    care_plan(assessed, "Tiltaksplan fra hjemmetjenesten", activities, goal="Arne vil bo hjemme, lage sin egen kaffe og høre radio.")
