"""Who writes what of a conversation into a record: in whose name, kept by whom, and what stands against it."""

from dataclasses import replace
from datetime import date

from innsyn.gate.dialogue.tests.samples import CLINIC, NO_RECEIVER, Thread, a_message, a_thread, body, everything, written
from innsyn.gate.rules.access_facts import PATIENT_KEEPS
from innsyn.gate.standing.elements import text_of
from innsyn.gate.standing.messages import message_body, message_id
from innsyn.gate.standing.speakers import Speaker, speaker
from innsyn.gate.tests.families import a_person, family, grants
from innsyn.gate.tests.samples import LATER, NOW, OTHER_TRUST, TRUST, a_number, rule_of
from innsyn.record.stored import Stored, Write, Written

CHILD = date(2020, 5, 5)


def is_written(answer):
    return isinstance(answer, tuple) and all(isinstance(each, Written) for each in answer)


async def a_nurse(world, thread, **who):
    return await world.visits(thread.owner, actor=await world.nurse(**who))


async def test_what_a_citizen_sends_is_kept_by_the_organisation_it_is_to(world):
    thread, visit = await a_thread(world)
    task, message = [
        await world.gate.read(visit, *each, LATER) for each in (("Task", thread.task_id), ("Communication", thread.message_id))
    ]
    assert (task.custodian, message.custodian) == (TRUST, TRUST)


async def test_a_draft_is_kept_by_the_patient_and_seen_by_no_organisation(world, callers):
    thread, visit = await a_thread(world)
    draft = replace(a_message(conversation=thread.ref, text="Ikke ferdig"), state="draft")
    id_ = message_id(thread.owner, draft.id)
    (kept,) = await world.gate.write(visit, [written(message_body(draft, patient_id=thread.patient_id, now=NOW), id_)], NOW)
    assert kept.stored.custodian == PATIENT_KEEPS
    nurse = await a_nurse(world, thread)
    assert await world.gate.read(nurse, "Communication", id_, LATER) is None
    assert await world.gate.read(await world.breaks_the_glass(thread.owner), "Communication", id_, LATER) is None
    assert len(await everything(world, nurse, "Communication")) == 1
    assert await callers.gate.read(callers.client(), "Communication", id_, LATER) is None
    assert isinstance(await world.gate.read(visit, "Communication", id_, LATER), Stored)


async def test_a_draft_that_is_sent_becomes_the_organisations_and_what_it_was_before_stays_hers(world):
    thread, visit = await a_thread(world)
    draft = replace(a_message(conversation=thread.ref, text="Utkast"), state="draft")
    id_ = message_id(thread.owner, draft.id)
    await world.gate.write(visit, [written(message_body(draft, patient_id=thread.patient_id, now=NOW), id_)], NOW)
    sent = message_body(replace(draft, state="sent", text="Ferdig"), patient_id=thread.patient_id, now=LATER)
    (now_sent,) = await world.gate.write(visit, [written(sent, id_)], LATER)
    assert (now_sent.stored.custodian, now_sent.stored.version) == (TRUST, 2)
    nurse = await a_nurse(world, thread)
    assert isinstance(await world.gate.read(nurse, "Communication", id_, LATER), Stored)
    assert not isinstance(await world.gate.vread(nurse, "Communication", id_, 1, LATER), Stored)
    assert isinstance(await world.gate.vread(visit, "Communication", id_, 1, LATER), Stored)


async def test_a_message_to_nobody_cannot_be_sent_only_kept(world):
    thread, visit = await a_thread(world)
    said = a_message(conversation=thread.ref, organisation="")
    id_ = message_id(thread.owner, said.id)
    assert (
        rule_of(await world.gate.write(visit, [written(message_body(said, patient_id=thread.patient_id, now=NOW), id_)], NOW)) == "GATE-0"
    )
    draft = message_body(replace(said, state="draft"), patient_id=thread.patient_id, now=NOW)
    assert is_written(await world.gate.write(visit, [written(draft, id_)], NOW))


async def test_what_was_sent_is_not_changed_by_the_citizen_nor_by_the_clinic_at_our_desk(world):
    thread, visit = await a_thread(world)
    nurse, changed = await a_nurse(world, thread), (await thread.message(visit)) | {"payload": [{"contentString": "Noe annet"}]}
    for each in (visit, nurse):
        assert rule_of(await world.gate.write(each, [written(changed, thread.message_id)], LATER)) == "DLG-5"
        assert rule_of(await world.gate.write(each, [Write("delete", "Communication", id=thread.message_id)], LATER)) in ("GATE-0", "DLG-5")
    assert (await thread.message(visit))["payload"] == [{"contentString": "Kan jeg få en attest?"}]
    assert (await world.log(thread.owner))[-2].detail.get("rule") == "DLG-5"


async def test_what_was_sent_is_not_changed_by_a_system_that_delivers(world):
    thread, visit = await a_thread(world)
    system = await world.gate.open_delivery(await world.gate.actors.system("Journal", organisation=TRUST), thread.owner, NOW)
    changed = written((await thread.message(visit)) | {"sent": LATER.isoformat()}, thread.message_id)
    assert rule_of(await world.gate.write(system, [changed], LATER)) == "DLG-5"
    assert is_written(await thread.is_now(system, "received", LATER))
    assert (await thread.message(visit))["status"] == "completed"


async def test_the_desk_gives_its_receipt_in_a_visit_of_its_own_and_only_for_what_is_under_way(world):
    thread, visit = await a_thread(world)
    stranger = await a_thread(world)
    gives = world.gate.desk_receipts.given
    nurse = await a_nurse(world, thread)
    assert not await gives(stranger[1], thread.message_id, LATER)
    assert not await gives(nurse, thread.message_id, LATER)
    assert not await gives(visit, "none", LATER)
    assert await gives(visit, thread.message_id, LATER)
    message = await thread.message(visit)
    assert (message["status"], message["received"]) == ("completed", text_of(LATER))
    assert not await gives(visit, thread.message_id, LATER)
    opened = [row.detail["actor"] for row in await world.log(thread.owner) if row.action == "open" and row.at == LATER]
    assert [(actor["kind"], actor["name"], actor["organisation"]) for actor in opened if actor["kind"] == "system"] == [
        ("system", "Fjordby helseforetak", TRUST)
    ]


async def test_the_clinic_writes_the_receipt_and_the_citizen_does_not(world):
    thread, visit = await a_thread(world)
    assert rule_of(await thread.is_now(visit, "received", LATER)) == "DLG-5"
    nurse = await a_nurse(world, thread)
    assert is_written(await thread.is_now(nurse, "not_delivered", NO_RECEIVER))
    assert is_written(await thread.is_now(visit, "sent_again"))
    assert is_written(await thread.is_now(nurse, "received", LATER))
    assert rule_of(await thread.is_now(visit, "sent_again")) == "DLG-5"


async def test_sending_the_same_twice_changes_nothing(world):
    thread, visit = await a_thread(world, state="received")
    again = await thread.begins(visit)
    assert [each.is_new for each in again] == [False, False]


async def test_a_clinic_answers_closes_and_after_that_nobody_writes_on(world):
    thread, visit = await a_thread(world)
    nurse = await a_nurse(world, thread)
    assert is_written(await thread.becomes(nurse, "taken", by="Nina"))
    assert rule_of(await thread.becomes(visit, "withdrawn")) == "DLG-3"
    assert is_written(await world.gate.write(nurse, [thread.answer(nurse)], LATER))
    assert is_written(await thread.becomes(nurse, "answered"))
    assert is_written(await thread.becomes(visit, "written_to", promised_until=None))
    assert is_written(await thread.becomes(nurse, "closed"))
    assert rule_of(await thread.becomes(visit, "written_to", promised_until=None)) == "STAFF-2"
    assert rule_of(await thread.becomes(nurse, "answered")) == "DLG-3"
    assert [each["status"] for each in await everything(world, visit, "Task")] == ["completed"]


async def test_what_nobody_has_received_is_taken_back(world):
    thread, visit = await a_thread(world)
    assert is_written(await thread.becomes(visit, "withdrawn"))
    nurse = await a_nurse(world, thread)
    assert rule_of(await thread.becomes(nurse, "received")) == "DLG-3"


async def test_an_e_consultation_is_answered_before_it_is_closed(world):
    thread, _ = await a_thread(world, kind="e-consultation")
    nurse = await a_nurse(world, thread)
    assert rule_of(await thread.becomes(nurse, "closed")) == "DIA-10"
    assert is_written(await thread.becomes(nurse, "answered"))
    assert is_written(await thread.becomes(nurse, "closed"))


async def test_personnel_of_another_organisation_see_nothing_of_it_but_in_an_emergency(world):
    thread, _ = await a_thread(world, kind="e-consultation")
    other, ours = await a_nurse(world, thread, organisation=OTHER_TRUST, unit=OTHER_TRUST), await a_nurse(world, thread)
    for type_ in ("Task", "Communication"):
        assert await everything(world, other, type_) == []
        assert len(await everything(world, ours, type_)) == 1
    assert await world.gate.read(other, "Communication", thread.message_id, LATER) is None
    theirs = await world.breaks_the_glass(thread.owner, actor=await world.nurse(organisation=OTHER_TRUST, unit=OTHER_TRUST))
    assert isinstance(await world.gate.read(theirs, "Communication", thread.message_id, LATER), Stored)


async def test_nobody_writes_in_anothers_name(world):
    thread, visit = await a_thread(world)
    nurse = await a_nurse(world, thread)
    forged = thread.answer(visit, sender=Speaker(name="Siri", as_="attorney", key="zz"))
    assert rule_of(await world.gate.write(visit, [forged], LATER)) == "DLG-4"
    assert rule_of(await world.gate.write(nurse, [thread.answer(visit)], LATER)) == "DLG-4"
    assert rule_of(await world.gate.write(visit, [thread.answer(nurse)], LATER)) == "GATE-0"
    assert is_written(await world.gate.write(visit, [thread.answer(visit, organisation=TRUST)], LATER))


async def test_a_conversation_is_begun_in_ones_own_name_and_kept_by_whom_it_is_with(world):
    thread, visit = await a_thread(world)
    nurse = await a_nurse(world, thread)
    other = Thread(world, thread.owner, thread.patient_id)
    assert rule_of(await world.gate.write(nurse, other.first(), NOW)) == "DLG-4"
    elsewhere = Thread(world, thread.owner, thread.patient_id, organisation=OTHER_TRUST)
    assert rule_of(await world.gate.write(nurse, elsewhere.first(began_by=CLINIC, state="answered")[:1], NOW)) == "DLG-4"
    ours = Thread(world, thread.owner, thread.patient_id)
    assert is_written(await world.gate.write(nurse, ours.first(began_by=CLINIC, state="answered"), NOW))
    assert len(await everything(world, visit, "Task")) == 2


async def test_a_message_is_in_a_conversation(world):
    thread, visit = await a_thread(world)
    loose = body_without(thread.answer(visit, organisation=TRUST), "basedOn")
    assert rule_of(await world.gate.write(visit, [loose], LATER)) == "DLG-4"


def body_without(write, name):
    return written({key: value for key, value in body(write).items() if key != name}, write.id)


async def test_a_mother_writes_for_her_small_child_in_her_own_name(world):
    mother, _, owner = await family(world, born=CHILD)
    visit = await world.acts_for(mother, owner, "parent")
    thread = Thread(world, owner, visit.patient_id)
    assert rule_of(await thread.begins(visit)) == "DLG-4"
    begun = await thread.begins(visit, began_by=speaker(visit.actor, "parent"))
    assert is_written(begun)
    assert (await thread.message(visit))["sender"]["identifier"]["value"] == visit.actor.key


async def test_a_mother_writes_nothing_from_the_twelfth_birthday(world):
    mother, _, owner = await family(world, born=date(NOW.year - 12, NOW.month, NOW.day))
    assert rule_of(await world.acts_for(mother, owner, "parent")) == "REP-5"


async def test_an_attorney_writes_within_the_areas_and_to_the_organisations_of_the_power(world):
    number, daughter = a_number(), a_number()
    owner = await world.moves_in(number)
    hers = await world.citizen(number)
    world.register.put(a_person(daughter))
    await grants(world, hers, daughter, "dialogue", organisations=(TRUST,))
    visit = await world.acts_for(daughter, owner, "attorney")
    me = speaker(visit.actor, "attorney")
    ours = Thread(world, owner, visit.patient_id)
    assert is_written(await ours.begins(visit, began_by=me))
    assert (await ours.task(visit))["requester"]["identifier"]["value"] == me.key
    theirs = Thread(world, owner, visit.patient_id, organisation=OTHER_TRUST)
    assert rule_of(await theirs.begins(visit, began_by=me)) == "GATE-0"
    renewal = Thread(world, owner, visit.patient_id, kind="renewal")
    assert rule_of(await renewal.begins(visit, began_by=me)) == "DIA-6"
    await grants(world, hers, daughter, "medicines")
    assert is_written(await renewal.begins(visit, began_by=me))


async def test_an_attorney_whose_power_is_withdrawn_has_written_the_last(world):
    number, daughter = a_number(), a_number()
    owner = await world.moves_in(number)
    hers = await world.citizen(number)
    world.register.put(a_person(daughter))
    consent = await grants(world, hers, daughter, "dialogue")
    visit = await world.acts_for(daughter, owner, "attorney")
    thread = Thread(world, owner, visit.patient_id)
    assert is_written(await thread.begins(visit, began_by=speaker(visit.actor, "attorney")))
    ended = body(consent) | {"status": "inactive"}
    assert is_written(await world.gate.write(hers, [written(ended, consent.id)], LATER))
    again = thread.answer(visit, organisation=TRUST)
    assert rule_of(await world.gate.write(visit, [again], LATER)) == "REP-31"


async def test_a_clinics_unsent_answer_is_not_seen_by_the_citizen(world):
    thread, visit = await a_thread(world)
    nurse = await a_nurse(world, thread)
    draft = thread.answer(nurse, state="draft")
    assert is_written(await world.gate.write(nurse, [draft], LATER))
    assert await world.gate.read(visit, "Communication", draft.id, LATER) is None
    assert len(await everything(world, nurse, "Communication")) == 2
    sent = thread.answer(nurse)
    assert is_written(await world.gate.write(nurse, [sent], LATER))
    assert len(await everything(world, visit, "Communication")) == 2
