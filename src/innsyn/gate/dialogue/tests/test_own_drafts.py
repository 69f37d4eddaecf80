"""A draft that is its writer's own says so in her name alone, and opens to nobody before it is sent."""

from dataclasses import replace

import pytest

from innsyn.gate.dialogue.changes import broken_by
from innsyn.gate.dialogue.tests.samples import a_message, a_thread, body, everything, written
from innsyn.gate.rules.dialogue_facts import IS_OWN_DRAFT, drafted_by, drafted_to
from innsyn.gate.rules.situation import HOSPITAL, Situation, case_of
from innsyn.gate.standing.messages import discarded, message_body, message_id
from innsyn.gate.standing.own_drafts import Mark, mark_of, own_draft
from innsyn.gate.standing.speakers import speaker
from innsyn.gate.tests.families import a_person, grants
from innsyn.gate.tests.samples import LATER, NOW, OTHER_TRUST, TRUST, rule_of
from innsyn.gate.writing import write_facts
from innsyn.record.condition import holds
from innsyn.record.stored import Stored

SHE = case_of(Situation()).visit
DRAFT = message_body(a_message(state="draft"), patient_id="p1", now=NOW)
HERS, ANOTHERS = own_draft(DRAFT, by="actor"), own_draft(DRAFT, by="another")
SENT = message_body(a_message(), patient_id="p1", now=NOW)
ELSEWHERE = HERS | {"recipient": message_body(a_message(organisation=HOSPITAL), patient_id="p1", now=NOW)["recipient"]}


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        (None, DRAFT, None),
        (None, HERS, None),
        (None, ANOTHERS, "DLG-10"),
        (None, ELSEWHERE, "DLG-10"),
        (DRAFT, HERS, None),
        (HERS, HERS, None),
        (HERS, DRAFT, "DLG-10"),
        (HERS, discarded(HERS), None),
        (HERS, discarded(DRAFT), "DLG-10"),
        (HERS, SENT, None),
        (HERS, own_draft(SENT, by="actor"), "DLG-10"),
        (None, own_draft(SENT, by="actor"), "DLG-10"),
        (ANOTHERS, HERS, None),
        (ANOTHERS, ANOTHERS, "DLG-10"),
        (ANOTHERS, DRAFT, "DLG-10"),
        (ANOTHERS, SENT, None),
    ],
)
def test_whoever_writes_in_an_own_draft_makes_it_hers_and_it_opens_by_being_sent(before, after, rule):
    broken = broken_by(SHE, before, after, "patient")
    assert (None if broken is None else broken.rule) == rule


def test_a_draft_says_once_whose_own_it_is_and_to_whom():
    assert own_draft(ANOTHERS, by="actor") == HERS
    assert mark_of(HERS) == Mark("actor", TRUST)
    assert mark_of(DRAFT) is None
    assert mark_of(HERS | {"category": [*HERS["category"], *ANOTHERS["category"]]}) == Mark("", "")
    assert mark_of(own_draft({"resourceType": "Communication"}, by="actor")) == Mark("actor", "")


def test_rules_find_what_a_draft_says():
    row = write_facts(replace(written(HERS, "x"), custodian="patient"), NOW)
    assert all(holds(each, row) for each in (IS_OWN_DRAFT, drafted_by("actor"), drafted_to(frozenset({OTHER_TRUST, TRUST}))))
    assert not any(holds(each, row) for each in (drafted_by("another"), drafted_to(frozenset({OTHER_TRUST}))))
    assert not holds(IS_OWN_DRAFT, write_facts(replace(written(DRAFT, "x"), custodian="patient"), NOW))


async def test_an_own_draft_is_read_searched_and_found_in_history_by_its_writer_and_the_patient_alone(world, callers):
    thread, patient = await a_thread(world)

    async def with_power(*organisations):
        person = a_person()
        world.register.put(person)
        await world.moves_in(person.number)
        await grants(world, patient, person.number, "dialogue", organisations=organisations)
        return await world.acts_for(person.number, thread.owner, "attorney", now=NOW)

    writer, everywhere, beside = await with_power(TRUST), await with_power(), await with_power(TRUST)
    said = a_message(conversation=thread.ref, text="Ikke ferdig", state="draft", sender=speaker(writer.actor, writer.role))
    id_, plain = message_id(thread.owner, said.id), message_body(said, patient_id=thread.patient_id, now=NOW)
    assert rule_of(await world.gate.write(writer, [written(plain, id_)], NOW)) == "GATE-0"
    await world.gate.write(writer, [written(own_draft(plain, by=writer.actor.key), id_)], NOW)
    nurse, glass = await world.visits(thread.owner, actor=await world.nurse()), await world.breaks_the_glass(thread.owner)
    for visit, sees in ((writer, True), (patient, True), (everywhere, False), (beside, False), (nurse, False), (glass, False)):
        assert isinstance(await world.gate.read(visit, "Communication", id_, LATER), Stored) is sees
        assert isinstance(await world.gate.vread(visit, "Communication", id_, 1, LATER), Stored) is sees
        assert (id_ in [each["id"] for each in await everything(world, visit, "Communication")]) is sees
    assert await callers.gate.read(callers.client(), "Communication", id_, LATER) is None
    sent = message_body(replace(said, state="sent"), patient_id=thread.patient_id, now=LATER)
    await world.gate.write(writer, [written(sent, id_)], LATER)
    assert body(await world.gate.read(beside, "Communication", id_, LATER))["status"] == "in-progress"
    assert not isinstance(await world.gate.vread(everywhere, "Communication", id_, 1, LATER), Stored)
    assert isinstance(await world.gate.vread(writer, "Communication", id_, 1, LATER), Stored)
