"""The difference between two sights: who gains access to what and who loses it, counted by role, age, kind and trust."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from innsyn.gate.rules.areas import AREAS
from innsyn.main.rule_changes.records import MemoryRecord
from innsyn.main.rule_changes.sight import Sight, band
from innsyn.sandbox.stories.cast import CITIZENS

MOST_EXAMPLES = 5
_AREA_OF = {type_: area for area, types in AREAS.items() for type_ in types}
_NAMED = ("parent", "guardian", "attorney", "shielded worker")
"""Comers who have a key behind their name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One kind of change. role: who comes. ages: of the patients, on the later day. kind: area of the record, else the FHIR type.

    trust: name of who keeps it. count: resources. people: different patients. examples: patients by key, each with whose eyes."""

    role: str
    ages: str
    kind: str
    trust: str
    count: int
    people: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """All that changes. compared: how many pairs of a comer and a resource were looked at. elsewhere: what only one side had."""

    gains: tuple[Line, ...]
    losses: tuple[Line, ...]
    compared: int
    elsewhere: int = 0


def difference(
    records: Iterable[MemoryRecord], before: Sight, after: Sight, *, day: date, trusts: Mapping[str, str], examples: int = MOST_EXAMPLES
) -> Difference:
    """Compare. day: of the later sight, for ages. trusts: organisation number to name. examples: most of each kind of change.

    What only one of them knows, a record, a comer or a resource, is no change of access: it is counted as `elsewhere`."""
    gained: dict[tuple[str, str, str, str], list[tuple[str, str]]] = defaultdict(list)
    lost: dict[tuple[str, str, str, str], list[tuple[str, str]]] = defaultdict(list)
    compared = elsewhere = 0
    for record in records:
        was, becomes = before.get(record.key), after.get(record.key)
        names = set(was or ()) | set(becomes or ())
        for name in sorted(names):
            if was is None or becomes is None or name not in was or name not in becomes:
                elsewhere += 1
                continue
            compared += len(record.rows)
            changed = was[name] ^ becomes[name]
            for row in record.rows if changed else ():
                reference = f"{row.type}/{row.id}"
                if reference in changed:
                    place = (_kind_of(name), band(record.patient, day), _AREA_OF.get(row.type, row.type), _trust(row.custodian, trusts))
                    (gained if reference in becomes[name] else lost)[place].append((record.key, name))
    return Difference(_lines(gained, examples), _lines(lost, examples), compared, elsewhere)


def _lines(found: Mapping[tuple[str, str, str, str], list[tuple[str, str]]], examples: int) -> tuple[Line, ...]:
    lines = (_line(place, changed, examples) for place, changed in found.items())
    return tuple(sorted(lines, key=lambda line: (line.role, line.ages, -line.count, line.kind, line.trust)))


def _line(place: tuple[str, str, str, str], changed: list[tuple[str, str]], examples: int) -> Line:
    role, ages, kind, trust = place
    shown = dict.fromkeys(_example(key, name, role) for key, name in sorted(changed, key=_best_known))
    people = {key for key, _ in changed}
    return Line(
        role=role, ages=ages, kind=kind, trust=trust, count=len(changed), people=len(people), examples=tuple(shown)[:examples]
    )  # fmt: skip


def _best_known(changed: tuple[str, str]) -> tuple[bool, str, str]:
    """Sort the cast first: whoever reads knows their stories."""
    key, name = changed
    return key not in CITIZENS, key, name


def _example(key: str, name: str, role: str) -> str:
    who = name.removeprefix(role).strip()
    return f"{key} ({who})" if who else key


def _kind_of(name: str) -> str:
    return next((kind for kind in _NAMED if name.startswith(f"{kind} ")), name)


def _trust(custodian: str | None, trusts: Mapping[str, str]) -> str:
    return trusts.get(custodian or "", {"patient": "the patient's own"}.get(custodian or "", "somebody else"))
