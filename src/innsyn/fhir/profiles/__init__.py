"""Profiles as data: which are held here, which a resource claims or must keep, and whether it does.

Source: HL7 Norway no-basis 2.2.2 and AuditEvent 0.9.8, IHE BALP 1.1; docs/spec/validation.md.
"""

from innsyn.fhir.profiles.published import profiles, profiles_of
from innsyn.fhir.profiles.requirements import (
    NONE_REQUIRED,
    Requirements,
    profiles_claimed,
    read_requirements,
    required_problems,
    validate_profile,
)

__all__ = [
    "NONE_REQUIRED",
    "Requirements",
    "known_profiles",
    "profiles_claimed",
    "profiles_of",
    "read_requirements",
    "required_problems",
    "validate_profile",
]


def known_profiles() -> tuple[str, ...]:
    """List the canonical urls of all profiles held here."""
    return tuple(sorted(profiles()))
