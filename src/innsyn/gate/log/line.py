"""One line of the log as the citizen sees it: a visit, or an attempt at one.

Source: Tillitsrammeverk ATT-8, ATT-16, ATT-20, ATT-23, ATT-34, ATT-42; EHDS article 9; docs/spec/access.md#AC-11.
"""

from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from innsyn.gate.rules.officers import PRIVACY_OFFICER
from innsyn.gate.visit import Code
from innsyn.kernel.clock import Instant

LineKind = Literal["self", "relative", "staff", "system", "unknown"]
LineState = Literal["opened", "found", "refused"]

TOLD_TYPES = frozenset(
    {
        *("AllergyIntolerance", "Appointment", "AuditEvent", "Basic", "Binary", "CarePlan", "CareTeam", "Claim", "Communication"),
        *("Composition", "Condition", "Consent", "Coverage", "Device", "DiagnosticReport", "DocumentReference", "Encounter"),
        *("EpisodeOfCare", "ExplanationOfBenefit", "Flag", "Goal", "ImagingStudy", "Immunization", "List", "Media"),
        *("MedicationAdministration", "MedicationDispense", "MedicationRequest", "MedicationStatement", "Observation", "Patient"),
        *("Procedure", "Provenance", "Questionnaire", "QuestionnaireResponse", "RelatedPerson", "ServiceRequest", "Specimen"),
        *("SupplyDelivery", "Task"),
    }
)
"""Kinds of information that have a name for readers; others are told as information in the record."""

LOG_TYPE = "AuditEvent"
"""The type under which reading the log itself is logged."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of one kind.

    type: one of `TOLD_TYPES`, text key `gate.type.<type>`, empty for others; `AuditEvent` for the log itself. count: different resources.
    titles: of those documents the reader of the log may see herself, at most twenty."""

    type: str
    count: int
    titles: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Refusal:
    """What was refused. text: text key of the reason, empty when the rule is not known. count: how often."""

    text: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitLine:
    """One line. Never a national number of anybody.

    place: for paging. kind: who came. state: whether the record was opened, only found at the desk, or refused.
    who: name. key, hpr: what stands for personnel in a shield: the opaque key, and the HPR number where there is one; never shown.
    profession: Volven 9060, text key `gate.profession.<code>`. organisation: number. unit_name, department: as the organisation
    writes them. first, last: instants of the first and last act. purpose: text key `gate.purpose.<purpose>`, empty when unknown.
    role: of who came, `mother` and `father` where the register says so, empty when unknown. office: post of personnel who answered a
    question or registered a power of attorney, else empty. is_listed: it was seen in a list of what waits, and nothing was opened.
    basis: text key. opened: titles of what was opened by itself, of those the reader may see; `seen` counts that and what stood in lists.
    user_selected: nobody but the actor says so. emergency: text key of the chosen reason, empty when it was none.
    acts: how many entries stand behind the line. marks: keys of the patterns it is like (`patterns.py`).
    question: how far a question about it has come (`access_questions.Stage`), empty when none was asked."""

    visit: UUID
    place: int
    kind: LineKind
    state: LineState
    who: str = field(repr=False)
    key: str = field(default="", repr=False)
    hpr: str | None = field(default=None, repr=False)
    profession: str | None
    organisation: str | None
    organisation_name: str
    unit_name: str
    department: str
    first: Instant
    last: Instant
    purpose: str
    basis: str
    user_selected: bool
    service: Code | None
    details: Code | None
    emergency: str
    opened: tuple[str, ...] = field(repr=False)
    seen: tuple[Seen, ...]
    written: tuple[Seen, ...]
    refusals: tuple[Refusal, ...]
    acts: int
    role: str = ""
    office: str = ""
    is_listed: bool = False
    marks: tuple[str, ...] = ()
    question: str = ""

    @property
    def can_be_asked_about(self) -> bool:
        """Say whether an organisation answers for it: then its privacy officer can be asked why, about others than herself."""
        is_officers = self.office == PRIVACY_OFFICER or self.is_listed
        return self.kind in ("staff", "system") and self.organisation is not None and not is_officers

    @property
    def did_nothing(self) -> bool:
        """Say whether personnel opened the record and saw no more than whose it is."""
        is_ordinary = self.kind == "staff" and self.state == "opened" and not self.office and not self.is_listed
        return is_ordinary and not self.written and all(seen.type == "Patient" for seen in self.seen)

    @property
    def is_emergency(self) -> bool:
        """Say whether the ordinary rules were set aside."""
        return bool(self.emergency)


@dataclass(frozen=True, slots=True)
class LogPage:
    """A page of lines, newest first. next: hand it back as `before` for the page after, None at the end."""

    lines: tuple[VisitLine, ...]
    next: int | None
