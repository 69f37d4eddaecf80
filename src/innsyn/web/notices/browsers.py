"""Browsers that have asked to be told by push, each with the address its maker's push service gave it.

Source: W3C Push API, PushSubscription; RFC 8291 § 2 for the two keys; docs/spec/notices.md#NOT-10.
"""

import hashlib
from base64 import urlsafe_b64decode
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlsplit

from innsyn.kernel.clock import Instant

_POINT_BYTES, _UNCOMPRESSED, _AUTH_BYTES = 65, 4, 16
_LONGEST = 1_000

MOST_BROWSERS = 10
"""So many may one person have."""

PUSH_SERVICES = (
    "https://fcm.googleapis.com",
    "https://updates.push.services.mozilla.com",
    "https://web.push.apple.com",
    "https://*.notify.windows.com",
)
"""Origins that browsers' makers run their push services at; a star stands for any name below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Browser:
    """One subscription. endpoint: address at the push service. key: the browser's public key, 65 bytes. auth: its secret, 16 bytes."""

    endpoint: str = field(repr=False)
    key: bytes = field(repr=False)
    auth: bytes = field(repr=False)
    since: Instant

    @property
    def id(self) -> str:
        """Name it: 32 hexadecimal digits of the SHA-256 of its address, which is nobody else's."""
        return browser_id(self.endpoint)


class Browsers(Protocol):
    """Keeps subscriptions, by the opaque key of the person. Raises NoticesUnavailable when it cannot be reached."""

    async def of(self, person_key: str) -> Sequence[Browser]:
        """List a person's browsers, oldest first."""
        ...

    async def add(self, person_key: str, browser: Browser) -> None:
        """Keep a browser as this person's; it is nobody else's any more, and of more than `MOST_BROWSERS` the oldest goes."""
        ...

    async def remove(self, person_key: str, browser_id: str) -> None:
        """Forget a browser of this person's."""
        ...


def browser_id(endpoint: str) -> str:
    """Name the browser behind an address."""
    return hashlib.sha256(endpoint.encode()).hexdigest()[:32]


def read_browser(endpoint: str, key: str, auth: str, *, services: Sequence[str], since: Instant) -> Browser | None:
    """Read what a browser says of itself; None when it is no subscription.

    endpoint: at one of `services` and nowhere else: the address comes from outside, and we shall send to it. key, auth: base64url."""
    public, secret = _unpacked(key), _unpacked(auth)
    if len(public) != _POINT_BYTES or public[0] != _UNCOMPRESSED or len(secret) != _AUTH_BYTES:
        return None
    return Browser(endpoint=endpoint, key=public, auth=secret, since=since) if is_push_service(endpoint, services) else None


def is_push_service(endpoint: str, services: Sequence[str]) -> bool:
    """Say whether an address lies at one of these origins."""
    if len(endpoint) > _LONGEST or not endpoint.isascii() or not endpoint.isprintable() or "\\" in endpoint or "@" in endpoint:
        return False
    parts = urlsplit(endpoint)
    origin = f"{parts.scheme}://{parts.netloc}"
    return bool(parts.path) and any(_is_of(origin, service) for service in services)


def _is_of(origin: str, service: str) -> bool:
    before, star, after = service.partition("*")
    if not star:
        return origin == service
    return origin.startswith(before) and origin.endswith(after) and origin[len(before) : -len(after)].replace("-", "").isalnum()


def _unpacked(text: str) -> bytes:
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4)) if text.isascii() else b""
    except ValueError:
        return b""
