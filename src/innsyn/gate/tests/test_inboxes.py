"""How an office answers: read by everybody, changed by its own personnel alone, and never by what a machine client put there."""

import json
from dataclasses import replace
from uuid import uuid4

import pytest

from innsyn.gate.inboxes import may_answer
from innsyn.gate.refused import Refused
from innsyn.gate.standing.inboxes import Inbox, Template, inbox_body, inbox_from, inbox_id
from innsyn.gate.tests.samples import NOW, OTHER_TRUST, TRUST, VET_HPR
from innsyn.record.entry import Action, Entry
from innsyn.record.stored import SHARED, Conflict, Write

CHOSEN = Inbox(organisation=TRUST, promises={"e-contact": 2}, templates=(Template("t1", "Ring", "Ring oss."),))


async def test_an_office_that_has_said_nothing_answers_within_five_working_days(alone):
    inbox = await alone.gate.inboxes.of(OTHER_TRUST)
    assert (inbox.version, inbox.days("e-contact"), inbox.templates) == (None, 5, ())


async def test_what_is_kept_is_read_again_with_its_version(alone):
    kept = await alone.gate.inboxes.keep(await alone.nurse(), CHOSEN, NOW)
    assert kept == replace(CHOSEN, version=1)
    assert await alone.gate.inboxes.of(TRUST) == kept


async def test_of_two_who_begin_at_once_one_is_told(alone):
    nurse = await alone.nurse()
    await alone.gate.inboxes.keep(nurse, CHOSEN, NOW)
    assert isinstance(await alone.gate.inboxes.keep(nurse, CHOSEN, NOW), Conflict)
    kept = await alone.gate.inboxes.keep(nurse, replace(CHOSEN, version=1, templates=()), NOW)
    assert kept.templates == ()
    assert isinstance(await alone.gate.inboxes.keep(nurse, replace(CHOSEN, version=1), NOW), Conflict)


@pytest.mark.parametrize("who", [{"hpr": VET_HPR}, {"level": "lower"}, {"hpr": ""}])
async def test_personnel_without_a_need_change_nothing(alone, who):
    actor = await alone.nurse(**who)
    assert not may_answer(actor)
    assert isinstance(await alone.gate.inboxes.keep(actor, CHOSEN, NOW), Refused)


async def test_nobody_changes_another_organisations(alone):
    assert isinstance(await alone.gate.inboxes.keep(await alone.nurse(), replace(CHOSEN, organisation=OTHER_TRUST), NOW), Refused)


async def test_what_a_machine_client_put_there_is_not_believed_and_can_be_replaced(alone):
    body = json.dumps(inbox_body(CHOSEN, "Fjordby")).encode()
    write = Write("create", "HealthcareService", body, id=inbox_id(TRUST), custodian=OTHER_TRUST)
    await alone.record.write(owner=SHARED, writes=[write], stamp=None, entry=Entry(uuid4(), NOW, Action.UPDATE))
    found = await alone.gate.inboxes.of(TRUST)
    assert (found.days("e-contact"), found.version) == (5, 1)
    kept = await alone.gate.inboxes.keep(await alone.nurse(), replace(CHOSEN, version=1), NOW)
    assert kept.days("e-contact") == 2


@pytest.mark.parametrize("number", ["", "x", "../Patient", "974749026"])
async def test_what_is_no_organisation_has_said_nothing(alone, number):
    assert (await alone.gate.inboxes.of(number)).version is None


def test_an_e_consultation_is_never_promised_later_than_five_working_days():
    assert Inbox(organisation=TRUST, promises={"e-consultation": 9}).days("e-consultation") == 5


def test_what_is_said_in_another_form_is_passed_over():
    body = inbox_body(CHOSEN, "Fjordby")
    odd = [
        {"url": "promise", "extension": [{"url": "kind", "valueCode": "renewal"}, {"url": "days", "valueString": "3"}]},
        {"url": "promise", "extension": [{"url": "kind", "valueCode": "post"}, {"url": "days", "valueInteger": 3}]},
        {"url": "promise", "extension": [{"url": "kind", "valueCode": "renewal"}, {"url": "days", "valueInteger": 0}]},
        {"url": "template"},
        {},
    ]
    body["extension"][0]["extension"] += odd
    assert inbox_from(body, TRUST, 1) == replace(CHOSEN, version=1)


def test_a_new_template_has_a_key_of_its_own():
    templates = tuple(Template(key, "x", "y") for key in ("t1", "t7", "ring"))
    assert Inbox(organisation=TRUST).next_key() == "t1"
    assert Inbox(organisation=TRUST, templates=templates).next_key() == "t8"
