"""What is sent of a protected person names no clinic, ward or address, whatever it was about; of another it names the legal entity only."""

import json
from datetime import timedelta
from typing import get_args
from uuid import UUID

import pytest

from innsyn.features.calendar.samples import told_appointment
from innsyn.features.referrals import samples as referrals
from innsyn.gate.standing.conversations import Conversation, conversation_body
from innsyn.gate.standing.messages import Message, message_body
from innsyn.gate.standing.speakers import PATIENT_SPEAKS, Speaker
from innsyn.gate.tests.samples import DIRECTORY, NOW, TRUST, World, a_number
from innsyn.kernel.clock import SteppingClock
from innsyn.kernel.systems import ACCESS_LABEL
from innsyn.main.appointment_following import tell_what_became
from innsyn.main.message_following import tell_of_the_new
from innsyn.main.referral_following import tell_of_referrals
from innsyn.main.reminding import Reminding
from innsyn.record.record import Record
from innsyn.record.stored import Write
from innsyn.web.app import WEB
from innsyn.web.language import Language
from innsyn.web.notices.channel import Channel
from innsyn.web.notices.kinds import MANNERS, Wording
from innsyn.web.notices.memory import MemoryNotices
from innsyn.web.notices.message import message
from innsyn.web.notices.sender import SENSITIVE_SENDER
from innsyn.web.preferences.memory import MemoryPreferences
from innsyn.web.texts import LOCALES, Texts

CLINIC, DOCTOR, WARD, STREET = "Fjordby helseforetak", "Sigrid Lien", "Barneavdelingen i Fjordby", "Skjulveien 7"
GRADED = {
    "address": [
        {
            "line": [STREET],
            "extension": [
                {"url": "http://hl7.no/fhir/StructureDefinition/no-basis-address-confidentiality", "valueCode": "strengt_fortrolig"}
            ],
        }
    ]
}
TEXTS = Texts.load([WEB / "texts"])
BEGUN = Conversation(
    id=UUID(int=1), kind="e-contact", contact="99000017", contact_name=DOCTOR, organisation=TRUST, organisation_name=CLINIC,
    began_by=PATIENT_SPEAKS, state="received",
)  # fmt: skip
ANSWER = Message(
    id=UUID(int=2), conversation="Task/t", kind="e-contact", organisation=TRUST, contact="99000017",
    sender=Speaker(as_="clinic", key="99000017"), state="delivered", text="Hei",
)  # fmt: skip
LEADING = (*(each["name"] for each in DIRECTORY if each["resourceType"] == "Organization"), DOCTOR, WARD, STREET, "Fjordby", "Vern")


async def told_of(world, folder, labels=(), **person):
    """Let somebody have an appointment, an answer and a referral, and every task that tells people look. Returns what was told."""
    notices, clock = MemoryNotices(), SteppingClock(NOW)
    followed = (
        (tell_what_became, world.gate.booking_changes, folder / "a"),
        (tell_of_the_new, world.gate.arrivals, folder / "m"),
        (tell_of_referrals, world.gate.referral_changes, folder / "r"),
    )
    for follow, news, place in followed:
        await follow(news, notices, place, clock)
    owner = await world.moves_in(a_number(), name="Vern Vernet", **person)
    place = [{"actor": {"type": "Location", "display": WARD}, "status": "accepted"}]
    bodies = {
        "a": told_appointment(NOW + timedelta(days=1), participant=place),
        "t": conversation_body(BEGUN, patient_id="x", now=NOW),
        "m": message_body(ANSWER, patient_id="x", now=NOW),
        "r": referrals.referral(referrals.only("mottatt"), performer=[{"display": WARD}], requester={"display": DOCTOR}),
    }
    coded = [dict(zip(("system", "code"), label.split("|"), strict=True)) for label in labels]
    security = {"meta": {"security": coded}} if labels else {}
    writes = [Write("update", body["resourceType"], json.dumps(body | security).encode(), id=id_) for id_, body in bodies.items()]
    await world.writes(owner, writes)
    for follow, news, place in followed:
        while await follow(news, notices, place, clock):
            pass
    await Reminding(world.gate.reminders, notices, MemoryPreferences(), folder, clock).round()
    return notices.told


@pytest.fixture
async def world(database):
    record = await Record.open(database, size=3)
    yield await World(record).settle()
    await record.close()


def sent(notice):
    """Every word that can be sent of a notice: on each channel, in each language."""
    for code in LOCALES:
        for channel in Channel:
            made = message(channel, MANNERS[notice.kind].wording, notice.sender, Language(code, TEXTS))
            yield f"{made.title} {made.body}"


async def test_of_the_protected_nothing_that_leads_to_them_is_sent(world, tmp_path):
    told = await told_of(world, tmp_path, **GRADED)
    assert {each.kind.value for each in told} == {"appointment_given", "message_received", "referral_received", "appointment_reminder"}
    assert {MANNERS[each.kind].wording for each in told} == set(get_args(Wording)) - {"attention"}
    assert not [word for each in told for text in sent(each) for word in LEADING if word in text]


async def test_of_another_the_legal_entity_is_named_and_neither_doctor_nor_ward(world, tmp_path):
    """What the protected are searched for is there to be sent."""
    told = await told_of(world, tmp_path)
    assert {each.sender for each in told} == {CLINIC}
    words = " ".join(text for each in told for text in sent(each))
    assert CLINIC in words
    assert not [word for word in (DOCTOR, WARD, STREET) if word in words]


async def test_of_what_she_may_not_read_nobody_is_told(world, tmp_path):
    assert await told_of(world, tmp_path, labels=[f"{ACCESS_LABEL}|NORN_FFL"]) == []


async def test_a_sender_that_is_labelled_sensitive_is_not_named(world, tmp_path):
    told = await told_of(world, tmp_path, labels=[SENSITIVE_SENDER])
    assert len(told) == 4
    assert {each.sender for each in told} == {None}
