"""PKCE: only the one who asked for a code can redeem it.

Source: RFC 7636 §4.1 and §4.2."""

import base64
from hashlib import sha256


def challenge(verifier: str) -> str:
    """Make the S256 challenge. verifier: 43 to 128 characters, safe in a URL."""
    return base64.urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
