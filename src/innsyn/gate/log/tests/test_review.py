"""A privacy officer sees the one access she was asked about, of her own organisation, and stands in the log for it; nobody else sees it."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from innsyn.gate.log.review import Reviewed, UnusualPage
from innsyn.gate.refused import Refused
from innsyn.gate.standing.access_questions import question_body, question_id, question_of
from innsyn.gate.tests.samples import (
    HOSPITAL,
    KEYS,
    LATER,
    NOW,
    OTHER_TRUST,
    TRUST,
    World,
    a_number,
    create,
    document,
    keep,
    role,
    rule_of,
)
from innsyn.gate.worklists import Wanted
from innsyn.kernel.systems import ACCESS_FACT, PERSON_KEY
from innsyn.record.query import Query
from innsyn.record.record import Record
from innsyn.record.stored import Write

DUE = date(2026, 12, 6)
OVER = NOW + timedelta(hours=2)
LONG_AGO = NOW - timedelta(days=90)


@pytest.fixture
async def world(database):
    """An empty world with a privacy officer in each trust."""
    record = await Record.open(database, size=3)
    made = await World(record).settle()
    made.officers = {TRUST: await officer(made, TRUST, "fjord-hf"), OTHER_TRUST: await officer(made, OTHER_TRUST, "dal")}
    yield made
    await record.close()


async def officer(world, organisation, unit, post="privacy-officer"):
    """Employ somebody without HPR number. Returns her as she logs in."""
    number, id_ = a_number(), f"{post}-{unit}"
    key = {"system": PERSON_KEY, "value": KEYS.person_key(number.value)}
    worker = {"resourceType": "Practitioner", "id": id_, "identifier": [key], "name": [{"text": "Eva"}]}
    holds = {**role(f"{id_}-post", id_, unit), "code": [{"coding": [{"system": ACCESS_FACT, "code": post}]}]}
    system = await world.gate.actors.system("Journalsystemet", organisation=TRUST)
    await world.gate.write_directory(system, [keep(worker), keep(holds)], NOW)
    return await world.gate.actors.staff(
        number, name="Eva", hpr="", legal_entity=organisation, point_of_care=organisation, level="high"
    )  # fmt: skip


async def asked(world, *, actor=None, organisation=TRUST, of=None, emergency=False):
    """Let a nurse read, and the patient ask why. Returns number, owner, the nurse's visit and the question's id."""
    number = a_number()
    owner = await world.moves_in(number, document("Epikrise"))
    visit = await (world.breaks_the_glass if emergency else world.visits)(owner, actor=actor)
    if not isinstance(visit, Refused):
        await world.gate.search(visit, Query(("DocumentReference",)), NOW)
    citizen = await world.citizen(number, now=LATER)
    about = of or visit.id
    body = question_body(citizen.patient_id, about, organisation=organisation, name="Fjordby", now=LATER, due_on=DUE, words="Hvorfor?")
    id_ = question_id(owner, about)
    answer = await world.gate.write(citizen, [Write("create", "Task", json.dumps(body).encode(), id=id_)], LATER)
    assert isinstance(answer, tuple), answer
    return number, owner, visit, id_


async def opened(world, owner, id_, officer=None):
    return await world.gate.open_review(officer or world.officers[TRUST], owner, f"Task/{id_}", LATER)


async def test_the_officer_sees_the_access_as_the_patient_saw_it_and_each_step(world):
    _, owner, visit, id_ = await asked(world)
    review = await opened(world, owner, id_)
    found = await world.gate.access_reviews.look_into(review, LATER)
    assert isinstance(found, Reviewed)
    assert (found.line.visit, found.line.who, found.line.marks) == (visit.id, "Nina Sykepleier", ("no-contact",))
    assert found.line.seen[0].titles == ()
    assert [(step.action, step.type, step.count) for step in found.steps] == [("open", "", 0), ("search", "DocumentReference", 1)]
    assert (found.decision_ref, found.level) == (f"self-{visit.id}", "high")


async def test_the_words_of_an_emergency_are_there_for_the_review(world):
    _, owner, _, id_ = await asked(world, emergency=True)
    found = await world.gate.access_reviews.look_into(await opened(world, owner, id_), LATER)
    assert found.emergency_words == "Fant pasienten bevisstløs"
    assert "bevisstløs" not in repr(found)


async def test_looking_stands_in_the_patients_log_with_the_office(world):
    number, owner, _, id_ = await asked(world)
    review = await opened(world, owner, id_)
    await world.gate.access_reviews.look_into(review, LATER)
    page = await world.gate.my_log(await world.citizen(number, now=OVER), OVER)
    line = next(line for line in page.lines if line.visit == review.id)
    assert (line.office, line.who, [seen.type for seen in line.seen]) == (
        "privacy-officer",
        "Eva",
        ["Task", "AuditEvent"],
    )


async def test_nothing_else_of_the_record_is_open_to_the_officer(world):
    _, owner, _, id_ = await asked(world)
    review = await opened(world, owner, id_)
    for type_ in ("DocumentReference", "Consent", "Encounter"):
        found = await world.gate.search(review, Query((type_,)), LATER)
        assert isinstance(found, Refused) or found.rows == (), type_


async def test_a_clinicians_visit_shows_no_trail(world):
    _, _, visit, _ = await asked(world)
    assert rule_of(await world.gate.access_reviews.look_into(visit, LATER)) == "LOG-2"


async def test_a_citizens_visit_shows_no_trail(world):
    number, _, _, _ = await asked(world)
    assert rule_of(await world.gate.access_reviews.look_into(await world.citizen(number, now=LATER), LATER)) == "LOG-2"


async def test_an_officer_of_another_organisation_sees_neither_question_nor_trail(world):
    _, owner, _, id_ = await asked(world)
    assert rule_of(await opened(world, owner, id_, world.officers[OTHER_TRUST])) == "LOG-2"


async def test_somebody_without_the_post_opens_no_review(world):
    _, owner, visit, id_ = await asked(world)
    assert rule_of(await opened(world, owner, id_, await world.nurse())) == "OFF-0"
    registrar = await officer(world, TRUST, "fjord", "registrar")
    assert rule_of(await opened(world, owner, id_, registrar)) == "OFF-0"
    begun = await world.gate.access_reviews.begin(await world.nurse(), owner, visit.id, LATER, due_on=DUE)
    assert rule_of(begun) == "OFF-0"
    assert rule_of(await world.gate.access_reviews.unusual(await world.nurse(), LATER, since=LONG_AGO)) == "OFF-0"


async def test_a_question_that_asks_the_wrong_organisation_opens_no_trail(world):
    """The patient may name any organisation and any visit: what is shown is only what that organisation's own personnel did."""
    _, owner, _, id_ = await asked(world, organisation=OTHER_TRUST)
    review = await opened(world, owner, id_, world.officers[OTHER_TRUST])
    assert rule_of(await world.gate.access_reviews.look_into(review, LATER)) == "LOG-2"


async def test_a_question_about_a_visit_to_another_record_opens_no_trail(world):
    _, _, others, _ = await asked(world)
    _, owner, _, id_ = await asked(world, of=others.id)
    review = await opened(world, owner, id_)
    assert rule_of(await world.gate.access_reviews.look_into(review, LATER)) == "LOG-2"


async def test_without_a_question_there_is_nothing_to_review(world):
    owner = await world.moves_in()
    visit = await world.visits(owner)
    for question in (question_id(owner, visit.id), visit.patient_id, "", "no-such", "x" * 70):
        assert rule_of(await opened(world, owner, question)) == "LOG-2", question
    assert rule_of(await world.gate.open_review(world.officers[TRUST], owner, f"Patient/{visit.patient_id}", LATER)) == "LOG-2"


async def test_a_clinician_neither_reads_nor_answers_a_question(world):
    _, _, visit, id_ = await asked(world)
    assert await world.gate.read(visit, "Task", id_, LATER) is None
    stored = (await world.gate.search(visit, Query(("Task",)), LATER)).rows
    assert stored == ()
    answer = await world.gate.write(
        visit, [create({"resourceType": "Task", "status": "completed", "intent": "order", **_question()})], LATER
    )
    assert rule_of(answer) == "PRIV-5"
    assert rule_of(await world.gate.worklist(await world.nurse(), Wanted("access-question"), LATER)) == "OFF-0"


def _question():
    return {"code": {"coding": [{"system": ACCESS_FACT, "code": "access-question"}]}}


async def judged(world):
    """Let the watcher look at what is over."""
    watcher = world.gate.watcher
    while await watcher.follow():
        pass

    async def nobody(_):
        return None

    for one in await watcher.due(OVER, 100):
        await watcher.look(one, OVER, nobody)


async def test_marked_accesses_of_ones_own_personnel_are_listed_and_counted(world):
    owner = await world.moves_in()
    visit = await world.visits(owner)
    elsewhere = await world.visits(await world.moves_in(), actor=await world.nurse(organisation=OTHER_TRUST, unit=OTHER_TRUST))
    await judged(world)
    for organisation, expected in ((TRUST, visit), (OTHER_TRUST, elsewhere)):
        page = await world.gate.access_reviews.unusual(world.officers[organisation], OVER, since=LONG_AGO)
        assert isinstance(page, UnusualPage)
        assert [row.visit for row in page.rows] == [expected.id]
        assert page.counts == {"no-contact": 1}
        assert page.rows[0].line.marks == ("no-contact",)
    assert (await world.gate.access_reviews.unusual(world.officers[TRUST], OVER, since=LONG_AGO, mark="night")).rows == ()


async def test_seeing_the_list_is_one_line_a_day_in_the_patients_log(world):
    number = a_number()
    owner = await world.moves_in(number)
    await world.visits(owner)
    await judged(world)
    for _ in range(3):
        await world.gate.access_reviews.unusual(world.officers[TRUST], OVER, since=LONG_AGO)
    page = await world.gate.my_log(await world.citizen(number, now=OVER), OVER)
    (line,) = [line for line in page.lines if line.office]
    assert (line.is_listed, line.who, line.acts, line.basis) == (True, "Eva", 3, "gate.basis.unusual_list")


async def test_an_officer_takes_up_a_marked_access_that_nobody_asked_about(world):
    owner = await world.moves_in()
    visit = await world.visits(owner)
    await judged(world)
    begin = world.gate.access_reviews.begin
    review = await begin(world.officers[TRUST], owner, visit.id, OVER, due_on=DUE)
    found = await world.gate.access_reviews.look_into(review, OVER)
    assert found.line.visit == visit.id
    stored = await world.gate.read(review, "Task", question_id(owner, visit.id), OVER)
    question = question_of(json.loads(stored.body))
    assert (question.is_asked, question.stage, question.organisation, question.due_on) == (False, "in-work", TRUST, DUE)
    again = await begin(world.officers[TRUST], owner, visit.id, OVER, due_on=DUE)
    assert again.ground.decision_ref == review.ground.decision_ref


async def test_what_is_not_marked_or_not_ones_own_is_not_taken_up(world):
    owner = await world.moves_in(None, {"resourceType": "Encounter", "status": "finished", "class": {"code": "AMB"}})
    plain = await world.visits(owner)
    stranger = await world.moves_in()
    elsewhere = await world.visits(stranger, actor=await world.nurse(organisation=OTHER_TRUST, unit=OTHER_TRUST))
    await judged(world)
    begin = world.gate.access_reviews.begin
    assert rule_of(await begin(world.officers[TRUST], owner, plain.id, OVER, due_on=DUE)) == "LOG-2"
    assert rule_of(await begin(world.officers[TRUST], stranger, elsewhere.id, OVER, due_on=DUE)) == "LOG-2"
    assert rule_of(await begin(world.officers[TRUST], stranger, plain.id, OVER, due_on=DUE)) == "LOG-2"


async def test_a_lower_level_of_login_holds_no_office(world):
    _, owner, _, id_ = await asked(world)
    assert rule_of(await opened(world, owner, id_, replace(world.officers[TRUST], level="lower"))) == "OFF-0"
    assert HOSPITAL != TRUST
