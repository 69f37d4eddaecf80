"""Writes numbers, quantities and composites as one JSON list: exact decimals, and what belongs together stays together.

Each entry is `[parameter, …]`, one for each occurrence, short and flat because every measurement has some: the parameter's mark, and then
token `system, code` · reference `address, system, value` · string `folded` · date `start, end` in microseconds since 1970 · number
`low, high` · quantity `low, high, system, code, unit`; a composite has one of these after the other. A unit that is written as its code is
left out. `measured_paths.py` asks.
"""

import base64
import json
from collections.abc import Iterable
from decimal import Decimal
from functools import cache, lru_cache
from hashlib import blake2b
from itertools import product

from innsyn.fhir.dates import Interval
from innsyn.fhir.term_kinds import Component, Quantity, Terms, Token
from innsyn.kernel import systems
from innsyn.record.folding import folded
from innsyn.record.found_keys import targets_of
from innsyn.record.moments import EARLIEST, LATEST, microseconds

_SHORT = {systems.UCUM: "~u", systems.LOINC: "~l", systems.SNOMED_CT: "~s", systems.NLK: "~n", systems.ATC: "~a", systems.ICD_10: "~i"}


def measured_text(found: Terms) -> str | None:
    """Write the JSON of everything measured in a resource; None when there is nothing."""
    if not (found.numbers or found.quantities or found.composites):
        return None
    entries = [*_measures(found), *_composites(found)]
    return f"[{','.join(entries)}]" if entries else None


def _measures(found: Terms) -> Iterable[str]:
    for kind in (found.numbers, found.quantities):
        for parameter, values in kind.items():
            for value in values:
                yield f"[{mark(parameter)},{_part(value)[0]}]"


def _composites(found: Terms) -> Iterable[str]:
    for parameter, occurrences in found.composites.items():
        for occurrence in occurrences:
            for parts in product(*[[part for one in component for part in _part(one)] for component in occurrence]):
                yield f"[{mark(parameter)},{','.join(parts)}]"


def _part(value: Component) -> list[str]:
    """Write one value: nothing for a token that is only words, two for a canonical address with a version."""
    if isinstance(value, Quantity):
        unit = None if value.unit == value.code else value.unit
        return [f"{_number(value.low)},{_number(value.high)},{short_system(value.system)},{quoted(value.code)},{quoted(unit)}"]
    if isinstance(value, Token):
        return [f"{short_system(value.system)},{quoted(value.code)}"] if value.system or value.code else []
    if isinstance(value, Decimal):
        return [f"{value},{value}"]
    if isinstance(value, str):
        return [quoted(folded(value))]
    if isinstance(value, Interval):
        return [f"{microseconds(value.start, otherwise=EARLIEST)},{microseconds(value.end, otherwise=LATEST)}"]
    rest = f"{short_system(value.system)},{quoted(value.value)}"
    return [f"{quoted(target)},{rest}" for target in targets_of(value) or (None,)]


def _number(value: Decimal | None) -> str:
    return "null" if value is None else str(value)


@cache
def mark(parameter: str) -> str:
    """Write a parameter's mark as JSON: 32 bits of a hash, different for all that R4 and Norway have, which a test looks at."""
    return f'"{base64.b85encode(blake2b(parameter.encode(), digest_size=4, person=b"innsyn mark").digest()).decode()}"'


@lru_cache(4096)
def short_system(system: str | None) -> str:
    """Write a canonical system as JSON: the commonest are two signs long, and one that begins like those gets a sign before it."""
    if system is None:
        return "null"
    return quoted(_SHORT.get(system) or (f"~{system}" if system.startswith("~") else system))


@lru_cache(4096)
def quoted(text: str | None) -> str:
    """Write a text as JSON that PostgreSQL can hold."""
    return "null" if text is None else json.dumps(text.replace("\0", "\ufffd"), ensure_ascii=False)
