"""The citizen sees who has been in her record: one line a visit, with who, when, from where, what and why, and what was refused."""

from dataclasses import asdict
from datetime import timedelta
from uuid import uuid4

import pytest

from innsyn.gate.gate import Gate
from innsyn.gate.log.line import Refusal, Seen
from innsyn.gate.log.wanted import LogFilter
from innsyn.gate.seal import check_proof
from innsyn.gate.seal.roots_file import RootsFile
from innsyn.gate.seal.sealer import Sealer
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
)
from innsyn.record.query import Query
from innsyn.record.record import Record

NOTE = {"resourceType": "Observation", "status": "final", "code": {"text": "Blodtrykk"}}


@pytest.fixture(scope="session")
async def world(shared_database):
    record = await Record.open(shared_database, size=6)
    yield await World(record).settle()
    await record.close()


async def a_patient(world, *resources):
    """Somebody with documents. Returns her number, her owner and what was delivered."""
    number = a_number()
    owner = await world.moves_in(number)
    return number, owner, await world.writes(owner, [create(each) for each in resources])


async def lines(world, number, **wanted):
    """The lines she sees, her own and the deliveries left out unless asked for."""
    wanted = LogFilter(**({"who": "staff"} | wanted))
    page = await world.gate.my_log(await world.citizen(number, now=LATER), LATER, wanted=wanted)
    return page.lines


async def test_one_visit_is_one_line_however_many_statements_it_took(world):
    nurse_number = a_number()
    number, _owner, (epikrise, notat) = await a_patient(world, document("Epikrise", "N"), document("Notat"))
    nurse = await world.nurse(number=nurse_number)
    found = await world.gate.find(nurse, number, NOW)
    visit = await world.visits(found.owner, actor=nurse)
    for minute in range(3):
        await world.gate.read(visit, "DocumentReference", epikrise.id, NOW + timedelta(minutes=minute))
    await world.gate.read(visit, "DocumentReference", notat.id, NOW + timedelta(minutes=5))
    (line,) = [each for each in await lines(world, number) if each.state == "opened"]
    assert asdict(line) | {"visit": 0, "place": 0, "acts": 0} == {
        "visit": 0, "place": 0, "acts": 0, "kind": "staff", "state": "opened", "opened": ("Epikrise", "Notat"),
        "who": "Nina Sykepleier", "key": nurse.key, "hpr": nurse.hpr, "profession": "SP",
        "organisation": TRUST, "organisation_name": "Fjordby helseforetak", "unit_name": "Fjordby sykehus",
        "department": "Kirurgisk sengepost", "first": NOW, "last": NOW + timedelta(minutes=5),
        "purpose": "TREAT", "basis": "gate.basis.appointment", "user_selected": True, "service": None,
        "details": asdict(visit.ground.details), "emergency": "",
        "seen": (asdict(Seen("DocumentReference", 2, ("Epikrise", "Notat"))),), "written": (), "refusals": (),
        "role": "staff", "office": "", "is_listed": False, "marks": ("no-contact",), "question": "",
    }  # fmt: skip
    assert line.visit == visit.id
    assert nurse_number.value not in str(line)
    assert number.value not in str(line)


async def test_titles_she_may_not_see_herself_are_only_counted(world):
    number, owner, (_hidden, _shown) = await a_patient(world, document("Hemmelig", "NORN_FFL"), document("Epikrise"))
    visit = await world.visits(owner)
    await world.gate.search(visit, Query(("DocumentReference",)), NOW)
    (line,) = await lines(world, number)
    assert line.seen == (Seen("DocumentReference", 2, ("Epikrise",)),)


async def test_what_has_no_titles_is_counted_by_kind(world):
    number, owner, _ = await a_patient(world, NOTE, NOTE, document("Epikrise"))
    visit = await world.visits(owner)
    await world.gate.search(visit, Query(("Observation",)), NOW)
    await world.gate.search(visit, Query(("Observation", "DocumentReference")), NOW)
    (line,) = await lines(world, number)
    assert line.seen == (Seen("DocumentReference", 1, ("Epikrise",)), Seen("Observation", 2))


async def test_emergency_access_is_loud(world):
    number, owner, _ = await a_patient(world)
    await world.breaks_the_glass(owner)
    await world.visits(owner)
    ordinary, emergency = await lines(world, number)
    assert (ordinary.is_emergency, emergency.is_emergency) == (False, True)
    assert (emergency.emergency, emergency.purpose) == ("gate.emergency.unconscious", "BTG")
    assert [each.is_emergency for each in await lines(world, number, emergency_only=True)] == [True]


async def test_a_known_contact_is_not_marked_as_self_authorised(world):
    number, owner, _ = await a_patient(world, {"resourceType": "Encounter", "status": "finished", "class": {"code": "AMB"}})
    await world.visits(owner)
    (line,) = await lines(world, number)
    assert not line.user_selected


async def test_somebody_who_was_refused_is_a_line_with_the_reason(world):
    number, owner, _ = await a_patient(world)
    await world.visits(owner, actor=await world.nurse(hpr="990000174", name="Vera Veterinær"))
    (line,) = await lines(world, number)
    assert (line.state, line.who, line.seen) == ("refused", "Vera Veterinær", ())
    assert line.refusals == (Refusal("gate.rule.staff_profession_without_need", 1),)


async def test_somebody_who_looked_her_up_and_went_no_further_is_a_line(world):
    number, _owner, _ = await a_patient(world)
    await world.gate.find(await world.nurse(), number, NOW)
    (line,) = await lines(world, number)
    assert (line.state, line.who, line.seen, line.refusals) == ("found", "Nina Sykepleier", (), ())


async def test_a_strangers_attempts_of_a_day_are_one_line_with_their_number(world):
    number, _owner, (epikrise,) = await a_patient(world, document("Epikrise"))
    other = a_number()
    await world.moves_in(other, name="Ola Fremmed")
    stranger = await world.citizen(other)
    for _ in range(3):
        await world.gate.read(stranger, "DocumentReference", epikrise.id, NOW)
    (line,) = await lines(world, number, who="relatives")
    assert (line.who, line.state, line.refusals) == ("Ola Fremmed", "refused", (Refusal("gate.rule.another_patient", 3),))


async def test_a_refused_reading_within_a_visit_is_counted_once_with_its_reason(world):
    number, owner, (blocked, _) = await a_patient(world, document("Sperret", "NORS"), document("Åpen"))
    visit = await world.visits(owner)
    await world.gate.read(visit, "DocumentReference", blocked.id, NOW)
    await world.gate.read(visit, "DocumentReference", blocked.id, NOW)
    (line,) = await lines(world, number)
    assert (line.state, line.seen, line.refusals) == ("opened", (), (Refusal("gate.rule.blocked_by_patient", 2),))
    assert [each.place for each in await lines(world, number, refused_only=True)] == [line.place]


async def test_her_own_visit_is_a_line_and_says_that_she_read_the_log(world):
    number, _owner, (epikrise,) = await a_patient(world, document("Epikrise"))
    visit = await world.citizen(number)
    await world.gate.read(visit, "DocumentReference", epikrise.id, NOW)
    await world.gate.my_log(visit, NOW)
    page = await world.gate.my_log(visit, LATER, wanted=LogFilter(who="self"))
    (line,) = page.lines
    assert (line.kind, line.who) == ("self", "Kari Nordby")
    assert line.seen == (Seen("DocumentReference", 1, ("Epikrise",)), Seen("AuditEvent", 2))


async def test_deliveries_are_lines_of_their_own_kind(world):
    number, _owner, _ = await a_patient(world, document("Epikrise"), NOTE)
    line = (await lines(world, number, who="systems"))[0]
    assert (line.kind, line.who, line.organisation_name) == ("system", "Journalsystemet", "Fjordby helseforetak")
    assert line.written == (Seen("DocumentReference", 1), Seen("Observation", 1))


async def test_the_organisation_and_the_period_narrow_the_log(world):
    number, owner, _ = await a_patient(world)
    await world.visits(owner)
    await world.visits(owner, actor=await world.nurse(organisation=OTHER_TRUST, unit=OTHER_TRUST), now=NOW + timedelta(minutes=1))
    assert [each.organisation for each in await lines(world, number)] == [OTHER_TRUST, TRUST]
    assert [each.organisation for each in await lines(world, number, organisation=TRUST)] == [TRUST]
    assert [each.organisation for each in await lines(world, number, since=NOW + timedelta(minutes=1))] == [OTHER_TRUST]
    assert [each.organisation for each in await lines(world, number, until=NOW + timedelta(minutes=1))] == [TRUST]


async def test_the_log_is_paged_without_gap_or_repetition(world):
    number, owner, _ = await a_patient(world)
    opened = [(await world.visits(owner, now=NOW + timedelta(seconds=second))).id for second in range(7)]
    citizen = await world.citizen(number, now=LATER)
    seen, before = [], None
    for _ in range(10):
        page = await world.gate.my_log(citizen, LATER, wanted=LogFilter(who="staff"), before=before, count=3)
        seen += [line.visit for line in page.lines]
        before = page.next
        if before is None:
            break
    assert seen == opened[::-1]


async def test_reading_the_log_is_in_the_log_before_it_is_shown(world):
    number, owner, _ = await a_patient(world)
    citizen = await world.citizen(number)
    await world.gate.my_log(citizen, NOW)
    row = [row for row in await world.log(owner) if "about" not in row.detail][-1]
    assert (row.action, row.type, row.visit) == ("search", "AuditEvent", citizen.id)


async def test_a_page_of_the_log_takes_few_statements_whatever_it_holds(world, monkeypatch):
    number, owner, documents = await a_patient(world, *(document(f"Nr {each}") for each in range(12)))
    for each in documents:
        await world.gate.read(await world.visits(owner), "DocumentReference", each.id, NOW)
    citizen = await world.citizen(number, now=LATER)
    called = []
    for name in ("log", "log_visits", "by_rows", "read", "search", "standing"):
        original = getattr(world.record, name)
        monkeypatch.setattr(world.record, name, lambda *a, name=name, original=original, **k: called.append(name) or original(*a, **k))
    original_marks = world.record.watching.marks_of
    monkeypatch.setattr(world.record.watching, "marks_of", lambda *a: called.append("marks_of") or original_marks(*a))
    page = await world.gate.my_log(citizen, LATER, wanted=LogFilter(who="staff"))
    assert len(page.lines) == 12
    assert called == ["standing", "log", "log_visits", "marks_of", "by_rows", "search"]


async def test_a_line_is_proved_to_whoever_holds_the_proof(database, tmp_path):
    record = await Record.open(database)
    world = await World(record).settle()
    number, owner, (epikrise,) = await a_patient(world, document("Epikrise"))
    visit = await world.visits(owner)
    await world.gate.read(visit, "DocumentReference", epikrise.id, NOW)
    citizen = await world.citizen(number)
    assert await world.gate.proof(citizen, visit.id, NOW) is None
    await Sealer(record.sealing, KEYS, RootsFile(tmp_path / "roots.jsonl"), lambda: NOW).seal_all()
    proof = await world.gate.proof(citizen, visit.id, NOW)
    assert all(holds for holds, _, _ in check_proof.check(proof, KEYS.public.hex()))
    assert [found["entry"]["action"] for found in proof["entries"]] == ["search", "open", "read"]
    assert {found["entry"]["visit"] for found in proof["entries"]} == {str(visit.id)}
    assert await world.gate.proof(citizen, uuid4(), NOW) is None
    assert number.value not in str(proof)
    await record.close()


async def test_the_lines_are_the_same_after_a_restart(world):
    number, owner, (epikrise,) = await a_patient(world, document("Epikrise"))
    visit = await world.visits(owner)
    await world.gate.read(visit, "DocumentReference", epikrise.id, NOW)
    citizen = await world.citizen(number, now=LATER)
    wanted = LogFilter(who="staff", organisation=TRUST)
    assert await Gate(world.record, KEYS).my_log(citizen, LATER, wanted=wanted) == await world.gate.my_log(citizen, LATER, wanted=wanted)
    assert HOSPITAL != TRUST


async def test_what_is_wanted_is_found_behind_much_that_is_not(world):
    number, owner, _ = await a_patient(world)
    wanted = await world.visits(owner)
    for _ in range(30):
        await world.gate.knock(await world.nurse(organisation=OTHER_TRUST, unit=OTHER_TRUST), "Patient", wanted.patient_id, LATER)
    citizen = await world.citizen(number, now=LATER)
    page = await world.gate.my_log(citizen, LATER, wanted=LogFilter(organisation=TRUST, who="staff"), count=1)
    assert [line.visit for line in page.lines] == [wanted.id]


async def test_a_search_for_little_in_a_long_log_ends_and_can_be_gone_on_with(world, monkeypatch):
    monkeypatch.setattr("innsyn.gate.log.citizen_log._MOST_TURNS", 1)
    number, owner, _ = await a_patient(world)
    wanted = await world.visits(owner)
    for _ in range(10):
        await world.gate.knock(await world.nurse(), "Patient", wanted.patient_id, LATER)
    citizen = await world.citizen(number, now=LATER)
    first = await world.gate.my_log(citizen, LATER, wanted=LogFilter(emergency_only=True), count=1)
    assert first.lines == ()
    assert first.next is not None


async def test_the_log_can_be_asked_for_one_kind_of_comer(world):
    number, owner, _ = await a_patient(world, document("Epikrise"))
    await world.visits(owner, actor=await world.nurse())
    for who, kinds in {"staff": {"staff"}, "self": {"self"}, "systems": {"system"}, "relatives": set(), "others": {"staff"}}.items():
        assert {line.kind for line in await lines(world, number, who=who)} == kinds, who
    assert {line.kind for line in await lines(world, number, who="all")} == {"staff", "self", "system"}
