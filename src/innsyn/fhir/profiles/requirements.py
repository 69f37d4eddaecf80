"""Which profiles a resource must keep: those it claims, and those that are set as required for its type.

Source: FHIR R4 4.0.1, resource.html#Meta.profile, profiling.html#assertions. A claimed profile that is not held here is no error.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from innsyn.fhir.definitions.tables import resource_types
from innsyn.fhir.places import Place
from innsyn.fhir.profiles.checking import Checking
from innsyn.fhir.profiles.published import profile, profiles
from innsyn.kernel.outcome import Problem


@dataclass(frozen=True, slots=True)
class Requirements:
    """The profiles required by resource type, as configured: `{"Patient": ("http://hl7.no/…/no-basis-Patient",)}`."""

    by_type: Mapping[str, Sequence[str]] = field(default_factory=dict)


NONE_REQUIRED = Requirements()


def read_requirements(names: Sequence[str]) -> Requirements | Problem:
    """Read which profiles are required, as a setting lists them.

    names: canonical urls, or their last part: `no-basis-Patient`. Each is required of every resource of its type.
    Returns the requirements, or the problem: a name that no profile held here has."""
    by_type: dict[str, list[str]] = {}
    for name in names:
        found = [one for url, one in profiles().items() if name in (url, url.rpartition("/")[2])]
        if not found or found[0].type not in resource_types():
            return Problem("not-found", f"no profile held here is called {name}")
        by_type.setdefault(found[0].type, []).append(found[0].url)
    return Requirements({kind: tuple(urls) for kind, urls in by_type.items()})


def profiles_claimed(resource: Mapping[str, Any]) -> list[str]:
    """List the profiles a resource says it keeps, each once."""
    meta = resource.get("meta")
    listed = meta.get("profile") if isinstance(meta, dict) else None
    return list(dict.fromkeys(one for one in listed if isinstance(one, str))) if isinstance(listed, list) else []


def validate_profile(resource: Mapping[str, Any], url: str) -> list[Problem] | None:
    """Check a resource against a profile; that it keeps R4 itself is checked by `validation.validate`.

    url: canonical, with or without `|version`. Returns what is wrong, and as `information` what could not be checked; None when the
    profile is not held here."""
    if profile(url) is None:
        return None
    check = Checking(resource)
    place = Place(None, str(resource.get("resourceType", "Resource")))
    check.profile(resource, url, place)
    check.extensions(resource, place)
    return check.found


def required_problems(resource: Mapping[str, Any], requirements: Requirements = NONE_REQUIRED) -> list[Problem]:
    """Tell the errors of a resource against every profile it claims and every one required for its type."""
    claimed = profiles_claimed(resource)
    required = requirements.by_type.get(str(resource.get("resourceType")), ())
    problems = [problem for url in dict.fromkeys([*claimed, *required]) for problem in validate_profile(resource, url) or ()]
    return _once([one for one in problems if one.severity == "error"])


def _once(problems: Sequence[Problem]) -> list[Problem]:
    """Leave out what two profiles say alike."""
    return list({(one.code, one.path, one.text): one for one in problems}.values())
