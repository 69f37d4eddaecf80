"""What a search is sorted by: in SQL where the columns say it, out of the bytes where only hashes are kept.

Source: FHIR R4 4.0.1, search.html#sort. Strings sort without case and accents, letter by letter; tokens by code.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import orjson

from innsyn.fhir.definitions.tables import search_table
from innsyn.fhir.search_terms import terms
from innsyn.fhir.term_kinds import Terms
from innsyn.kernel.outcome import Problem
from innsyn.record.asking import Arguments
from innsyn.record.combined import parameters_of
from innsyn.record.facts import span_key
from innsyn.record.found_texts import string_prefix, uri_prefix
from innsyn.record.measured import mark
from innsyn.record.packing import unpack
from innsyn.record.query import SortBy
from innsyn.record.stored import Owner

_COLUMNS = {"_id": "v.id", "_lastUpdated": "v.recorded_at"}
_FROM_BYTES = frozenset(("token", "reference"))

_DATE = """(select {edge}(v.spans[g + {place}]) from generate_series(1, cardinality(v.spans), 3) g where v.spans[g] = {name})"""
_STRING = """(select {edge}(substr(t, length({prefix}) + 1)) from unnest(v.texts) t where starts_with(t, {prefix}))"""
_NUMBER = """(select {edge}(coalesce(nullif(e -> {place}, 'null'), e -> {other})::numeric)
  from jsonb_array_elements(v.measured) e where e -> 0 = any({names}::jsonb[]))"""


@dataclass(frozen=True, slots=True)
class SortColumns:
    """columns: SQL over `v`, one for each key that has it, named k0, k1 … needs_bytes: some key is read out of the body."""

    columns: tuple[str, ...]
    needs_bytes: bool


class Place(NamedTuple):
    """One resource in an order. keys: what it is sorted by. row: of the version that has them. name: owner, type and id."""

    keys: tuple[Any, ...]
    row: int
    first_row: int
    name: tuple[Owner, str, str]

    @property
    def owner(self) -> Owner:
        """Whose record it is in."""
        return self.name[0]


def sort_columns(sort: Sequence[SortBy], type_: str, arguments: Arguments) -> SortColumns | Problem:
    """Write the columns that sort keys are read from. Returns a Problem for a parameter that has no order."""
    table = search_table(type_)
    columns = []
    for place, by in enumerate(sort):
        kind = table.get(by.parameter, {}).get("type")
        if by.parameter not in _COLUMNS and kind in (None, "composite", "special"):
            return Problem("not-supported", f"{type_} cannot be sorted by {by.parameter[:40]!r}")
        columns.append(f"{_column(by, kind, arguments)} as k{place}")
    needs_bytes = any(by.parameter not in _COLUMNS and table[by.parameter]["type"] in _FROM_BYTES for by in sort)
    return SortColumns((*columns, "v.dictionary, v.body") if needs_bytes else tuple(columns), needs_bytes)


def _column(by: SortBy, kind: str, arguments: Arguments) -> str:
    edge = "max" if by.descending else "min"
    if by.parameter in _COLUMNS:
        return _COLUMNS[by.parameter]
    if kind == "date":
        return _DATE.format(edge=edge, place=2 if by.descending else 1, name=arguments.add("bigint", span_key(by.parameter)))
    if kind in ("string", "uri"):
        prefix = string_prefix(by.parameter) if kind == "string" else uri_prefix(by.parameter)
        return _STRING.format(edge=edge, prefix=arguments.add("text", prefix))
    if kind in ("number", "quantity"):
        place, other = (2, 1) if by.descending else (1, 2)
        return _NUMBER.format(edge=edge, place=place, other=other, names=arguments.add("text[]", map(mark, parameters_of(by.parameter))))
    return "null"


def places_of(rows: Sequence[Any], sort: Sequence[SortBy], sorted_by: SortColumns) -> list[Place]:
    """Read rows with the columns `row, first_row, owner, type, id` and those of the sort."""
    return [Place(_keys(row, sort, sorted_by), row["row"], row["first_row"], (row["owner"], row["type"], row["id"])) for row in rows]


def following(places: list[Place], before: Place | None, sort: Sequence[SortBy]) -> list[Place]:
    """Put places in order, and give those after one of them: what lacks a value last, the newest first among equals."""
    if before is None:
        return _in_order(places, sort)
    others = [place for place in places if place.first_row != before.first_row]
    ordered = _in_order([before, *others], sort)
    return ordered[ordered.index(before) + 1 :]


def _in_order(places: list[Place], sort: Sequence[SortBy]) -> list[Place]:
    ordered = sorted(places, key=lambda place: place.first_row, reverse=True)
    for number, by in reversed(list(enumerate(sort))):
        known = [place for place in ordered if place.keys[number] is not None]
        known.sort(key=lambda place: place.keys[number], reverse=by.descending)
        ordered = known + [place for place in ordered if place.keys[number] is None]
    return ordered


def _keys(row: Any, sort: Sequence[SortBy], sorted_by: SortColumns) -> tuple[Any, ...]:
    is_read = sorted_by.needs_bytes and row["body"] is not None
    found = terms(orjson.loads(unpack(row["dictionary"], row["body"]))) if is_read else None
    return tuple(_key(row, number, by, found) for number, by in enumerate(sort))


def _key(row: Any, place: int, by: SortBy, found: Terms | None) -> Any:
    if found is None or row[f"k{place}"] is not None:
        return row[f"k{place}"]
    values = [token.code for token in found.tokens.get(by.parameter, ()) if token.code is not None]
    values += [target for one in found.references.get(by.parameter, ()) if (target := one.address or one.url or one.value)]
    return (max(values) if by.descending else min(values)) if values else None
