"""Bundles as systems deliver them, and short ways to deliver them."""

import json
from itertools import count
from uuid import UUID, uuid4

from innsyn.fhir.body import read_body
from innsyn.fhir.bundle import Bundle, read_bundle
from innsyn.fhir.collection import collection_of
from innsyn.gate.delivery.deliveries import Deliveries
from innsyn.gate.delivery.naming import ByOrigin
from innsyn.gate.tests.samples import NOW, TRUST

_uuids = count(0xFEDCBA98765432100123456789ABCDEF, 0x1_0000_0001)


def a_full_url():
    """A `urn:uuid:` nobody else in these tests has."""
    return f"urn:uuid:{UUID(int=next(_uuids) % (1 << 128))}"


def an_id():
    """An id nobody else in these tests has."""
    return a_full_url()[9:]


def entry(verb, url, resource=None, full_url=None, **request):
    """An entry of a transaction or batch."""
    made = {"request": {"method": verb, "url": url, **request}}
    return made | ({"resource": resource} if resource else {}) | ({"fullUrl": full_url} if full_url else {})


def post(resource, full_url=None, **request):
    """An entry that creates."""
    return entry("POST", resource["resourceType"], resource, full_url, **request)


def put(resource, **request):
    """An entry that puts a resource under its own id."""
    return entry("PUT", f"{resource['resourceType']}/{resource['id']}", resource, **request)


def bundle(*entries, kind="transaction"):
    """A bundle of a kind, read."""
    received = json.dumps({"resourceType": "Bundle", "type": kind, "entry": entries}).encode()
    read = collection_of(read_body(received), received) if kind == "collection" else read_bundle(received)
    assert isinstance(read, Bundle), read
    return read


def observation(subject, **more):
    """An observation about somebody."""
    about = {"subject": {"reference": subject} if isinstance(subject, str) else subject} if subject else {}
    return {"resourceType": "Observation", "status": "final", "code": {"text": "Blodtrykk"}, **about, **more}


def someone(**more):
    """A patient without a number."""
    return {"resourceType": "Patient", "birthDate": "1980-02-03", **more}


class Depot:
    """Takes deliveries in for one hospital trust."""

    def __init__(self, world, actor):
        self.world, self.actor = world, actor
        self.gate, self.record = world.gate, world.record

    @classmethod
    async def opened(cls, world):
        """Begin."""
        return cls(world, await world.gate.actors.system("Innlasting", organisation=TRUST))

    async def takes(self, *entries, kind="transaction", unit="a-unit", amend=None, now=NOW, run=None):
        """Deliver, with nothing remembered from before."""
        read = entries[0] if len(entries) == 1 and isinstance(entries[0], Bundle) else bundle(*entries, kind=kind)
        return await Deliveries(self.gate, run or uuid4()).take_in(read, self.actor, ByOrigin(unit), now, amend=amend)

    async def stands(self, type_, id_):
        """What stands in the record, as JSON."""
        owner = await self.gate.locate(type_, id_)
        if owner == 0:
            found = await self.gate.directory.read(type_, id_)
        else:
            found = await self.gate.read(await self.gate.open_delivery(self.actor, owner, NOW), type_, id_, NOW)
        return None if found is None else json.loads(found.body)


def codes(taken):
    """Index to the codes of its problems."""
    return {index: [problem.code for problem in problems] for index, problems in taken.problems.items()}
