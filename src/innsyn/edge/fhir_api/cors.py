"""Lets pages of named origins call: the answers browsers want before and with a call from elsewhere.

Source: WHATWG Fetch, CORS protocol; SMART App Launch 2.2.0, CORS support. No cookies are read here, so none are allowed.
"""

from collections.abc import Mapping, Sequence

from innsyn.edge.fhir_api.exchange import Answer

ANY = "*"

_TAKEN = "accept, authorization, content-type, dpop, if-match, if-modified-since, if-none-exist, if-none-match, prefer, x-requested-with"
_SHOWN = "content-location, dpop-nonce, etag, last-modified, location, preference-applied, retry-after, www-authenticate"
_KEPT_S = "600"


def is_preflight(method: str, headers: Mapping[str, str]) -> bool:
    """Say whether a browser asks if it may call."""
    return method == "OPTIONS" and "origin" in headers and "access-control-request-method" in headers


def preflight(headers: Mapping[str, str], origins: Sequence[str], methods: str) -> Answer:
    """Answer a browser that asks, beside what `cross_origin` says; without the headers it wants, it will not call."""
    if "access-control-allow-origin" not in dict(cross_origin(headers, origins)):
        return Answer(204)
    told = (("access-control-allow-methods", methods), ("access-control-allow-headers", _TAKEN), ("access-control-max-age", _KEPT_S))
    return Answer(204, None, told)


def cross_origin(headers: Mapping[str, str], origins: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Say the headers that let the calling page read the answer: none for an origin that is not named."""
    if not origins:
        return ()
    origin = headers.get("origin", "")
    vary = ("vary", "origin")
    if not origin or (ANY not in origins and origin not in origins):
        return (vary,)
    allowed = ANY if ANY in origins else origin
    return (
        vary,
        ("access-control-allow-origin", allowed),
        ("access-control-expose-headers", _SHOWN),
        ("cross-origin-resource-policy", "cross-origin"),
    )
