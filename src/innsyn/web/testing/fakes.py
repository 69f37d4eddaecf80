"""Stand-ins for what lies behind the web layer: people, doors and a gate that only knows its visits."""

# ruff: noqa: ARG002 -- a stand-in has the real thing's arguments and heeds few of them

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from innsyn.gate.acting import Acting, ended
from innsyn.gate.visit import CITIZEN_VISIT, STAFF_VISIT, Actor, Ground, Role, Visit
from innsyn.kernel.clock import Instant, instant
from innsyn.kernel.outcome import Verdict
from innsyn.web.arrivals import CitizenArrival, Doors, NotAdmitted, StaffArrival
from innsyn.web.doors import Departure, LoginFailed

NOW = instant("2026-11-22T10:00:00+00:00")


def a_citizen(key: str = "kari", name: str = "Kari Testesen") -> Actor:
    """Make a citizen."""
    return Actor(kind="citizen", key=key, name=name, level="high")


def a_health_worker(key: str = "nina", name: str = "Nina Sykepleier") -> Actor:
    """Make a nurse at a hospital."""
    return Actor(
        kind="staff", key=key, name=name, level="high", profession="SP", hpr="9999999",
        organisation="999999999", organisation_name="Fjordby sykehus", department="Kirurgisk sengepost",
    )  # fmt: skip


def a_visit(actor: Actor, *, owner: int = 1, opened_at: Instant = NOW, number: int = 1, role: Role = "self") -> Visit:
    """Make a visit that begins at `opened_at`, with an id made of `number`. role: of a citizen."""
    is_staff = actor.kind == "staff"
    return Visit(
        id=UUID(int=number),
        owner=owner,
        patient_id=f"p{owner}",
        actor=actor,
        role="staff" if is_staff else role,
        ground=Ground(purpose="TREAT" if is_staff else "PATRQT", basis="gate.basis.treatment" if is_staff else "gate.basis.own_record"),
        opened_at=opened_at,
        expires_at=opened_at + (STAFF_VISIT if is_staff else CITIZEN_VISIT),
    )


@dataclass
class FakeGate:
    """A gate that knows the visits it was given, and nothing else; tests of features hand in the real one."""

    visits: dict[UUID, Visit] = field(default_factory=dict)
    knocks: list[tuple[str, str, str]] = field(default_factory=list)
    """Who was turned away at which resource: actor's key, type, id."""
    actings: dict[UUID, Acting] = field(default_factory=dict)
    """For whom somebody acts in a visit to another's record."""

    def know(self, visit: Visit) -> Visit:
        """Take in a visit."""
        self.visits[visit.id] = visit
        return visit

    async def resume(self, visit_id: UUID, owner: int, actor: Actor, now: Instant) -> Visit | None:
        """Say the visit when it is this actor's and not over."""
        visit = self.visits.get(visit_id)
        if visit is None or visit.owner != owner or visit.actor.key != actor.key or visit.is_over(now):
            return None
        return visit

    async def acting(self, visit: Visit, now: Instant) -> Acting:
        """Say what it was told of a visit to another's record, else that it is over."""
        return self.actings.get(visit.id) or ended(visit.role)

    async def choices(self, now: Instant) -> tuple[Any, ...]:
        """Say that nobody has chosen anything."""
        return ()

    async def knock(self, actor: Actor, type_: str, id_: str, now: Instant) -> None:
        """Remember who asked for what from outside."""
        self.knocks.append((actor.key, type_, id_))


@dataclass
class FakeDoor:
    """A door whose provider answers with `outcome`, whatever it is asked."""

    outcome: Any
    departures: list[dict[str, Any]] = field(default_factory=list)

    async def begin(self, *, return_to: str, locale: str, login_hint: str | None = None, workplace: Any = None) -> Departure | LoginFailed:
        """Send the browser to a provider that does not exist."""
        self.departures.append({"return_to": return_to, "locale": locale, "login_hint": login_hint, "workplace": workplace})
        return Departure(url="https://provider.example/authorize?request_uri=x", pre_login=return_to.encode())

    async def complete(self, answer: Mapping[str, str], pre_login: bytes, *, now: Instant) -> Any:
        """Answer as told."""
        return self.outcome

    async def logout_url(self, *, id_token: str, return_to: str) -> str:
        """Say where the provider's session ends."""
        return f"https://provider.example/end?back={return_to}"

    def front_channel(self, *, iss: str, sid: str) -> str | None:
        """Believe one provider."""
        return sid if iss == "https://provider.example" else None


@dataclass
class FakeArrivals:
    """Lets everyone in who is in `citizens` or `staff`, by the key of the login's eID; others are not admitted."""

    citizen_visit: Visit | None = None
    staff_actor: Actor | None = None

    async def citizen(self, login: Any, *, now: Instant) -> CitizenArrival | NotAdmitted:
        """Let the citizen into her record, if there is one."""
        if self.citizen_visit is None:
            return NotAdmitted(Verdict(allowed=False, key="login.failed.refused"))
        return CitizenArrival(actor=self.citizen_visit.actor, visit=self.citizen_visit)

    async def staff(self, login: Any, *, now: Instant) -> StaffArrival | NotAdmitted:
        """Let the health worker to the desk, if she is known."""
        if self.staff_actor is None:
            return NotAdmitted(Verdict(allowed=False, key="login.failed.no_hpr"))
        return StaffArrival(actor=self.staff_actor)


def fake_doors(*, citizen: Any = None, staff: Any = None, arrivals: FakeArrivals | None = None, hints: Any = None) -> Doors:
    """Make doors whose providers answer as told; without an answer nobody comes in."""
    refused = LoginFailed(reason_key="login.failed.refused", detail="fake")
    return Doors(citizen=FakeDoor(citizen or refused), staff=FakeDoor(staff or refused), arrivals=arrivals or FakeArrivals(), hints=hints)
