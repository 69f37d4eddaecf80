"""A life by chance: somebody with parents, a guardian, friends and clinicians, and what is decided about her record as the days pass.

The life keeps a plain account of what has happened, beside the real record it happens in. Every number is synthetic.
"""

import json
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from innsyn.gate.grounds import staff_ground
from innsyn.gate.refused import Refused
from innsyn.gate.rules.policy import Policy
from innsyn.gate.tests.decisions import LONG_AGO, chooses
from innsyn.gate.tests.families import a_child, a_person, as_guardian, as_parent
from innsyn.gate.tests.samples import NOW, OTHER_TRUST, TRUST, a_number, create, patient
from innsyn.kernel.clock import NORWAY, norwegian_date
from innsyn.kernel.systems import ACCESS_LABEL
from innsyn.record.stored import Write

DOCTOR_HPR = "990000248"
CONFIDENTIALITY = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"


@dataclass
class Relative:
    """A parent or guardian as the register has her now."""

    number: object
    has_responsibility: bool = True
    shares_address: bool | None = True
    protection: str = "none"
    scope: str = "personal"
    since: date | None = None
    until: date | None = None


@dataclass
class Account:
    """What has happened, in plain words: the table is asked about this, never about the record."""

    born: date
    now: datetime = NOW
    is_dead: bool = False
    protection: str = "none"
    grants: dict = field(default_factory=dict)
    shields: dict = field(default_factory=dict)
    withholdings: dict = field(default_factory=dict)
    wishes: dict = field(default_factory=dict)
    choices: dict = field(default_factory=dict)

    @property
    def today(self):
        return norwegian_date(self.now)

    @property
    def age(self):
        """Birthdays that have been: counted one by one, and not as the rules count them."""
        years = 0
        while self.today >= date(self.born.year + years + 1, self.born.month, self.born.day):
            years += 1
        return years

    def chosen(self, number):
        """What a trust, or the nation, has chosen and what has begun; the nation's for a trust that has chosen nothing."""
        begun = [choice for choice in self.choices.get(number, ()) if choice.since <= self.today]
        return max(begun, key=lambda choice: choice.since) if begun else None


class Life:
    """One person's record in a world of its own, and everybody who comes to it."""

    def __init__(self, world, born):
        self.world, self.gate, self.account = world, world.gate, Account(born)
        self.number = a_number(born)
        self.mother, self.father = Relative(a_number()), Relative(a_number(), shares_address=False)
        self.guardian = Relative(a_number())
        self.friends = {"aunt": a_number(), "boy": a_number(date(2008, 11, 24))}
        self.documents = {}

    async def begins(self, *, graded):
        """Be born into the record, with a family in the register. graded: her trust has chosen the graded ages long ago."""
        if graded:
            await chooses(self.world, TRUST, ages="graded")
            self.account.choices[TRUST] = [Policy(since=LONG_AGO, ages="graded")]
        for number in (self.mother.number, self.father.number, self.guardian.number):
            await self.world.moves_in(number, name="Slekt")
        self.tell_register()
        self.owner = await self.world.moves_in(self.number, born=self.account.born.isoformat(), name="Liv Liv")
        for organisation in (TRUST, OTHER_TRUST):
            for type_ in ("DocumentReference", "Observation", "Appointment", "Communication"):
                await self.receives(type_, organisation, (), days_ago=40)
        for label in ("NORN_KUT", "NORN_FORANS", "NORN_UNGDOM", "NORU", "R"):
            await self.receives("DocumentReference", TRUST, (label,), days_ago=20)
        await self.register_tells()
        return self

    @property
    def now(self):
        return self.account.now

    def tell_register(self):
        """Let the register have the family as it is now."""
        rows = [
            as_parent(
                a_person(each.number, protection=each.protection),
                has_responsibility=each.has_responsibility,
                shares_address=each.shares_address,
            )
            for each in (self.mother, self.father)
        ]
        wards = as_guardian(a_person(self.guardian.number), scope=self.guardian.scope, since=self.guardian.since, until=self.guardian.until)
        account = self.account
        self.world.register.put(
            a_child(self.number, *rows, born=account.born, protection=account.protection, guardians=(wards,)),
            *(a_person(each.number, children=(self.number,), protection=each.protection) for each in (self.mother, self.father)),
            a_person(self.guardian.number, wards=(self.number,), protection=self.guardian.protection),
            a_person(self.friends["aunt"]),
            a_person(self.friends["boy"], born=date(2008, 11, 24)),
        )

    async def register_tells(self):
        """Let the register say that something about them has changed."""
        self.tell_register()
        for number in (self.number, self.mother.number, self.father.number, self.guardian.number):
            await self.gate.register_changed(number, self.now)

    async def receives(self, type_, organisation, labels, *, days_ago=0, more=None):
        """Let an organisation deliver something, with content of its own when it is a document."""
        at = self.now - timedelta(days=days_ago, seconds=len(self.documents))
        content = create({"resourceType": "Binary", "contentType": "text/plain", "data": "aGVp"}, custodian=organisation)
        wanted = [content] if type_ == "DocumentReference" else []
        written = await self.world.writes(self.owner, wanted, organisation=organisation, now=self.now) if wanted else []
        body = a_body(type_, labels, at, binary=written[0].id if written else "") | (more or {})
        (stored,) = await self.world.writes(self.owner, [create(body, custodian=organisation)], organisation=organisation, now=self.now)
        self.documents[f"{type_}/{stored.id}"] = (type_, stored.id, organisation, body)
        return stored

    async def relabels(self, reference, labels):
        """Let its organisation deliver something anew, with other labels."""
        type_, id_, organisation, body = self.documents[reference]
        body = {name: value for name, value in body.items() if name not in ("meta", "securityLabel")} | labelled(labels)
        update = Write("update", type_, json.dumps(body).encode(), id=id_, custodian=organisation)
        await self.world.writes(self.owner, [update], organisation=organisation, now=self.now)
        self.documents[reference] = (type_, id_, organisation, body)

    async def dies(self):
        """Let her own trust deliver that she has died."""
        body = patient(self.number, born=self.account.born.isoformat(), name="Liv Liv", deceasedBoolean=True)
        update = Write("update", "Patient", json.dumps(body).encode(), id=(await self.gate.patient_in(self.owner)), custodian=TRUST)
        await self.world.writes(self.owner, [update], now=self.now)
        self.account.is_dead = True

    def passes(self, how):
        """Let time pass: some minutes, until the last second before midnight, a day, or until the next birthday begins."""
        day = self.account.today + timedelta(days=1)
        midnight = datetime.combine(day, time.min, tzinfo=NORWAY)
        birthday = replace_year(self.account.born, self.account.today)
        to = {
            "a moment": self.now + timedelta(seconds=2),
            "minutes": self.now + timedelta(minutes=7),
            "an hour": self.now + timedelta(minutes=60),
            "almost midnight": midnight - timedelta(seconds=1),
            "a day": self.now + timedelta(days=1),
            "almost the birthday": datetime.combine(birthday, time.min, tzinfo=NORWAY) - timedelta(seconds=1),
        }[how]
        self.account.now = max(to.astimezone(NOW.tzinfo), self.now + timedelta(seconds=1))

    def citizens(self):
        """Everybody who is no personnel, with her number."""
        family = [("self", self.number), *((who, getattr(self, who).number) for who in ("mother", "father", "guardian"))]
        return [*family, *self.friends.items()]

    async def opens(self, viewer):
        """Let somebody come and open the record now. Returns the visit, or the refusal."""
        now, citizen = self.now, self.world.gate.actors.citizen
        if viewer == "self":
            return await self.gate.open_own(citizen(self.number, level="high"), self.number, now)
        if viewer in ("mother", "father"):
            return await self.world.acts_for(getattr(self, viewer).number, self.owner, "parent", now=now)
        if viewer == "guardian":
            return await self.world.acts_for(self.guardian.number, self.owner, "guardian", now=now)
        if viewer in self.friends:
            return await self.world.acts_for(self.friends[viewer], self.owner, "attorney", now=now)
        return await self._comes_to_work(viewer)

    async def _comes_to_work(self, viewer):
        basis = "gate.basis.after_death" if self.account.is_dead else "gate.basis.appointment"
        if viewer == "emergency":
            words = {"emergency_reason": "gate.emergency.life", "words": "Fant henne bevisstløs ute"}
            return await self.gate.open(
                await self.world.nurse(), self.owner, staff_ground(purpose="BTG", basis="gate.basis.emergency", **words), self.now
            )
        actor = await (self.world.nurse() if viewer == "nurse" else self.world.nurse(organisation=OTHER_TRUST, unit=OTHER_TRUST))
        return await self.gate.open(actor, self.owner, staff_ground(purpose="TREAT", basis=basis), self.now)


def a_body(type_, labels, at, *, binary=""):
    """A resource of a type, with labels and a date."""
    day = at.isoformat()
    made = {
        "DocumentReference": {
            "status": "current", "docStatus": "final", "description": f"Dokument {at.isoformat()}", "date": day,
            "content": [{"attachment": {"contentType": "text/plain", "url": f"Binary/{binary}"}}],
        },
        "Observation": {"status": "final", "code": {"text": f"Måling {at.isoformat()}"}, "effectiveDateTime": day},
        "Appointment": {"status": "booked", "start": day, "participant": [{"status": "accepted"}]},
        "Communication": {"status": "completed", "sent": day},
    }  # fmt: skip
    return {"resourceType": type_, **made[type_], **labelled(labels)}


def labelled(labels):
    """Labels as a resource carries them."""
    coded = [{"system": CONFIDENTIALITY if code in ("R", "V") else ACCESS_LABEL, "code": code} for code in labels]
    return {"meta": {"security": coded}} if coded else {}


def replace_year(born, today):
    """Her next birthday."""
    this_year = born.replace(year=today.year)
    return this_year if this_year > today else born.replace(year=today.year + 1)


def is_open(visit):
    """Whether somebody came in."""
    return not isinstance(visit, Refused)
