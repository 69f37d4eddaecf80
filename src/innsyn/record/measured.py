"""Writes numbers, quantities and composites as one JSON list: exact decimals, and what belongs together stays together.

Each entry is `[parameter, part, …]`, one for each occurrence; a number or quantity has one part, a composite one for each component. Parts:
token `[system, code]` · reference `[address, system, value]` · string `[folded]` · date `[start, end]` in microseconds since 1970 · number
`[low, high]` · quantity `[low, high, system, code, unit]`. `measured_paths.py` asks.
"""

import json
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from itertools import product

from innsyn.fhir.dates import Interval
from innsyn.fhir.references import Reference
from innsyn.fhir.term_kinds import Component, Quantity, Terms, Token
from innsyn.record.combined import NOT_KEPT
from innsyn.record.folding import folded
from innsyn.record.found_keys import targets_of
from innsyn.record.moments import EARLIEST, LATEST, microseconds


def measured_text(found: Terms) -> str | None:
    """Write the JSON of everything measured in a resource; None when there is nothing."""
    if not (found.numbers or found.quantities or found.composites):
        return None
    entries = [*_measures(found), *_composites(found)]
    return f"[{','.join(entries)}]" if entries else None


def _measures(found: Terms) -> Iterable[str]:
    for kind in (found.numbers, found.quantities):
        for parameter, values in kind.items():
            if parameter not in NOT_KEPT:
                for value in values:
                    yield f"[{quoted(parameter)},{_part(value)[0]}]"


def _composites(found: Terms) -> Iterable[str]:
    for parameter, occurrences in found.composites.items():
        if parameter not in NOT_KEPT:
            for occurrence in occurrences:
                for parts in product(*[[part for one in component for part in _part(one)] for component in occurrence]):
                    yield f"[{quoted(parameter)},{','.join(parts)}]"


def _part(value: Component) -> list[str]:
    """Write one value; a canonical address with a version is two."""
    match value:
        case Quantity(low, high, system, code, unit):
            return [f"[{_number(low)},{_number(high)},{quoted(system)},{quoted(code)},{quoted(unit)}]"]
        case Token(system, code, _):
            return [f"[{quoted(system)},{quoted(code)}]"]
        case Reference():
            rest = f"{quoted(value.system)},{quoted(value.value)}"
            return [f"[{quoted(target)},{rest}]" for target in targets_of(value) or (None,)]
        case Interval(start, end):
            return [f"[{microseconds(start, otherwise=EARLIEST)},{microseconds(end, otherwise=LATEST)}]"]
        case Decimal():
            return [f"[{value},{value}]"]
        case str():
            return [f"[{quoted(folded(value))}]"]
    raise TypeError(f"not a component: {type(value).__name__}")


def _number(value: Decimal | None) -> str:
    return "null" if value is None else str(value)


@lru_cache(4096)
def quoted(text: str | None) -> str:
    """Write a text as JSON that PostgreSQL can hold."""
    return "null" if text is None else json.dumps(text.replace("\0", "\ufffd"), ensure_ascii=False)
