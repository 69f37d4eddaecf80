"""The attestation as data, every attribute as the national data model names it; None where nothing was attested.

Source: Tillitsrammeverk data model 1.1.
"""

from dataclasses import dataclass, field

from innsyn.kernel.clock import Instant


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier struct. system: URN. authority: who gives such numbers."""

    id: str = field(repr=False)
    system: str
    name: str = field(default="", repr=False)
    authority: str = ""


@dataclass(frozen=True, slots=True)
class AttestedCode:
    """A code struct. system: URN. assigner: who keeps the code system."""

    code: str
    system: str
    text: str = ""
    assigner: str = ""


@dataclass(frozen=True, slots=True)
class DecisionRef:
    """Which decision the organisation acts on. user_selected: True when self-authorised; None when what came was no boolean."""

    id: str
    user_selected: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttestedPractitioner:
    """`practitioner`: who asks, and for which organisation."""

    identifier: Identifier | None = None
    hpr_nr: Identifier | None = None
    authorization: AttestedCode | None = None
    legal_entity: Identifier | None = None
    point_of_care: Identifier | None = None
    department: Identifier | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CareRelationship:
    """`care_relationship` (in the model's text `care_relation`): why."""

    healthcare_service: AttestedCode | None = None
    purpose_of_use: AttestedCode | None = None
    purpose_of_use_details: AttestedCode | None = None
    decision_ref: DecisionRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttestedPatient:
    """One of `patients`: whom it is about, and where in the asking organisation she is treated."""

    identifier: Identifier | None = None
    point_of_care: Identifier | None = None
    department: Identifier | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attestation:
    """One attestation. toa: time of attestation, Unix seconds; None when it was not stated."""

    practitioner: AttestedPractitioner
    care_relationship: CareRelationship
    patients: tuple[AttestedPatient, ...] = ()
    toa: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What the receiver of an attestation knows by other means, to hold it against.

    now: the instant of the request. is_signed: the signature over it was checked and holds. is_level_high: how surely the user was
    authenticated. authenticated: the national number that was authenticated. registered_authorizations: 9060 codes the person has in the
    register of personnel, None when it could not be asked. asked_about: `(system, number)` of the patient asked about, None when the
    question is about no single patient. wants_detail: more is asked for than a list of who is expected or admitted."""

    now: Instant
    is_signed: bool
    is_level_high: bool
    authenticated: str = field(repr=False)
    registered_authorizations: frozenset[str] | None
    asked_about: tuple[str, str] | None = field(repr=False)
    wants_detail: bool = True
