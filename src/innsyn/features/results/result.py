"""What a result is to a reader: numbers as they were given, words, or the reason why there is none."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from innsyn.fhir.dates import Interval
from innsyn.kernel.clock import Instant


class Kind(StrEnum):
    """The heading a result stands under. Also the last word of its text key, `results.kind.<kind>`."""

    BLOOD_PRESSURE = "blood_pressure"
    BODY = "body"
    LUNG = "lung"
    BLOOD = "blood"
    URINE = "urine"
    MICROBE = "microbe"
    TISSUE = "tissue"
    SCORE = "score"
    OTHER = "other"


class Place(StrEnum):
    """Where a value lies against its reference range. Also the last word of its text key, `results.place.<place>`."""

    INSIDE = "inside"
    ABOVE = "above"
    BELOW = "below"
    OUTSIDE = "outside"
    UNKNOWN = "unknown"


class Standing(StrEnum):
    """How sure the result is. Also the last word of its text key, `results.standing.<standing>`."""

    FINAL = "final"
    PRELIMINARY = "preliminary"
    CORRECTED = "corrected"
    CANCELLED = "cancelled"
    ERROR = "error"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Number:
    """A measured number with every digit it was given. comparator: `<`, `<=`, `>=`, `>` or empty. unit: as written, empty when none."""

    value: Decimal
    unit: str = ""
    comparator: str = ""


@dataclass(frozen=True, slots=True)
class Saying:
    """A result in words: `Ikke påvist`, `A positiv`."""

    text: str


@dataclass(frozen=True, slots=True)
class NoValue:
    """No result. reason: why, in the sender's words; empty when it does not say."""

    reason: str = ""


Value = Number | Saying | NoValue


@dataclass(frozen=True, slots=True)
class Range:
    """What is usual.

    low, high: ends that belong to the range; None is open. unit: as written. text: the sender's words, when it has no numbers."""

    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One figure of a result: the only one, or one of several such as the upper and lower blood pressure.

    key: canonical code, the same over time. name: in words."""

    key: str
    name: str
    value: Value
    usual: Range | None = None
    place: Place = Place.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One result.

    codes: `(canonical system, code)` as the sender coded the analysis; empty when it only has a name. at: as exact as given; None
    when unknown. source: organisation number, empty when unknown. is_own: the patient measured it. stored_at: when it reached this
    record. notes: the laboratory's words."""

    id: str
    name: str
    codes: tuple[tuple[str, str], ...]
    kind: Kind
    parts: tuple[Part, ...]
    at: Interval | None
    standing: Standing
    source: str
    stored_at: Instant
    is_own: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """Results of one analysis, newest first, never empty."""

    results: tuple[Result, ...]

    @property
    def latest(self) -> Result:
        """Say the newest result."""
        return self.results[0]

    @property
    def before(self) -> Result | None:
        """Say the result before the newest, None when there is only one."""
        return self.results[1] if len(self.results) > 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A laboratory's or department's answer to one request.

    result_ids: the results it gathers. result_names: what it calls them, as far as it says. pages: whole texts that came with it."""

    id: str
    name: str
    at: Interval | None
    standing: Standing
    conclusion: str
    result_ids: tuple[str, ...]
    result_names: tuple[str, ...]
    pages: tuple[str, ...]
    source: str
    stored_at: Instant
