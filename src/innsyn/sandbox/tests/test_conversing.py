"""The nation's people write to an office and a ward through the gate as the stories tell, in valid FHIR, once; the desk sees it."""

import json
from collections import Counter

import pytest

from innsyn.features.inbox.listing import Asked, listed
from innsyn.features.inbox.rules import light
from innsyn.fhir.validation import validate
from innsyn.gate.values import Found
from innsyn.gate.worklists import Wanted
from innsyn.kernel.ids import person_number
from innsyn.sandbox.conversing import tell_conversations
from innsyn.sandbox.settling import NOT_ENROLLED
from innsyn.sandbox.stories.letters import INBOXES, writers
from innsyn.sandbox.tests.moment import NOW

EVERY = ("requested", "received", "accepted", "in-progress", "completed")


@pytest.fixture(scope="module")
def people(land):
    return [key for inbox in INBOXES for key in writers(land, inbox)[:12] if key not in NOT_ENROLLED]


@pytest.fixture(scope="module")
def tells():
    return tell_conversations


async def worker(gate, land, key):
    """Let somebody of the nation log in where she works."""
    known = land.personnel[key]
    entity = land.legal_entity(known.posts[0].organisation).number
    return await gate.actors.staff(
        person_number(known.number), name=str(known.name), hpr=known.hpr, legal_entity=entity, point_of_care=entity, level="high"
    )


async def test_a_doctors_inbox_has_forty_who_wait_some_of_them_too_long(gate_with, land):
    gate = gate_with()
    lien = await worker(gate, land, "lien")
    found = await listed(gate, lien, Asked(), now=NOW)
    assert len(found.rows) == 40
    lights = Counter(light(each, NOW) for each in found.rows)
    assert min(lights["over"], lights["fine"]) >= 3
    assert {each.taken_by for each in found.rows} == {"", "Marianne Lund"}
    assert all(each.patient and each.subject for each in found.rows)


async def test_a_ward_has_its_own(gate_with, land):
    gate = gate_with()
    berg = await worker(gate, land, "berg")
    assert [each.kind for each in (await listed(gate, berg, Asked(), now=NOW)).rows] == ["secure-mail"] * 4


async def test_what_is_written_is_valid_fhir(gate_with, land):
    gate = gate_with()
    found = await gate.worklist(await worker(gate, land, "lien"), Wanted("dialogue", statuses=EVERY, count=200), NOW)
    assert isinstance(found, Found)
    assert {(problem.path, problem.text) for row in found.rows for problem in validate(json.loads(row.body))} == set()


async def test_told_twice_nothing_is_said_twice(gate_with, land):
    gate = gate_with()
    lien = await worker(gate, land, "lien")
    before = await gate.worklist(lien, Wanted("dialogue", statuses=EVERY, count=200), NOW)
    await tell_conversations(gate_with, land, NOW)
    after = await gate.worklist(lien, Wanted("dialogue", statuses=EVERY, count=200), NOW)
    assert [(row.id, row.version) for row in before.rows] == [(row.id, row.version) for row in after.rows]


def test_whoever_writes_is_grown_up_and_lives_where_it_is_known(land):
    keys = [key for inbox in INBOXES for key in writers(land, inbox)]
    assert len(keys) > 20
    assert all(land.people[key].age(land.today) >= 18 and land.people[key].protection == "none" for key in keys)
