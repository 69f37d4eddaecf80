"""A situation told flat, so that a rule's examples can be read, shown and multiplied: who, whom, why, and which resource."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from uuid import UUID

from innsyn.gate.rules.access_facts import ACCESS_QUESTION, GRANT, HIDE_REQUEST, PATIENT_KEEPS, SHIELD
from innsyn.gate.rules.areas import Area
from innsyn.gate.rules.calendar_facts import DONE_ACTION, OWN_EVENT
from innsyn.gate.rules.case import CITIZENS, Case
from innsyn.gate.rules.dialogue_facts import ANSWERED, E_CONSULTATION, FROM_CITIZEN, FROM_CLINIC, OWN_DRAFT, RENEWAL
from innsyn.gate.rules.told_facts import HOSPITAL as HOSPITAL
from innsyn.gate.rules.told_facts import OTHER_HOSPITAL as OTHER_HOSPITAL
from innsyn.gate.rules.told_facts import Days, ParentSeen, patient_of, policies_of
from innsyn.gate.visit import STAFF_VISIT, Actor, Emergency, Ground, Level, Role, Visit
from innsyn.kernel.systems import ACCESS_FACT, CALENDAR, CLOSING_CODE, DIALOGUE, DRAFTED_BY, DRAFTED_TO
from innsyn.record.condition import RowFacts

Act = Literal["read", "write"]
Token = tuple[str, str | None, str]

TODAY = date(2026, 11, 22)
"""The day every example is told on; at noon in Norway."""

PATIENT = PATIENT_KEEPS
A_GRANT: Token = ("category", ACCESS_FACT, GRANT)
A_SHIELD: Token = ("category", ACCESS_FACT, SHIELD)
A_HIDE_REQUEST: Token = ("code", ACCESS_FACT, HIDE_REQUEST)
A_QUESTION: Token = ("code", ACCESS_FACT, ACCESS_QUESTION)
A_CONVERSATION: Token = ("code", DIALOGUE, "e-contact")
A_CONSULTATION: Token = ("code", DIALOGUE, E_CONSULTATION)
A_RENEWAL: Token = ("code", DIALOGUE, RENEWAL)
A_MESSAGE: Token = ("category", DIALOGUE, FROM_CITIZEN)
A_CLINICS_MESSAGE: Token = ("category", DIALOGUE, FROM_CLINIC)
A_RENEWAL_MESSAGE: Token = ("category", DIALOGUE, RENEWAL)
AN_OWN_EVENT: Token = ("code", CALENDAR, OWN_EVENT)
A_DONE_ACTION: Token = ("code", CALENDAR, DONE_ACTION)
AN_ANSWER: Token = ("business-status", CLOSING_CODE, ANSWERED)

_NOON = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
_VISIT = UUID("00000000-0000-4000-8000-000000000001")


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """One situation; every default is the plainest yes of its role.

    born: ISO date, None for unknown; today is 22 November 2026. own: the actor is the patient, None for what the role implies.
    reason: words for an emergency, None when none were given. minutes: since the visit opened. labels: on the resource;
    record_labels: on the patient's standing resources. token, also: `(parameter, system, code)` the resource carries. status: one more.
    drafted_by: whose own draft it is, None when it is no such; drafted_to: the organisation that is to.
    custodian: organisation it came from, None when unknown. Days are counted from today: -1 was yesterday, None is open.
    parent, guardian, grant: how the actor stands to the patient, read only in those roles. care_from: with whom a guardian's errand is.
    shield: against what the visitor is; shield_by: who registered it, None for the patient herself. withheld: Volven 9603 code of a
    decision. wish: what a young person asked wish_to to hide. graded: trusts with the graded ages.
    delay_days: the choice of HOSPITAL or of the nation (`delay_of`). noru_days: the nation's choice for NORU."""

    role: Role = "self"
    act: Act = "read"
    born: str | None = "1980-02-03"
    own: bool | None = None
    dead: bool = False
    protected: bool = False
    same_patient: bool = True
    known_patient: bool = True
    level: Level = "high"
    minutes: int = 5
    purpose: str = ""
    basis: str = "gate.basis.appointment"
    reason: str | None = "words"
    profession: str | None = "SP"
    organisation: str | None = HOSPITAL
    posts: tuple[str, ...] = ()
    actor_adult: bool | None = True
    actor_protected: bool | None = False
    type: str = "DocumentReference"
    labels: tuple[str, ...] = ()
    record_labels: tuple[str, ...] = ()
    token: Token | None = None
    also: Token | None = None
    status: str | None = None
    drafted_by: Literal["actor", "another"] | None = None
    drafted_to: str | None = None
    custodian: str | None = HOSPITAL
    signed_days_ago: int | None = 31
    recorded_days_ago: int = 30
    parent: ParentSeen = "home"
    other_parent_protected: bool | None = False
    guardian: Literal["personal", "financial", "both", "care", "errands", "unknown", "none"] = "personal"
    guardian_days: Days = (None, None)
    care_from: tuple[str, ...] = (HOSPITAL,)
    grant: tuple[Area, ...] | None = ("documents",)
    grant_from: tuple[str, ...] = ()
    grant_days: Days = (None, None)
    grant_is_readable: bool = True
    shield: Literal["person", "key", "another", "profession", "organisation", "everybody"] | None = None
    shield_what: Literal["all", "this", "another"] = "all"
    shield_by: str | None = None
    shield_days: Days = (None, None)
    shield_is_readable: bool = True
    shields_told: bool = True
    withheld: str | None = None
    withheld_by: str = HOSPITAL
    withheld_what: Literal["this", "another"] = "this"
    withheld_days: Days = (None, None)
    withheld_is_told: bool = False
    wish: Literal["this", "another"] | None = None
    wish_to: str = HOSPITAL
    graded: tuple[str, ...] = ()
    delay_days: int | None = None
    delay_code: Token | None = None
    delay_of: Literal["hospital", "nation"] = "hospital"
    noru_days: int | None = None


def case_of(situation: Situation) -> Case:
    """Make the case a situation tells of."""
    return Case(_visit(situation), patient_of(situation, TODAY), _NOON, policies_of(situation))


def row_of(situation: Situation) -> RowFacts:
    """Make the resource a situation tells of."""
    tokens = {token for token in (situation.token, situation.also) if token is not None}
    if situation.status:
        tokens.add(("status", None, situation.status))
    tokens |= _drafted(situation)
    signed = situation.signed_days_ago
    return RowFacts(
        type=situation.type,
        id="resource",
        custodian=situation.custodian,
        labels=frozenset(situation.labels),
        recorded_at=_NOON - timedelta(days=situation.recorded_days_ago),
        clinical_at=None if signed is None else _NOON - timedelta(days=signed),
        tokens=frozenset(tokens),
    )


def _drafted(situation: Situation) -> set[Token]:
    by, to = situation.drafted_by, situation.drafted_to
    marks: set[Token] = {("category", DIALOGUE, OWN_DRAFT), ("category", DRAFTED_BY, by)} if by else set()
    return marks | ({("category", DRAFTED_TO, to)} if to else set())


def _visit(situation: Situation) -> Visit:
    opened_at = _NOON - timedelta(minutes=situation.minutes)
    return Visit(
        id=_VISIT,
        owner=1,
        patient_id="patient" if situation.same_patient else "somebody-else",
        actor=_actor(situation),
        role=situation.role,
        ground=_ground(situation),
        opened_at=opened_at,
        expires_at=opened_at + STAFF_VISIT,
    )


def _actor(situation: Situation) -> Actor:
    if situation.role in CITIZENS:
        age, protection = situation.actor_adult, situation.actor_protected
        return Actor(kind="citizen", key="actor", name="", level=situation.level, is_adult=age, is_protected=protection)
    return Actor(
        kind="staff" if situation.role == "staff" else "system",
        key="actor",
        name="",
        level=situation.level,
        profession=situation.profession,
        hpr="1" if situation.role == "staff" else None,
        organisation=situation.organisation,
        posts=situation.posts,
    )


def _ground(situation: Situation) -> Ground:
    usual = {"staff": "TREAT", "system": "RECORDMGT"}.get(situation.role, "PATRQT")
    emergency = None if situation.reason is None else Emergency("gate.emergency.life", situation.reason)
    return Ground(purpose=situation.purpose or usual, basis=situation.basis, emergency=emergency)
