"""The business rules for an attestation that a receiver can check by itself, one small function each.

Source: Tillitsrammeverk, forretningsregler 1.1; the numbers are theirs, letters tell apart those they used twice. What each demands
is in docs/law/attestation.md. Rules about showing the log (ATT-8, -16, -20, -34) are kept by `gate/log`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from innsyn.gate.attestation.model import Attestation, Receipt
from innsyn.gate.attestation.systems import HEALTHCARE_SERVICES, PURPOSE_DETAILS, PURPOSE_SYSTEMS, PURPOSES
from innsyn.kernel.ids import is_hpr_number, is_organisation_number, person_number
from innsyn.kernel.outcome import Verdict
from innsyn.kernel.systems import D_NUMBER, HPR_NUMBER, ORGANISATION_NUMBER, PERSON_NUMBER, PROFESSION

MAX_AGE_S = 60 * 60
"""An attestation stands for sixty minutes (ATT-58b, ATT-58c)."""

Check = Callable[[Attestation, Receipt], bool]


def att_2_is_signed(_: Attestation, receipt: Receipt) -> bool:
    """It can be traced to whoever made it: the signature was checked and holds."""
    return receipt.is_signed


def att_4_is_about_this_patient(attestation: Attestation, receipt: Receipt) -> bool:
    """An attestation that names patients opens no other record than theirs."""
    named = [(patient.identifier.system, patient.identifier.id) for patient in attestation.patients if patient.identifier]
    return receipt.asked_about is None or not named or receipt.asked_about in named


def att_5_can_be_held_against_blocks(attestation: Attestation, _: Receipt) -> bool:
    """It says who asks and for which organisation, so that the patient's blocks can be enforced."""
    return attestation.practitioner.identifier is not None and attestation.practitioner.legal_entity is not None


def att_6_names_the_patient_for_detail(attestation: Attestation, receipt: Receipt) -> bool:
    """Without a patient only lists of who is expected or admitted are open."""
    return not receipt.wants_detail or any(patient.identifier for patient in attestation.patients)


def att_9_is_surely_authenticated(_: Attestation, receipt: Receipt) -> bool:
    """The user was authenticated at level high."""
    return receipt.is_level_high


def att_10_is_a_national_number(attestation: Attestation, _: Receipt) -> bool:
    """The practitioner's identifier is a person number or D-number in form and check digits."""
    identifier = attestation.practitioner.identifier
    number = person_number(identifier.id) if identifier else None
    kinds = {PERSON_NUMBER: "person_number", D_NUMBER: "d_number"}
    return identifier is not None and number is not None and kinds.get(identifier.system) == number.kind


def att_11_is_the_authenticated_user(attestation: Attestation, receipt: Receipt) -> bool:
    """The attested identifier is that of whoever logged in."""
    identifier = attestation.practitioner.identifier
    return identifier is not None and identifier.id == receipt.authenticated


def att_15_names_a_legal_entity(attestation: Attestation, _: Receipt) -> bool:
    """The legal entity is an organisation number."""
    entity = attestation.practitioner.legal_entity
    return entity is not None and entity.system == ORGANISATION_NUMBER and is_organisation_number(entity.id)


def att_18b_names_a_point_of_care(attestation: Attestation, _: Receipt) -> bool:
    """The point of care is an organisation number."""
    unit = attestation.practitioner.point_of_care
    return unit is not None and unit.system == ORGANISATION_NUMBER and is_organisation_number(unit.id)


def att_29a_names_hpr_rightly(attestation: Attestation, _: Receipt) -> bool:
    """An HPR number, when there is one, comes from the register's own system."""
    hpr = attestation.practitioner.hpr_nr
    return hpr is None or (hpr.system == HPR_NUMBER and is_hpr_number(hpr.id))


def att_32_has_the_authorization(attestation: Attestation, receipt: Receipt) -> bool:
    """The attested authorisation stands in the register for that person; a register that cannot be asked is a no."""
    attested = attestation.practitioner.authorization
    if attested is None:
        return attestation.practitioner.hpr_nr is None
    registered = receipt.registered_authorizations
    return attested.system == PROFESSION and registered is not None and attested.code in registered


def att_37_knows_the_service_list(attestation: Attestation, _: Receipt) -> bool:
    """A healthcare service comes from one of the ten listed code systems."""
    service = attestation.care_relationship.healthcare_service
    return service is None or service.system in HEALTHCARE_SERVICES


def att_38_has_a_known_purpose(attestation: Attestation, _: Receipt) -> bool:
    """The purpose is TREAT, ETREAT, COC or BTG (ATT-38 to ATT-41)."""
    purpose = attestation.care_relationship.purpose_of_use
    return purpose is not None and purpose.code in PURPOSES and purpose.system in PURPOSE_SYSTEMS


def att_43a_says_what_it_is_about(attestation: Attestation, _: Receipt) -> bool:
    """Healthcare service or details of the purpose are given."""
    relationship = attestation.care_relationship
    return relationship.healthcare_service is not None or relationship.purpose_of_use_details is not None


def att_45_knows_the_details_list(attestation: Attestation, _: Receipt) -> bool:
    """Details, when given, come from a list we know."""
    details = attestation.care_relationship.purpose_of_use_details
    return details is None or details.system in PURPOSE_DETAILS


def att_46_names_its_decision(attestation: Attestation, _: Receipt) -> bool:
    """The decision can be found again by its reference."""
    decision = attestation.care_relationship.decision_ref
    return decision is not None and bool(decision.id.strip())


def att_48_says_who_decided(attestation: Attestation, _: Receipt) -> bool:
    """Whether the user authorised herself is said as yes or no."""
    decision = attestation.care_relationship.decision_ref
    return decision is not None and decision.user_selected is not None


def att_58c_is_fresh(attestation: Attestation, receipt: Receipt) -> bool:
    """It is at most sixty minutes old and not from the future; clocks are not forgiven."""
    if attestation.toa is None:
        return False
    return 0 <= int(receipt.now.timestamp()) - attestation.toa <= MAX_AGE_S


@dataclass(frozen=True, slots=True)
class AttestationRule:
    """One business rule. key: the framework's number. text: text key of what is missing."""

    key: str
    text: str
    holds: Check


ATTESTATION_RULES = (
    AttestationRule("ATT-2", "gate.att.not_signed", att_2_is_signed),
    AttestationRule("ATT-4", "gate.att.another_patient", att_4_is_about_this_patient),
    AttestationRule("ATT-5", "gate.att.no_identity", att_5_can_be_held_against_blocks),
    AttestationRule("ATT-6", "gate.att.no_patient", att_6_names_the_patient_for_detail),
    AttestationRule("ATT-9", "gate.att.level_too_low", att_9_is_surely_authenticated),
    AttestationRule("ATT-10", "gate.att.not_in_register", att_10_is_a_national_number),
    AttestationRule("ATT-11", "gate.att.another_user", att_11_is_the_authenticated_user),
    AttestationRule("ATT-15", "gate.att.no_legal_entity", att_15_names_a_legal_entity),
    AttestationRule("ATT-18b", "gate.att.no_point_of_care", att_18b_names_a_point_of_care),
    AttestationRule("ATT-29a", "gate.att.hpr_system", att_29a_names_hpr_rightly),
    AttestationRule("ATT-32", "gate.att.not_authorised", att_32_has_the_authorization),
    AttestationRule("ATT-37", "gate.att.service_system", att_37_knows_the_service_list),
    AttestationRule("ATT-38", "gate.att.purpose", att_38_has_a_known_purpose),
    AttestationRule("ATT-43a", "gate.att.no_service_or_details", att_43a_says_what_it_is_about),
    AttestationRule("ATT-45", "gate.att.details_system", att_45_knows_the_details_list),
    AttestationRule("ATT-46", "gate.att.no_decision", att_46_names_its_decision),
    AttestationRule("ATT-48", "gate.att.who_decided", att_48_says_who_decided),
    AttestationRule("ATT-58c", "gate.att.attestation_has_expired", att_58c_is_fresh),
)


def broken_rules(attestation: Attestation, receipt: Receipt) -> tuple[Verdict, ...]:
    """List the rules an attestation breaks, each as a no with its text key; empty when it stands."""
    return tuple(
        Verdict(False, rule.text, rule.key, "Tillitsrammeverk 1.1") for rule in ATTESTATION_RULES if not rule.holds(attestation, receipt)
    )
