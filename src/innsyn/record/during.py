"""Which versions of a history are meant, by time: those recorded since an instant, or those that stood at some time in a range.

Source: FHIR R4 4.0.1, http.html#history, `_since` and `_at`.
"""

from dataclasses import dataclass

from innsyn.kernel.clock import Instant
from innsyn.record.asking import Arguments


@dataclass(frozen=True, slots=True)
class During:
    """since: recorded then or later. at: stood at some time in the half-open range."""

    since: Instant | None = None
    at: tuple[Instant, Instant] | None = None

    @property
    def name(self) -> str:
        """Name it for positions: nothing when every version is meant."""
        return f" {self.since} {self.at}" if self.since or self.at else ""

    def text(self, arguments: Arguments, owner: str) -> str:
        """Write it for the version `v` of `owner`. Returns text that begins with ` and `, or nothing."""
        written = ""
        if self.since is not None:
            written += f" and v.recorded_at >= {arguments.add('timestamptz', self.since)}"
        if self.at is not None:
            low, high = [arguments.add("timestamptz", end) for end in self.at]
            written += (
                f" and v.recorded_at < {high} and not exists (select from version f where f.owner = {owner} and f.type = v.type"
                f" and f.id = v.id and f.version = v.version + 1 and f.recorded_at <= {low})"
            )
        return written


ALWAYS = During()
"""Every version."""
