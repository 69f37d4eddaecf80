"""The grounds a clinician may state at the desk: purposes, bases, services, and the reasons for breaking the glass.

Source: Tillitsrammeverk ATT-33 to ATT-48; HL7 Norway's AuditEvent guide for the details' codes; docs/spec/access.md#AC-3.
"""

from dataclasses import dataclass

from innsyn.gate.attestation.systems import DECISION_TEMPLATE
from innsyn.gate.visit import Code, Emergency, Ground, Role
from innsyn.kernel.outcome import Verdict

LONGEST_WORDS = 500
FEWEST_WORDS = 10
"""Characters of a reason in one's own words."""


@dataclass(frozen=True, slots=True)
class Basis:
    """One basis to choose. key: text key. details: code that tells other organisations what the concrete event was (ATT-43b)."""

    key: str
    details: str
    purposes: tuple[str, ...] = ("TREAT", "ETREAT")


PURPOSES = ("TREAT", "ETREAT", "COC", "BTG")
"""Purposes as the desk offers them; text key `gate.purpose.<code>`."""

BASES = (
    Basis("gate.basis.appointment", "POLBESOK"),
    Basis("gate.basis.admitted", "BELEGG"),
    Basis("gate.basis.referral", "VURDHENV"),
    Basis("gate.basis.acute", "BLAALYS", ("ETREAT", "BTG")),
    Basis("gate.basis.supervision", "TILSYN"),
    Basis("gate.basis.planning", "PLANOPP"),
    Basis("gate.basis.follow_up", "BEHANDLER"),
    Basis("gate.basis.home_care", "BEHANDLER", ("TREAT", "ETREAT", "COC")),
    Basis("gate.basis.regular_doctor", "BEHANDLER"),
    Basis("gate.basis.contacted_us", "BEHANDLER"),
    Basis("gate.basis.case_handling", "PASADM", ("COC",)),
    Basis("gate.basis.emergency", "BLAALYS", ("BTG",)),
    Basis("gate.basis.after_death", "KVAL"),
)
"""Bases as the desk offers them, each with the purposes it goes with."""

EMERGENCY_REASONS = (
    "gate.emergency.life",
    "gate.emergency.unconscious",
    "gate.emergency.consent_given",
    "gate.emergency.other",
)
"""Reasons for emergency access, as text keys; words of one's own go with each."""

OWN_RECORD = Ground(purpose="PATRQT", basis="gate.basis.own_record", user_selected=False)
"""A citizen's ground: it is her own record."""

CALENDAR_FEED = Ground(purpose="PATRQT", basis="gate.basis.calendar_feed", user_selected=False)
"""The ground of a private calendar address: it fetches what whoever made it may see."""

REPRESENTS: dict[Role, Ground] = {
    "parent": Ground(purpose="FAMRQT", basis="gate.basis.parent", user_selected=False),
    "guardian": Ground(purpose="PWATRNY", basis="gate.basis.guardian", user_selected=False),
    "attorney": Ground(purpose="PWATRNY", basis="gate.basis.attorney", user_selected=False),
}
"""The ground of whoever acts for another, by role."""

REGISTRATION_DESK = Ground(purpose="PATADMIN", basis="gate.basis.registration", user_selected=False)
"""The ground of the desk that registers a power of attorney given on paper."""

ENROLLING = Ground(purpose="PATADMIN", basis="gate.basis.enrolment", user_selected=False)
"""The ground of a ward that asks for its patient to be enrolled, and of the office that does it; `decision_ref` names the request."""

ACCESS_REVIEW = Ground(purpose="HCOMPL", basis="gate.basis.access_question", user_selected=False)
"""The ground of the privacy officer who answers why a record was opened; `decision_ref` names the question."""

UNUSUAL_LIST = Ground(purpose="HCOMPL", basis="gate.basis.unusual_list", user_selected=False)
"""The ground of the privacy officer who goes through the accesses that are marked."""

REGISTER_KEEPS = Ground(purpose="RECORDMGT", basis="gate.basis.register", user_selected=False)
"""The ground on which relations from the population register are kept up to date."""

DELIVERY = Ground(purpose="RECORDMGT", basis="gate.basis.delivery", user_selected=False)
"""A system's ground: it delivers what its organisation keeps."""

CLIENT = Ground(purpose="HOPERAT", basis="gate.basis.client", user_selected=False)
"""A machine client's ground: it uses what its organisation keeps."""

CLIENT_FOUND = Ground(purpose="HOPERAT", basis="gate.basis.client_found", user_selected=False)
"""The same, of a patient it found by national number."""

CONVERSATION = Ground(purpose="TREAT", basis="gate.basis.dialogue", user_selected=False, details=Code("BEHANDLER", DECISION_TEMPLATE))
"""The ground of who answers what the patient has written; `decision_ref` names the conversation."""

ATTESTED = "gate.basis.attested"
"""A health worker's basis when her own organisation attested the need, and what it said is none of those the desk offers."""

_NO_BASIS = Verdict(False, "gate.ground.choose_basis", "AC-3", "docs/spec/access.md#AC-3")
_NO_PURPOSE = Verdict(False, "gate.ground.choose_purpose", "AC-3", "docs/spec/access.md#AC-3")
_NO_REASON = Verdict(False, "gate.ground.choose_reason", "AC-3", "docs/spec/access.md#AC-3")
_NO_WORDS = Verdict(False, "gate.ground.write_reason", "AC-3", "docs/spec/access.md#AC-3")


def bases_for(purpose: str) -> tuple[Basis, ...]:
    """Say which bases go with a purpose."""
    return tuple(basis for basis in BASES if purpose in basis.purposes)


def staff_ground(
    *, purpose: str, basis: str, service: Code | None = None, emergency_reason: str = "", words: str = "", decision_ref: str = ""
) -> Ground | Verdict:
    """Make a ground of what a clinician chose.

    purpose: code of `PURPOSES`. basis: text key of `BASES`. service: type of service given, None when it is no planned course (ATT-36).
    emergency_reason: text key of `EMERGENCY_REASONS`, with words of her own, 10 to 500 characters; only for BTG.
    Returns the ground, or a no with the text key of what is missing."""
    if purpose not in PURPOSES:
        return _NO_PURPOSE
    chosen = next((each for each in bases_for(purpose) if each.key == basis), None)
    if chosen is None:
        return _NO_BASIS
    emergency = None
    if purpose == "BTG":
        if emergency_reason not in EMERGENCY_REASONS:
            return _NO_REASON
        if len(words.strip()) < FEWEST_WORDS:
            return _NO_WORDS
        emergency = Emergency(emergency_reason, words.strip()[:LONGEST_WORDS])
    details = Code(chosen.details, DECISION_TEMPLATE)
    return Ground(purpose=purpose, basis=basis, decision_ref=decision_ref, service=service, details=details, emergency=emergency)
