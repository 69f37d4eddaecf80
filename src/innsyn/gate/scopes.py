"""What an access token lets its client do: SMART scopes, read once, asked as yes or no and as a condition for the record.

Source: SMART App Launch 2.2.0, "Scopes and Launch Context" (v2 `system/Observation.rs?category=…`, v1 `user/Patient.read`).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qsl, quote

from innsyn.fhir.code_systems import canonical_system
from innsyn.fhir.definitions.tables import resource_types, search_table
from innsyn.record.condition import AllOf, AnyOf, Condition, Everything, HasCode, HasToken, Nothing, OfType
from innsyn.record.query import Clause, TokenIs

Interaction = Literal["create", "read", "update", "delete", "search"]
"""create · read, vread, history of one · update, patch · delete · search, history of a type or of all."""

Context = Literal["system", "user", "patient"]

INTERACTIONS: dict[str, Interaction] = {"c": "create", "r": "read", "u": "update", "d": "delete", "s": "search"}
"""SMART's letters, in the only order they may stand."""

_VERSION_1 = {"read": "rs", "write": "cud", "*": "cruds"}
_FORM = re.compile(r"(system|user|patient)/(\*|[A-Z][A-Za-z]+)\.(read|write|\*|(?=[cruds])c?r?u?d?s?)(?:\?(.+))?")
_OF_ANY_TYPE = "Basic"
"""A type whose parameters beginning with `_` are those of all types."""

Value = tuple[str | None, str]


@dataclass(frozen=True, slots=True)
class Restriction:
    """A resource must have the parameter with one of these values: system (None: any) and code."""

    parameter: str
    any_of: tuple[Value, ...]

    def condition(self) -> Condition:
        """Say it of a stored resource."""
        wanted = tuple(_has(self.parameter, system, code) for system, code in self.any_of)
        return wanted[0] if len(wanted) == 1 else AnyOf(wanted)

    def clause(self) -> Clause:
        """Say it in a search."""
        return TokenIs(self.parameter, self.any_of)


@dataclass(frozen=True, slots=True)
class Scope:
    """One scope that is understood. type: `*` for all. restrictions: all of them must hold."""

    context: Context
    type: str
    interactions: frozenset[Interaction]
    restrictions: tuple[Restriction, ...] = ()

    @property
    def letters(self) -> str:
        """Give the interactions as SMART writes them."""
        return "".join(letter for letter, interaction in INTERACTIONS.items() if interaction in self.interactions)

    @property
    def query(self) -> str:
        """Give what stands after `?`, empty without a narrowing."""
        return "&".join(f"{each.parameter}={','.join(map(_written, each.any_of))}" for each in self.restrictions)

    def meet(self, other: "Scope") -> "Scope | None":
        """Give what both grant, or None."""
        types = {self.type, other.type} - {"*"}
        interactions = self.interactions & other.interactions
        if self.context != other.context or len(types) > 1 or not interactions:
            return None
        restrictions = tuple(dict.fromkeys((*self.restrictions, *other.restrictions)))
        return Scope(self.context, next(iter(types), "*"), interactions, restrictions)

    def __str__(self) -> str:
        """Write it as a scope of version 2."""
        return f"{self.context}/{self.type}.{self.letters}{'?' if self.restrictions else ''}{self.query}"

    def condition(self) -> Condition:
        """Say which resources of its type it is about."""
        wanted = tuple(each.condition() for each in self.restrictions)
        return Everything() if not wanted else wanted[0] if len(wanted) == 1 else AllOf(wanted)

    def grants(self, interaction: Interaction, type_: str | None) -> bool:
        """Say whether it is about this. type_: None asks about no type in particular."""
        return interaction in self.interactions and (type_ is None or self.type in ("*", type_))


@dataclass(frozen=True, slots=True)
class Scopes:
    """All scopes of one token. What was not understood is not among them, and so grants nothing."""

    all: tuple[Scope, ...] = ()

    @staticmethod
    def parse(text: str) -> "Scopes":
        """Read scopes out of a token's `scope`, separated by spaces. Unknown ones (`openid`, a type R4 has not …) grant nothing."""
        read = (_scope(each) for each in dict.fromkeys(text.split()))
        return Scopes(tuple(scope for scope in read if scope is not None))

    def within(self, context: Context) -> "Scopes":
        """Keep those of one context: what is granted for users is not granted to the system alone."""
        return Scopes(tuple(scope for scope in self.all if scope.context == context))

    def meet(self, registered: "Scopes") -> "Scopes":
        """Give what both grant: what was asked for, as far as the client is registered for it."""
        met = (one.meet(other) for one in self.all for other in registered.all)
        return Scopes(tuple(dict.fromkeys(scope for scope in met if scope is not None)))

    def may(self, interaction: Interaction, type_: str | None) -> bool:
        """Say whether some resource of a type may be asked for so. type_: None for the whole server."""
        return any(scope.grants(interaction, type_) for scope in self.all)

    def condition(self, interaction: Interaction, type_: str | None) -> Condition:
        """Say which resources of a type are granted. type_: None says it of all types at once. Returns `Nothing` when none is."""
        spoken = (scope for scope in self.all if scope.grants(interaction, type_))
        return _any_of(_of_type(scope) if type_ is None else scope.condition() for scope in spoken)

    def clauses(self, interaction: Interaction, type_: str) -> tuple[tuple[Clause, ...], ...]:
        """Say the same as clauses of a search, one tuple for each scope that grants: any of them will do, and all of its clauses."""
        return tuple(
            tuple(each.clause() for each in scope.restrictions) for scope in self.all if scope.grants(interaction, type_)
        )  # fmt: skip

    def __str__(self) -> str:
        """Write them as a token's `scope`."""
        return " ".join(map(str, self.all))


def _scope(text: str) -> Scope | None:
    found = _FORM.fullmatch(text)
    if found is None or (found[2] != "*" and found[2] not in resource_types()):
        return None
    letters = _VERSION_1.get(found[3], found[3])
    is_version_1 = found[3] in _VERSION_1
    restrictions = _restrictions(found[2], found[4]) if found[4] else ()
    if restrictions is None or (is_version_1 and restrictions):
        return None
    context: Context = "system" if found[1] == "system" else "user" if found[1] == "user" else "patient"
    return Scope(context, found[2], frozenset(INTERACTIONS[letter] for letter in letters), restrictions)


def _restrictions(type_: str, query: str) -> tuple[Restriction, ...] | None:
    """Read `category=system|code&status=final`. Returns None when any part is not one we can hold exactly."""
    read = [_restriction(type_, *pair) for pair in parse_qsl(query, keep_blank_values=True)]
    kept = tuple(each for each in read if each is not None)
    return kept if kept and len(kept) == len(read) else None


def _restriction(type_: str, parameter: str, text: str) -> Restriction | None:
    known = search_table(_OF_ANY_TYPE if type_ == "*" else type_).get(parameter)
    if known is None or known["type"] != "token" or parameter == "_id" or (type_ == "*" and not parameter.startswith("_")):
        return None
    values = tuple(_value(each) for each in text.split(","))
    return Restriction(parameter, values) if all(code for _, code in values) else None


def _value(text: str) -> Value:
    system, bar, code = text.partition("|")
    return (canonical_system(system) if system else "", code) if bar else (None, text)


def _written(value: Value) -> str:
    system, code = value
    return quote(code if system is None else f"{system}|{code}", safe="/:|.")


def _has(parameter: str, system: str | None, code: str) -> Condition:
    return HasCode(parameter, code) if system is None else HasToken(parameter, system or None, code)


def _of_type(scope: Scope) -> Condition:
    if scope.type == "*":
        return scope.condition()
    of_type = OfType(frozenset({scope.type}))
    return AllOf((of_type, scope.condition())) if scope.restrictions else of_type


def _any_of(conditions: Iterable[Condition]) -> Condition:
    """Join, kinds of resources into one set."""
    given = tuple(dict.fromkeys(conditions))
    if Everything() in given:
        return Everything()
    types = frozenset(type_ for each in given if isinstance(each, OfType) for type_ in each.types)
    kept = (*((OfType(types),) if types else ()), *(each for each in given if not isinstance(each, OfType)))
    return Nothing() if not kept else kept[0] if len(kept) == 1 else AnyOf(kept)
