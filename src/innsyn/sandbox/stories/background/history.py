"""An ordinary life: some visits to the doctor, perhaps something to live with, perhaps a stay in hospital, children, vaccines."""

from dataclasses import dataclass

from innsyn.sandbox.stories.background.childhood import childhood
from innsyn.sandbox.stories.background.complaints import CHRONIC, COMPLAINTS, Chronic, Complaint
from innsyn.sandbox.stories.background.stays import STAYS, Stay, ward
from innsyn.sandbox.stories.background.typical import measurements, shown
from innsyn.sandbox.stories.builders.admissions import admitted, emergency_clinic, gp_visit, outpatient
from innsyn.sandbox.stories.builders.allergies import allergic_to
from innsyn.sandbox.stories.builders.appointments import planned
from innsyn.sandbox.stories.builders.conditions import diagnosed
from innsyn.sandbox.stories.builders.documents import Form
from innsyn.sandbox.stories.builders.known_documents import discharge_summary, journal_note
from innsyn.sandbox.stories.builders.laboratory import blood_test, followed, samples_taken
from innsyn.sandbox.stories.builders.measurements import blood_pressure, measured
from innsyn.sandbox.stories.builders.medicines import prescribed
from innsyn.sandbox.stories.builders.procedures import operated
from innsyn.sandbox.stories.builders.telling import Telling
from innsyn.sandbox.stories.builders.time import years
from innsyn.sandbox.stories.builders.vaccines import vaccinated
from innsyn.sandbox.stories.builders.visit import Visit
from innsyn.sandbox.stories.codes.analyses import ANALYSES
from innsyn.sandbox.stories.content.manuscript import manuscripts

_MEMORY = years(7)
_NOTE_FORMS = (Form.TEXT, Form.TEXT, Form.HTML, Form.CDA)
_SUMMARY_FORMS = (Form.PDF, Form.PDF, Form.CDA, Form.WRAPPED)
_OLD = 65
_NO_ILLNESS = frozenset({"A97", "A98"})
_SHARE_WITH_ALLERGY = 0.1
_ALLERGIES = (
    ("Penicillin", "Kløende utslett andre dag av kuren", "J01C"),
    ("Peanøtter", "Hevelse i leppene og tung pust etter noen minutter", None),
    ("Bjørkepollen", "Rennende øyne og nysing", None),
    ("Trimetoprim-sulfa", "Utslett på overkroppen", "J01EE01"),
    ("Nikkel", "Kløe og eksem under klokken", None),
)


@dataclass(frozen=True, slots=True)
class _Span:
    """The days that can be told of: from `oldest` to `newest` days ago."""

    oldest: int
    newest: int


def ordinary_life(life: Telling) -> None:
    """Tell the life of someone without a story of their own. The dead have nothing after the day they died."""
    newest = 5 if life.person.died_on is None else (life.nation.today - life.person.died_on).days + 5
    lived = (life.nation.today - life.person.born_on).days
    span = _Span(min(newest + _MEMORY, lived - 400), newest)
    childhood(life)
    _births(life)
    if span.oldest > span.newest + 30:
        _visits(life, span)
        _conditions(life, span)
        _stays(life, span)
        _vaccines(life, span)
        _allergies(life, span)
    if life.person.died_on is None and life.chance.random() < 0.25 and life.age_at(0) > 15:
        planned(life, life.person.gp_office, life.person.gp, life.chance.randrange(3, 80), "Kontroll hos fastlegen")


def _visits(life: Telling, span: _Span) -> None:
    known: set[str] = set()
    for _ in range(life.chance.choice((1, 2, 2, 3))):
        ago = life.chance.randrange(span.newest, span.oldest)
        fitting = [each for each in COMPLAINTS if _fits(life, each, ago) and each.paper not in known]
        if fitting:
            complaint = life.chance.choice(fitting)
            known.add(complaint.paper)
            _visit(life, complaint, ago)


def _fits(life: Telling, complaint: Complaint, ago: int) -> bool:
    low, high = complaint.ages
    return low <= life.age_at(ago) < high and complaint.sex in (None, life.person.sex)


def _visit(life: Telling, complaint: Complaint, ago: int) -> Visit:
    is_urgent = complaint.paper == "hodeskade"
    visit = emergency_clinic(life, ago, complaint.code, _on_call(life)) if is_urgent else gp_visit(life, ago, complaint.code)
    ended = None if complaint.lasts is None or ago - complaint.lasts < 1 else ago - complaint.lasts
    if complaint.code not in _NO_ILLNESS:
        diagnosed(visit, complaint.code, ended=ended, lasting=complaint.lasts is None)
    _write_note(visit, complaint)
    if complaint.medicine:
        medicine, dose, why = complaint.medicine
        prescribed(visit, medicine, dose, stopped=ended if complaint.lasts else None, why=why)
    return visit


def _on_call(life: Telling) -> str:
    clinic = f"{life.person.care_municipality}-legevakt"
    workers = life.nation.personnel.values()
    return next(worker.key for worker in workers if any(post.organisation == clinic for post in worker.posts))


def _write_note(visit: Visit, complaint: Complaint) -> None:
    life = visit.life
    paper = f"{_file(visit, 'gp', complaint.paper)}/{complaint.paper}"
    found = measurements(life, manuscripts(paper.partition("/")[0])[complaint.paper].words, life.age_at(visit.ago), complaint.unusual)
    tests = {key: value for key, value in found.values.items() if ANALYSES[key].category == "laboratory"}
    others = {key: value for key, value in found.values.items() if key not in tests}
    if tests:
        samples_taken(visit, tests)
    measured(visit, **others)
    if found.pressure:
        blood_pressure(visit, *found.pressure)
    journal_note(visit, paper, form=life.chance.choice(_NOTE_FORMS), places=found.places)


def _file(visit: Visit, kind: str, paper: str) -> str:
    is_nynorsk = visit.life.unit(visit.unit).written == "nn" and paper in manuscripts(f"{kind}-nn")
    return f"{kind}-nn" if is_nynorsk else kind


def _conditions(life: Telling, span: _Span) -> None:
    for chronic in CHRONIC:
        ago = life.chance.randrange((span.oldest + span.newest) // 2, span.oldest)
        if _fits(life, chronic.complaint, ago) and life.chance.random() < chronic.share:
            _live_with(life, chronic, ago, span)


def _live_with(life: Telling, chronic: Chronic, found: int, span: _Span) -> None:
    _visit(life, chronic.complaint, found)
    controls = range(found - 180, span.newest, -life.chance.choice((180, 270, 365)))
    for ago in controls:
        control = gp_visit(life, ago, chronic.complaint.code)
        improved = {"systolic": 138.0, "hba1c": 50.0, "phq9": 6.0}
        keys = " ".join(f"{{{key}}}" for key in (*chronic.controls, "systolic"))
        values = measurements(life, keys, life.age_at(ago), improved if chronic.complaint.unusual else {})
        tests = {key: value for key, value in values.values.items() if ANALYSES[key].category == "laboratory"}
        if tests:
            samples_taken(control, tests)
        measured(control, **{key: value for key, value in values.values.items() if key not in tests})
        if values.pressure:
            blood_pressure(control, *values.pressure)


def _stays(life: Telling, span: _Span) -> None:
    age = life.age_at(span.newest)
    if life.chance.random() > (0.55 if age >= _OLD else 0.26):
        return
    ago = life.chance.randrange(span.newest + 6, span.oldest)
    fitting = [stay for stay in STAYS if stay.ages[0] <= life.age_at(ago) < stay.ages[1]]
    if fitting:
        _stay(life, life.chance.choice(fitting), ago)


def _stay(life: Telling, stay: Stay, ago: int) -> None:
    unit, worker = ward(life.person.care_municipality, stay.department)
    if stay.nights:
        visit = admitted(life, unit, worker, ago, stay.nights, stay.code, acute=True)
    else:
        visit = outpatient(life, unit, worker, ago, stay.code)
    diagnosed(visit, stay.code, ended=max(1, ago - 40), lasting=False)
    if stay.procedure:
        operated(visit, stay.procedure)
    if stay.nights:
        blood_test(visit, crp=stay.crp, hb=13.1, creatinine=78)
    paper = f"{_file(visit, 'hospital', stay.paper)}/{stay.paper}"
    words = {"temp": shown("temperature", stay.temperature), "crp": shown("crp", stay.crp)}
    discharge_summary(visit, paper, form=life.chance.choice(_SUMMARY_FORMS), places=words)


def _allergies(life: Telling, span: _Span) -> None:
    if life.chance.random() > _SHARE_WITH_ALLERGY:
        return
    what, reaction, atc = life.chance.choice(_ALLERGIES)
    visit = gp_visit(life, life.chance.randrange(span.newest, span.oldest), "A92")
    allergic_to(visit, what, reaction, atc=atc, criticality="high" if what == "Peanøtter" else "low")


def _births(life: Telling) -> None:
    for key in life.person.kin("child"):
        child = life.nation.people[key]
        gave_birth = child.kin("mother")[:1] == (life.person.key,)
        ago = (life.nation.today - child.born_on).days
        if gave_birth and 6 < ago < years(13) and child.citizenship == "NO":
            _birth(life, ago)


def _birth(life: Telling, ago: int) -> None:
    unit, worker = ward(life.person.care_municipality, "foede")
    nights = min(2, ago - 2)
    visit = admitted(life, unit, worker, ago, nights, "O80")
    diagnosed(visit, "O80", ended=ago - nights, lasting=False)
    weight = f"{life.chance.gauss(3.5, 0.3):.2f}".replace(".", ",")
    paper = f"{_file(visit, 'hospital', 'fodsel')}/fodsel"
    discharge_summary(visit, paper, form=life.chance.choice(_SUMMARY_FORMS), places={"weight": weight})


def _vaccines(life: Telling, span: _Span) -> None:
    if life.age_at(span.newest) < _OLD:
        return
    for season in range(life.chance.randrange(2, 5)):
        vaccinated(life, "influenza", span.newest + 30 + round(season * 365.25), life.person.gp_office, life.person.gp)
    followed(life, "creatinine", {span.newest + 40: 82.0, span.newest + 400: 80.0})
