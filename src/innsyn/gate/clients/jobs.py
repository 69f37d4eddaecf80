"""One settled step of a client's bundle on its way to becoming a write."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import orjson

from innsyn.fhir.bundle import Patch
from innsyn.fhir.transaction import Step
from innsyn.kernel.outcome import Problem
from innsyn.record.stored import Write


@dataclass(frozen=True)
class Job:
    """step: settled. write: what it asks for. patch: what a PATCH does to the version that stands.

    is_chosen: the id came from the client or from a condition, so that something may stand there."""

    step: Step
    write: Write
    patch: Patch | None = None
    is_chosen: bool = False

    @property
    def conditions(self) -> Mapping[str, str]:
        """Give the conditions as sent."""
        return self.step.conditions

    @cached_property
    def resource(self) -> dict[str, Any]:
        """Give the new content as parsed; nothing for a deletion."""
        body: dict[str, Any] = orjson.loads(self.write.body) if self.write.body else {}
        return body

    def with_write(self, write: Write) -> "Job":
        """Give the same job with another write."""
        return replace(self, write=write)


@dataclass(slots=True)
class Outcome:
    """What became of the steps of one record before it was written.

    ready: to be written, in order. problems: by index. again: indexes to try once more. done: indexes with nothing to do."""

    ready: list[Job] = field(default_factory=list)
    problems: dict[int, Problem] = field(default_factory=dict)
    again: set[int] = field(default_factory=set)
    done: set[int] = field(default_factory=set)
