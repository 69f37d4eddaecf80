"""What a load did: counts by type, refusals by reason, and the people it brought. Never a value out of a refused resource."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from innsyn.edge.loading.ledger import LoadedPerson
from innsyn.edge.loading.outcome import Count, Outcome, Refusal

_MOST_REFUSALS = 10_000
_EXAMPLES = 3


@dataclass
class Report:
    """Grows while the load goes on.

    files: how many there were. units, known_units: taken in now; known from an earlier load and passed over. is_stopped: somebody
    stopped it before the end. took_s: seconds. people: by the Patient's id."""

    files: int = 0
    units: int = 0
    known_units: int = 0
    is_stopped: bool = False
    took_s: float = 0.0
    counts: dict[str, Count] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)
    people: dict[str, LoadedPerson] = field(default_factory=dict)

    def add(self, outcome: Outcome) -> None:
        """Add what became of one unit."""
        self.units += 1
        for kind, count in outcome.counts.items():
            self.counts[kind] = self.counts.get(kind, Count()) + count
        self.refusals += outcome.refusals[: _MOST_REFUSALS - len(self.refusals)]

    @property
    def total(self) -> Count:
        """Add up all types."""
        return sum(self.counts.values(), Count())

    @property
    def rate(self) -> float:
        """Say how many resources a second came in or were seen to stand."""
        return (self.total.new + self.total.unchanged) / self.took_s if self.took_s else 0.0

    def as_json(self) -> dict[str, Any]:
        """Give all of it for `--json`."""
        return {
            "files": self.files,
            "units": self.units,
            "known_units": self.known_units,
            "stopped": self.is_stopped,
            "resources": asdict(self.total),
            "by_type": {kind or "(unknown)": asdict(count) for kind, count in sorted(self.counts.items())},
            "refusals": [{name: value for name, value in asdict(each).items() if value not in ("", None)} for each in self.refusals],
            "people": [asdict(person) for person in self.people.values()],
            "took_s": round(self.took_s, 2),
            "resources_per_s": round(self.rate),
        }


def reasons(report: Report) -> Iterator[tuple[str, int, list[str]]]:
    """Gather refusals that say the same. Yields the reason, how many, and where the first of them are; the most frequent first."""
    counted = Counter((each.code, each.text) for each in report.refusals)
    for (code, text), count in counted.most_common():
        places = [place_of(each) for each in report.refusals if (each.code, each.text) == (code, text)]
        yield f"{text} ({code})", count, places[:_EXAMPLES]


def place_of(refusal: Refusal) -> str:
    """Say where something was refused: file, line or entry, and element."""
    line = f" line {refusal.line}" if refusal.line is not None else ""
    entry = f" entry {refusal.entry}" if refusal.entry is not None else ""
    return f"{refusal.file}{line}{entry}{f' {refusal.path}' if refusal.path else ''}"
