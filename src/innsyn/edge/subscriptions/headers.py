"""The headers a receiver wants with each sending: read, hidden from everybody, and kept encrypted.

Source: FHIR R4 4.0.1, Subscription.channel.header; RFC 9110 section 5 for their form; NIST SP 800-38D (AES-GCM).
They hold secrets, so that only their names are ever shown again, and whoever sends a shown one back keeps what was there.
"""

import json
import re
from collections.abc import Callable, Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from innsyn.kernel.outcome import Problem

RandomBytes = Callable[[int], bytes]
Headers = tuple[tuple[str, str], ...]

HIDDEN = "(kept)"
"""Stands in the place of each value."""

_MOST, _LONGEST = 20, 8_000
_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")
_VALUE = re.compile(r"[\x20-\x7e\t]*")
_OURS = frozenset(
    {
        "host", "content-length", "content-type", "content-encoding", "transfer-encoding", "connection", "keep-alive", "te", "trailer",
        "upgrade", "expect", "proxy-authorization", "proxy-connection", "innsyn-subscription", "innsyn-event-number",
    }
)  # fmt: skip
_NONCE_BYTES = 12
_PATH = "Subscription.channel.header"


class SecretsDamaged(Exception):
    """What was kept cannot be opened: it was changed, or kept under another key."""


def read_headers(written: Sequence[object]) -> Headers | Problem:
    """Read headers, each as `Name: value`. Returns them, or why one cannot be sent; nothing of a value is said again."""
    if len(written) > _MOST:
        return Problem("too-costly", f"a subscription has at most {_MOST} headers", _PATH)
    headers = [_header(one) for one in written]
    problem = next((one for one in headers if isinstance(one, Problem)), None)
    return problem or tuple(one for one in headers if not isinstance(one, Problem))


def shown(headers: Headers) -> list[str]:
    """Write headers without their values."""
    return [f"{name}: {HIDDEN}" for name, _ in headers]


def with_kept(headers: Headers, before: Headers) -> Headers:
    """Put back the values of those that were sent as they had been shown."""
    known = {name.lower(): value for name, value in before}
    return tuple((name, known.get(name.lower(), value) if value == HIDDEN else value) for name, value in headers)


def sealed(headers: Headers, key: bytes, about: str, random_bytes: RandomBytes) -> bytes:
    """Encrypt headers. key: 32 bytes. about: id of the subscription they belong to, bound in."""
    nonce = random_bytes(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, json.dumps(headers).encode(), about.encode())


def opened(secrets: bytes, key: bytes, about: str) -> Headers:
    """Decrypt headers. Raises SecretsDamaged."""
    try:
        plain = AESGCM(key).decrypt(secrets[:_NONCE_BYTES], secrets[_NONCE_BYTES:], about.encode())
    except (InvalidTag, ValueError):
        raise SecretsDamaged from None
    return tuple((name, value) for name, value in json.loads(plain))


def _header(written: object) -> tuple[str, str] | Problem:
    name, colon, value = written.partition(":") if isinstance(written, str) else ("", "", "")
    value = value.strip()
    if not colon or not _NAME.fullmatch(name) or not _VALUE.fullmatch(value) or len(value) > _LONGEST:
        return Problem("value", "a header is a name, a colon and a value, in one line of plain characters", _PATH)
    if name.lower() in _OURS:
        return Problem("value", "this header is the sender's own to set", _PATH)
    return name, value
