"""What a check of the log can find, each with the exact place, or the interval when only that can be known."""

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from innsyn.gate.seal.root import as_json
from innsyn.record.sealing import Seal


class Kind(StrEnum):
    """What is wrong, in the words of the command that reports it."""

    ROW_CHANGED = "row changed"
    ROW_REMOVED = "row removed"
    ROW_ADDED = "row added"
    ROW_WITHOUT_LEAF = "row without leaf"
    ROW_AND_LEAF_CHANGED = "row and leaf changed"
    LEAF_CHANGED = "leaf changed"
    LEAF_REMOVED = "leaf removed"
    LEAF_MOVED = "leaf moved"
    LEAF_ADDED = "leaf added"
    NODE_CHANGED = "node changed"
    NODE_REMOVED = "node removed"
    ROOT_CHANGED = "root changed"
    ROOT_REMOVED = "root removed"
    ROOT_DIFFERS = "root differs"
    TAIL_CUT = "tail cut"
    WITNESS_UNREADABLE = "witness unreadable"
    WITNESS_BEHIND = "witness behind"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong.

    leaf: place in the tree. owner, entry: key of the log row. start, end: interval of leaves, end outside, when only that can be known.
    line: of the file of roots. node: `level/index`."""

    kind: Kind
    leaf: int | None = None
    owner: int | None = None
    entry: int | None = None
    start: int | None = None
    end: int | None = None
    line: int | None = None
    node: str | None = None

    @property
    def place(self) -> str:
        """Say where, in words a person can act on."""
        named = (
            ("owner/entry", None if self.entry is None else f"{self.owner}/{self.entry}"),
            ("leaf", self.leaf),
            ("leaves", None if self.start is None else f"{self.start} to {(self.end or 0) - 1}"),
            ("node", self.node),
            ("line", self.line),
        )
        return ", ".join(f"{word} {value}" for word, value in named if value is not None)

    def as_json(self) -> dict[str, Any]:
        """Write what is known of it; the owner as text, for it does not fit in a JavaScript number."""
        known = {name: value for name, value in asdict(self).items() if value is not None}
        return known | ({"owner": str(self.owner)} if self.owner is not None else {}) | {"place": self.place}


@dataclass(slots=True)
class Report:
    """The answer of a check.

    size: leaves read. seals: roots checked. unsealed: rows younger than the newest root, at most a thousand counted.
    newest: the newest root. findings: everything that is wrong, in the order of the log."""

    size: int = 0
    seals: int = 0
    unsealed: int = 0
    newest: Seal | None = None
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Say whether nothing at all is wrong."""
        return not self.findings

    def as_json(self) -> dict[str, Any]:
        """Write the report for machines."""
        return {
            "whole": self.is_whole,
            "size": self.size,
            "seals": self.seals,
            "unsealed": self.unsealed,
            "newest": as_json(self.newest) if self.newest else None,
            "findings": [finding.as_json() for finding in self.findings],
        }
