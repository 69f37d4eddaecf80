"""Who a subscription is served for: its client as it is registered now, with no more scopes than it subscribed with."""

from dataclasses import replace

from innsyn.edge.subscriptions.ports import Registry
from innsyn.gate.clients.client import Client
from innsyn.gate.following import Fault
from innsyn.gate.scopes import Scopes
from innsyn.kernel.clock import Instant

NOT_REGISTERED = Fault("", "the client is not registered any more, or has none of the scopes it subscribed with")


async def still_registered(registry: Registry, key: str, scopes: str, now: Instant) -> Client | None:
    """Give a client with those scopes that it had and has still; None when it is not registered, or none is left."""
    client = await registry.standing(key, now=now)
    if client is None or client.context != "system":
        return None
    both = Scopes.parse(scopes).meet(client.granted)
    return replace(client, scopes=both) if both.all else None
