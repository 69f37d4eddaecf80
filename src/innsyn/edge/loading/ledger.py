"""What has been loaded before: a file beside the record, so that a stopped load goes on where it stopped.

Losing it costs time, never correctness: a resource that is already there with the same bytes makes no new version.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class LoadedPerson:
    """A patient that a load brought in. key: short, for scripts. patient_id: in the record. number: synthetic, or None."""

    key: str
    patient_id: str
    given_name: str = field(repr=False)
    family_name: str = field(repr=False)
    number: str | None = field(repr=False)
    is_dead: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One unit that is safely in the record.

    witness: `Type/id` of something the unit brought, by which a ledger is known to be this record's. gave_numbers: whether its people
    without a number were offered one. is_whole: whether nothing of it was refused; what was not whole is tried again."""

    digest: str
    name: str
    people: tuple[LoadedPerson, ...] = ()
    witness: str = ""
    gave_numbers: bool = False
    is_whole: bool = True


class Ledger:
    """The lines of one record's loads, in a file that only grows."""

    def __init__(self, path: Path) -> None:
        """Open the ledger at `path`; a half line at its end, from a stop in the middle of writing, is left out."""
        self._path = path
        self._ends_in_half_a_line = path.exists() and not path.read_bytes().endswith(b"\n")
        self._lines = {line.digest: line for line in _read(path)}

    def __contains__(self, digest: str) -> bool:
        """Say whether a unit has been loaded whole."""
        return self.has(digest, with_numbers=False)

    def has(self, digest: str, *, with_numbers: bool) -> bool:
        """Say whether a unit has been loaded as it is to be loaded now."""
        line = self._lines.get(digest)
        return line is not None and line.is_whole and (line.gave_numbers or not with_numbers)

    def witness(self) -> str:
        """Name something the newest unit brought, empty when nothing is known."""
        return next((line.witness for line in reversed(self._lines.values()) if line.witness), "")

    def begin_anew(self) -> None:
        """Put the ledger aside: it tells of another record."""
        self._path.replace(self._path.with_suffix(".other-record"))
        self._lines.clear()

    def add(self, line: Line) -> None:
        """Note a unit as loaded, on disk before this returns."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with open(self._path, "ab", opener=_private) as stream:
            stream.write((b"\n" if self._ends_in_half_a_line else b"") + json.dumps(asdict(line)).encode() + b"\n")
            stream.flush()
            os.fsync(stream.fileno())
        self._ends_in_half_a_line = False
        self._lines[line.digest] = line

    def people(self) -> tuple[LoadedPerson, ...]:
        """List the patients that loads brought in, each once, in the order they came."""
        return tuple({person.patient_id: person for line in self._lines.values() for person in line.people}.values())


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _read(path: Path) -> Iterable[Line]:
    if not path.exists():
        return
    for text in path.read_text(encoding="utf-8").splitlines():
        try:
            line = json.loads(text)
            people = tuple(LoadedPerson(**person) for person in line.pop("people"))
            read = Line(people=people, **line)
        except (ValueError, KeyError, TypeError, AttributeError):
            continue  # half written, or by a newer program: then the unit is simply taken in again
        yield read
