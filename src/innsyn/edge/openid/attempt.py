"""A login that has begun: what must be the same when the browser comes back.

It is kept on the server under the browser's pre-login cookie. Source: RFC 9700 §2.1, OpenID Connect Core §3.1.2.1."""

from dataclasses import dataclass, field
from datetime import timedelta

import msgspec

from innsyn.kernel.clock import Instant

VALID = timedelta(minutes=30)
SKEW = timedelta(seconds=10)


@dataclass(frozen=True, kw_only=True, slots=True)
class Attempt:
    """issuer: where we sent the browser, against mix-up. dpop_key: private JWK as JSON, or empty. return_to: local path."""

    issuer: str
    state: str = field(repr=False)
    nonce: str = field(repr=False)
    code_verifier: str = field(repr=False)
    begun_at: Instant
    return_to: str
    dpop_key: str = field(repr=False, default="")

    def is_valid(self, *, now: Instant) -> bool:
        """Say whether it is young enough to be finished."""
        return -SKEW <= now - self.begun_at <= VALID


def packed(attempt: Attempt) -> bytes:
    """Write it as JSON."""
    return msgspec.json.encode(attempt)


def unpacked(pre_login: bytes) -> Attempt | None:
    """Read it again; None when it is empty or not one."""
    try:
        return msgspec.json.decode(pre_login, type=Attempt)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None


def local_path(wanted: str) -> str:
    """Say where to go after the login: `wanted` when it is a path on this site, else `/`.

    Browsers read a backslash as a slash and drop tabs and line breaks, so anything but plain visible characters is refused."""
    is_plain = all("!" <= letter <= "~" for letter in wanted) and "\\" not in wanted
    is_local = wanted.startswith("/") and not wanted.startswith("//")
    return wanted if is_plain and is_local else "/"
