"""A small world behind the gate: two hospitals, some who work there, some patients with documents. Every number is synthetic."""

import json
from datetime import UTC, date, datetime, timedelta
from itertools import count

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from innsyn.gate.gate import Gate
from innsyn.gate.grounds import staff_ground
from innsyn.gate.keys import keys_from
from innsyn.gate.refused import Refused
from innsyn.kernel.ids import person_number, synthetic_person_number
from innsyn.kernel.systems import ACCESS_LABEL, HPR_NUMBER, ORGANISATION_NUMBER, PERSON_NUMBER, PROFESSION, RESH_ID
from innsyn.record.stored import Found, Write

NOW = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=10)
KEYS = keys_from(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
TRUST, HOSPITAL, OTHER_TRUST = "974749025", "874716782", "993467049"
NURSE_HPR, VET_HPR, TWO_HPR = "990000137", "990000174", "990000211"
_people = count(1)


def a_number(born_on=date(1980, 2, 3)):
    """Give a national number nobody else in these tests has, of whatever series of individual numbers has one."""
    while True:
        days, individual = divmod(next(_people), 1000)
        found = synthetic_person_number(born_on + timedelta(days=days), individual)
        if found:
            return person_number(found)


def create(resource, **more):
    """A creation of this resource."""
    return Write("create", resource["resourceType"], json.dumps(resource).encode(), **more)


def keep(resource, **more):
    """A creation of this resource under the id it says itself, kept when it is there already."""
    body = json.dumps({name: value for name, value in resource.items() if name != "id"}).encode()
    return Write("update", resource["resourceType"], body, id=resource["id"], unchanged_is_kept=True, **more)


def organisation(id_, number, name, part_of=None, system=ORGANISATION_NUMBER):
    """An organisation of the directory."""
    above = {"partOf": {"reference": f"Organization/{part_of}"}} if part_of else {}
    return {"resourceType": "Organization", "id": id_, "identifier": [{"system": system, "value": number}], "name": name, **above}


def practitioner(id_, hpr, name, *professions):
    """A health worker of the directory."""
    return {
        "resourceType": "Practitioner",
        "id": id_,
        "identifier": [{"system": HPR_NUMBER, "value": hpr}],
        "name": [{"text": name}],
        "qualification": [{"code": {"coding": [{"system": PROFESSION, "code": code}]}} for code in professions],
    }


def role(id_, practitioner_id, organisation_id):
    """A post."""
    return {
        "resourceType": "PractitionerRole",
        "id": id_,
        "practitioner": {"reference": f"Practitioner/{practitioner_id}"},
        "organization": {"reference": f"Organization/{organisation_id}"},
    }


DIRECTORY = (
    organisation("fjord-hf", TRUST, "Fjordby helseforetak"),
    organisation("fjord", HOSPITAL, "Fjordby sykehus", "fjord-hf"),
    organisation("fjord-kir", "7000001", "Kirurgisk sengepost", "fjord", RESH_ID),
    organisation("dal", OTHER_TRUST, "Dalen sykehus"),
    practitioner("nina", NURSE_HPR, "Nina Sykepleier", "SP"),
    practitioner("vera", VET_HPR, "Vera Veterinær", "VE"),
    practitioner("tove", TWO_HPR, "Tove To", "XX", "LE"),
    role("nina-post", "nina", "fjord-kir"),
    role("tove-post", "tove", "fjord"),
    role("tove-post-2", "tove", "fjord-kir"),
)


def patient(number, *, born="1980-02-03", name="Kari Nordby", **more):
    """A patient."""
    return {
        "resourceType": "Patient",
        "identifier": [{"system": PERSON_NUMBER, "value": number.value}],
        "name": [{"text": name}],
        **({"birthDate": born} if born else {}),
        **more,
    }


def document(title, *labels, **more):
    """A document with Volven 9603 labels."""
    security = [{"coding": [{"system": ACCESS_LABEL, "code": label} for label in labels]}]
    return {
        "resourceType": "DocumentReference",
        "status": "current",
        "docStatus": "final",
        "description": title,
        **({"securityLabel": security} if labels else {}),
        "content": [{"attachment": {"contentType": "text/plain", "data": "aGVp"}}],
        **more,
    }


class World:
    """The gate over a record with a directory, and short ways to people it."""

    def __init__(self, record, register=None):
        self.record, self.register = record, register
        self.gate = Gate(record, KEYS, register=register)

    async def settle(self):
        """Fill the directory."""
        system = await self.gate.actors.system("Journalsystemet", organisation=TRUST)
        await self.gate.write_directory(system, [keep(each) for each in DIRECTORY], NOW)
        return self

    async def moves_in(self, number=None, *resources, **person):
        """Let a patient exist. Returns her owner."""
        return await self.delivers(self.gate.new_owner(), patient(number or a_number(), **person), *resources)

    async def delivers(self, owner, *resources, organisation=TRUST, now=NOW):
        """Let a system deliver. Returns the owner."""
        await self.writes(owner, [create(each) for each in resources], organisation=organisation, now=now)
        return owner

    async def writes(self, owner, writes, *, organisation=TRUST, now=NOW):
        """Let a system write. Returns what became of it."""
        system = await self.gate.actors.system("Journalsystemet", organisation=organisation)
        visit = await self.gate.open_delivery(system, owner, now)
        written = await self.gate.write(visit, writes, now)
        assert isinstance(written, tuple), written
        return [one.stored for one in written]

    async def citizen(self, number, *, now=NOW, level="high"):
        """Let somebody log in and come to her own record."""
        return await self.gate.open_own(self.gate.actors.citizen(number, level=level), number, now)

    async def acts_for(self, number, owner, role, *, now=NOW, level="high"):
        """Let somebody log in and open another's record as parent, guardian or attorney."""
        return await self.gate.open_for(self.gate.actors.citizen(number, level=level), owner, role, now)

    async def nurse(self, *, hpr=NURSE_HPR, number=None, name="Nina Sykepleier", organisation=TRUST, unit=HOSPITAL, level="high"):
        """Let a health worker log in at the desk."""
        return await self.gate.actors.staff(
            number or a_number(), name=name, hpr=hpr, legal_entity=organisation, point_of_care=unit, level=level
        )  # fmt: skip

    async def visits(self, owner, *, actor=None, purpose="TREAT", basis="gate.basis.appointment", now=NOW, **ground):
        """Let a health worker open a record."""
        actor = actor or await self.nurse()
        return await self.gate.open(actor, owner, staff_ground(purpose=purpose, basis=basis, **ground), now)

    async def breaks_the_glass(self, owner, *, actor=None, now=NOW):
        """Let a health worker open a record in an emergency."""
        return await self.visits(
            owner, actor=actor, purpose="BTG", basis="gate.basis.emergency", now=now,
            emergency_reason="gate.emergency.unconscious", words="Fant pasienten bevisstløs",
        )  # fmt: skip

    async def log(self, owner):
        """The owner's log, oldest first."""
        return (await self.record.log_page(owner, count=1000))[::-1]

    async def told(self, owner):
        """The owner's log, oldest first, as (action, outcome)."""
        return [(row.action, row.outcome) for row in await self.log(owner)]


def rule_of(answer):
    """The rule behind a refusal."""
    assert isinstance(answer, Refused), answer
    return answer.verdict.rule


async def a_citizen_with(world, *resources, **person):
    """A citizen in her own record, and the documents delivered to it."""
    number = a_number()
    owner = await world.moves_in(number, **person)
    stored = await world.writes(owner, [create(each) for each in resources])
    return await world.citizen(number), stored


def titles(found):
    """The titles of the documents a search found."""
    assert isinstance(found, Found), found
    return [json.loads(row.body)["description"] for row in found.rows]
