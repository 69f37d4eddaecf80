"""The profiles and extensions that are held here: Norway's base profiles, IHE BALP, and the trust framework's AuditEvent.

Source: `data/no_basis.json` and `data/audit.json`, which name theirs; the published faults put right are in docs/spec/validation.md.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import orjson

from innsyn.fhir.profiles.constraint import Constraint, Profile, read_constraint, read_profile

_FILES = ("no_basis.json", "audit.json")


@cache
def _written() -> list[dict[str, Any]]:
    folder = files(__package__) / "data"
    return [orjson.loads((folder / name).read_bytes()) for name in _FILES]


@cache
def profiles() -> Mapping[str, Profile]:
    """Give every profile held here: canonical url → profile."""
    return {url: read_profile(url, said) for file in _written() for url, said in file["profiles"].items()}


@cache
def extensions() -> Mapping[str, Constraint]:
    """Give what is known of extensions: url → what an extension with it must be."""
    return {url: read_constraint(said) for file in _written() for url, said in file["extensions"].items()}


def profile(url: str) -> Profile | None:
    """Give a profile by its canonical url, with or without `|version`, or None when it is not held here."""
    return profiles().get(url.partition("|")[0])


@cache
def profiles_of(resource_type: str) -> tuple[str, ...]:
    """List the profiles of a resource type, for a CapabilityStatement's supportedProfile."""
    return tuple(sorted(url for url, one in profiles().items() if one.type == resource_type))
