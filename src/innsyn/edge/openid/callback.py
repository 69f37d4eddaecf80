"""Judging what the browser brings back from a provider, before anything is asked of anybody.

Source: RFC 6749 §4.1.2, RFC 9207 §2.4, RFC 9700 §2.1 and §4.4."""

import hmac
from collections.abc import Mapping

from innsyn.edge.openid.attempt import Attempt
from innsyn.edge.openid.metadata import Metadata
from innsyn.edge.openid.refusal import Refusal, refused
from innsyn.kernel.clock import Instant


def judged_callback(answer: Mapping[str, str], attempt: Attempt | None, metadata: Metadata, *, now: Instant) -> Attempt | Refusal:
    """Say which attempt the browser finishes, or what is wrong: state first, so that a stranger's error is never believed either."""
    if attempt is None or not attempt.is_valid(now=now):
        return Refusal("stale", "attempt.missing_or_old")
    if not hmac.compare_digest(answer.get("state", "").encode(), attempt.state.encode()):
        return Refusal("stale", "answer.state")
    if attempt.issuer != metadata.issuer or answer.get("iss", None if metadata.states_issuer else metadata.issuer) != metadata.issuer:
        return refused("answer.iss")
    if "error" in answer:
        return Refusal("cancelled", "answer.access_denied") if answer["error"] == "access_denied" else refused("answer.error")
    return attempt if answer.get("code") else refused("answer.code")
