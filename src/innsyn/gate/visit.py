"""A visit: who comes, to whose record, in which role, for what purpose, on what basis, from when until when.

Source: Tillitsrammeverk data model 1.1 (ATT rules); docs/adr/0005-visits-and-the-standing-stamp.md.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal
from uuid import UUID

from innsyn.kernel.clock import Instant

ActorKind = Literal["citizen", "staff", "system"]
Level = Literal["high", "lower", "unknown"]
Role = Literal["self", "parent", "guardian", "attorney", "staff", "system"]

STAFF_VISIT = timedelta(minutes=60)
"""How long one attestation stands (ATT-58b)."""

CITIZEN_VISIT = timedelta(hours=12)
"""A citizen's visit is her session's stay in one record; the session's own limits are shorter."""

SYSTEM_VISIT = timedelta(hours=24)
"""How long a delivering system may add to one record before it says again who it is."""


@dataclass(frozen=True, slots=True)
class Code:
    """A coded value. code, system: as the code system's owner writes them. text: display, empty when unknown."""

    code: str
    system: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Whoever acts.

    key: opaque and stable, from `Keys.person_key`; a system's own name for systems. level: `high` is what a record asks for (ATT-9).
    profession: Volven 9060 code, None when unknown. hpr: HPR number. organisation: organisation number of the legal entity (ATT-15).
    unit: organisation number of the point of care (ATT-18). department: name as the organisation writes it (ATT-23).
    posts: posts without a patient that the directory gave when the visit was opened. is_adult, is_protected: of a citizen who acts for
    another, by the population register; None when unknown."""

    kind: ActorKind
    key: str
    name: str = field(repr=False)
    level: Level = "unknown"
    profession: str | None = None
    hpr: str | None = None
    organisation: str | None = None
    organisation_name: str = ""
    unit: str | None = None
    unit_name: str = ""
    department: str = ""
    posts: tuple[str, ...] = ()
    is_adult: bool | None = None
    is_protected: bool | None = None


@dataclass(frozen=True, slots=True)
class Emergency:
    """Why the ordinary rules were set aside.

    reason: text key chosen from `EMERGENCY_REASONS`. words: the actor's own, kept for the review."""

    reason: str
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Why somebody comes.

    purpose: HL7 PurposeOfUse code. basis: text key from the list of bases. decision_ref: id by which the organisation finds its
    decision (ATT-46). user_selected: true when nobody but the actor says so, self-authorised (ATT-48). service: type of service
    given (ATT-33). details: the concrete event behind the access (ATT-43b)."""

    purpose: str
    basis: str
    decision_ref: str = ""
    user_selected: bool = True
    service: Code | None = None
    details: Code | None = None
    emergency: Emergency | None = None

    @property
    def is_emergency(self) -> bool:
        """Say whether the glass was broken: only BTG sets the ordinary rules aside, ETREAT does not (ATT-39, ATT-41)."""
        return self.purpose == "BTG"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One stay in one record. Everything read or written there names it.

    owner, patient_id: whose record, as the record keys it. opened_at, expires_at: half-open; from `expires_at` on nothing is answered."""

    id: UUID
    owner: int
    patient_id: str
    actor: Actor
    role: Role
    ground: Ground
    opened_at: Instant
    expires_at: Instant

    def is_over(self, now: Instant) -> bool:
        """Say whether the visit has ended by `now`, or has not begun."""
        return not self.opened_at <= now < self.expires_at
