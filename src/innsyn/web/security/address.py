"""Who is calling, for counting hasty callers: the network address, also behind our own proxies."""

from collections.abc import Mapping


def caller_address(peer: str, headers: Mapping[str, str], *, trusted_hops: int) -> str:
    """Say the address to count by.

    peer: who opened the connection. headers: lower-case names. trusted_hops: how many of our own proxies stand in front; each adds
    one address at the end of X-Forwarded-For, and what stands before them is the caller's own claim."""
    if trusted_hops < 1:
        return peer
    chain = [part.strip() for part in headers.get("x-forwarded-for", "").split(",") if part.strip()]
    return chain[-trusted_hops] if len(chain) >= trusted_hops else peer
