"""Was this post made by a page of ours? The token in the form and what the browser says about where it came from.

Source: OWASP Cross-Site Request Forgery Prevention; W3C Fetch Metadata.
"""

import hmac
from collections.abc import Mapping
from urllib.parse import urlsplit

FIELD = "form_token"
"""Name of the hidden field that carries a session's token."""

HEADER = "x-form-token"
"""Name of the header that scripts send it in."""


def is_from_ours(headers: Mapping[str, str], *, host: str) -> bool:
    """Say whether the browser says that the request came from our own pages.

    headers: lower-case names. host: as asked for. Browsers that say nothing are believed: the token decides."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == host


def is_said_to_be_ours(headers: Mapping[str, str], *, host: str) -> bool:
    """Say whether the browser itself says that one of our own pages made the request: here silence is no.

    headers, host: as of `is_from_ours`."""
    return is_from_ours(headers, host=host) and headers.get("sec-fetch-site", "same-origin" if "origin" in headers else "") == "same-origin"


def is_same_token(given: str, expected: str) -> bool:
    """Say whether the form's token is the session's; an empty token never is."""
    return bool(expected) and hmac.compare_digest(given.encode(), expected.encode())
