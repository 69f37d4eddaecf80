"""Ids that carry their owner, so that a read knows at once whose record it is in.

Source: docs/adr/0003-owner-in-the-id.md. FHIR R4 4.0.1, datatypes.html#id for the form.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from hashlib import blake2b

from innsyn.fhir.definitions.tables import resource_types
from innsyn.record.stored import SHARED, Owner

RandomBits = Callable[[int], int]
"""Gives a whole number of so many random bits, as `secrets.randbits` does."""

SHARED_TYPES = frozenset(
    {
        "CapabilityStatement",
        "CodeSystem",
        "ConceptMap",
        "Endpoint",
        "HealthcareService",
        "InsurancePlan",
        "Location",
        "Medication",
        "MedicationKnowledge",
        "Organization",
        "OrganizationAffiliation",
        "PlanDefinition",
        "Practitioner",
        "PractitionerRole",
        "Questionnaire",
        "SearchParameter",
        "StructureDefinition",
        "Substance",
        "ValueSet",
        "ActivityDefinition",
    }
)
"""Types that belong to no patient: directories and catalogues."""

_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
_VALUES = {digit: value for value, digit in enumerate(_DIGITS)}
_LENGTH = 13
_OWNER_BITS = 63
_RANDOM_BITS = 65
_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")
_OURS = re.compile(f"p([{_DIGITS}]{{{_LENGTH}}})([{_DIGITS}])(?:-[{_DIGITS}]{{{_LENGTH}}})?")
_SHARED_ID = re.compile(f"s-[{_DIGITS}]{{{_LENGTH}}}")


def is_id(text: str) -> bool:
    """Say whether `text` has the form of a FHIR id."""
    return _ID.fullmatch(text) is not None


def known_type(type_: str) -> str:
    """Give a resource type back. Raises ValueError for one R4 does not know: whoever asks should have looked."""
    if type_ not in resource_types():
        raise ValueError("R4 has no such resource type")
    return type_


def new_owner(random_bits: RandomBits) -> Owner:
    """Draw the key of a new compartment: 63 random bits, never 0."""
    return random_bits(_OWNER_BITS) or 1


def patient_id(owner: Owner) -> str:
    """Give the id of the Patient whose compartment `owner` is: `p`, the owner in base 32, a check character."""
    body = _written(owner)
    return f"p{body}{_check(body)}"


def new_id(owner: Owner, type_: str, random_bits: RandomBits) -> str:
    """Give an id for a new resource of `owner`: the Patient's own is fixed, others get 65 random bits after it."""
    if owner == SHARED:
        return f"s-{_written(random_bits(_RANDOM_BITS))}"
    return patient_id(owner) if type_ == "Patient" else f"{patient_id(owner)}-{_written(random_bits(_RANDOM_BITS))}"


def derived_owner(origin: str) -> Owner:
    """Derive the key of a compartment from where its Patient came from, so that the same Patient always comes to the same place.

    origin: what names the Patient in the whole world, such as its `urn:uuid:`; two that share it share a record."""
    return new_owner(_bits_of("owner", origin))


def derived_id(owner: Owner, type_: str, origin: str) -> str:
    """Derive the id of a resource of `owner` from where it came from, in the form `new_id` gives."""
    return new_id(owner, type_, _bits_of(type_, origin))


def _bits_of(purpose: str, origin: str) -> RandomBits:
    """Give bits that are always the same for one origin, and look like chance."""
    digest = blake2b(f"{len(purpose)}:{purpose}{origin}".encode("utf-8", "replace"), digest_size=16, person=b"innsyn origin").digest()
    return lambda count: int.from_bytes(digest, "big") >> (8 * len(digest) - count)


@lru_cache(16_384)
def owner_of(id_: str) -> Owner | None:
    """Read the owner out of an id the record gave. Returns None for an id chosen by somebody else, or mistyped."""
    ours = _OURS.fullmatch(id_)
    if ours is None:
        return SHARED if _SHARED_ID.fullmatch(id_) else None
    owner = 0
    for digit in ours[1]:
        owner = owner << 5 | _VALUES[digit]
    return owner if 0 < owner < 1 << _OWNER_BITS and _check(ours[1]) == ours[2] else None


def entry_id(owner: Owner, entry: int) -> str:
    """Give the id under which a row of an owner's log is read from outside. entry: its number in the log."""
    return f"{patient_id(owner)}-{_written(entry)}"


def entry_of(id_: str) -> tuple[Owner, int] | None:
    """Read owner and row out of an id that `entry_id` gave; None for any other."""
    owner = owner_of(id_)
    _, dash, digits = id_.partition("-")
    if not owner or not dash:
        return None
    entry = 0
    for digit in digits:
        entry = entry << 5 | _VALUES[digit]
    return (owner, entry) if entry < 1 << _OWNER_BITS else None


def _written(number: int) -> str:
    return "".join(_DIGITS[number >> shift & 31] for shift in range(5 * (_LENGTH - 1), -1, -5))


def _check(body: str) -> str:
    """Weigh by place, so that two swapped characters are noticed as well as one wrong one."""
    return _DIGITS[sum(place * _VALUES[digit] for place, digit in enumerate(body, 1)) % 31]
