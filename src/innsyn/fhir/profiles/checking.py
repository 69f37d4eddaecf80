"""Walks a resource beside a profile's constraints and tells what does not agree.

Source: FHIR R4 4.0.1, profiling.html. The resource's own structure is checked before and elsewhere (`validation.py`).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from innsyn.fhir.definitions.tables import resource_types
from innsyn.fhir.places import Place
from innsyn.fhir.primitives import PRIMITIVES
from innsyn.fhir.profiles.constraint import Constraint
from innsyn.fhir.profiles.invariants import broken
from innsyn.fhir.profiles.matching import belongs, coded_in, has_pattern, is_same
from innsyn.fhir.profiles.published import extensions, profile
from innsyn.kernel.outcome import Problem, Severity

_EXTENSIONS = ("extension", "modifierExtension")

Found = tuple[Place, str, Any]
"""One item of an element: where it is, its type when that is said by its name, and itself."""


class Checking:
    """One resource beside one profile, collecting what is wrong."""

    def __init__(self, resource: Mapping[str, Any]) -> None:
        """Check parts of `resource`, whose contained resources references may name."""
        self.found: list[Problem] = []
        self._contained = [one for one in _listed(resource.get("contained")) if isinstance(one, dict)]

    def say(self, code: str, text: str, place: Place, severity: Severity = "error") -> None:
        """Keep one problem."""
        self.found.append(Problem(code, text, place.expression(), severity))

    def profile(self, value: Any, url: str, place: Place) -> None:
        """Check a value against a profile held here, and those it builds on."""
        wanted = profile(url)
        if wanted is None or not isinstance(value, dict):
            return
        if wanted.type in resource_types() and value.get("resourceType") != wanted.type:
            self.say("invalid", f"the profile {url} is of {wanted.type}", place)
            return
        if wanted.base:
            self.profile(value, wanted.base, place)
        self.elements(value, wanted.root.elements, place)
        for text in broken(wanted.invariants, value):
            self.say("invariant", text, place)

    def elements(self, value: Mapping[str, Any], wanted: Mapping[str, Constraint], place: Place) -> None:
        """Check the elements of one object."""
        for name, constraint in wanted.items():
            items = list(_items(value, name, place, is_choice=bool(constraint.only)))
            if not items and not constraint.must_be_there:
                continue
            self._count(len(items), constraint, Place(place, name), "")
            for item in items:
                self._item(item, constraint)
            for slice_name, one in constraint.slices.items():
                of_slice = [item for item in items if belongs(item[2], one.where)]
                self._count(len(of_slice), one, Place(place, name), f" of slice {slice_name}")
                for item in of_slice:
                    self._item(item, one)

    def extensions(self, value: Mapping[str, Any], place: Place) -> None:
        """Check every extension that is known here, wherever it stands in an object."""
        for name, inner in value.items():
            kind = type(inner)
            if kind is dict:
                self.extensions(inner, Place(place, name))
            elif kind is list:
                for position, one in enumerate(inner):
                    if type(one) is dict:
                        there = Place(place, name, position)
                        if name in _EXTENSIONS:
                            self._extension(one, there)
                        self.extensions(one, there)

    def _extension(self, value: Mapping[str, Any], place: Place) -> None:
        url = value.get("url")
        wanted = extensions().get(url) if isinstance(url, str) else None
        if wanted is not None:
            self.elements(value, wanted.elements, place)

    def _count(self, number: int, wanted: Constraint, place: Place, what: str) -> None:
        if number < wanted.least:
            self.say("required", f"the profile wants at least {wanted.least}{what}", place)
        elif number > wanted.most:
            self.say("structure", f"the profile allows at most {wanted.most}{what}", place)

    def _item(self, item: Found, wanted: Constraint) -> None:
        place, kind, value = item
        if wanted.only and kind not in wanted.only:
            self.say("structure", f"the profile allows only {', '.join(sorted(wanted.only))}", place)
            return
        if wanted.fixed is not None and not is_same(value, wanted.fixed):
            self.say("value", "the profile fixes this value to another", place)
        if wanted.pattern is not None and not _has_pattern(value, wanted.pattern):
            self.say("value", "the profile wants other content here", place)
        if wanted.within:
            self._bound(value, wanted.within, place)
        if isinstance(value, dict):
            if wanted.targets:
                self._target(value, wanted.targets, place)
            if wanted.profile:
                self.profile(value, wanted.profile, place)
            self.elements(value, wanted.elements, place)

    def _bound(self, value: Any, value_set: str, place: Place) -> None:
        answer = coded_in(value, value_set)
        if answer is False:
            self.say("code-invalid", f"no code is from the profile's value set {value_set}", place)
        elif answer is None:
            self.say("not-supported", f"not checked: the codes of {value_set} are not known here", place, "information")

    def _target(self, value: Mapping[str, Any], targets: Mapping[str, str], place: Place) -> None:
        """Check what a reference points at, as far as the reference itself tells; one by identifier alone is right."""
        literal = str(value.get("reference", ""))
        if literal.startswith("#"):
            for one in self._contained:
                if one.get("id") == literal[1:]:
                    self._is_target(str(one.get("resourceType")), targets, place)
                    self.profile(one, targets.get(str(one.get("resourceType")), ""), place)
            return
        named = literal.partition("?")[0].rstrip("/").split("/")
        kinds = [value.get("type"), *(step for step in reversed(named) if step in resource_types())]
        for kind in [one for one in kinds if isinstance(one, str)][:1]:
            self._is_target(kind, targets, place)

    def _is_target(self, kind: str, targets: Mapping[str, str], place: Place) -> None:
        if kind not in targets:
            self.say("value", f"the profile wants a reference to {', '.join(sorted(targets))}", place)


def _has_pattern(value: Any, pattern: Any) -> bool:
    if isinstance(value, dict) and "coding" in value and isinstance(pattern, dict) and "code" in pattern:
        return any(has_pattern(coding, pattern) for coding in _listed(value["coding"]))
    return has_pattern(value, pattern)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _items(value: Mapping[str, Any], name: str, place: Place, *, is_choice: bool) -> Iterator[Found]:
    """List the items of an element; one that is there by its extensions only counts too."""
    if is_choice:
        for key, inner in value.items():
            kind = key.removeprefix(name)
            if key.startswith(name) and kind[:1].isupper():
                yield Place(place, name), _type_name(kind), inner
        return
    found = value.get(name, value.get(f"_{name}"))
    if isinstance(found, list):
        yield from ((Place(place, name, position), "", one) for position, one in enumerate(found))
    elif found is not None:
        yield Place(place, name), "", found


def _type_name(kind: str) -> str:
    """Give a choice's type from the end of its name: `String` is the primitive `string`, `Coding` is itself."""
    small = kind[0].lower() + kind[1:]
    return small if small in PRIMITIVES else kind
