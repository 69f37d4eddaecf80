"""Whether a resource may be written: R4's own rules first, then the profiles it claims or must keep.

Source: FHIR R4 4.0.1, validation.html; docs/spec/validation.md.
"""

from collections.abc import Mapping
from typing import Any

from innsyn.fhir.profiles import Requirements, required_problems
from innsyn.fhir.validation import validate
from innsyn.kernel.outcome import Problem


def faults(resource: Mapping[str, Any], requirements: Requirements) -> list[Problem]:
    """Say what is wrong with a resource. requirements: profiles that types must keep here.

    resource: R4 JSON as parsed. Profiles are looked at only in what R4 itself allows. Returns the errors, none when it may be written."""
    return validate(resource) or [
        problem for problem in required_problems(resource, requirements) if problem.severity in ("error", "fatal")
    ]
