"""A statement that answers several questions at once: its arguments are columns, and each question is one row of them.

Questions that wait at the same moment share one statement, one round trip and one commit (`coalescing.py`). A question alone is a
statement of one row: there is only one text to plan and to test for each shape.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any


def array_text(values: Iterable[Any]) -> str:
    """Write a PostgreSQL array literal: rows of different lengths cannot travel as an array of arrays."""
    return "{" + ",".join([_quoted(str(value)) for value in values]) + "}"


def numbers_text(values: Iterable[int]) -> str:
    """Write a PostgreSQL array literal of whole numbers."""
    return f"{{{','.join(map(str, values))}}}"


def written(type_: str, value: Any) -> Any:
    """Write a value as a column of its type travels: arrays as literals, all else as it is."""
    return numbers_text(value) if type_ == "bigint[]" else array_text(value) if type_.endswith("[]") else value


def _quoted(text: str) -> str:
    held = text.replace("\0", "\ufffd").replace("\\", "\\\\").replace('"', '\\"')
    return f'"{held}"'


@dataclass(slots=True)
class Arguments:
    """The columns of one question, in order, beside its owner. Types ending in `[]` travel as array literals."""

    names: list[str] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def add(self, type_: str, value: Any, name: str | None = None) -> str:
        """Add a column. name: its own, or the next free one. Returns how the statement names it."""
        return self.add_written(type_, written(type_, value), name)

    def add_written(self, type_: str, value: Any, name: str | None = None) -> str:
        """Add a column whose value `written` has made ready before: what many questions share is written once."""
        name = name or f"c{len(self.names)}"
        self.names.append(name)
        self.types.append(type_)
        self.values.append(value)
        return f"a.{name}"


@dataclass(frozen=True, slots=True)
class Statement:
    """The two texts of one statement: for questions about any owners, and for questions about one, whose owner is `$1`."""

    mixed: str
    one_owner: str


_FRESH = "a.stamp is null or a.stamp = coalesce((select s.stamp from standing s where s.owner = a.owner), 0) as is_fresh"
"""True when the facts the decision stood on have not changed: the reader's stamp is still the owner's."""


@lru_cache(512)
def statement(names: tuple[str, ...], types: tuple[str, ...], rest: str) -> Statement:
    """Make a statement: the questions as rows `asked a`, then `rest`.

    names, types: the columns of a question beside its number and owner; with a column `stamp` each question also has `is_fresh`.
    rest: what follows, where `a.owner` is the owner of a question and `h.owner` that of a hit; for one owner both become `$1`, so that
    every part stays on that owner's node."""
    mixed = f"with {_asked(1, ('n', 'owner', *names), ('integer', 'bigint', *types))},\n{rest}"
    one_owner = f"with {_asked(2, ('n', *names), ('integer', *types))},\n{rest}"
    return Statement(mixed, one_owner.replace("a.owner", "$1::bigint").replace("h.owner", "$1::bigint"))


def _asked(first: int, names: Sequence[str], types: Sequence[str]) -> str:
    arrays = ", ".join(f"${first + place}::{'text' if kind.endswith('[]') else kind}[]" for place, kind in enumerate(types))
    read = [f"a.{name}::{kind} as {name}" if kind.endswith("[]") else f"a.{name}" for name, kind in zip(names, types, strict=True)]
    read += [_FRESH] if "stamp" in names else []
    return f"asked as materialized (select {', '.join(read)} from unnest({arrays}) as a ({', '.join(names)}))"
