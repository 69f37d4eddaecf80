"""Ending sessions: ours to the provider, the provider's to us.

Source: OpenID Connect RP-Initiated Logout 1.0 §2, OpenID Connect Front-Channel Logout 1.0 §2."""

from urllib.parse import urlencode

from innsyn.edge.openid.provider import Provider
from innsyn.edge.openid.refusal import Refusal
from innsyn.kernel.clock import Instant

SID_LONGEST = 200


async def logout_address(provider: Provider, *, id_token: str, return_to: str, now: Instant) -> str:
    """Say where to send the browser; straight to `return_to` when the provider is down or has no such endpoint.

    Providers compare registered addresses letter by letter, so the query of `return_to` is not sent along."""
    metadata = await provider.metadata(now=now)
    if isinstance(metadata, Refusal) or not metadata.end_session or not id_token:
        return return_to
    registered = return_to.partition("?")[0]
    return f"{metadata.end_session}?{urlencode({'id_token_hint': id_token, 'post_logout_redirect_uri': registered})}"


def session_to_end(issuer: str, *, iss: str, sid: str) -> str | None:
    """Say which session a front-channel call ends: only our own provider may call, and the sid is a secret it shares with us."""
    is_ours = iss == issuer and 0 < len(sid) <= SID_LONGEST
    return sid if is_ours else None
