"""The office writes first: to a patient whose record is open on an ordinary ground, from a contact of its own."""

import json

import pytest

from innsyn.features import inbox
from innsyn.features.conftest import THEN
from innsyn.features.inbox.tests.test_files import PNG
from innsyn.gate.standing.conversations import conversation_from
from innsyn.gate.standing.messages import message_from
from innsyn.gate.tests.samples import OTHER_TRUST, TRUST
from innsyn.gate.values import Found, Query
from innsyn.web import NoticeKind
from innsyn.web.health_contacts import Contact

NEW = "/conversation/new"
LETTER = {"subject": "Innkalling", "words": "Du kan komme på tirsdag.", "sender": "99000001"}


def contact(her_id, organisation, name):
    """A service that can be written to."""
    return Contact(
        her_id=her_id, kind="service", name=name, parent_her_id=1, parent_name="", organisation_number=organisation, hpr=None, service=None,
        can_receive=True, is_active=True, valid_from=None, valid_to=None, addresses=(), processes=(), certificates=None,
    )  # fmt: skip


@pytest.fixture
async def nurse(office, world):
    """Nina in Kari's record, with a contact to write from."""
    nurse = await world.nurse("kari", inbox.FEATURE)
    nurse.site.health_contacts.put(contact(99000001, TRUST, "Kirurgisk poliklinikk"), contact(99000002, OTHER_TRUST, "Dalen"))
    return nurse


async def begun(office):
    """The conversations Kari reads in her record."""
    found = await office.gate.search(await office.visit("kari"), Query(("Task",)), THEN)
    assert isinstance(found, Found)
    return [conversation_from(json.loads(row.body)) for row in found.rows]


async def letter(nurse):
    """The id of the letter that the form has drawn up."""
    return (await nurse.get(NEW)).form(nurse.here(NEW))["letter"]


async def test_the_patient_finds_the_message_and_is_told_that_something_waits(office, nurse):
    address = await nurse.reader.post(nurse.here(NEW), {**LETTER, "letter": await letter(nurse)})
    assert address == nurse.here("")
    (one,) = await begun(office)
    assert (one.state, one.subject, one.contact, one.began_by.side) == ("answered", "Innkalling", "99000001", "clinic")
    assert [told.kind for told in nurse.site.notices.told] == [NoticeKind.MESSAGE_RECEIVED]
    assert nurse.site.messaging.answer_times.all == []


async def test_sent_twice_it_is_one(office, nurse):
    fields = {**LETTER, "letter": await letter(nurse)}
    for _ in range(2):
        await nurse.reader.post(nurse.here(NEW), fields)
    assert len(await begun(office)) == 1


async def posted(nurse, *files):
    """Send the letter with files. Returns the answer."""
    fields = {**LETTER, "letter": await letter(nurse), "form_token": "the-token-of-this-session"}
    parts = [("file", (name, octets, "image/png")) for name, octets in files]
    return await nurse.client.post(nurse.here(NEW), data=fields, files=parts, headers={"sec-fetch-site": "same-origin"})


async def test_files_go_with_the_first_message_and_one_that_lies_stops_it(office, nurse):
    assert (await posted(nurse, ("en.png", PNG), ("to.pdf", b"<html>"))).status_code == 422
    assert await begun(office) == []
    assert (await posted(nurse, ("en.png", PNG), ("to.pdf", b"%PDF-1.7"))).status_code == 303
    found = await office.gate.search(await office.visit("kari"), Query(("Communication",)), THEN)
    (message,) = [message_from(json.loads(row.body)) for row in found.rows]
    assert [each.title for each in message.attachments] == ["en.png", "to.pdf"]


@pytest.mark.parametrize("missing", [{"subject": ""}, {"words": " "}, {"sender": "99000002"}, {"sender": "x"}, {"subject": "x" * 81}])
async def test_half_a_message_is_not_sent(office, nurse, missing):
    await nurse.reader.post(nurse.here(NEW), {**LETTER, "letter": await letter(nurse), **missing}, status=422)
    assert await begun(office) == []


async def test_without_a_contact_of_its_own_nobody_writes(office, nurse):
    nurse.site.health_contacts.is_available = False
    assert "Kontoret kan ikke skrive til pasienter" in (await nurse.get(NEW)).main


async def test_only_a_visit_of_treatment_writes(office, world):
    nurse = await world.nurse("kari", inbox.FEATURE, emergency=True)
    nurse.site.health_contacts.put(contact(99000001, TRUST, "Kirurgisk poliklinikk"))
    page = await nurse.get(NEW)
    assert "I nødtilgang skrives det ikke" in page.main
    assert not page.tree.xpath("//main//form")
    await nurse.reader.post(nurse.here(NEW), {**LETTER, "letter": "5f0f6e5a-52c1-5f0c-8f6d-2f6f4c8c2f11"}, status=404)
    assert await begun(office) == []


@pytest.mark.parametrize("odd", ["", "x", "9" * 300])
async def test_an_odd_letter_is_none(office, nurse, odd):
    await nurse.reader.post(nurse.here(NEW), {**LETTER, "letter": odd}, status=404)
    assert await begun(office) == []
