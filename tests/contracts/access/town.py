"""The town of the access tables: patients with marked records, those who may act for some of them, and those who hold posts."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import httpx
from tests.contracts.access import marks
from tests.contracts.access.callers import TestCallers
from tests.contracts.attacks.running import ORIGIN, Browser, Running, _instead, running

import innsyn.main.platform as platform_module
from innsyn.gate.clients.client import Client
from innsyn.gate.clients.entering import kept_for
from innsyn.gate.enrolment.asking import Wish
from innsyn.gate.gate import Gate
from innsyn.gate.grounds import staff_ground
from innsyn.gate.policies import policy_body
from innsyn.gate.rules.access_facts import PATIENT_KEEPS
from innsyn.gate.rules.policy import Policy
from innsyn.gate.rules.relations import Grant, Period, Shield
from innsyn.gate.scopes import Scopes
from innsyn.gate.standing.access_questions import question_id
from innsyn.gate.standing.grants import grant_body
from innsyn.gate.standing.shields import shield_body
from innsyn.gate.values import Owner, Write
from innsyn.kernel.clock import norwegian_date
from innsyn.kernel.ids import person_number
from innsyn.kernel.systems import ACCESS_FACT, PERSON_KEY, PRACTITIONER_ROLE
from innsyn.main.embedded import embedded
from innsyn.main.world import known_world
from innsyn.record.migrate import migrate
from innsyn.sandbox import settling
from innsyn.sandbox.people.nation import Nation
from innsyn.sandbox.people.person import Protection
from innsyn.sandbox.people.resources.patient import patient
from innsyn.sandbox.people.resources.practitioner import practitioner
from innsyn.web.sessions.migrate import migrate_sessions

KEEPER, ELSEWHERE, SHIELDED = "solvskogen", "tindefjord", "nordlysvidda"
"""Trusts: who keeps what the addresses name, another one that keeps something of Kari's too, and one that Kari has shielded all from."""

PATIENTS = ("kari", "jonas", "elias", "sofie", "espen", "sverre", "tone", "nils", "per", "iben", "runa", "benedicte")
"""Those with a marked record. All others of the town have a Patient and nothing else."""

OTHERS = (
    "eirik", "hanne", "thomas", "jens", "astrid", "anne", "lars", "randi", "hilde", "finn", "silje", "live", "even", "turid",
)  # fmt: skip
ENROLLED = "sindre"
"""Not of the town: a ward has asked that he be enrolled, which stands in no patient's record."""

DEAD = "finn"
"""Still has an eID, and is dead in the record."""

POSTS = {"zachariassen": "registrar", "eva": "privacy-officer", "ruud": "policy-keeper", "refsum": "regional-office"}
ADMINISTRATOR = "fjeld"
DOCTOR = "paulsen"
"""Has been in every marked record: the line of the log, and the living visit, that addresses name."""


@dataclass
class Town:
    """The application and who lives there. ids: what an address can name of each marked person. visits: the doctor's, by patient."""

    running: Running
    nation: Nation
    gate: Gate
    callers: TestCallers
    pool: Any
    owners: dict[str, Owner] = field(default_factory=dict)
    ids: dict[str, dict[str, str]] = field(default_factory=dict)
    visits: dict[str, UUID] = field(default_factory=dict)
    client_id: str = "sandbox-journal"
    machines: dict[str, str] = field(default_factory=dict)
    begun_at: datetime | None = None
    regime: str = "national"
    choices: int = 0

    @property
    def now(self):
        return self.running.clock()

    def number(self, key: str) -> str:
        """Say the national number of one of the nation's people or personnel."""
        return (self.nation.people.get(key) or self.nation.personnel[key]).number

    def organisation(self, key: str) -> str:
        """Say a trust's number."""
        return self.nation.organisations[key].number or ""

    async def browser(self, key: str) -> Browser:
        """Give a browser in which somebody has come as far as the doors let her."""
        return await self.running.logged_in(key)

    async def staff(self, key: str):
        """Give a health worker as the desk's login makes her."""
        worker = self.nation.personnel[key]
        entity = self.nation.legal_entity(worker.posts[0].organisation)
        unit = next((each for each in self.nation.above(worker.posts[0].organisation) if each.number), entity)
        return await self.gate.actors.staff(
            person_number(worker.number), name=str(worker.name), hpr=worker.hpr, legal_entity=entity.number or "",
            point_of_care=unit.number or "", level="high",
        )  # fmt: skip

    def citizen(self, key: str):
        """Give a citizen as the portal's login makes her."""
        return self.gate.actors.citizen(person_number(self.number(key)), level="high")

    async def delivers(self, key: str, resources: list[tuple[dict, str]]) -> None:
        """Let a journal system bring resources, each with who keeps it."""
        actor = await self.gate.actors.system("Journalen", organisation=self.organisation(KEEPER))
        visit = await self.gate.open_delivery(actor, self.owners[key], self.now)
        writes = [Write("update", each["resourceType"], json.dumps(each).encode(), id=each["id"], custodian=by) for each, by in resources]
        written = await self.gate.write(visit, writes, self.now)
        assert isinstance(written, tuple), written

    async def put_back(self, key: str) -> None:
        """Let stand again what somebody was let change, so that the next no is never the no to something that is over."""
        if key == ENROLLED:
            return
        keeper = self.organisation(KEEPER)
        made = marks.about_access(key, keeper, self.number("hilde"), self.now, owner=self.owners[key], visit=self.visits[key])
        await self.delivers(
            key,
            [
                *made,
                (marks.probe(key), keeper),
                (marks.appointment(key), keeper),
                (marks.referral(key), keeper),
                (marks.own_event(key, self.begun_at), PATIENT_KEEPS),
                *marks.talk(key, keeper, self.begun_at, owner=self.owners[key]),
            ],
        )

    async def chooses(self, ages: str) -> None:
        """Let the keeping trust choose which rule holds between twelve and sixteen, from a day that is past."""
        if ages == self.regime:
            return
        self.regime, self.choices = ages, self.choices + 1
        policy = Policy(since=date(2020, 1, 1) + timedelta(days=self.choices), ages=ages)
        body = policy_body(self.organisation(KEEPER), policy, "Sykehuset")
        actor = await self.gate.actors.system("Katalogen", organisation=self.organisation(KEEPER))
        written = await self.gate.write_directory(
            actor, [Write("update", "PlanDefinition", json.dumps(body).encode(), id=body["id"])], self.now
        )
        assert isinstance(written, tuple), written
        await self.gate.policies.learn(self.now)

    async def counted(self, key: str, id_: str = "") -> tuple[int, int]:
        """Count what was ever written in somebody's record, and the rows of her log: all that somebody asked, or what names one thing.

        What the population register brings, and the gate asks by itself, comes and goes and is not counted."""
        asked = """select (select count(*) from version where owner = $1 and type <> 'RelatedPerson'),
                   (select count(*) from log_entry
                     where owner = $1 and case when $2 = '' then not detail ? 'about' else $2 = any(ids) end)"""
        row = await self.pool.fetchrow(asked, self.owners[key], id_)
        return row[0], row[1]

    async def settle(self) -> None:
        """Let everybody move in."""
        self.begun_at = self.now
        await settling._settle_directories(self.gate, self.nation, self.organisation(KEEPER), self.now)
        await self._give_posts()
        for key in (*PATIENTS, *OTHERS):
            await self._moves_in(key)
        for key in PATIENTS:
            await self._lives(key)
        await self._kari_arranges()
        await self._machines()
        await self._ward_asks()

    async def _moves_in(self, key: str) -> None:
        self.owners[key] = self.gate.new_owner()
        who = patient(self.nation, self.nation.people[key])
        more = {"deceasedBoolean": True} if key == DEAD else {"contact": [{"name": {"text": marks.mark(key, "pårørende")}}]}
        if self.nation.people[key].protection is not Protection.NONE:
            more |= marks.whereabouts(self.nation, key)
        await self.delivers(key, [({**who, **more}, self.organisation(KEEPER))])

    async def _lives(self, key: str) -> None:
        keeper = self.organisation(KEEPER)
        await self.delivers(key, [(each, keeper) for each in (*marks.clinical(key, keeper), *marks.documents_beside(key, keeper))])
        ground = staff_ground(purpose="TREAT", basis="gate.basis.appointment")
        opened = await self.gate.open(await self.staff(DOCTOR), self.owners[key], ground, self.now)
        self.visits[key] = opened.id
        await self.put_back(key)
        self.ids[key] = {
            "DocumentReference": f"{key}-mark-document", "Observation": f"{key}-mark-result", "DiagnosticReport": f"{key}-mark-report",
            "Condition": f"{key}-mark-diagnosis", "EpisodeOfCare": f"{key}-mark-contact",
            "Appointment": f"{key}-mark-appointment", "ServiceRequest": f"{key}-mark-referral", "grant": f"{key}-grant",
            "shield": f"{key}-shield", "wish": f"{key}-wish",
            "question": question_id(self.owners[key], opened.id), "Flag": f"{key}-decision", "spare": f"{key}-spare-document",
            "closed": f"{key}-closed-document", "visit": str(opened.id),
            "event": f"{key}-mark-event", "conversation": f"{key}-conversation", "message": f"{key}-message", "draft": f"{key}-draft",
        }  # fmt: skip

    async def _kari_arranges(self) -> None:
        """What Kari has arranged: her results to Per, once something to Randi, and shields against a nurse, one document, and a trust."""
        for trust in (ELSEWHERE, SHIELDED):
            number = self.organisation(trust)
            await self.delivers("kari", [(each, number) for each in marks.clinical("kari", number, where=trust)])
        yesterday = norwegian_date(self.now) - timedelta(days=1)
        hpr = {key: self.nation.personnel[key].hpr for key in ("moen", "aune")}
        results, documents = frozenset({"results"}), frozenset({"documents"})
        made = [
            self._grant("per", Grant(id="", key="", areas=results), "to-per"),
            self._grant("randi", Grant(id="", key="", areas=documents, period=Period(None, yesterday)), "to-randi"),
            self._shield(Shield(id="", persons=frozenset({hpr["moen"]})), "from-moen"),
            self._shield(
                Shield(id="", persons=frozenset({hpr["aune"]}), references=frozenset({"DocumentReference/kari-mark-document"})), "from-aune"
            ),
            self._shield(Shield(id="", organisations=frozenset({self.organisation(SHIELDED)})), "from-trust"),
        ]
        await self.delivers("kari", [(each, PATIENT_KEEPS) for each in made])

    async def _ward_asks(self) -> None:
        wish = Wish(number=person_number(self.number(ENROLLED)), name=marks.mark(ENROLLED, "navn"), reason="admitted", uses="alone")
        asked = await self.gate.enrolment_requests.ask(await self.staff(DOCTOR), wish, self.now)
        self.owners[ENROLLED], self.ids[ENROLLED] = kept_for(self.organisation(KEEPER)), {"enrolment": asked.id, "visit": str(uuid4())}

    async def _machines(self) -> None:
        """Let another client of the keeping trust have a job and a subscription, and take an act of Kari's log: what asks may name."""
        actor = await self.gate.actors.system("Journalen", organisation=self.organisation(KEEPER))
        headers = self.callers.know("owner", Client(actor, Scopes.parse("system/*.cruds"), client_id="another"))
        citizen = Client(self.citizen("kari"), Scopes.parse("patient/*.rs"), "patient", "kari", client_id="another-app")
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app=self.running.app), base_url=f"{ORIGIN}/fhir", headers=headers
        ) as client:
            begun = await client.get("/$export", headers={"prefer": "respond-async"})
            kept = await client.post("/Subscription", json=marks.subscription("kari"), headers={"content-type": "application/fhir+json"})
            log = await client.get("/AuditEvent?patient=Patient/kari", headers=self.callers.know("kari", citizen))
        job = begun.headers["content-location"].partition("job=")[2]
        self.machines = {"job": job, "subscription": kept.json()["id"], "event": log.json()["entry"][0]["resource"]["id"]}

    def _grant(self, receiver: str, grant: Grant, id_: str) -> dict:
        name = str(self.nation.people[receiver].name)
        return {**grant_body(grant, "kari", person_number(self.number(receiver)), name, self.now), "id": f"kari-{id_}"}

    def _shield(self, shield: Shield, id_: str) -> dict:
        return {**shield_body(shield, "kari", self.now, {}), "id": f"kari-{id_}"}

    async def _give_posts(self) -> None:
        """Posts as the directory gives them; somebody without HPR number is found by the opaque key of her number."""
        writes = []
        for key, code in POSTS.items():
            if await self.gate.directory.personnel_by_key((await self.staff(key)).key) is None:
                keyed = [{"system": PERSON_KEY, "value": (await self.staff(key)).key}]
                writes.append({**practitioner(self.nation.personnel[key]), "identifier": keyed})
            writes.append(self._role(key, ACCESS_FACT, code))
        writes.append(self._role(ADMINISTRATOR, PRACTITIONER_ROLE, "ict"))
        actor = await self.gate.actors.system("Katalogen", organisation=self.organisation(KEEPER))
        written = await self.gate.write_directory(
            actor, [Write("update", each["resourceType"], json.dumps(each).encode(), id=each["id"]) for each in writes], self.now
        )
        assert isinstance(written, tuple), written

    def _role(self, key: str, system: str, code: str) -> dict:
        return {
            "resourceType": "PractitionerRole",
            "id": f"{key}-post-{code}",
            "active": True,
            "practitioner": {"reference": f"Practitioner/{key}"},
            "organization": {"reference": f"Organization/{KEEPER}"},
            "code": [{"coding": [{"system": system, "code": code}]}],
        }


@asynccontextmanager
async def a_town(folder: Path) -> AsyncIterator[Town]:
    """Start everything and let everybody move in."""
    callers = TestCallers()
    usual = platform_module.fhir

    def with_tests_callers(settings, gate, real, clock, **more):
        callers.take_over(gate, real)
        return usual(settings, gate, callers, clock, **more)

    with embedded(folder, is_durable=False) as dsn, _instead(platform_module, fhir=with_tests_callers):
        await migrate(dsn)
        await migrate_sessions(dsn)
        async with running(folder, dsn) as app, asyncpg.create_pool(dsn, min_size=1, max_size=2) as pool:
            made = Town(app, known_world(folder, app.clock()), callers.gate, callers, pool)
            await made.settle()
            yield made
