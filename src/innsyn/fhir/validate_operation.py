"""The `$validate` operation as a pure function: everything to be said of a resource before it is sent for real.

Source: FHIR R4 4.0.1, resource-operation-validate.html (OperationDefinition Resource-validate): resource, mode, profile.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from innsyn.fhir.advice import advise
from innsyn.fhir.places import Place, safe_name
from innsyn.fhir.profiles.checking import Checking
from innsyn.fhir.profiles.published import profile
from innsyn.fhir.profiles.requirements import NONE_REQUIRED, Requirements, profiles_claimed
from innsyn.fhir.validation import validate
from innsyn.kernel.outcome import Problem

MODES = ("create", "update", "delete", "profile")


def validate_outcome(
    resource: Mapping[str, Any] | None,
    profiles: Sequence[str] = (),
    mode: str | None = None,
    requirements: Requirements = NONE_REQUIRED,
) -> list[Problem]:
    """Say everything about a resource: errors, warnings and information, the gravest first.

    resource: as parsed; None is right only when mode is delete. profiles: canonical urls to check against beside those it claims and
    those required for its type; one that was asked for and is not held here is an error, a claimed one only a warning.
    mode: `create`, `update` (the resource has its id), `delete` (nothing to check in the content), `profile`, or None.
    Returns problems; empty when there is nothing to say."""
    if mode is not None and mode not in MODES:
        return [Problem("not-supported", f"mode is one of {', '.join(MODES)}", "Parameters.parameter")]
    if mode == "delete":
        return []
    if resource is None:
        return [Problem("required", "there is no resource to validate", "Parameters.parameter")]
    found = [*_for_mode(resource, mode), *validate(resource)]
    if any(one.severity == "error" and one.code != "invariant" for one in found):
        return found
    found += _against(resource, profiles, requirements)
    found += advise(resource)
    return sorted({(one.severity, one.code, one.path, one.text): one for one in found}.values(), key=_gravity)


def _for_mode(resource: Mapping[str, Any], mode: str | None) -> list[Problem]:
    if mode == "update" and not isinstance(resource.get("id"), str):
        kind = safe_name(str(resource.get("resourceType", "Resource")))
        return [Problem("required", "an update names the resource by its id", f"{kind}.id")]
    return []


def _against(resource: Mapping[str, Any], asked: Sequence[str], requirements: Requirements) -> list[Problem]:
    kind = str(resource["resourceType"])
    place = Place(None, kind)
    claimed = profiles_claimed(resource)
    check = Checking(resource)
    for url in dict.fromkeys([*asked, *requirements.by_type.get(kind, ()), *claimed]):
        if profile(url) is not None:
            check.profile(resource, url, place)
        elif url in asked:
            check.say("not-supported", "the profile asked for is not held here", place)
        else:
            text = "not checked: a claimed profile is not held here"
            check.say("not-supported", text, Place(Place(place, "meta"), "profile", claimed.index(url)), "warning")
    check.extensions(resource, place)
    return check.found


def _gravity(problem: Problem) -> int:
    return ("fatal", "error", "warning", "information").index(problem.severity)
