"""What a rule may say about resources, as data: the record turns it into SQL, tests evaluate it on one row.

A closed algebra, so that the same condition decides one resource and narrows a search, and the two can be compared.
"""

from dataclasses import dataclass

from innsyn.kernel.clock import Instant


@dataclass(frozen=True, slots=True)
class RowFacts:
    """What a condition can look at: the columns every stored version carries.

    type, id: FHIR. custodian: organisation number or None when unknown. labels: canonical security label codes (Volven 9603 and HL7).
    recorded_at: instant stored. clinical_at: instant of the event, None when unknown. tokens: `(parameter, system, code)` triples.
    owner: whose record it is in, None when nobody said."""

    type: str
    id: str
    custodian: str | None
    labels: frozenset[str]
    recorded_at: Instant
    clinical_at: Instant | None
    tokens: frozenset[tuple[str, str | None, str]] = frozenset()
    owner: int | None = None


@dataclass(frozen=True, slots=True)
class Everything:
    """True for every resource."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """True for none."""


@dataclass(frozen=True, slots=True)
class HasLabel:
    """True when the resource carries any of `labels`."""

    labels: frozenset[str]


@dataclass(frozen=True, slots=True)
class OnlyLabels:
    """True when every label of the resource is one of `labels`, also when it carries none: its `Not` finds labels nobody knows."""

    labels: frozenset[str]


@dataclass(frozen=True, slots=True)
class OfType:
    """True when the resource is of one of `types`."""

    types: frozenset[str]


@dataclass(frozen=True, slots=True)
class OneOf:
    """True for exactly these resources, as `Type/id`."""

    references: frozenset[str]


@dataclass(frozen=True, slots=True)
class InRecord:
    """True for what is in one of these records; for questions to all records at once."""

    owners: frozenset[int]


@dataclass(frozen=True, slots=True)
class FromCustodian:
    """True when the resource's custodian is one of `custodians`; an unknown custodian is never one of them."""

    custodians: frozenset[str]


@dataclass(frozen=True, slots=True)
class HasToken:
    """True when search parameter `parameter` has `system|code`; `system` None means any system was absent."""

    parameter: str
    system: str | None
    code: str


@dataclass(frozen=True, slots=True)
class HasCode:
    """True when search parameter `parameter` has `code`, whatever its system."""

    parameter: str
    code: str


@dataclass(frozen=True, slots=True)
class ClinicalBefore:
    """True when the clinical instant is known and before `instant`."""

    instant: Instant


@dataclass(frozen=True, slots=True)
class RecordedBefore:
    """True when the resource was recorded before `instant`."""

    instant: Instant


@dataclass(frozen=True, slots=True)
class Not:
    """True when `condition` is not: unknown inside counts as false, so its `Not` is true. Rules must say what unknown means."""

    condition: "Condition"


@dataclass(frozen=True, slots=True)
class AllOf:
    """True when every one of `conditions` is; empty is true."""

    conditions: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """True when at least one of `conditions` is; empty is false."""

    conditions: tuple["Condition", ...]


Condition = (
    Everything
    | Nothing
    | HasLabel
    | OnlyLabels
    | OfType
    | OneOf
    | InRecord
    | FromCustodian
    | HasToken
    | HasCode
    | ClinicalBefore
    | RecordedBefore
    | Not
    | AllOf
    | AnyOf
)


def holds(condition: Condition, row: RowFacts) -> bool:
    """Say whether `condition` is true of one row: the same answer as its SQL gives, which a property test checks."""
    match condition:
        case Everything():
            return True
        case Nothing():
            return False
        case HasLabel(labels):
            return bool(labels & row.labels)
        case OnlyLabels(labels):
            return row.labels <= labels
        case OfType(types):
            return row.type in types
        case OneOf(references):
            return f"{row.type}/{row.id}" in references
        case InRecord(owners):
            return row.owner in owners
        case FromCustodian(custodians):
            return row.custodian in custodians
        case HasToken(parameter, system, code):
            return (parameter, system, code) in row.tokens
        case HasCode(parameter, code):
            return any((parameter, code) == (named, said) for named, _, said in row.tokens)
        case ClinicalBefore(instant):
            return row.clinical_at is not None and row.clinical_at < instant
        case RecordedBefore(instant):
            return row.recorded_at < instant
        case Not(inner):
            return not holds(inner, row)
        case AllOf(conditions):
            return all(holds(each, row) for each in conditions)
        case AnyOf(conditions):
            return any(holds(each, row) for each in conditions)
