"""What a profile says of one element, and how it is written in `data/*.json`.

Source: FHIR R4 4.0.1, profiling.html, elementdefinition.html; in our own short form, with the profiles' names for their slices:

    {"min": 1, "max": 1,                  how many there must and may be
     "only": ["Reference"],               the types of a choice: `medication` stands for `medication[x]`
     "fixed": …, "pattern": …,            its value; what must at least be in it
     "within": "value set",               a required binding
     "targets": {"Patient": "profile"},   what a reference may point at, and the profile of it where it is contained
     "as": "profile",                     the profile of a data type
     "elements": {name: constraint},      what is said of its own elements
     "slices": {name: constraint and "where": {path: value, part of a value, or {"within": "value set"}}}}
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

MANY = 1_000_000


@dataclass(frozen=True, slots=True)
class Constraint:
    """What is said of one element.

    where: for a slice, how its items are told from others; paths as in `paths.values`. must_be_there: it, or one of its slices, is
    required, which saves looking further at what is not there."""

    least: int = 0
    most: int = MANY
    only: frozenset[str] = frozenset()
    fixed: Any = None
    pattern: Any = None
    within: str = ""
    targets: Mapping[str, str] = field(default_factory=dict)
    profile: str = ""
    elements: Mapping[str, "Constraint"] = field(default_factory=dict)
    slices: Mapping[str, "Constraint"] = field(default_factory=dict)
    where: Mapping[str, Any] = field(default_factory=dict)
    must_be_there: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile as we hold it. type: what it is of. base: the profile it builds on, or empty. invariants: names in `invariants.py`."""

    url: str
    type: str
    version: str
    root: Constraint
    base: str = ""
    invariants: tuple[str, ...] = ()


def read_constraint(written: Mapping[str, Any]) -> Constraint:
    """Read a constraint from its written form. Raises TypeError on a word that is not in the form."""
    words = {"min": "least", "max": "most", "as": "profile"}
    said = {words.get(name, name): value for name, value in written.items()}
    for name in ("elements", "slices"):
        said[name] = {inner: read_constraint(one) for inner, one in said.get(name, {}).items()}
    said["only"] = frozenset(said.get("only", ()))
    said["must_be_there"] = said.get("least", 0) > 0 or any(one.least > 0 for one in said["slices"].values())
    return Constraint(**said)


def read_profile(url: str, written: Mapping[str, Any]) -> Profile:
    """Read a profile from its written form."""
    root = read_constraint({"elements": written["elements"]})
    invariants = tuple(written.get("invariants", ()))
    return Profile(url, written["type"], written["version"], root, written.get("base", ""), invariants)
