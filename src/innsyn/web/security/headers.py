"""The headers every answer carries: what a browser may load, show, send and remember.

Source: W3C CSP 3, Referrer Policy, Permissions Policy; OWASP Secure Headers; docs/adr/0009-strict-content-policy.md.
"""

from collections.abc import Sequence
from typing import Literal

_PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "frame-src 'self'; manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)
_FRAME_POLICY = "sandbox; default-src 'none'; style-src 'self' 'unsafe-inline'; img-src data:; frame-ancestors 'self'"
_VIEWER_POLICY = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"
_PERMISSIONS = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()"

Headers = dict[str, str]


def page_headers(*, is_https: bool, form_targets: Sequence[str] = ()) -> Headers:
    """Say the headers of every answer of ours.

    is_https: adds HSTS. form_targets: origins where a form may end after a redirect: the identity providers' logout."""
    headers = {
        "content-security-policy": " ".join((_PAGE_POLICY, *form_targets)),
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",
        "permissions-policy": _PERMISSIONS,
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
    }
    if is_https:
        headers["strict-transport-security"] = "max-age=63072000; includeSubDomains"
    return headers


def download_headers(show: Literal["attachment", "frame", "viewer"], filename: str) -> Headers:
    """Say the headers of somebody else's bytes: they never run, and never reach our pages.

    show: as in `Download`. filename: shown to the reader; anything but letters, digits, dot, dash and underscore is replaced."""
    name = "".join(letter if (letter.isalnum() and letter.isascii()) or letter in "._-" else "_" for letter in filename) or "download"
    disposition = "attachment" if show == "attachment" else "inline"
    headers = {"content-disposition": f'{disposition}; filename="{name}"', "cache-control": "no-store"}
    if show == "viewer":
        return {**headers, "content-security-policy": _VIEWER_POLICY, "x-frame-options": "SAMEORIGIN"}
    return {**headers, "content-security-policy": _FRAME_POLICY, "x-frame-options": "SAMEORIGIN"}
