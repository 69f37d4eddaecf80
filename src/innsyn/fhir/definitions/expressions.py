"""Compiles the FHIRPath of search parameters into plain paths, ahead of time.

Source: FHIR R4 4.0.1, SearchParameter.expression; FHIRPath 2.0. The official definitions use only member access, `where`,
`resolve`, `as`, `ofType`, `is`, `exists`, `extension`, an index and `|`. What else appears raises: a new release is looked at, not guessed.
A path such as `telecom[system=email]:ContactPoint` names JSON properties, so choices are resolved: `valueQuantity:Quantity`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from innsyn.fhir.definitions.element_tables import ANCESTOR, Table

_TOKEN = re.compile(r"\s*('[^']*'|%?\w+|!=|[.()|=\[\]])")
_LITERALS = {"Bool": "boolean", "DateTime": "dateTime"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands.

    steps: JSON property names, each with an optional `[gate]`. kind: its FHIR type or nested table. targets: types a reference
    may point at. only: the single target type asked for. test: True when the value's being there is the answer.
    system: the code system a bare code implies."""

    steps: tuple[str, ...]
    kind: str
    targets: tuple[str, ...] = ()
    only: str = ""
    test: bool = False
    system: str = ""

    def __str__(self) -> str:
        """Write it as the tables keep it: `steps:Type(targets)>only@system`."""
        targets = f"({','.join(self.targets)})" if self.targets else ""
        only = f">{self.only}" if self.only else ""
        system = f"@{self.system}" if self.system else ""
        return f"{'?' if self.test else ''}{'.'.join(self.steps)}:{self.kind}{targets}{only}{system}"


class Compiler:
    """Reads one expression at a time against the element tables."""

    def __init__(self, tables: Mapping[str, Table], systems: Mapping[str, str]) -> None:
        """Compile against `tables`, as made by `element_tables`. systems: value set → its only code system."""
        self._tables = tables
        self._systems = systems

    def compile(self, expression: str, root: Place) -> list[Place]:
        """Find the places an expression selects, seen from `root`.

        Alternatives that begin at another resource type are left out. Raises ValueError on what is not understood."""
        self._root = root
        self._tokens = _TOKEN.findall(expression)
        if "".join(self._tokens).replace(" ", "") != re.sub(r"\s", "", expression):
            raise ValueError(f"not understood: {expression}")
        found = self._union()
        if self._tokens:
            raise ValueError(f"not understood from {self._tokens[0]}: {expression}")
        return list(dict.fromkeys(found))

    def _next(self) -> str:
        return str(self._tokens.pop(0))

    def _at(self, *tokens: str) -> bool:
        return bool(self._tokens) and self._tokens[0] in tokens

    def _expect(self, *tokens: str) -> None:
        for token in tokens:
            if not self._tokens or self._next() != token:
                raise ValueError(f"expected {token}")

    def _union(self) -> list[Place]:
        found = self._cast()
        while self._at("|"):
            self._next()
            found += self._cast()
        return found

    def _cast(self) -> list[Place]:
        found = self._path()
        while self._at("as", "and"):
            if self._next() == "as":
                found = self._of_type(found, self._next())
            else:
                self._path()
                self._expect("!=", "false")
        return found

    def _path(self) -> list[Place]:
        found = self._start()
        while self._at(".", "["):
            if self._next() == "[":
                index = self._next()
                self._expect("]")
                found = [replace(one, steps=(*one.steps[:-1], f"{one.steps[-1]}[{index}]")) for one in found]
            else:
                found = self._invoke(found, self._next())
        return found

    def _start(self) -> list[Place]:
        if self._at("("):
            self._next()
            found = self._union()
            self._expect(")")
            return found
        name = self._next()
        if name == "%resource":
            return [Place(("%resource",), self._root.kind.split(".")[0])]
        if name[0].isupper():
            return [self._root] if name in self._lineage(self._root.kind) else []
        return self._member([self._root], name)

    def _invoke(self, found: list[Place], name: str) -> list[Place]:
        if not self._at("("):
            return self._member(found, name)
        self._next()
        if name == "exists":
            self._expect(")")
            return [replace(one, test=True) for one in found]
        if name in ("as", "ofType"):
            found = self._of_type(found, self._next())
        elif name == "where":
            found = self._where(found)
        elif name == "extension":
            url = self._next().strip("'")
            found = [Place((*one.steps, f"extension[url={url}]"), "Extension") for one in found]
        else:
            raise ValueError(f"unknown function {name}")
        self._expect(")")
        return found

    def _where(self, found: list[Place]) -> list[Place]:
        name = self._next()
        if name == "resolve":
            self._expect("(", ")", "is")
            only = self._next()
            return [replace(one, only=only) for one in found]
        self._expect("=")
        value = self._next().strip("'")
        return [replace(one, steps=(*one.steps[:-1], f"{one.steps[-1]}[{name}={value}]")) for one in found]

    def _of_type(self, found: list[Place], kind: str) -> list[Place]:
        wanted = _LITERALS.get(kind, kind)
        return [one for one in found if one.kind == wanted]

    def _lineage(self, kind: str) -> Iterator[str]:
        while kind:
            yield kind
            kind = self._tables.get(kind, {}).get(ANCESTOR, "")

    def _member(self, found: list[Place], name: str) -> list[Place]:
        members = [member for one in found for member in self._members(one, name)]
        if found and not members:
            raise ValueError(f"no element {name} in {found[0].kind}")
        return members

    def _members(self, place: Place, name: str) -> Iterator[Place]:
        if place.kind == "Resource" and place.steps:
            yield Place((*place.steps, name), "Any")
            return
        for kind in self._lineage(place.kind):
            line = self._tables[kind].get(name) or self._tables[kind].get(f"{name}[x]")
            if line is None:
                continue
            is_choice = name not in self._tables[kind]
            system = self._systems.get(line.rpartition(" =")[2], "")
            for alternative in line.split()[1].split("|"):
                typed, _, targets = alternative.rstrip(")").partition("(")
                step = name + typed[0].upper() + typed[1:] if is_choice else name
                yield Place((*place.steps, step), typed, tuple(targets.split(",")) if targets else (), system=system)
            return
