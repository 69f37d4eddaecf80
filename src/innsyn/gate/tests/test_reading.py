"""Inside a visit what the rules allow comes out, all else is refused and logged; outside it there is nothing to be seen."""

import json
from datetime import date, timedelta

import pytest

from innsyn.gate.gate import Gate
from innsyn.gate.reading import Page
from innsyn.gate.refused import Refused
from innsyn.gate.tests.samples import HOSPITAL, KEYS, LATER, NOW, a_citizen_with, a_number, document, keep, patient, rule_of, titles
from innsyn.kernel.outcome import Problem
from innsyn.record.query import Query, TokenIs
from innsyn.record.stored import Found, Stored, Write

DOCUMENTS = Query(("DocumentReference",))


async def test_a_citizen_reads_her_document_and_the_reading_is_logged(world):
    visit, (epikrise,) = await a_citizen_with(world, document("Epikrise", "N"))
    found = await world.gate.read(visit, "DocumentReference", epikrise.id, NOW)
    assert found == epikrise
    row = (await world.log(visit.owner))[-1]
    assert (row.action, row.outcome, row.visit, row.shown) == ("read", "done", visit.id, (epikrise.row,))


async def test_a_nurse_reads_the_same_document_in_her_visit(world):
    visit, (epikrise,) = await a_citizen_with(world, document("Epikrise"))
    staff = await world.visits(visit.owner)
    assert await world.gate.read(staff, "DocumentReference", epikrise.id, LATER) == epikrise


async def test_what_does_not_exist_is_nothing_and_is_logged(world):
    visit, _ = await a_citizen_with(world)
    assert await world.gate.read(visit, "DocumentReference", "none", NOW) is None
    assert (await world.told(visit.owner))[-1] == ("read", "absent")


async def test_what_was_deleted_is_nothing(world):
    visit, (epikrise,) = await a_citizen_with(world, document("Epikrise"))
    await world.writes(visit.owner, [Write("delete", "DocumentReference", id=epikrise.id)])
    assert await world.gate.read(visit, "DocumentReference", epikrise.id, NOW) is None


@pytest.mark.parametrize(
    ("labels", "rule", "is_told"),
    [
        (("NORU",), "LAB-NORU", True),
        (("N", "NORN_EPO"), "LAB-NORN_EPO", True),
        (("NORN_FOR",), "LAB-NORN_FOR", True),
        (("NORN_DUP",), "LAB-NORN_DUP", True),
        (("NORN_FFL",), "LAB-NORN_FFL", False),
        (("NORN_KUT",), "LAB-NORN_KUT", False),
        (("NORN_FPB",), "LAB-NORN_FPB", False),
        (("NORN_FFH",), "LAB-NORN_FFH", False),
        (("NORN_ANG",), "LAB-NORN_ANG", False),
        (("NORN_ALL",), "LAB-NORN_ALL", False),
        (("NORN_NEW",), "LAB-UNKNOWN", False),
    ],
)
async def test_a_label_closes_to_the_citizen_with_its_reason_where_it_may_be_told(world, labels, rule, is_told):
    visit, (closed,) = await a_citizen_with(world, document("Notat", *labels))
    answer = await world.gate.read(visit, "DocumentReference", closed.id, NOW)
    if is_told:
        assert rule_of(answer) == rule
    else:
        assert answer is None
    rows = (await world.log(visit.owner))[-2:]
    assert [(row.action, row.outcome) for row in rows] == [("read", "refused"), ("refuse", "refused")]
    assert (rows[1].detail["rule"], rows[1].type, rows[1].ids) == (rule, "DocumentReference", (closed.id,))
    assert [row.shown for row in rows] == [(), ()]


@pytest.mark.parametrize("labels", [(), ("N",), ("NORS",), ("NORN_FORANS",), ("NORN_UNGDOM",)])
async def test_a_label_for_others_does_not_close_to_the_grown_citizen(world, labels):
    visit, (open_to_her,) = await a_citizen_with(world, document("Notat", *labels))
    assert isinstance(await world.gate.read(visit, "DocumentReference", open_to_her.id, NOW), Stored)


@pytest.mark.parametrize("status", ["preliminary", "final", "amended"])
async def test_a_draft_is_not_shown_to_the_citizen_and_is_to_the_nurse(world, status):
    visit, (draft,) = await a_citizen_with(world, document("Utkast", docStatus=status))
    seen = await world.gate.read(visit, "DocumentReference", draft.id, NOW)
    assert (seen is None) == (status == "preliminary")
    assert len((await world.gate.search(visit, DOCUMENTS, NOW)).rows) == (status != "preliminary")
    assert isinstance(await world.gate.read(await world.visits(visit.owner), "DocumentReference", draft.id, NOW), Stored)


async def test_a_draft_composition_is_not_shown_to_the_citizen(world):
    compositions = [
        {"resourceType": "Composition", "status": status, "type": {"text": "x"}, "date": "2026-01-01", "title": "x"}
        for status in ("preliminary", "final")
    ]
    visit, (draft, final) = await a_citizen_with(world, *compositions)
    assert await world.gate.read(visit, "Composition", draft.id, NOW) is None
    assert isinstance(await world.gate.read(visit, "Composition", final.id, NOW), Stored)


async def test_what_the_patient_has_blocked_is_not_there_for_the_nurse_and_opens_behind_the_glass(world):
    visit, (blocked, plain) = await a_citizen_with(world, document("Sperret", "NORS"), document("Åpen", "N"))
    staff, emergency = await world.visits(visit.owner), await world.breaks_the_glass(visit.owner)
    assert await world.gate.read(staff, "DocumentReference", blocked.id, NOW) is None
    assert isinstance(await world.gate.read(emergency, "DocumentReference", blocked.id, NOW), Stored)
    assert titles(await world.gate.search(staff, DOCUMENTS, NOW)) == ["Åpen"]
    assert sorted(titles(await world.gate.search(emergency, DOCUMENTS, NOW))) == ["Sperret", "Åpen"]
    assert isinstance(await world.gate.read(staff, "DocumentReference", plain.id, NOW), Stored)


async def test_an_emergency_in_the_acute_chain_keeps_to_the_blocks(world):
    visit, (blocked,) = await a_citizen_with(world, document("Sperret", "NORS"))
    acute = await world.visits(visit.owner, purpose="ETREAT", basis="gate.basis.acute")
    assert await world.gate.read(acute, "DocumentReference", blocked.id, NOW) is None


async def test_a_search_finds_and_counts_only_what_may_be_seen(world):
    visit, _ = await a_citizen_with(world, document("Åpen", "N"), document("Lukket", "NORN_FFL"), document("Utsatt", "NORU"))
    found = await world.gate.search(visit, Query(("DocumentReference",), with_total=True), NOW)
    assert (titles(found), found.total) == (["Åpen"], 1)
    staff = await world.visits(visit.owner)
    assert (await world.gate.search(staff, Query(("DocumentReference",), with_total=True), NOW)).total == 3


async def test_a_search_that_is_no_search_is_a_problem(world):
    visit, _ = await a_citizen_with(world)
    assert isinstance(await world.gate.search(visit, Query(("DocumentReference",), after="junk"), NOW), Problem)


async def test_history_shows_only_versions_of_what_may_be_seen_now(world):
    visit, (epikrise,) = await a_citizen_with(world, document("Epikrise"))
    await world.writes(visit.owner, [keep(document("Epikrise, rettet") | {"id": epikrise.id})])
    versions = await world.gate.history(visit, "DocumentReference", epikrise.id, NOW)
    assert titles(versions) == ["Epikrise, rettet", "Epikrise"]
    assert titles(await world.gate.history(visit, "DocumentReference", epikrise.id, NOW, Page(count=1))) == ["Epikrise, rettet"]
    first = await world.gate.vread(visit, "DocumentReference", epikrise.id, 1, NOW)
    assert json.loads(first.body)["description"] == "Epikrise"
    await world.writes(visit.owner, [keep(document("Lukket", "NORN_FFL") | {"id": epikrise.id})])
    assert titles(await world.gate.history(visit, "DocumentReference", epikrise.id, NOW)) == []
    assert await world.gate.vread(visit, "DocumentReference", epikrise.id, 1, NOW) is None


async def test_directories_are_open_to_whoever_is_in_a_visit(world):
    visit, _ = await a_citizen_with(world)
    assert json.loads((await world.gate.read(visit, "Organization", "fjord", NOW)).body)["name"] == "Fjordby sykehus"
    assert await world.gate.read(visit, "Organization", "none", NOW) is None


async def test_after_an_hour_the_nurse_must_state_her_need_again(world):
    visit, (epikrise,) = await a_citizen_with(world, document("Epikrise"))
    staff = await world.visits(visit.owner)
    in_time, late = NOW + timedelta(minutes=59, seconds=59), NOW + timedelta(minutes=60)
    assert isinstance(await world.gate.read(staff, "DocumentReference", epikrise.id, in_time), Stored)
    for answer in (
        await world.gate.read(staff, "DocumentReference", epikrise.id, late),
        await world.gate.search(staff, DOCUMENTS, late),
        await world.gate.history(staff, None, None, late),
    ):
        assert rule_of(answer) == "VIS-1"
    assert [row.detail.get("rule") for row in (await world.log(visit.owner))[-3:]] == ["VIS-1"] * 3


async def test_a_birthday_takes_effect_at_midnight_without_anything_running(world):
    number = a_number(date(2010, 11, 23))
    owner = await world.moves_in(number, born="2010-11-23")
    midnight = NOW.replace(hour=23, minute=0)
    assert rule_of(await world.citizen(number, now=midnight - timedelta(seconds=1))) == "OWN-4"
    assert (await world.citizen(number, now=midnight)).owner == owner


async def test_what_is_decided_falls_with_the_facts_it_stood_on(world):
    number = a_number()
    owner = await world.moves_in(number)
    visit = await world.citizen(number)
    ours = Gate(world.record, KEYS)
    assert isinstance(await world.gate.search(visit, DOCUMENTS, NOW), Found)
    found = (await world.gate.search(visit, Query(("Patient",)), NOW)).rows[0]
    system = await ours.actors.system("Folkeregisteret", organisation=HOSPITAL)
    delivery = await ours.open_delivery(system, owner, NOW)
    await ours.write(delivery, [keep(patient(number, deceasedBoolean=True) | {"id": found.id})], NOW)
    assert rule_of(await world.gate.search(visit, DOCUMENTS, NOW)) == "OWN-5"


async def test_a_no_falls_with_the_facts_it_stood_on_as_well(world):
    number = a_number()
    owner = await world.moves_in(number)
    visit, ours = await world.citizen(number), Gate(world.record, KEYS)
    found = (await world.gate.search(visit, Query(("Patient",)), NOW)).rows[0]
    delivery = await ours.open_delivery(await ours.actors.system("Folkeregisteret", organisation=HOSPITAL), owner, NOW)
    await ours.write(delivery, [keep(patient(number, deceasedBoolean=True) | {"id": found.id})], NOW)
    assert rule_of(await world.gate.search(visit, DOCUMENTS, NOW)) == "OWN-5"
    assert rule_of(await world.gate.my_log(visit, NOW)) == "OWN-5"
    await ours.write(delivery, [keep(patient(number) | {"id": found.id})], NOW)
    assert isinstance(await world.gate.search(visit, DOCUMENTS, NOW), Found)
    assert (await world.gate.my_log(visit, NOW)).lines


async def test_the_log_is_closed_at_once_by_what_another_process_learned(world):
    number = a_number()
    owner = await world.moves_in(number)
    visit, ours = await world.citizen(number), Gate(world.record, KEYS)
    delivery = await ours.open_delivery(await ours.actors.system("Folkeregisteret", organisation=HOSPITAL), owner, NOW)
    await ours.write(delivery, [keep(patient(number, deceasedBoolean=True) | {"id": visit.patient_id})], NOW)
    assert rule_of(await world.gate.my_log(visit, NOW)) == "OWN-5"


async def test_why_tells_every_rules_vote(world):
    visit, (closed,) = await a_citizen_with(world, document("Notat", "NORU"))
    staff = await world.visits(visit.owner)
    found = await world.gate.read(staff, "DocumentReference", closed.id, NOW)
    for_her, for_the_nurse = await world.gate.why(visit, found, NOW), await world.gate.why(staff, found, NOW)
    assert (for_her.allowed, for_her.verdict.rule) == (False, "LAB-NORU")
    assert (for_the_nurse.allowed, for_the_nurse.verdict.rule) == (True, "STAFF-1")
    assert {vote.cast for vote in for_her.votes} == {"allow", "deny", "abstain"}


async def test_withheld_tells_when_from_whom_and_why_and_never_what(world):
    delayed = document("Hemmelig tittel", "NORU", date="2026-11-20T10:00:00+01:00")
    both = document("Farlig", "NORU", "NORN_FFL")
    visit, _ = await a_citizen_with(world, delayed, both, document("Åpen", "N"), document("Utkast", "NORU", docStatus="preliminary"))
    (withheld,) = await world.gate.withheld(visit, NOW)
    assert (withheld.text, withheld.custodian) == ("gate.rule.label.delayed", "974749025")
    assert withheld.clinical_at is not None
    assert "Hemmelig" not in str(withheld)


async def test_nothing_is_withheld_from_a_nurse_who_must_not_know(world):
    visit, _ = await a_citizen_with(world, document("Sperret", "NORS"), document("Utsatt", "NORU"))
    assert await world.gate.withheld(await world.visits(visit.owner), NOW) == ()


async def test_a_search_by_token_keeps_to_the_rules(world):
    visit, (seen, _) = await a_citizen_with(world, document("Åpen", "N"), document("Lukket", "NORN_FFL"))
    found = await world.gate.search(visit, Query(("DocumentReference",), (TokenIs("status", ((None, "current"),)),)), NOW)
    assert [row.id for row in found.rows] == [seen.id]


async def test_a_refusal_says_nothing_of_what_was_refused(world):
    visit, (closed,) = await a_citizen_with(world, document("Hemmelig", "NORU"))
    answer = await world.gate.read(visit, "DocumentReference", closed.id, NOW)
    assert isinstance(answer, Refused)
    assert "Hemmelig" not in repr(answer)
