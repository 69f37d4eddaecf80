"""The attestation of a visit at our own desk, made as other organisations would make it, and held against the same rules."""

from dataclasses import dataclass, field

from innsyn.gate.attestation.model import (
    Attestation,
    AttestedCode,
    AttestedPatient,
    AttestedPractitioner,
    CareRelationship,
    DecisionRef,
    Identifier,
    Receipt,
)
from innsyn.gate.attestation.rules import broken_rules
from innsyn.gate.visit import Actor, Code, Ground
from innsyn.kernel.clock import Instant
from innsyn.kernel.ids import person_number
from innsyn.kernel.outcome import Verdict
from innsyn.kernel.systems import D_NUMBER, HPR_NUMBER, ORGANISATION_NUMBER, PERSON_NUMBER, PROFESSION, PURPOSE_OF_USE

_LOCAL_PATIENT = "urn:ietf:rfc:3986"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attester:
    """What must be known to attest: who asks, her national number, whose record it is, and what the register of personnel says.

    number: None when the actor's key is not one of ours. patient: `(system, number)`, None for a patient without a national number."""

    actor: Actor
    number: str | None = field(repr=False)
    patient_id: str
    patient: tuple[str, str] | None = field(repr=False)
    registered: frozenset[str] | None


def attestation_of(attester: Attester, ground: Ground, now: Instant) -> Attestation:
    """Make the attestation of a visit that begins now."""
    return Attestation(
        practitioner=_practitioner(attester),
        care_relationship=CareRelationship(
            healthcare_service=_code(ground.service),
            purpose_of_use=AttestedCode(ground.purpose, PURPOSE_OF_USE),
            purpose_of_use_details=_code(ground.details),
            decision_ref=DecisionRef(ground.decision_ref, ground.user_selected),
        ),
        patients=(AttestedPatient(identifier=Identifier(_patient(attester)[1], _patient(attester)[0])),),
        toa=int(now.timestamp()),
    )


def first_broken_rule(attester: Attester, ground: Ground, now: Instant) -> Verdict | None:
    """Say the first business rule the visit's attestation breaks, None when it stands.

    The signature is our own seal over the log, the authenticated number the session's."""
    receipt = Receipt(
        now=now,
        is_signed=True,
        is_level_high=attester.actor.level == "high",
        authenticated=attester.number or "",
        registered_authorizations=attester.registered,
        asked_about=_patient(attester),
    )
    return next(iter(broken_rules(attestation_of(attester, ground, now), receipt)), None)


def _practitioner(attester: Attester) -> AttestedPractitioner:
    actor, number = attester.actor, person_number(attester.number or "")
    system = D_NUMBER if number and number.kind == "d_number" else PERSON_NUMBER
    return AttestedPractitioner(
        identifier=Identifier(number.value, system, actor.name) if number else None,
        hpr_nr=Identifier(actor.hpr, HPR_NUMBER) if actor.hpr else None,
        authorization=AttestedCode(actor.profession, PROFESSION) if actor.profession else None,
        legal_entity=_organisation(actor.organisation, actor.organisation_name),
        point_of_care=_organisation(actor.unit or actor.organisation, actor.unit_name or actor.organisation_name),
    )


def _organisation(number: str | None, name: str) -> Identifier | None:
    """Name an organisation; a legal entity without sub-units is its own point of care (ATT-19)."""
    return Identifier(number, ORGANISATION_NUMBER, name) if number else None


def _patient(attester: Attester) -> tuple[str, str]:
    return attester.patient or (_LOCAL_PATIENT, attester.patient_id)


def _code(code: Code | None) -> AttestedCode | None:
    return AttestedCode(code.code, code.system, code.text) if code else None
