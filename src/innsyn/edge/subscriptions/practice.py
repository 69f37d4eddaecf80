"""How subscriptions are served here: what may be reached, how patient we are, and how long events are kept."""

from dataclasses import dataclass, field
from datetime import timedelta

from innsyn.edge.subscriptions.asked import Asked, read_asked
from innsyn.edge.subscriptions.criteria import Translate
from innsyn.edge.subscriptions.endpoint import PUBLIC, Reachable, Resolve, looked_up
from innsyn.edge.subscriptions.headers import Headers, RandomBytes, opened
from innsyn.edge.subscriptions.shown import parsed
from innsyn.gate.following import Subscribed
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """base: our FHIR address, no slash at its end. key: 32 bytes that headers are kept under. translate: searches in the record's words.

    patience: how long a receiver may be away before the status is `error`. first_wait_s, longest_wait_s: between attempts, doubled each
    time. kept: how long events stay for `$events` after they were settled. most: subscriptions of one client."""

    base: str
    key: bytes = field(repr=False)
    translate: Translate
    random_bytes: RandomBytes
    reachable: Reachable = PUBLIC
    resolve: Resolve = looked_up
    patience: timedelta = timedelta(hours=24)
    first_wait_s: float = 2.0
    longest_wait_s: float = 900.0
    kept: timedelta = timedelta(days=30)
    most: int = 100

    def asked(self, one: Subscribed) -> Asked | list[Problem]:
        """Say what a kept subscription asks for, but for its secrets. Problems: what was understood once is not any more."""
        return read_asked(parsed(one.resource), self.translate)

    def headers(self, one: Subscribed) -> Headers:
        """Open the headers of a kept subscription. Raises SecretsDamaged."""
        return opened(one.secrets, self.key, one.id)

    def next_attempt(self, attempts: int, now: Instant) -> Instant:
        """Say when to try again after so many attempts in vain before this one."""
        return now + timedelta(seconds=min(self.first_wait_s * 2 ** min(attempts, 30), self.longest_wait_s))
