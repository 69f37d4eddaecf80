"""The adapter in front of the simulated register of a nation, and what the register should say of its parties, worked out by itself."""

import secrets
from dataclasses import dataclass, field
from datetime import date

import httpx

from innsyn.edge.address_register import Adresseregisteret, Caller
from innsyn.kernel.clock import SteppingClock, instant
from innsyn.sandbox.people import nation
from innsyn.sandbox.people.address_documents import address_documents, address_processes
from innsyn.sandbox.people.address_parties import address_parties
from innsyn.sandbox.simulators import address_register as simulated
from innsyn.web.health_contacts import Contact, Process
from innsyn.web.health_contacts.contact import ElectronicAddress, ServiceCode

NOW = instant("2026-11-22T08:00:00+00:00")
SINCE = instant("2020-01-01T00:00:00+01:00")
BASE = "https://register.example"
LAND = nation(1, date(2026, 11, 22))
PARTIES = {party.key: party for party in address_parties(LAND) if party.kind != "organisation"}
OWNERS = {party.key: party for party in address_parties(LAND) if party.kind == "organisation"}
STRANGER = 88


def her_id(key):
    """The HER-id of a service or person, by key of the unit or role."""
    return PARTIES[key].her_id


@dataclass
class Wire(httpx.AsyncBaseTransport):
    """What goes over the wire: remembered, held up, broken or answered as a test says. breaks: exceptions for the next requests."""

    application: object
    asked: list = field(default_factory=list)
    breaks: list = field(default_factory=list)
    answers: dict = field(default_factory=dict)
    between: list = field(default_factory=list)

    async def handle_async_request(self, request):
        self.asked.append(request)
        if self.breaks:
            raise self.breaks.pop(0)
        path = request.url.path
        if path in self.answers:
            return self.answers[path]
        answer = await httpx.ASGITransport(self.application).handle_async_request(request)
        while self.between:
            await self.between.pop(0)()
        return answer

    def paths(self):
        """What was asked, without HER-ids and queries."""
        return [request.url.path.split("/")[1] for request in self.asked]


@dataclass
class Word:
    """Credentials that show a word. tokens: given one after another; the last stays."""

    tokens: list = field(default_factory=lambda: ["ours"])
    given: int = 0

    async def headers(self, method, address, *, now):
        """Show the word, with a number that is never the same."""
        if not self.tokens:
            return None
        self.given += 1
        return {"Authorization": f"Bearer {self.tokens[0]}", "Proof": f"{method} {address} {self.given}"}

    def forget(self):
        """Take the next word."""
        self.tokens.pop(0)


@dataclass
class World:
    """A register that can be changed and told to fail, and our way to it."""

    register: simulated.Register
    faults: set
    clock: SteppingClock
    adapter: Adresseregisteret
    wire: Wire
    word: Word

    async def contact(self, key, *, anew=False):
        """Ask for a contact by key."""
        return await self.adapter.contact(her_id(key), now=self.clock(), anew=anew)

    async def takes(self, key, process, *, anew=False):
        """Say whether a contact takes a process."""
        return (await self.contact(key, anew=anew)).takes(process, now=self.clock())

    def rewrite(self, key, **different):
        """Put anything into a party's document."""
        self.register.put({**self.register.document(her_id(key)), **different})


def made_world(folder, certificates, *, deadline_s=60.0, slow_s=600.0):
    """Make a world."""
    clock, faults, word = SteppingClock(NOW), set(), Word()
    register = simulated.Register(
        address_documents(LAND), address_processes(LAND), folder=folder, clock=clock, new_id=lambda: secrets.token_hex(8)
    )
    application = simulated.simulator(BASE, register, certificates, accepts=lambda token: token == "ours", faults=faults, slow_s=slow_s)
    wire = Wire(application)
    adapter = Adresseregisteret(BASE, BASE, Caller(httpx.AsyncClient(transport=wire), word, deadline_s))
    return World(register, faults, clock, adapter, wire, word)


def expected(key):
    """What should be said of a service or person, straight from the nation. Certificates are left out."""
    party = PARTIES[key]
    owner = party.legal_entity
    service = (
        ServiceCode(system=party.unit.service[0], code=party.unit.service[1], text=party.unit.service[2]) if party.unit.service else None
    )
    queues = (("E_SB_ASYNC", "async"), ("E_SB_SYNC", "sync"), ("E_SB_ERROR", "error"), ("E_SB_SYNCREPLY", "syncreply"))
    return Contact(
        her_id=party.her_id,
        kind=party.kind,
        name=str(party.doctor.name) if party.doctor else party.unit.name,
        parent_her_id=OWNERS[owner.key].her_id,
        parent_name=owner.name,
        organisation_number=owner.number,
        hpr=party.doctor.hpr if party.doctor else None,
        service=None if party.doctor else service,
        can_receive=True,
        is_active=True,
        valid_from=SINCE,
        valid_to=None,
        addresses=tuple(
            ElectronicAddress(kind=kind, address=f"tb.example/Sandbox/{party.parent}_{name}", is_inherited=True) for kind, name in queues
        ),
        processes=tuple(process(*each) for each in party.processes),
        certificates=None,
    )


ACTIONS = {
    "Ekontakt": ("Foresporsel Svar", "Foresporsel Svar"),
    "Ekonsultasjon": ("Foresporsel Svar", "Foresporsel Svar"),
    "Reseptfornyelse": ("Foresporsel", "Svar"),
    "Timereservasjon": ("HentLedigeTimer ReserverAvtale AvbestillAvtale", "SvarLedigeTimer SvarAvtaleReservasjon"),
    "Timeonske": ("OnskeReserver OnskeEndring OnskeAvbestill", "SvarOnske"),
    "TimeonskeUngdom": ("OnskeReserver OnskeEndring OnskeAvbestill", "SvarOnske"),
    "Avtaleutsending": ("", "Avtale"),
    "Avtaleavbestilling": ("AvbestillAvtale", "SvarAvbestilling"),
    "Timer": ("BekreftTime Henvendelse EndreTime AvslutteTime", "SvarHenvendelse SvarEndring SvarAvslutte"),
    "Koordinator": ("Henvendelse", "SvarHenvendelse"),
}


def process(name, version):
    """A process as it should be read."""
    receives, sends = ACTIONS[name.removeprefix("Dialog_Innbygger_")]
    return Process(name=name, version=version, receives=tuple(receives.split()), sends=tuple(sends.split()))
