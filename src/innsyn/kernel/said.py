"""A sentence that is not spoken yet: which one it is and what fills its places. The reader's own language speaks it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from innsyn.kernel.clock import Instant


@dataclass(frozen=True, slots=True)
class Word:
    """A text that stands inside a sentence. is_inner: with a small first letter, as words inside a sentence have."""

    key: str
    is_inner: bool = True


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence. key: text key. values: what fills its places: names as they are, numbers, instants, other texts, several of these."""

    key: str
    values: "Mapping[str, Value]" = field(default_factory=dict, repr=False)


Value: TypeAlias = "str | int | Instant | Word | Said | tuple[Value, ...]"
