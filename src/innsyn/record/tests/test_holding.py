"""The record says yes or no to each condition of one resource, and nothing else."""

from innsyn.record.condition import Everything, HasLabel, HasToken, Not, Nothing, OfType
from innsyn.record.tests.samples import create, document, logged, written

CONDITIONS = (
    Everything(),
    Nothing(),
    HasLabel(frozenset({"NORS"})),
    Not(HasLabel(frozenset({"NORS"}))),
    OfType(frozenset({"Binary"})),
    HasToken("doc-status", "http://hl7.org/fhir/composition-status", "preliminary"),
)


async def test_each_condition_is_answered_of_the_version_that_stands(record, owner):
    (one,) = await written(record, owner, create(document("N", "NORS", docStatus="preliminary")))
    held = await record.holding(owner=owner, type="DocumentReference", id=one.id, conditions=CONDITIONS)
    assert held == (True, False, True, False, False, True)


async def test_what_is_not_there_is_none_and_no_condition_is_nothing(record, owner):
    (one,) = await written(record, owner, create(document("N")))
    assert await record.holding(owner=owner, type="DocumentReference", id="none", conditions=CONDITIONS) is None
    assert await record.holding(owner=owner, type="DocumentReference", id=one.id, conditions=()) == ()


async def test_asking_is_not_logged(record, owner):
    (one,) = await written(record, owner, create(document("N")))
    before = await logged(record, owner)
    await record.holding(owner=owner, type="DocumentReference", id=one.id, conditions=CONDITIONS)
    assert await logged(record, owner) == before
