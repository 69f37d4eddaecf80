"""Reads a unit's documents: Bundles of requests or of resources, and resources one by one.

Source: HL7 FHIR R4 4.0.1, bundle.html, json.html; Bulk Data 3.0, ndjson.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from innsyn.edge.loading.outcome import Refusal
from innsyn.edge.loading.sources import Unit
from innsyn.fhir.body import read_body
from innsyn.fhir.bundle import Bundle, bundle_of
from innsyn.fhir.collection import COLLECTIONS, collection_of, resources_of
from innsyn.kernel.outcome import Problem

_OTHER_BUNDLE = Problem("not-supported", "only Bundles of type transaction, batch, collection and searchset are taken in", "Bundle.type")


@dataclass(frozen=True, slots=True)
class Part:
    """A bundle that is taken in by itself.

    lines: line of the file by index, where each entry was a line. line: that of the whole Bundle, None in a JSON file."""

    bundle: Bundle
    lines: tuple[int, ...] = ()
    line: int | None = None

    def refusal(self, problem: Problem, file: str, index: int, kind: str) -> Refusal:
        """Say a problem with the place of an entry."""
        if self.lines:
            return Refusal.of(problem, file, kind=kind, line=self.lines[index])
        return Refusal.of(problem, file, kind=kind, entry=index, line=self.line)


def parts_of(unit: Unit, file: str) -> Iterator[Part | Refusal]:
    """Read every document. Resources that stand alone become one part together, after the Bundles."""
    alone: list[tuple[dict[str, Any], bytes]] = []
    lines: list[int] = []
    for place, received in enumerate(unit.documents):
        line = unit.line_numbers[place] if unit.line_numbers else None
        document = read_body(received)
        if isinstance(document, Problem):
            yield Refusal.of(document, file, line=line)
        elif document["resourceType"] != "Bundle":
            alone.append((document, received))
            lines.append(line or 0)
        else:
            yield from _bundle(document, received, file, line)
    if alone:
        yield Part(resources_of(alone), tuple(lines) if unit.line_numbers else ())


def _bundle(document: dict[str, Any], received: bytes, file: str, line: int | None) -> Iterator[Part | Refusal]:
    kind = document.get("type")
    if kind in ("transaction", "batch"):
        read = bundle_of(document, received)
    elif kind in COLLECTIONS:
        read = collection_of(document, received)
    else:
        read = [_OTHER_BUNDLE]
    if isinstance(read, Bundle):
        yield Part(read, line=line)
    else:
        yield from (Refusal.of(problem, file, line=line) for problem in read)
