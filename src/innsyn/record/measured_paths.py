"""Writes what numbers, quantities and composites are asked as one jsonpath, whose values travel beside it.

Strict paths: a list is never taken apart, and a part that is not there makes the condition false.
Source: FHIR R4 4.0.1, search.html#number, #quantity, #composite; `measured.py` for the form that is asked.
"""

from collections.abc import Iterable, Sequence
from decimal import Context, Decimal

from innsyn.fhir.code_systems import canonical_system
from innsyn.kernel.clock import Instant
from innsyn.record.combined import parameters_of
from innsyn.record.folding import folded
from innsyn.record.measured import mark, quoted, short_system
from innsyn.record.moments import boxes
from innsyn.record.query import (
    Compared,
    CompositeIs,
    DatePart,
    NumberIs,
    NumberPart,
    Part,
    QuantityIs,
    QuantityPart,
    ReferencePart,
    StringPart,
    TokenPart,
)

NEVER = "1 == 0"

_WIDTHS: dict[type, int] = {TokenPart: 2, ReferencePart: 3, StringPart: 1, DatePart: 2, NumberPart: 2, QuantityPart: 5}
"""How many values each part has, as `measured.py` writes them."""

_EXACT = Context(prec=1000)
_HUGE, _TINY = Decimal("1E+400"), Decimal("1E-400")
"""Beyond any number that a resource can hold: PostgreSQL would not take far greater exponents."""


class PathValues:
    """Collects the values of a path: `add` gives the name a value has in it."""

    def __init__(self) -> None:
        """Begin with none."""
        self._written: dict[str, str] = {}

    def add(self, written: str) -> str:
        """Name a value. written: as JSON."""
        return "$" + self._written.setdefault(written, f"v{len(self._written)}")

    def text(self) -> str:
        """Write them all as one JSON object."""
        return f"{{{','.join(f'{quoted(name)}:{written}' for written, name in self._written.items())}}}"


def measured_path(clause: NumberIs | QuantityIs | CompositeIs) -> tuple[str, str]:
    """Write the path and its values, for `jsonb_path_exists(measured, path, values)`."""
    values = PathValues()
    names = _any(f"@[0] == {values.add(mark(name))}" for name in parameters_of(clause.parameter))
    wanted = _any(_all(_parts(parts, values)) for parts in _alternatives(clause))
    return f"strict $[*] ? ({names} && {wanted})", values.text()


def _alternatives(clause: NumberIs | QuantityIs | CompositeIs) -> list[Sequence[Part]]:
    match clause:
        case NumberIs(_, any_of):
            return [[NumberPart(compared)] for compared in any_of]
        case QuantityIs(_, amounts):
            return [[QuantityPart(*amount)] for amount in amounts]
        case CompositeIs(_, composites):
            return list(composites)


def _parts(parts: Sequence[Part], values: PathValues) -> Iterable[str]:
    """Ask each part in the places it has: they stand one after the other, behind the parameter's mark."""
    place = 1
    for part in parts:
        yield _part([f"@[{place + step}]" for step in range(_WIDTHS[type(part)])], part, values)
        place += _WIDTHS[type(part)]


def _part(at: list[str], part: Part, values: PathValues) -> str:
    match part:
        case TokenPart(system, code):
            return _token(at, system, code, values)
        case ReferencePart(target):
            return _reference(at, target, values)
        case StringPart(text):
            return f"{at[0]} starts with {values.add(quoted(folded(text)))}"
        case DatePart(compared):
            return _date(at, compared, values)
        case NumberPart(compared):
            return _amount(at, compared, values)
        case QuantityPart(compared, system, code):
            return _all([_amount(at, compared, values), *_unit(at, system, code, values)])


def _token(at: list[str], system: str | None, code: str | None, values: PathValues) -> str:
    if code is None and not system:
        return NEVER
    wanted = [] if code is None else [f"{at[1]} == {values.add(quoted(code))}"]
    if system is not None:
        wanted.append(f"{at[0]} == {values.add(short_system(canonical_system(system) if system else None))}")
    return _all(wanted)


def _reference(at: list[str], target: str, values: PathValues) -> str:
    system, bar, value = target.partition("|")
    addressed = f"{at[0]} == {values.add(quoted(target))}"
    if not bar:
        return addressed
    identified = f"{at[2]} == {values.add(quoted(value))}"
    if system != "*":
        named = values.add(short_system(canonical_system(system) if system else None))
        identified = f"({identified} && {at[1]} == {named})"
    return f"({addressed} || {identified})"


def _date(at: list[str], compared: Compared[Instant], values: PathValues) -> str:
    return _any(
        f"({at[0]} >= {values.add(str(box.start_low))} && {at[0]} <= {values.add(str(box.start_high))}"
        f" && {at[1]} >= {values.add(str(box.end_low))} && {at[1]} <= {values.add(str(box.end_high))})"
        for box in boxes(compared)
    )


def _unit(at: list[str], system: str | None, code: str | None, values: PathValues) -> list[str]:
    if code is None:
        return [f"{at[2]} == {values.add(short_system(canonical_system(system)))}"] if system else []
    wanted = values.add(quoted(code))
    if not system:
        return [f"({at[3]} == {wanted} || {at[4]} == {wanted})"]
    return [f"{at[3]} == {wanted}", f"{at[2]} == {values.add(short_system(canonical_system(system)))}"]


def _amount(at: list[str], compared: Compared[Decimal], values: PathValues) -> str:
    """Compare `[low, high]`, both inclusive and null where open, with the searched number."""
    low, high = at[0], at[1]
    begin, end, middle = [values.add(str(one)) for one in ends(compared)]
    below_end = "<=" if begin == end else "<"
    match compared.prefix:
        case "eq":
            return f"({low} >= {begin} && {high} {below_end} {end})"
        case "ne":
            return f"!({low} >= {begin} && {high} {below_end} {end})"
        case "gt":
            return f"({high} == null || {high} > {middle})"
        case "lt":
            return f"({low} == null || {low} < {middle})"
        case "ge":
            return f"({high} == null || {high} >= {middle})"
        case "le":
            return f"({low} == null || {low} <= {middle})"
        case "sa":
            return f"{low} > {middle}"
        case "eb":
            return f"{high} < {middle}"
        case "ap":
            return f"(({low} == null || {low} {below_end} {end}) && ({high} == null || {high} >= {begin}))"


def ends(compared: Compared[Decimal]) -> tuple[Decimal, Decimal, Decimal]:
    """Give the ends of the searched range and its middle, within what PostgreSQL can hold."""
    low, high = _within(compared.low), _within(compared.high)
    return low, high, _within(_EXACT.divide(_EXACT.add(low, high), Decimal(2)))


def _within(number: Decimal) -> Decimal:
    held = _EXACT.plus(number)
    if not held or not held.is_finite():
        return Decimal(0)
    nearest = _HUGE if abs(held) > _HUGE else _TINY if abs(held) < _TINY else abs(held)
    return nearest.copy_sign(held)


def _any(conditions: Iterable[str]) -> str:
    return f"({' || '.join(conditions) or NEVER})"


def _all(conditions: Iterable[str]) -> str:
    return f"({' && '.join(conditions) or NEVER})"
