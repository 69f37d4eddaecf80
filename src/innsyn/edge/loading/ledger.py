"""What has been loaded before: a file beside the record, so that a stopped load goes on where it stopped.

Losing it costs time, never correctness: a resource that is already there with the same bytes makes no new version.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class LoadedPerson:
    """A patient that a load brought in. key: short, for scripts. patient_id: in the record. number: synthetic, or None."""

    key: str
    patient_id: str
    given_name: str
    family_name: str
    number: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """One unit that is safely in the record."""

    digest: str
    name: str
    people: tuple[LoadedPerson, ...] = ()


class Ledger:
    """The lines of one record's loads, in a file that only grows."""

    def __init__(self, path: Path) -> None:
        """Open the ledger at `path`; a half line at its end, from a stop in the middle of writing, is left out."""
        self._path = path
        self._ends_in_half_a_line = path.exists() and not path.read_bytes().endswith(b"\n")
        self._lines = {line.digest: line for line in _read(path)}

    def __contains__(self, digest: str) -> bool:
        """Say whether a unit has been loaded."""
        return digest in self._lines

    def add(self, line: Line) -> None:
        """Note a unit as loaded, on disk before this returns."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("ab") as stream:
            stream.write(b"\n" if self._ends_in_half_a_line else b"")
            stream.write(json.dumps(asdict(line)).encode() + b"\n")
            stream.flush()
            os.fsync(stream.fileno())
        self._ends_in_half_a_line = False
        self._lines[line.digest] = line

    def people(self) -> tuple[LoadedPerson, ...]:
        """List the patients that loads brought in, each once, in the order they came."""
        return tuple({person.patient_id: person for line in self._lines.values() for person in line.people}.values())


def _read(path: Path) -> Iterable[Line]:
    if not path.exists():
        return
    for text in path.read_text(encoding="utf-8").splitlines():
        try:
            line = json.loads(text)
        except ValueError:
            continue
        yield Line(line["digest"], line["name"], tuple(LoadedPerson(**person) for person in line["people"]))
