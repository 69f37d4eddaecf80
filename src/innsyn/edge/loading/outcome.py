"""What became of one unit: counts, refusals with their places, and the people it brought. Plain values, to cross between processes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from innsyn.kernel.outcome import Problem


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something was not taken in; never a value out of it.

    file: its name. line: of an NDJSON file, from 1. entry: of a Bundle, from 0. type: of the resource, empty when unknown.
    code: FHIR issue type. path: FHIRPath. text: what is wrong."""

    file: str
    code: str
    text: str
    path: str = ""
    type: str = ""
    entry: int | None = None
    line: int | None = None

    @classmethod
    def of(cls, problem: Problem, file: str, *, kind: str = "", entry: int | None = None, line: int | None = None) -> "Refusal":
        """Say a problem with its place."""
        return cls(file=file, code=problem.code, text=problem.text, path=problem.path, type=kind, entry=entry, line=line)


@dataclass(frozen=True, slots=True)
class Count:
    """How many resources of one type came in new, stood already as they are, or were refused."""

    new: int = 0
    unchanged: int = 0
    refused: int = 0

    def __add__(self, other: "Count") -> "Count":
        """Add two counts."""
        return Count(self.new + other.new, self.unchanged + other.unchanged, self.refused + other.refused)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A Patient that came in. number: synthetic national number, None without one. has_given_number: whether the load gave it."""

    patient_id: str
    given_name: str = field(repr=False)
    family_name: str = field(repr=False)
    number: str | None = field(repr=False)
    is_dead: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one unit. counts: by type. may_pass_later: something it needs may still come.

    witness: `Type/id` of something that now stands, empty when nothing does."""

    counts: Mapping[str, Count] = field(default_factory=dict)
    refusals: tuple[Refusal, ...] = ()
    arrivals: tuple[Arrival, ...] = ()
    may_pass_later: bool = False
    witness: str = ""

    def after(self, earlier: "Outcome") -> "Outcome":
        """Say what became of a unit that was tried before: what was new then is not merely unchanged now."""
        return replace(self, counts=dict(_since(earlier.counts, self.counts)))


def _since(earlier: Mapping[str, Count], now: Mapping[str, Count]) -> Iterator[tuple[str, Count]]:
    for kind, count in now.items():
        new = earlier.get(kind, Count()).new
        yield kind, Count(count.new + new, max(count.unchanged - new, 0), count.refused)
