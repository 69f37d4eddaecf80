"""A running HelseID simulator: the common provider with what DPoP needs."""

from dataclasses import dataclass, field

from innsyn.sandbox.simulators.openid.memory import Shelf
from innsyn.sandbox.simulators.openid.provider import Provider
from innsyn.sandbox.simulators.openid.wire import WireRequest, provider_of


@dataclass(kw_only=True)
class Helseid(Provider):
    """requires_nonce: every proof to the token endpoint must hold a nonce we gave out (RFC 9449 §8)."""

    requires_nonce: bool
    nonces: Shelf[bool] = field(default_factory=lambda: Shelf(lifetime_s=300))
    proofs: Shelf[bool] = field(default_factory=lambda: Shelf(lifetime_s=300, most=100_000))


def helseid_of(request: WireRequest) -> Helseid:
    """Find the provider the request came to."""
    provider = provider_of(request)
    assert isinstance(provider, Helseid)  # noqa: S101  # for the type checker: `simulator` built it
    return provider
