"""A small world for bulk jobs: the real gate over a record of its own, two trusts' clients, and a worker that works when told."""

import base64
import json
from itertools import count

from innsyn.edge.bulk.exporting import Exports
from innsyn.edge.bulk.importing import Imports
from innsyn.edge.bulk.operations import BulkOperations
from innsyn.edge.bulk.worker import BulkWorker
from innsyn.fhir.bundle import Bundle, Entry
from innsyn.gate.clients.client import Client
from innsyn.gate.clients.tests.translating import translate
from innsyn.gate.delivery.naming import ByChance
from innsyn.gate.scopes import Scopes
from innsyn.gate.tests.samples import NOW, OTHER_TRUST, TRUST, World
from innsyn.kernel.clock import SteppingClock

BASE = "http://innsyn.test/fhir"
ASYNC = "respond-async"


class BulkWorld:
    """Everything there is."""

    def __init__(self, record, people, actors):
        self.record, self.people, self.actors = record, people, actors
        self.gate, self.jobs, self.clock = people.gate.clients, record.bulk, SteppingClock(NOW)
        self.registered, ids, bits = {}, count(1), count(1 << 40, 7919)
        self.random_bits = lambda size: (next(bits) * 2654435761) % (1 << size)
        self.ours, self.theirs = self.client("ours", TRUST), self.client("theirs", OTHER_TRUST)

        def new_id():
            return f"job-{next(ids)}"

        self.operations = BulkOperations(self.jobs, self.gate, translate, new_id, record.new_owner, BASE)
        self.worker = self.a_worker()

    @classmethod
    async def settled(cls, record):
        """Begin."""
        people = await World(record).settle()
        actors = {number: await people.gate.actors.system("Journal", organisation=number) for number in (TRUST, OTHER_TRUST)}
        return cls(record, people, actors)

    def a_worker(self, **how):
        """A worker."""
        exports = Exports(self.jobs, self.record.following, self.gate, translate, self.clock)
        imports = Imports(self.jobs, self.gate.deliver, self.clock)
        return BulkWorker(self.jobs, self.record.following, self, exports, imports, self.clock, **how)

    async def standing(self, key, *, now):
        """Who is registered: this world is its own registry."""
        return self.registered.get(key)

    def client(self, key, organisation=TRUST, scopes="system/*.cruds", **more):
        """A registered system."""
        self.registered[key] = Client(self.actors[organisation], Scopes.parse(scopes), client_id=key, **more)
        return self.registered[key]

    async def writes(self, client, *resources):
        """Let a client write. Returns what stands, in order."""
        posted = [Entry(at, None, "POST", each["resourceType"], {}, each, _bytes(each)) for at, each in enumerate(resources)]
        taken = await self.takes(client, *posted)
        return [taken.written[at].stored for at in range(len(resources))]

    async def takes(self, client, *entries):
        """Let a client change something."""
        taken = await self.gate.deliver(client, Bundle("transaction", entries, {}), self.clock(), ByChance(self.random_bits))
        assert not taken.problems, taken.problems
        return taken

    async def a_patient(self, client, *codes):
        """A patient with results of these codes. Returns the Patient and the results."""
        (patient,) = await self.writes(client, {"resourceType": "Patient", "birthDate": "1980-02-03"})
        results = await self.writes(client, *[observation(patient.id, code) for code in codes]) if codes else []
        return patient, results

    async def exports(self, client=None, level="system", group=None, prefer=ASYNC, **parameters):
        """Let a client begin an export. Returns the id of the job."""
        pairs = [(name, value) for name, values in parameters.items() for value in ([values] if isinstance(values, str) else values)]
        answer = await self.operations.export(client or self.ours, level, group, pairs, prefer, "$export", self.clock())
        assert not isinstance(answer, list), answer
        return dict(answer.headers)["content-location"].partition("job=")[2]

    async def imports(self, *files, client=None):
        """Let a client import files, each a type and lines. Returns the id of the job."""
        answer = await self.operations.import_(client or self.ours, inputs(*files), ASYNC, self.clock())
        assert not isinstance(answer, list), answer
        return dict(answer.headers)["content-location"].partition("job=")[2]

    async def works(self):
        """Do everything there is to do."""
        while await self.worker.round():
            pass

    async def manifest(self, id_, client=None):
        """The manifest of a finished job."""
        answer = await self.operations.status(client or self.ours, id_, self.clock())
        assert answer.status == 200, answer
        return json.loads(answer.body)

    async def lines(self, id_, kind="output", client=None):
        """What the files of a kind hold, as JSON."""
        found = []
        for one in (await self.manifest(id_, client))[kind]:
            answer = await self.operations.file(client or self.ours, id_, one["url"].rpartition("file=")[2], self.clock())
            found += [json.loads(line) for line in answer.body.splitlines()]
        return found

    async def exported(self, id_, client=None):
        """Type and id of everything that was exported."""
        return sorted((one["resourceType"], one["id"]) for one in await self.lines(id_, client=client))


def inputs(*files):
    """The Parameters of an import."""

    def one(type_, lines):
        content = b"\n".join(line if isinstance(line, bytes) else _bytes(line) for line in lines)
        data = base64.b64encode(content).decode()
        return {"name": "input", "part": [{"name": "type", "valueCode": type_}, {"name": "data", "valueBase64Binary": data}]}

    return {"resourceType": "Parameters", "parameter": [one(*file) for file in files]}


def observation(patient_id, code="718-7", **more):
    """A result."""
    coding = [{"system": "http://loinc.org", "code": code}]
    subject = {"reference": f"Patient/{patient_id}"}
    return {"resourceType": "Observation", "status": "final", "code": {"coding": coding}, "subject": subject, **more}


def references(*stored):
    """Type and id."""
    return sorted((one.type, one.id) for one in stored)


def _bytes(resource):
    return json.dumps(resource).encode()
