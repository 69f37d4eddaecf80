"""The content of a document is reached through the document, and closed with it."""

from innsyn.gate.tests.samples import NOW, a_citizen_with, create, document, rule_of
from innsyn.record.query import Query


def pointing_at(binary, *labels):
    content = [{"attachment": {"contentType": "application/pdf", "url": f"Binary/{binary.id}"}}]
    return document("Med vedlegg", *labels, content=content)


async def a_citizen_with_content(world, *labels):
    binary = {"resourceType": "Binary", "contentType": "application/pdf", "data": "JVBERg=="}
    visit, (content,) = await a_citizen_with(world, binary)
    (holder,) = await world.writes(visit.owner, [create(pointing_at(content, *labels))])
    return visit, holder, content


async def test_content_is_read_through_its_document(world):
    visit, holder, content = await a_citizen_with_content(world, "N")
    for url in (f"Binary/{content.id}", f"https://here.example/fhir/Binary/{content.id}", f"Binary/{content.id}/_history/1"):
        assert await world.gate.content(visit, holder.id, url, NOW) == content
    assert (await world.log(visit.owner))[-1].detail == {"through": holder.id}


async def test_content_is_not_read_past_its_document(world):
    visit, holder, content = await a_citizen_with_content(world, "N")
    assert await world.gate.read(visit, "Binary", content.id, NOW) is None
    assert (await world.log(visit.owner))[-1].detail["rule"] == "CONTENT-1"
    assert titles_of_binaries(await world.gate.search(visit, Query(("Binary",)), NOW)) == []
    (unrelated,) = await world.writes(visit.owner, [create(document("Annet"))])
    assert await world.gate.content(visit, unrelated.id, f"Binary/{content.id}", NOW) is None
    assert await world.gate.content(visit, holder.id, "Binary/", NOW) is None
    assert await world.gate.content(visit, holder.id, "https://elsewhere.example/x.pdf", NOW) is None


def titles_of_binaries(found):
    return [row.id for row in found.rows]


async def test_content_is_closed_with_its_document_to_citizens_and_to_staff(world):
    visit, holder, content = await a_citizen_with_content(world, "NORU", "NORS")
    staff = await world.visits(visit.owner)
    emergency = await world.breaks_the_glass(visit.owner)
    assert rule_of(await world.gate.content(visit, holder.id, f"Binary/{content.id}", NOW)) == "LAB-NORU"
    assert await world.gate.content(staff, holder.id, f"Binary/{content.id}", NOW) is None
    assert await world.gate.content(emergency, holder.id, f"Binary/{content.id}", NOW) == content
