"""What a young person asks to hide is closed to her parents at once, and stays so or opens as a clinician decides."""

import json

import pytest

from innsyn.gate.gate import Gate
from innsyn.gate.rules.relations import Withholding
from innsyn.gate.standing.wishes import answer_of, decided_wish, wish_body, withdrawn_wish, words_of
from innsyn.gate.standing.withholdings import Reasons, withholding_body
from innsyn.gate.tests.decisions import chooses, tries_to_wish, wishes
from innsyn.gate.tests.families import family
from innsyn.gate.tests.samples import KEYS, LATER, NOW, NURSE_HPR, OTHER_TRUST, TRUST, a_number, create, document, rule_of
from innsyn.gate.worklists import Wanted
from innsyn.record.stored import Stored, Write

TWELVE, ELEVEN = NOW.date().replace(year=2014), NOW.date().replace(year=2014, day=23)


class Family:
    """A girl of twelve where the graded ages hold, her mother, and one document of hers."""

    def __init__(self, world):
        self.world = world

    async def settle(self):
        """Move in."""
        await chooses(self.world, TRUST, ages="graded")
        self.mother, self.number, self.owner = await family(self.world, born=TWELVE)
        (self.note,) = await self.world.writes(self.owner, [create(document("Samtale"))])
        self.daughter = await self.world.citizen(self.number)
        return self

    async def mother_sees(self):
        """Say what her mother gets."""
        visit = await self.world.acts_for(self.mother, self.owner, "parent")
        return await self.world.gate.read(visit, "DocumentReference", self.note.id, LATER)

    async def decides(self, wish, decision, *writes, words=""):
        """Let a nurse decide on a wish in an ordinary visit."""
        nurse = await self.world.visits(self.owner)
        body = decided_wish(json.loads(wish.body), decision, words, LATER, hpr=NURSE_HPR, name="Nina Sykepleier")
        return await self.world.gate.write(nurse, [Write("update", "Task", json.dumps(body).encode(), id=wish.id), *writes], LATER)


@pytest.fixture
async def home(alone):
    return await Family(alone).settle()


async def test_until_it_is_decided_the_mother_does_not_see_it_and_is_not_told(home):
    assert isinstance(await home.mother_sees(), Stored)
    wish = await wishes(home.world, home.daughter, home.note, words="Jeg vil ikke at mamma leser dette")
    assert wish.custodian == TRUST
    assert await home.mother_sees() is None
    assert await home.world.gate.withheld(await home.world.acts_for(home.mother, home.owner, "parent"), LATER) == ()
    assert isinstance(await home.world.gate.read(home.daughter, "DocumentReference", home.note.id, LATER), Stored)
    nurse = await home.world.visits(home.owner)
    assert isinstance(await home.world.gate.read(nurse, "DocumentReference", home.note.id, LATER), Stored)


async def test_another_process_where_the_mother_has_the_record_open_closes_it_too_and_opens_it_when_it_is_taken_back(home):
    elsewhere = await another_process(home.world)
    mother = await home.world.acts_for(home.mother, home.owner, "parent")

    async def reads():
        return await elsewhere.read(mother, "DocumentReference", home.note.id, LATER)

    assert isinstance(await reads(), Stored)
    wish = await wishes(home.world, home.daughter, home.note)
    assert await reads() is None
    body = json.dumps(withdrawn_wish(json.loads(wish.body), LATER)).encode()
    await home.world.gate.write(home.daughter, [Write("update", "Task", body, id=wish.id)], LATER)
    assert isinstance(await reads(), Stored)


async def another_process(world):
    gate = Gate(world.record, KEYS)
    await gate.policies.learn(NOW)
    return gate


async def test_taken_back_it_opens_again(home):
    wish = await wishes(home.world, home.daughter, home.note)
    body = json.dumps(withdrawn_wish(json.loads(wish.body), LATER)).encode()
    assert isinstance(await home.world.gate.write(home.daughter, [Write("update", "Task", body, id=wish.id)], LATER), tuple)
    assert isinstance(await home.mother_sees(), Stored)


async def test_agreed_to_it_stays_closed_by_the_clinicians_decision(home):
    wish = await wishes(home.world, home.daughter, home.note)
    decision = Withholding(id="", code="NORN_FORANS", references=frozenset({f"DocumentReference/{home.note.id}"}), custodian=TRUST)
    flag = withholding_body(decision, home.daughter.patient_id, Reasons(words="Fortrolig", author_hpr=NURSE_HPR, author_name="Nina"))
    assert isinstance(await home.decides(wish, "completed", create(flag)), tuple)
    assert await home.mother_sees() is None
    answered = await home.world.gate.read(home.daughter, "Task", wish.id, LATER)
    assert json.loads(answered.body)["status"] == "completed"


async def test_declined_it_opens_and_she_reads_why(home):
    wish = await wishes(home.world, home.daughter, home.note)
    assert isinstance(await home.decides(wish, "rejected", words="Foreldrene dine må vite om medisinen."), tuple)
    assert isinstance(await home.mother_sees(), Stored)
    answered = json.loads((await home.world.gate.read(home.daughter, "Task", wish.id, LATER)).body)
    assert (answered["status"], answer_of(answered)) == ("rejected", "Foreldrene dine må vite om medisinen.")


async def test_she_does_not_answer_herself_and_her_mother_neither_reads_nor_writes_it(home):
    wish = await wishes(home.world, home.daughter, home.note)
    body = json.loads(wish.body) | {"status": "completed"}
    write = Write("update", "Task", json.dumps(body).encode(), id=wish.id)
    assert not isinstance(await home.world.gate.write(home.daughter, [write], LATER), tuple)
    visit = await home.world.acts_for(home.mother, home.owner, "parent")
    assert await home.world.gate.read(visit, "Task", wish.id, LATER) is None
    assert not isinstance(await home.world.gate.write(visit, [write], LATER), tuple)


async def test_a_wish_to_somebody_who_does_not_keep_it_hides_nothing(home):
    assert rule_of(await tries_to_wish(home.world, home.daughter, home.note, organisation=OTHER_TRUST)) == "OWN-4"
    await chooses(home.world, OTHER_TRUST, ages="graded")
    await wishes(home.world, home.daughter, home.note, organisation=OTHER_TRUST)
    assert isinstance(await home.mother_sees(), Stored)


async def test_a_wish_about_another_persons_document_is_refused(home):
    other = await home.world.moves_in()
    (stranger,) = await home.world.writes(other, [create(document("En annens"))])
    assert rule_of(await tries_to_wish(home.world, home.daughter, stranger)) == "VIS-2"


async def test_the_day_before_twelve_the_mother_cannot_wish_in_her_childs_place(alone):
    await chooses(alone, TRUST, ages="graded")
    mother, _, owner = await family(alone, born=ELEVEN)
    (note,) = await alone.writes(owner, [create(document("Samtale"))])
    visit = await alone.acts_for(mother, owner, "parent")
    assert not isinstance(await tries_to_wish(alone, visit, note), tuple)


async def test_it_waits_in_the_list_of_those_who_were_asked_and_nobody_elses(home):
    wish = await wishes(home.world, home.daughter, home.note)
    ours, theirs = await home.world.nurse(), await home.world.nurse(organisation=OTHER_TRUST, unit=OTHER_TRUST)
    assert [row.id for row in (await home.world.gate.worklist(ours, Wanted("hide-request"), LATER)).rows] == [wish.id]
    assert (await home.world.gate.worklist(theirs, Wanted("hide-request"), LATER)).rows == ()


async def test_a_wish_that_is_deleted_hides_nothing_any_more(home):
    wish = await wishes(home.world, home.daughter, home.note)
    assert await home.mother_sees() is None
    await home.world.writes(home.owner, [Write("delete", "Task", id=wish.id)])
    assert isinstance(await home.mother_sees(), Stored)


def test_her_own_words_are_kept_and_none_are_asked_for():
    told = wish_body("DocumentReference/d", TRUST, "p", "Fordi", NOW)
    assert words_of(told) == "Fordi"
    assert words_of(wish_body("DocumentReference/d", TRUST, "p", "", NOW)) == ""
    assert a_number().value not in json.dumps(told)
