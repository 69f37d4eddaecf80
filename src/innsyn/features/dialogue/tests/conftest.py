"""Somebody who writes to her doctor and her ward, and the clinic on the other side: at our desk, or with a system of its own."""

import json
import re
from datetime import timedelta
from uuid import uuid4

import pytest

from innsyn.features import dialogue, overview
from innsyn.features.conftest import NOW, THEN
from innsyn.features.dialogue import tariffs
from innsyn.gate.register_memory import MemoryRegister
from innsyn.gate.standing import conversations, messages
from innsyn.gate.standing.care_contacts import FUNCTION
from innsyn.gate.standing.speakers import speaker
from innsyn.gate.tests.families import a_person, family, grants
from innsyn.gate.tests.samples import TRUST
from innsyn.gate.visit import Code
from innsyn.kernel.systems import CLOSING_CODE, HER_ID, OID_BASE, REJECTION_CODE
from innsyn.record.stored import Write
from innsyn.web.health_contacts import Contact, Process, processes
from innsyn.web.health_contacts.contact import ElectronicAddress, ServiceCode
from innsyn.web.security.forgery import FIELD
from innsyn.web.testing.site import TOKEN

FEATURES = (dialogue.FEATURE, overview.FEATURE)
GP, WARD = 99000017, 99000031
PNG = b"\x89PNG\r\n\x1a\n rest"
GENERAL_PRACTICE = ServiceCode(system="8655", code="S01", text="Allmennmedisin")
SURGERY = ServiceCode(system="8655", code="S0204", text="Kirurgi")


def contact(her_id, name, *taken, kind="person", service=None, above="Trollkatten legesenter", is_on_the_wire=False):
    """Build a contact of the trust's."""
    return Contact(
        her_id=her_id, kind=kind, name=name, parent_her_id=99000001, parent_name=above, organisation_number=TRUST, hpr=None,
        service=service,
        can_receive=True, is_active=True, valid_from=None, valid_to=None,
        addresses=(ElectronicAddress(kind="E_FHIR", address="https://journal.example/fhir", is_inherited=False),) if is_on_the_wire else (),
        processes=tuple(Process(name=each, version="1.2", receives=("Foresporsel",), sends=("Svar",)) for each in taken), certificates=(),
    )  # fmt: skip


LIEN = contact(GP, "Sigrid Lien", processes.E_CONTACT, processes.E_CONSULTATION)
LIEN_ON_THE_WIRE = contact(GP, "Sigrid Lien", processes.E_CONTACT, processes.E_CONSULTATION, is_on_the_wire=True)
KIR = contact(WARD, "Kirurgisk sengepost", processes.E_CONTACT, kind="service", service=SURGERY, above="Fjordby helseforetak")


def episode(her_id, name, *functions):
    """Build the relation to a contact. functions: Volven 9034 codes of its team, each with words."""
    team = {
        "resourceType": "CareTeam", "id": "team", "identifier": [{"system": HER_ID, "value": str(her_id)}], "name": name,
        "participant": [{"role": [{"coding": [{"system": FUNCTION, "code": code, "display": text}]}]} for code, text in functions],
    }  # fmt: skip
    return {
        "resourceType": "EpisodeOfCare", "contained": [{key: value for key, value in team.items() if value}], "status": "active",
        "type": [{"coding": [{"system": f"{OID_BASE}.1.8655", "code": "S01"}]}], "team": [{"reference": "#team"}],
    }  # fmt: skip


class Writer:
    """Somebody at her browser who writes."""

    def __init__(self, reader):
        self.reader, self.world, self.owner, self.site = reader, reader.world, reader.owner, reader.site
        self.get, self.post, self.client = reader.get, reader.post, reader.client

    async def attach(self, draft, octets, name="bilde.png"):
        """Post a file to a draft. Returns the answer."""
        return await self.client.post(
            f"{draft}/files", data={FIELD: TOKEN}, files={"file": (name, octets, "image/png")}, headers={"sec-fetch-site": "same-origin"}
        )  # fmt: skip

    async def writes(self, words="Jeg trenger en attest.", *, to=GP, kind="e-contact", subject="Attest", status=303, **more):
        """Fill in the form for a new message. Returns the address of the draft."""
        page = await self.get(f"/messages/new?to={to}&kind={kind}")
        fields = {**page.form("/messages/new"), "subject": subject, "words": words, **more}
        answer = await self.post("/messages/new", fields, status=status)
        return answer.removesuffix("/files").removesuffix("/check") if isinstance(answer, str) else answer

    async def sends(self, words="Jeg trenger en attest.", **more):
        """Write a message and send it, having read what it costs. Returns the address of the conversation."""
        return await self.post(f"{await self.writes(words, **more)}/send", self.has_read_the_fee())

    def has_read_the_fee(self):
        """Say what a form says of the fee that was shown."""
        return {"fee": tariffs.told(self.site.clock())}

    async def comes_back(self):
        """Log in anew after a long time, on the same site. Returns who came."""
        visit = await self.world.gate_world.citizen((await self.world.person("kari"))[0], now=self.site.clock())
        return Writer(await self.world.enters(self.owner, visit, site=self.site))

    async def answers(self, thread, words, *, do="send", status=303):
        """Write in a conversation."""
        form = (await self.get(thread)).form(f"{thread}/answer")
        return await self.post(f"{thread}/answer", {"draft": form["draft"], "words": words, "do": do}, status=status)

    async def resources(self, type_):
        """Read what stands of a type in the record, as who owns it."""
        visit = await self.world.gate_world.citizen((await self.world.person("kari"))[0], now=self.site.clock())
        from innsyn.gate.values import Query

        found = await self.world.gate_world.gate.search(visit, Query((type_,), count=100), self.site.clock())
        return [(row, json.loads(row.body)) for row in found.rows]

    def moves(self, **step):
        """Let time pass on the site."""
        self.site.clock.move(timedelta(**step))


class Clinic:
    """The other side: personnel at our desk, or the clinic's own system."""

    def __init__(self, world, owner, clock):
        self.world, self.owner, self.clock = world, owner, clock

    async def _visit(self):
        return await self.world.gate_world.visits(self.owner, now=self.clock())

    async def _task(self, visit, thread):
        stored = await self.world.gate_world.gate.read(visit, "Task", thread.rpartition("/")[2], self.clock())
        return stored, {name: value for name, value in json.loads(stored.body).items() if name not in ("id", "meta")}

    async def answers(self, thread, words, *, attachments=(), ends=None, code="12", outputs=None):
        """Answer, and close with a code of Volven 7602 if wanted. outputs: what came of each prescription, by its id."""
        visit = await self._visit()
        stored, task = await self._task(visit, thread)
        now = self.clock()
        body = conversations.answered(task, now, code=code)
        if outputs:
            body["output"] = [
                {"type": {"coding": [{"system": CLOSING_CODE, "code": each}]}, "valueReference": {"reference": f"MedicationRequest/{id_}"}}
                for id_, each in outputs.items()
            ]
        body = conversations.closed(body, now, code=ends) if ends else body
        said = messages.Message(
            id=uuid4(), conversation=f"Task/{stored.id}", kind=conversations.conversation_from(task).kind, contact=str(GP),
            organisation=TRUST,
            sender=speaker(visit.actor, "staff"), state="delivered", text=words, attachments=tuple(attachments),
        )  # fmt: skip
        message = messages.message_body(said, patient_id=visit.patient_id, now=now)
        await self._write(visit, [_update(stored, body), Write("create", "Communication", _octets(message))])

    async def closes(self, thread, code="13"):
        """Close without more."""
        visit = await self._visit()
        stored, task = await self._task(visit, thread)
        await self._write(visit, [_update(stored, conversations.closed(task, self.clock(), code=code))])

    async def has(self, thread, *, fails=""):
        """Let the clinic's own system say that it has every message of a conversation, or that it could not take it.

        fails: a code of Volven 8221."""
        visit = await self._visit()
        stored, task = await self._task(visit, thread)
        found = await self.world.gate_world.gate.search(visit, _messages_of(stored.id), self.clock())
        rows = [(row, {name: value for name, value in json.loads(row.body).items() if name not in ("id", "meta")}) for row in found.rows]
        reason = Code(fails, REJECTION_CODE)
        changed = conversations.not_delivered(task, reason, self.clock()) if fails else conversations.received(task, self.clock())
        told = [(row, messages.not_delivered(body, reason) if fails else messages.received(body, self.clock())) for row, body in rows]
        await self._write(visit, [_update(stored, changed), *(_update(row, body) for row, body in told)])

    async def _write(self, visit, writes):
        answer = await self.world.gate_world.gate.write(visit, writes, self.clock())
        assert isinstance(answer, tuple), answer


def _messages_of(task_id):
    from innsyn.gate.values import Query, ReferenceIs

    return Query(("Communication",), (ReferenceIs("based-on", (f"Task/{task_id}",)),))


def _update(stored, body):
    return Write("update", stored.type, _octets(body), id=stored.id, expected_version=stored.version)


def _octets(body):
    return json.dumps(body, ensure_ascii=False).encode()


def badges(page):
    """Say the states of the first line of a list, or of a conversation's head."""
    return [re.sub(r"\s+", " ", each.text_content()).strip() for each in page.tree.xpath("(//main//p[@class='badges'])[1]/span")]


@pytest.fixture
def population_register():
    """A register, in memory."""
    return MemoryRegister()


@pytest.fixture
async def kari(world):
    """A grown-up whose doctor and ward have told that she is theirs; both work at our desk."""
    reader = await world.citizen("kari", *FEATURES)
    await reader.has(episode(GP, "Sigrid Lien"), "e-gp")
    await reader.has(episode(WARD, "Kirurgisk sengepost", ("19", "Kontaktlege"), ("9", "Primærkontakt")), "e-ward")
    reader.site.health_contacts.put(LIEN, KIR)
    return Writer(reader)


@pytest.fixture
def clinic(world, kari):
    """The clinic she writes to."""
    return Clinic(world, kari.owner, kari.site.clock)


@pytest.fixture
def acts(world):
    """Give a way to act for somebody: (role, born) to her browser, and the number of who acts."""

    async def settles(born):
        gate = world.gate_world
        mother, _, owner = await family(gate, born=born)
        await gate.moves_in(mother, name="Hanne Mor")
        visits = [await gate.citizen(mother, now=NOW), await gate.acts_for(mother, owner, "parent", now=NOW)]
        site = world.site(FEATURES)
        site.health_contacts.put(LIEN, KIR)
        await world.delivers(owner, {"e-gp": episode(GP, "Sigrid Lien")})
        return Writer(await world.enters(owner, *visits, site=site))

    return settles


@pytest.fixture
async def attorney(world, kari):
    """Somebody with power of attorney over Kari's messages, in her record. Gives her browser and the Consent."""
    gate = world.gate_world
    number, owner = await world.person("kari")
    own = await gate.citizen(number, now=NOW)
    person = a_person()
    siri = person.number
    gate.register.put(person)
    await gate.moves_in(siri, name="Siri Datter")
    given = await grants(gate, own, siri, "dialogue")
    visits = [await gate.citizen(siri, now=NOW), await gate.acts_for(siri, owner, "attorney", now=NOW)]
    site = world.site(FEATURES)
    site.health_contacts.put(LIEN, KIR)
    writer = Writer(await world.enters(owner, *visits, site=site))
    writer.number = siri
    return writer, given


__all__ = ["NOW", "THEN"]
